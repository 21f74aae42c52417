"""Waar gaat hulp verder bij een ander? Transitions between providers, in- and outflow, reasons and referrers."""

from metrics.period import Level
from pages.parts.estimate import estimate_wanted
from pages.parts.layout import row
from pages.parts.page import open_page, whole_page


@whole_page
def doorstroom() -> None:
    page = open_page(
        "Waar gaat hulp verder bij een ander?", uses=("aanbieder", "zorgvorm"), sheets=("Overgangen", "In en uit"),
        key="doorstroom_blad",
    )  # fmt: skip
    if page is None:
        return
    chosen, years = page.selection, page.selection.years()[-6:]
    left, right = row(64, 36)
    if page.sheet == "Overgangen":
        with left:
            moves = chosen.whole_city().query("doorstroom", periods=(chosen.at_level(Level.YEAR),))
            page.show("matrix", moves, "matrix", height=29)
        with right:
            page.show("kolommen", chosen.query("in_een_keer_goed", periods=years), "in_een_keer", height=9)
            page.show("balken", chosen.query("verwijzer"), "verwijzer", height=9)
        return
    with left:
        if estimate_wanted():
            page.show("stromen_aangevuld", chosen.query("instroom", periods=chosen.months(24)), "stromen", height=25)
        else:
            page.show("stromen", chosen.query("instroom", periods=chosen.series()), "stromen", height=25)
    with right:
        page.show("balken", chosen.query("reden_beeindiging"), "reden", height=10)
        page.show("balken", chosen.query("in_zorg", per=("aanbieder",)), "in_zorg", height=11)


doorstroom()
