"""Which numbers are hidden because they are small, and how does a hidden row look?"""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from metrics import CATALOGUE
from metrics.indicator import Indicator
from metrics.protection.cells import Rule, rule_of
from metrics.protection.marks import REASON, apply_marks, find_hidden
from metrics.protection.primary import Thresholds
from metrics.views import WORKING_VIEWS

COUNT, SHARE = CATALOGUE["in_zorg"], CATALOGUE["gewenst_later"]
MEAN, PUBLIC = CATALOGUE["werkdagen_tot_kennismaking"], CATALOGUE["bereik"]
FLOW, MONEY = CATALOGUE["doorstroom"], CATALOGUE["macrovierkant"]


def shown(indicator: Indicator, *rows: tuple[float | None, float | None, int | None], running: str = "") -> list[str]:
    """Per row of teller, noemer and persons what leaves: `t` and `n` for numbers that are shown, `-` for none."""
    frame = pl.DataFrame(
        [
            {"periode": f"202{place}", "teller": teller, "noemer": noemer, "personen": people}
            for place, (teller, noemer, people) in enumerate(rows)
        ],
        schema={"periode": pl.String, "teller": pl.Float64, "noemer": pl.Float64, "personen": pl.Int64},
    ).with_columns(
        waarde=pl.when(pl.col("noemer") > 0).then(pl.col("teller") / pl.col("noemer")).otherwise("teller"),
        voorlopig=False,
        afgeschermd=False,
        waarom_leeg=pl.lit(None, pl.String),
        **{name: pl.lit(1.0).cast(kind) for name, kind in indicator.extra.items()},
    )
    done = apply_marks(find_hidden(frame, indicator, Thresholds(), [running]), indicator)
    assert done.columns == [name for name in frame.columns if name != "personen"]
    for row in done.iter_rows(named=True):
        assert row["afgeschermd"] is (row["waarde"] is None)
        assert row["waarom_leeg"] == (REASON if row["afgeschermd"] else None)
        if row["afgeschermd"]:
            assert [row[name] for name in indicator.extra] == [None] * len(indicator.extra)
    return [
        ("t" if row["teller"] is not None else "") + ("n" if row["noemer"] is not None else "") or "-"
        for row in done.iter_rows(named=True)
    ]


def test_a_count_of_one_to_nine_is_hidden_and_zero_is_shown() -> None:
    assert shown(COUNT, (0, None, 0), (1, None, 1), (9, None, 9), (10, None, 10)) == ["t", "-", "-", "t"]


def test_a_count_of_rows_of_few_persons_is_hidden() -> None:
    assert shown(CATALOGUE["wachtend"], (12, None, 9), (12, None, 10)) == ["-", "t"]


@pytest.mark.parametrize(
    ("teller", "noemer", "leaves"),
    [
        (5, 9, "-"), (0, 9, "-"), (5, 10, "n"), (10, 29, "n"), (0, 29, "n"), (0, 30, "tn"), (9, 30, "n"),
        (10, 30, "tn"), (20, 30, "tn"), (21, 30, "n"), (30, 30, "tn"), (1, 500, "n"), (499, 500, "n"),
    ],
)  # fmt: skip
def test_a_share_hides_a_small_teller_complement_or_noemer(teller: int, noemer: int, leaves: str) -> None:
    assert shown(SHARE, (teller, noemer, noemer)) == [leaves]


def test_persons_count_and_not_rows_for_a_share() -> None:
    assert shown(SHARE, (20, 40, 29), (20, 40, 30), (20, 40, 9)) == ["n", "tn", "-"]


def test_a_public_noemer_is_never_hidden() -> None:
    assert shown(PUBLIC, (9, 5_000, 9), (10, 5_000, 10), (0, 5_000, 0), (4, None, 4)) == ["n", "tn", "tn", "-"]


def test_a_mean_needs_thirty_and_its_sum_is_hidden_with_it() -> None:
    assert shown(MEAN, (100, 9, 9), (100, 29, 29), (100, 30, 30)) == ["-", "n", "tn"]


def test_percentiles_need_more_rows_than_a_mean() -> None:
    frame = pl.DataFrame(
        {"periode": ["2020", "2021", "2022"], "teller": 300.0, "noemer": [49.0, 50.0, 100.0], "waarde": 3.0}
        | {"voorlopig": False, "afgeschermd": False, "waarom_leeg": pl.Series([None] * 3, dtype=pl.String)}
        | {name: 1.0 for name in MEAN.extra}
        | {"personen": [49, 50, 100]}
    )
    done = apply_marks(find_hidden(frame, MEAN, Thresholds(), []), MEAN)
    assert done["p80"].is_null().to_list() == [True, False, False]
    assert done["p90"].is_null().to_list() == [True, True, False]
    assert done["mediaan"].is_null().to_list() == [False] * 3
    assert not done["afgeschermd"].any()


