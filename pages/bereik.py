"""Bereikt de hulp gezinnen in elke wijk? Reach by SES group and area, and both kinds of care beside each other."""

from pages.parts.layout import row
from pages.parts.map_choice import choose, show_map
from pages.parts.page import open_page, whole_page


@whole_page
def bereik() -> None:
    page = open_page(
        "Bereikt de hulp gezinnen in elke wijk?", uses=("gebied", "organisatie"), sheets=("Wijken", "Soorten hulp"),
        key="bereik_blad", beside=lambda sheet: choose() if sheet == "Wijken" else None,
    )  # fmt: skip
    if page and page.sheet == "Wijken":
        left, right = row(53, 47)
        with left:
            # One area has one SES group: then the line of the area beside the city says more.
            view = "lijn" if page.selection.has_area else "ses"
            page.show(view, page.selection.query("bereik", periods=page.selection.series()), "ses", height=27)
        with right:
            show_map(page, page.selection.query("bereik", per=("gebied",)), "kaart")
    elif page:
        chosen, left, right = page.selection, *row(56, 44)
        # One area is too small to divide per quarter: there these figures exist per year.
        years = chosen.years() if chosen.has_area else chosen.series()
        with left:
            page.show("sporen", chosen.query("bereik", periods=years), "sporen", height=27)
        with right:
            newest = years[-1:]
            page.show("balken", chosen.query("in_zorg", per=("leeftijdsgroep",), periods=newest), "leeftijd", height=10)
            # What a voorziening reports is split once: per voorziening or per area, not both.
            reported = chosen.whole_city().query("bereik_opgave", per=("voorziening",), periods=newest)
            page.show("balken", reported, "opgave", height=10)


bereik()
