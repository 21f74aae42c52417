"""Blijft de stad binnen het budget? Spent against agreed, why, where it ends, and what happens if."""

from pages.parts.budget.origin import origin
from pages.parts.budget.outlook import outlook
from pages.parts.budget.sheets import clients, euros
from pages.parts.budget.signals import signals
from pages.parts.budget.what_if import what_if
from pages.parts.page import open_page, whole_page

SHEETS = {
    "Euro’s": euros,
    "Cliënten": clients,
    "Signalen": signals,
    "Prognose": outlook,
    "Wat als": what_if,
    "Herkomst": origin,
}


@whole_page
def budget() -> None:
    page = open_page(
        "Blijft de stad binnen het budget?",
        uses=("aanbieder", "zorgvorm"),
        sheets=tuple(SHEETS),
        key="budget_blad",
    )
    if page:
        SHEETS[page.sheet](page)


budget()