def test_a_transition_is_hidden_with_its_margin_or_its_complement() -> None:
    rows = [(9, 50, 9), (10, 50, 10), (45, 50, 45), (5, 9, 5), (12, 12, 12)]
    assert shown(FLOW, *rows) == ["n", "tn", "n", "-", "tn"]


def test_a_budget_is_not_hidden_for_its_own_size() -> None:
    assert shown(MONEY, (3, 5, None), running="2020") == ["tn"]


def test_a_running_period_is_hidden_like_any_other_number() -> None:
    assert shown(COUNT, (500, None, 500), (500, None, 500), running="2021") == ["t", "-"]
    assert shown(SHARE, (200, 500, 500), running="2020") == ["-"]
    assert shown(PUBLIC, (200, 500, 200), running="2020") == ["n"]


def test_a_number_that_does_not_exist_is_not_called_hidden() -> None:
    frame = pl.DataFrame(
        {"periode": ["2022"], "teller": [None], "noemer": [None], "waarde": [None], "personen": [40]},
        schema_overrides={"teller": pl.Float64, "noemer": pl.Float64, "waarde": pl.Float64},
    ).with_columns(voorlopig=False, afgeschermd=False, waarom_leeg=pl.lit("niet geregistreerd"))
    row = apply_marks(find_hidden(frame, SHARE, Thresholds(), ["2022"]), SHARE).to_dicts()[0]
    assert (row["afgeschermd"], row["waarom_leeg"]) == (False, "niet geregistreerd")


def test_a_threshold_below_five_is_refused() -> None:
    with pytest.raises(ValueError, match="Kies 5 of meer"):
        replace(Thresholds(), smallest=4)


def test_every_indicator_about_persons_has_a_rule_that_hides() -> None:
    open_ones = {key for key, indicator in CATALOGUE.items() if rule_of(indicator) is Rule.OPEN}
    assert open_ones == {key for key, indicator in CATALOGUE.items() if not indicator.about_persons}
    assert {"bereik", "in_zorg", "wachtend", "doorstroom", "kosten_per_client"}.isdisjoint(open_ones)


def test_only_shares_of_the_population_days_and_agreed_numbers_have_a_noemer_without_persons() -> None:
    public = {key for key, indicator in CATALOGUE.items() if indicator.noemer and not indicator.noemer_about_persons}
    assert public >= {"bereik", "bereik_aanvullend", "gemiddeld_in_zorg", "vierkant_clienten"}
    assert "kosten_per_client" not in public


def test_a_number_beside_the_value_that_counts_few_rows_is_empty() -> None:
    wait = CATALOGUE["wachttijd_toewijzing"]
    frame = pl.DataFrame(
        {
            "periode": ["2021", "2022", "2023", "2024"], "teller": [4000.0] * 4, "noemer": [100.0] * 4,
            "waarde": [40.0] * 4, "personen": [100] * 4, "voorlopig": [False] * 4, "afgeschermd": [False] * 4,
            "waarom_leeg": [None] * 4, "boven_norm": [0.0, 0.05, 0.95, 0.4], "negatief": [0, 3, 12, 97],
        },
        schema_overrides={"waarom_leeg": pl.String},
    ).with_columns(pl.lit(30.0).alias(name) for name in ("mediaan", "p80", "p90"))  # fmt: skip
    done = apply_marks(find_hidden(frame, wait, Thresholds(), []), wait)
    assert done["afgeschermd"].to_list() == [False] * 4
    assert done["boven_norm"].to_list() == [0.0, None, None, 0.4]
    assert done["negatief"].to_list() == [0, None, 12, None]


@pytest.mark.parametrize("key", ["werkdagen_kloof", "wachttijd_kloof"])
def test_people_behind_a_gap_that_does_not_exist_are_hidden(key: str) -> None:
    """With one SES group only there is no gap, but there are people."""
    gap = WORKING_VIEWS[key]
    people = list(gap.extra)[-1]
    frame = pl.DataFrame(
        {
            "periode": ["2022"], "teller": [None], "noemer": [None], "waarde": [None], "onder": [None], "boven": [None],
            people: [2], "personen": [2], "voorlopig": [False], "afgeschermd": [False], "waarom_leeg": ["geen noemer"],
        },
        schema_overrides=dict.fromkeys(("teller", "noemer", "waarde", "onder", "boven"), pl.Float64),
    )  # fmt: skip
    hidden = frame.with_columns(_teller=pl.lit(True), **dict.fromkeys(("_noemer", "_p80", "_p90"), pl.lit(False)))
    assert apply_marks(hidden, gap).select(people, "afgeschermd").rows() == [(None, True)]
