"""Is a kennismaking within five working days counted as the definitions say?"""

from __future__ import annotations

from data.tables import Aanmelding, Gebied
from tests.measuring import column, measure
from tests.table import table

KEY = "kennismaking_binnen_vijf_werkdagen"
WISHED = ("lezing", "zonder gewenst later")

GEBIEDEN = table(
    Gebied, "gebied | naam | soort | wijk | ses_groep\nA | A | | Noord | laag\nVO | VO | zonder gebied | |"
)


def world(drawing: str) -> dict:
    return {"aanmeldingen": table(Aanmelding, drawing), "gebieden": GEBIEDEN}


# Monday 7 March 2022; the fifth working day after it is Monday 14 March.
FOUR = world(
    """
    aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum | gewenst_later
    1          | g1       | A    | 2022-03-07   | 2022-03-14         | nee
    2          | g1       | A    | 2022-03-07   | 2022-03-15         | ja
    3          | g2       | VO   | 2022-03-07   |                    | ja
    4          | g3       | A    | 2022-03-07   | 2022-03-07         | nee
    """
)


def test_fifth_working_day_is_in_time_and_the_sixth_is_not() -> None:
    (row,) = measure(KEY, FOUR, "2022-03")
    assert (row["teller"], row["noemer"], row["waarde"]) == (2, 4, 0.5)
    assert row["personen"] == 3  # families, not aanmeldingen


def test_reading_without_wished_later_counts_wished_as_in_time_also_without_kennismaking() -> None:
    (row,) = measure(KEY, FOUR, "2022-03", where=[WISHED])
    assert (row["teller"], row["noemer"]) == (4, 4)


def test_teams_without_area_are_zonder_gebied_in_area_wijk_and_ses() -> None:
    rows = measure(KEY, FOUR, "2022-03", per=["gebied", "wijk", "ses"])
    assert column(rows, "gebied", "wijk", "ses", "noemer") == [
        ("A", "Noord", "laag", 3),
        ("zonder gebied", "zonder gebied", "zonder gebied", 1),
    ]


def test_whoever_has_had_five_working_days_or_fewer_is_left_out_whatever_came_of_it() -> None:
    assert measure(KEY, FOUR, "2022-03", on="2022-03-14") == []
    (row,) = measure(KEY, FOUR, "2022-03", on="2022-03-15")
    assert (row["teller"], row["noemer"]) == (2, 4)


def test_kennismaking_after_the_peildatum_is_not_known_yet() -> None:
    drawn = world(
        """
        aanmelding | gezin_id | team | aanmelddatum | kennismakingsdatum
        1          | g1       | A    | 2022-03-07   | 2022-03-10
        2          | g2       | A    | 2022-03-01   | 2022-03-20
        """
    )
    (row,) = measure(KEY, drawn, "2022", on="2022-03-16")
    assert (row["teller"], row["noemer"], row["voorlopig"]) == (1, 2, True)


def nine_of_ten(filled: int) -> dict:
    rows = [f"{n} | g{n} | {'A' if n else 'VO'} | 2022-03-07 | {'nee' if n < filled else ''}" for n in range(10)]
    return world("aanmelding | gezin_id | team | aanmelddatum | gewenst_later\n" + "\n".join(rows))


def test_reading_exists_from_ninety_percent_filled() -> None:
    (row,) = measure(KEY, nine_of_ten(9), "2022", where=[WISHED])
    assert (row["teller"], row["noemer"], row["waarom_leeg"]) == (0, 10, None)
    (row,) = measure(KEY, nine_of_ten(8), "2022", where=[WISHED])
    assert (row["teller"], row["noemer"], row["waarde"]) == (None, None, None)
    assert row["waarom_leeg"] == "niet geregistreerd"


def test_ninety_percent_is_over_all_aanmeldingen_whatever_the_selection() -> None:
    (row,) = measure(KEY, nine_of_ten(1), "2022", where=[WISHED, ("team", "VO")])  # filled for VO itself
    assert row["waarom_leeg"] == "niet geregistreerd"


def test_period_without_aanmeldingen_gives_no_row_and_order_is_that_of_the_question() -> None:
    rows = measure(KEY, FOUR, "2022-Q2", "2022-Q1", "2022", "2024")
    assert column(rows, "periode") == ["2022-Q1", "2022"]
