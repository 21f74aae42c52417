"""Hoe ervaren gezinnen de hulp? Agreement per statement, over time and per team."""

import results
from pages.parts.layout import row
from pages.parts.page import open_page

page = open_page("Hoe ervaren gezinnen de hulp?", uses=("gebied", "organisatie"))
if page:
    chosen = page.selection
    statement = next(iter(results.choices().stellingen), None)
    options = {"stelling": statement} if statement else {}
    left, right = row(56, 44)
    with left:
        page.show("groepen", chosen.query("ervaring", per=("stelling",), periods=chosen.series(11)), "stellingen")
    with right:
        page.show("balken", chosen.query("ervaring", per=("stelling",)), "nu")
        page.show("balken", chosen.query("ervaring", per=("organisatie",), **options), "organisatie")
