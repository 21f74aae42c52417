"""Bereikt de hulp gezinnen in elke wijk? Reach by SES group and area, and both kinds of care beside each other."""

from pages.parts.layout import row
from pages.parts.page import open_page, whole_page


@whole_page
def bereik() -> None:
    page = open_page(
        "Bereikt de hulp gezinnen in elke wijk?", uses=("gebied", "organisatie"), sheets=("Wijken", "Soorten hulp"),
        key="bereik_blad",
    )  # fmt: skip
    if page and page.sheet == "Wijken":
        left, right = row(53, 47)
        with left:
            # One area has one SES group: then the line of the area beside the city says more.
            view = "lijn" if page.selection.has_area else "ses"
            page.show(view, page.selection.query("bereik", periods=page.selection.series()), "ses", height=27)
        with right:
            page.show("kaart", page.selection.query("bereik", per=("gebied",)), "kaart")
    elif page:
        left, right = row(56, 44)
        with left:
            page.show("sporen", page.selection.query("bereik", periods=page.selection.series()), "sporen", height=27)
        with right:
            page.show("balken", page.selection.query("in_zorg", per=("leeftijdsgroep",)), "leeftijd", height=10)
            page.show("balken", page.selection.query("bereik_opgave", per=("voorziening",)), "opgave", height=10)


bereik()
