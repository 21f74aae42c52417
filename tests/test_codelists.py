"""Are the national code lists complete, dated and sourced, and do the two laws differ where they should?"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from data.codelists import LAWS, LISTS, code_list, meaning


@pytest.mark.parametrize("name", LISTS)
def test_every_code_has_a_meaning_and_a_source_and_occurs_once_per_law(name: str) -> None:
    rows = code_list(name)
    assert rows.height > 0
    assert rows.select("wet", "code", "betekenis", "bron").null_count().sum_horizontal().item() == 0
    assert rows.select("wet", "code").is_unique().all()
    assert set(rows["wet"]) == set(LAWS)
    assert rows.filter(pl.col("geldig_van") > pl.col("geldig_tot")).is_empty()


def test_code_31_means_something_else_per_law() -> None:
    assert meaning("reden_beeindiging", "jw", "31") == "volgens plan beëindigd"
    assert meaning("reden_beeindiging", "wmo", "31") == "verhuizing naar een andere gemeente"


@pytest.mark.parametrize(
    ("name", "wet", "codes"),
    [
        ("reden_beeindiging", "jw", "02 20 31 32 33 34 35 36 37 38 39"),
        ("reden_beeindiging", "wmo", "02 19 20 21 22 23 31 36 37 38 39"),
        ("reden_wijziging", "jw", "01 02 03 04 05 06 07 08 09 10 11 12 13 14"),
        ("verwijzer", "wmo", "01 02 03 04 05 06 08"),
        ("geslacht", "jw", "0 1 2"),
        ("productcategorie", "wmo", "01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18"),
        ("productcategorie", "jw", " ".join(map(str, (*range(31, 39), *range(40, 56))))),
    ],
)
def test_the_list_holds_exactly_these_codes(name: str, wet: str, codes: str) -> None:
    assert code_list(name).filter(wet=wet)["code"].to_list() == codes.split()


def test_release_3_1_brought_new_reasons_and_ended_an_old_one() -> None:
    changed = code_list("reden_wijziging").filter(wet="jw")
    assert changed.filter(code="01")["geldig_tot"].to_list() == [date(2022, 3, 31)]
    assert changed.filter(code="13")["geldig_van"].to_list() == [date(2022, 4, 1)]
    stopped = code_list("reden_beeindiging").filter(pl.col("geldig_van").is_not_null())
    assert stopped["code"].unique().sort().to_list() == ["38", "39"]


def test_an_unknown_code_has_no_meaning() -> None:
    assert meaning("verwijzer", "jw", "07") is None
