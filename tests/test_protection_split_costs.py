"""Are the costs of a form of care with a few clients split off anywhere?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from metrics.period import Period
from metrics.protection.split_costs import hide_splits, not_to_split, whole_spending
from metrics.request import Request

YEAR = Period.parse("2022")
LAST = date(2022, 12, 31)
JANUARY = date(2022, 1, 1)


def costs(*rows: tuple[str, str, str, float]) -> pl.DataFrame:
    """Costs of January: aanbieder, wet, zorgvorm, euro."""
    return pl.DataFrame(
        [(*row[:3], f"groep {row[2]}", JANUARY, row[3]) for row in rows],
        schema=["aanbieder", "wet", "zorgvorm", "zorgvormgroep", "maand", "kosten"],
        orient="row",
    )


def care(**clients: int) -> pl.DataFrame:
    """So many clients per aanbieder and zorgvorm, written as X_a."""
    rows = [
        (f"{name}{number}", *name.split("_"), "jw", JANUARY, None)
        for name, count in clients.items()
        for number in range(count)
    ]
    columns = {"client": pl.String, "aanbieder": pl.String, "zorgvorm": pl.String, "wet": pl.String}
    return pl.DataFrame(rows, schema={**columns, "begindatum": pl.Date, "einde": pl.Date}, orient="row")


TABLES = {
    "uitputting": costs(
        ("X", "", "", 900), ("X", "jw", "a", 500), ("X", "jw", "b", 300), ("X", "jw", "c", 100), ("Y", "jw", "a", 70),
        ("Y", "jw", "b", 30), ("Z", "jw", "c", 50),
    ),
    "leveringen": care(X_a=30, X_b=20, X_c=4, Y_a=40, Y_b=12, Z_c=3),
}  # fmt: skip


def test_a_form_with_a_few_clients_keeps_all_costs_of_its_provider_whole() -> None:
    parts = not_to_split(TABLES, YEAR, LAST, 10)
    assert set(parts.select("aanbieder", "zorgvorm").rows()) == {("X", "a"), ("X", "b"), ("X", "c")}


def test_all_costs_in_one_form_are_the_costs_of_the_whole_provider() -> None:
    assert "Z" not in set(not_to_split(TABLES, YEAR, LAST, 10)["aanbieder"])


@pytest.mark.parametrize(
    ("per", "where", "rows", "expected"),
    [
        (("aanbieder", "zorgvorm"), {}, [("X", "a"), ("X", "c"), ("Y", "a"), ("Z", "c")], [True, True, False, False]),
        (("zorgvorm",), {}, [("a",), ("b",), ("c",)], [True, True, True]),
        (("zorgvorm",), {"aanbieder": frozenset({"Y"})}, [("a",), ("b",)], [False, False]),
        (("aanbieder",), {"zorgvorm": frozenset({"b"})}, [("X",), ("Y",)], [True, False]),
        (("aanbieder",), {}, [("X",), ("Y",)], [False, False]),
    ],
)  # fmt: skip
def test_rows_that_split_such_costs_are_hidden(
    per: tuple[str, ...], where: dict[str, frozenset[str]], rows: list[tuple[str, ...]], expected: list[bool]
) -> None:
    frame = pl.DataFrame(rows, schema=list(per), orient="row").with_columns(periode=pl.lit("2022"), _teller=False)
    request = Request(LAST, (YEAR,), per, where)
    assert hide_splits(frame, request, TABLES, 10)["_teller"].to_list() == expected


def test_traced_rows_take_such_parts_together_and_still_add_up() -> None:
    spending = TABLES["uitputting"].select("aanbieder", "wet", "zorgvorm", "maand", "kosten")
    found = whole_spending(spending, TABLES, YEAR, LAST, 10)
    assert found.filter(aanbieder="X").select("wet", "zorgvorm", "kosten").rows() == [
        ("", "", 900.0), ("afgeschermd", "afgeschermd", 900.0),
    ]  # fmt: skip
    assert found.filter(aanbieder="Y").height == 2
    assert found["kosten"].sum() == spending["kosten"].sum()


def test_the_example_has_nothing_to_keep_whole(example_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import results

    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))
    answer = results.result(results.Query("vierkant", ("2025",), ("aanbieder", "zorgvorm")))
    assert not answer.frame["afgeschermd"].any()
    assert answer.frame["teller"].is_not_null().any()
