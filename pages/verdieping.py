"""Wat speelt er nog? The other registers, one sheet per subject."""

from pages.parts.page import open_page, whole_page
from pages.parts.register_sheets import SHEETS, show_sheet


@whole_page
def verdieping() -> None:
    page = open_page("Wat speelt er nog?", sheets=tuple(SHEETS), key="verdieping_blad")
    if page:
        show_sheet(page)


verdieping()
