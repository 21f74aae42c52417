"""Waar gaat hulp verder bij een ander? Transitions between providers, in- and outflow, reasons and referrers."""

from metrics.period import Level
from pages.parts.estimate import estimate_wanted
from pages.parts.layout import row
from pages.parts.page import open_page

page = open_page(
    "Waar gaat hulp verder bij een ander?", uses=("aanbieder", "zorgvorm"), sheets=("Overgangen", "In en uit"),
    key="doorstroom_blad",
)  # fmt: skip
if page and page.sheet == "Overgangen":
    chosen = page.selection
    left, right = row(64, 36)
    with left:
        page.show(
            "matrix",
            chosen.whole_city().query("doorstroom", periods=(chosen.at_level(Level.YEAR),)),
            "matrix",
            height=29,
        )
    with right:
        page.show("kolommen", chosen.query("in_een_keer_goed", periods=chosen.years()[-6:]), "in_een_keer", height=9)
        page.show("balken", chosen.query("verwijzer"), "verwijzer", height=9)
elif page:
    chosen = page.selection
    left, right = row(64, 36)
    with left:
        if estimate_wanted():
            page.show("stromen_aangevuld", chosen.query("instroom", periods=chosen.months(24)), "stromen", height=25)
        else:
            page.show("stromen", chosen.query("instroom", periods=chosen.series()), "stromen", height=25)
    with right:
        page.show("balken", chosen.query("reden_beeindiging"), "reden", height=10)
        page.show("balken", chosen.query("in_zorg", per=("aanbieder",)), "in_zorg", height=11)
