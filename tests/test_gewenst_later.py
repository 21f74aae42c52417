"""Does unknown stay unknown when families wish a later date?"""

from __future__ import annotations

from data.tables import Aanmelding
from tests.measuring import column, measure
from tests.table import table

AANMELDINGEN = {
    "aanmeldingen": table(
        Aanmelding,
        """
        aanmelding | gezin_id | team | aanmelddatum | gewenst_later
        1          | g1       | A    | 2021-03-07   | ja
        2          | g2       | A    | 2021-04-07   | nee
        3          | g3       | A    | 2021-05-07   |
        4          | g4       | B    | 2022-03-07   |
        """,
    )
}


def test_only_filled_fields_count() -> None:
    (row,) = measure("gewenst_later", AANMELDINGEN, "2021")
    assert (row["teller"], row["noemer"], row["waarde"]) == (1, 2, 0.5)


def test_year_in_which_nobody_filled_it_has_no_row() -> None:
    assert column(measure("gewenst_later", AANMELDINGEN, "2021", "2022"), "periode") == ["2021"]
