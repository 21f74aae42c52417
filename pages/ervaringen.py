"""Hoe ervaren gezinnen de hulp? Agreement per statement over time, and per organisation and team."""

from pages.parts.layout import row
from pages.parts.page import open_page, whole_page


@whole_page
def ervaringen() -> None:
    page = open_page("Hoe ervaren gezinnen de hulp?", uses=("gebied", "organisatie"))
    if page:
        chosen = page.selection
        left, right = row(56, 44)
        with left:
            stellingen = chosen.query("ervaring", per=("stelling",), periods=chosen.series())
            page.show("groepen", stellingen, "stellingen", height=27)
        with right:
            page.show("balken", chosen.query("ervaring", per=("organisatie",)), "organisatie", height=7)
            page.show("trechter", chosen.query("ervaring", per=("team",)), "team", height=11)


ervaringen()
