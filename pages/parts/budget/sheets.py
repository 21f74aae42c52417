"""Which figures stand on the sheets about euros and about clients?"""

from __future__ import annotations

from metrics.period import Level
from pages.parts.layout import row
from pages.parts.page import Page


def euros(page: Page) -> None:
    """Where the year goes, of what the drift is made, and every provider against its vierkant."""
    chosen = page.selection
    macro = "vierkant" if chosen.aanbieder or chosen.wet else "macrovierkant"
    # A forecast is made per aanbieder; within a wet or zorgvorm there is none.
    view = "lijn" if chosen.wet else "vooruit"
    left, right = row(56, 44)
    with left:
        page.show(view, chosen.query(macro, periods=chosen.year_so_far()), "macro", height=27.4)
    with right:
        page.show("ontleding", chosen.query("drift_ontleed"), "ontleding", height=10.2)
        page.show("afspraak", chosen.query("vierkant", per=("aanbieder",)), "aanbieders", height=9.4)


def clients(page: Page) -> None:
    """Clients against the agreed number, and what a client costs."""
    chosen = page.selection
    left, right = row(56, 44)
    with left:
        page.show("afspraak", chosen.query("vierkant_clienten", per=("aanbieder",)), "clienten")
    with right:
        year = chosen.at_level(Level.YEAR)
        page.show("balken", chosen.query("kosten_per_client", per=("aanbieder",), periods=(year,)), "kosten", height=24)
