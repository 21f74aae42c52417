"""Hoe lang wachten gezinnen? From aanmelding to kennismaking to start, who waits now, and what is chance."""

from pages.parts.page import open_page, whole_page
from pages.parts.waiting_sheets import SHEETS


@whole_page
def wachttijden() -> None:
    page = open_page(
        "Hoe lang wachten gezinnen?", uses=("gebied", "organisatie", "aanbieder"), sheets=tuple(SHEETS),
        key="wachttijden_blad",
    )  # fmt: skip
    if page:
        SHEETS[page.sheet](page)


wachttijden()
