"""Wat staat er naast de vier cijfers? The other registers, one sheet per subject."""

from pages.parts.page import open_page, whole_page
from pages.parts.register_sheets import SHEETS, show_sheet


@whole_page
def verdieping() -> None:
    page = open_page("Wat staat er naast de vier cijfers?", sheets=tuple(SHEETS), key="verdieping_blad")
    if page:
        show_sheet(page)


verdieping()
