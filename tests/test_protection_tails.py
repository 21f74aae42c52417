"""Where is shown how many waited longer than a norm: a table whole, with one rest at most, and that rest is large?"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from metrics.period import Period
from metrics.protection.tails import Tails, divided
from metrics.request import Request

YEAR = Period.parse("2024")


def tails(per: tuple[str, ...], *lines: tuple[str, float, float], city: tuple[float, float]) -> dict[str, float | None]:
    """What is shown of lines drawn as name, rows and rows above the norm; of the city rows and rows above it."""

    def marked(request: Request) -> pl.DataFrame:
        months = len(request.periods)
        if not request.per:
            return frame((), *[(str(part), city[0] / months, city[1] / months) for part in request.periods])
        return frame(per, *lines)

    request = Request(date(2025, 1, 31), (YEAR,), per, {}, {})
    own = frame(per, *lines) if per else frame((), ("2024", *city))
    shown = Tails(marked, request, 10).keep(own, per)
    names = shown[per[0]] if per else shown["periode"]
    counts = (shown["boven_norm"] * shown["noemer"]).round(6)
    return dict(zip(names.to_list(), counts.to_list(), strict=True))


def frame(per: tuple[str, ...], *lines: tuple[str, float, float]) -> pl.DataFrame:
    """Rows of a year, or of the periods that the lines are named after; a row of fewer than 30 is hidden."""
    rows = [
        {"periode": "2024" if per else name, **dict.fromkeys(per, name), "noemer": noemer, "_teller": noemer < 30,
         "boven_norm": above / noemer if above == 0 or 10 <= above <= noemer - 10 else None}
        for name, noemer, above in lines
    ]  # fmt: skip
    return pl.DataFrame(rows, schema_overrides={"boven_norm": pl.Float64})


LARGE = (("A", 400.0, 100.0), ("B", 300.0, 60.0), ("C", 150.0, 40.0))


def test_lines_that_are_all_large_are_shown() -> None:
    assert tails(("wijk",), *LARGE, city=(850.0, 200.0)) == {"A": 100, "B": 60, "C": 40}


def test_one_small_line_takes_the_smallest_other_along() -> None:
    shown = tails(("wijk",), *LARGE, ("D", 50.0, 12.0), city=(900.0, 212.0))
    assert shown == {"A": 100, "B": 60, "C": None, "D": None}


def test_two_small_lines_are_a_rest_of_their_own() -> None:
    shown = tails(("wijk",), *LARGE, ("D", 50.0, 12.0), ("E", 40.0, 11.0), city=(940.0, 223.0))
    assert shown == {"A": 100, "B": 60, "C": 40, "D": None, "E": None}


@pytest.mark.parametrize("above", [(3.0, 4.0), (48.0, 38.0)])
def test_a_rest_of_a_few_hides_the_table(above: tuple[float, float]) -> None:
    """Few above the norm, or few within it: anybody can subtract them."""
    rest = ("D", 50.0, above[0]), ("E", 40.0, above[1])
    assert set(tails(("wijk",), *LARGE, *rest, city=(940.0, 200.0 + sum(above))).values()) == {None}


def test_one_large_line_with_a_small_number_hides_the_table() -> None:
    assert set(tails(("wijk",), *LARGE, ("D", 120.0, 9.0), city=(970.0, 209.0)).values()) == {None}


def test_a_nought_is_shown_only_where_the_whole_year_counts_nobody() -> None:
    zero, nobody = ("D", 120.0, 0.0), [(name, rows, 0.0) for name, rows, _ in LARGE]
    assert set(tails(("wijk",), *LARGE, zero, city=(970.0, 200.0)).values()) == {None}
    assert tails(("wijk",), *nobody, city=(850.0, 0.0)) == {"A": 0, "B": 0, "C": 0}


def test_other_tables_do_not_exist() -> None:
    assert set(tails(("ses",), *LARGE, city=(850.0, 200.0)).values()) == {None}


def test_the_city_is_shown_when_it_is_large() -> None:
    assert tails((), city=(900.0, 200.0)) == {"2024": 200}
    assert tails((), city=(900.0, 5.0)) == {"2024": None}


def test_a_rest_is_not_one_line_and_nearly_nobody() -> None:
    lines = frame(("wijk",), ("A", 400.0, 100.0), ("B", 150.0, 40.0), ("C", 60.0, 12.0), ("D", 4.0, 0.0))
    own, rest = divided(lines)
    assert (own["wijk"].to_list(), sorted(rest["wijk"].to_list())) == (["A"], ["B", "C", "D"])
