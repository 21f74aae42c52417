"""Blijft de stad binnen het macrovierkant? Spent against agreed, in euros and in clients."""

from metrics.period import Level
from pages.parts.layout import row
from pages.parts.page import open_page

page = open_page(
    "Blijft de stad binnen het macrovierkant?", uses=("aanbieder", "zorgvorm"), sheets=("Euro’s", "Cliënten en kosten"),
    key="budget_blad",
)  # fmt: skip
if page and page.sheet == "Cliënten en kosten":
    chosen = page.selection
    left, right = row(56, 44)
    with left:
        page.show("afspraak", chosen.query("vierkant_clienten", per=("aanbieder",)), "clienten")
    with right:
        page.show(
            "balken",
            chosen.query("kosten_per_client", per=("aanbieder",), periods=(chosen.at_level(Level.YEAR),)),
            "kosten",
        )
elif page:
    chosen = page.selection
    macro = "vierkant" if chosen.aanbieder or chosen.wet else "macrovierkant"
    left, right = row(56, 44)
    with left:
        page.show("lijn", chosen.query(macro, periods=chosen.year_so_far()), "macro", height=27.4)
    with right:
        page.show("afspraak", chosen.query("vierkant", per=("aanbieder",)), "aanbieders")
