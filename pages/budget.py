"""Blijft de stad binnen het macrovierkant? Spent against agreed, why, where it ends, and what happens if."""

from metrics.period import Level
from pages.parts.layout import row
from pages.parts.page import open_page

SHEETS = ("Euro’s", "Cliënten en kosten")

page = open_page(
    "Blijft de stad binnen het macrovierkant?", uses=("aanbieder", "zorgvorm"), sheets=SHEETS, key="budget_blad"
)
if page and page.sheet == "Cliënten en kosten":
    chosen = page.selection
    left, right = row(56, 44)
    with left:
        page.show("afspraak", chosen.query("vierkant_clienten", per=("aanbieder",)), "clienten")
    with right:
        year = chosen.at_level(Level.YEAR)
        page.show("balken", chosen.query("kosten_per_client", per=("aanbieder",), periods=(year,)), "kosten")
elif page:
    chosen = page.selection
    macro = "vierkant" if chosen.aanbieder or chosen.wet else "macrovierkant"
    view = "lijn" if chosen.wet else "vooruit"
    left, right = row(56, 44)
    with left:
        page.show(view, chosen.query(macro, periods=chosen.year_so_far()), "macro", height=27.4)
    with right:
        page.show("ontleding", chosen.query("drift_ontleed"), "ontleding", height=11)
        page.show("afspraak", chosen.query("vierkant", per=("aanbieder",)), "aanbieders", height=10)
