"""Do the other registers count what a person with pencil and paper would count?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.tables.registers import REGISTER_TABLES, Huisartspraktijk, Oudertraject, Verzuim
from metrics.indicator import Theme
from metrics.period import Level, Period
from metrics.protection.cells import problem
from metrics.registers import REGISTERS
from results import Query, result
from tests.measuring import column, measure
from tests.table import table

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
PERIODS = ("2024", "2025", "2026", "2025-H1", "2025-H2", "2026-H1")
ON = "2026-06-30"


def test_every_register_has_a_table_and_a_theme() -> None:
    used = {name for indicator in REGISTERS.values() for name in indicator.tables}
    assert used - {"buurten"} == {table.__tablename__ for table in REGISTER_TABLES}
    assert {indicator.theme for indicator in REGISTERS.values()} == {Theme.VERDIEPING}


def test_persons_are_published_for_one_length_of_period_or_decided_by_the_engine() -> None:
    """With one length there is no longer period to subtract the shorter ones from."""
    free = {key for key, each in REGISTERS.items() if each.about_persons and len(each.levels) > 1}
    assert free == {"gezinsplan_digitaal", "driegesprekken"}


def test_a_length_that_is_not_published_is_refused_with_the_one_that_is() -> None:
    sentence = problem(REGISTERS["klachten_brede_ondersteuning"], [], [Level.MONTH])
    assert sentence is not None
    assert sentence.endswith("Kies per half jaar.")


def test_decisions_are_counted_per_route_since_march_2026() -> None:
    rows = table(
        Oudertraject,
        """
        ouder_id | contactdatum | wil_hulp | plandatum  | beschikkingsdatum | route
        o1       | 2025-11-01   | ja       | 2026-02-20 | 2026-03-04        | snelle route
        o2       | 2025-12-01   | ja       | 2026-03-01 | 2026-05-30        | beoordeling
        o3       | 2026-01-10   | ja       | 2026-02-01 | 2026-02-15        | snelle route
        o4       | 2026-02-01   | nee      |            |                   |
        o5       | 2026-02-01   | ja       | 2026-06-01 | 2026-07-02        | beoordeling
        """,
    )
    counted = measure("beschikkingen", {"oudertrajecten": rows}, "2026-H1", on=ON)
    assert column(counted, "route", "waarde") == [("beoordeling", 1.0), ("snelle route", 1.0)]
    took = measure("doorlooptijd_beschikking", {"oudertrajecten": rows}, "2026-H1", on=ON)
    assert column(took, "route", "waarde") == [("beoordeling", 90.0), ("snelle route", 12.0)]
    planned = measure("ouders_met_plan", {"oudertrajecten": rows}, "2026", on=ON)
    assert column(planned, "teller", "noemer") == [(2.0, 2.0)]


def test_the_state_of_a_practice_is_the_newest_one_known() -> None:
    rows = table(
        Huisartspraktijk,
        """
        praktijk | standdatum | wijk  | gezinswerker
        h1       | 2024-01-01 | Oost  | nee
        h1       | 2025-06-01 | Oost  | ja
        h2       | 2024-01-01 | West  | ja
        h2       | 2026-08-01 | West  | nee
        """,
    )
    found = measure("huisartspraktijken", {"huisartspraktijken": rows}, "2024", "2025", "2026", on=ON)
    assert column(found, "teller", "noemer") == [(1.0, 2.0), (2.0, 2.0), (2.0, 2.0)]


def test_absence_is_the_plain_mean_of_months_that_ended() -> None:
    rows = table(
        Verzuim,
        """
        organisatie | maand      | soort_verzuim | verzuimpercentage
        Lokalis     | 2026-05-01 | totaal        | 6.0
        Lokalis     | 2026-06-01 | totaal        | 9.0
        Lokalis     | 2026-07-01 | totaal        | 99.0
        """,
    )
    assert column(measure("verzuim", {"verzuim": rows}, "2026", on=ON), "waarde") == [pytest.approx(0.075)]


@st.composite
def plans(draw: st.DrawFn) -> pl.DataFrame:
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, 6),
                st.sampled_from("ab"),
                DAYS,
                st.sampled_from([True, False, None]),
                st.sampled_from([True, False, None]),
                st.sampled_from([None, "", "x", "x|y", "y | x|x"]),
            ),
            max_size=25,
        )
    )
    return pl.DataFrame(
        [(f"p{number}", f"g{family}", *rest) for number, (family, *rest) in enumerate(rows)],
        schema={
            "plan": pl.String, "gezin_id": pl.String, "team": pl.String, "plandatum": pl.Date, "digitaal": pl.Boolean,
            "zorgen_veiligheid": pl.Boolean, "doelen": pl.String,
        },
        orient="row",
    )  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(plans())
def test_shares_of_plans_equal_counting_by_hand(rows: pl.DataFrame) -> None:
    for text in PERIODS:
        period = Period.parse(text)
        last = min(period.end, date.fromisoformat(ON))
        mine = [row for row in rows.iter_rows(named=True) if period.begin <= row["plandatum"] <= last]
        known = measure("veiligheid_geregistreerd", {"gezinsplannen": rows}, text, on=ON)
        answered = sum(row["zorgen_veiligheid"] is not None for row in mine)
        assert column(known, "teller", "noemer") == ([(answered, len(mine))] if mine else [])
        digital = measure("gezinsplan_digitaal", {"gezinsplannen": rows}, text, per=("team",), on=ON)
        teams = sorted({row["team"] for row in mine})
        yes = [sum(row["team"] == team and row["digitaal"] is True for row in mine) for team in teams]
        assert column(digital, "team", "teller") == list(zip(teams, yes, strict=True))
        goals = measure("doelen_per_leefgebied", {"gezinsplannen": rows}, text, on=ON)
        per_plan = [{part.strip() for part in (row["doelen"] or "").split("|")} - {""} for row in mine]
        themes = sorted(set().union(*per_plan))
        assert column(goals, "leefgebied", "waarde") == [
            (name, sum(name in each for each in per_plan)) for name in themes
        ]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 5), DAYS, st.floats(1, 9_000).map(lambda amount: round(amount, 2))), max_size=25)
)
def test_the_fund_equals_counting_by_hand(payments: list[tuple[int, date, float]]) -> None:
    rows = pl.DataFrame(
        [(f"b{number}", f"g{family}", when, amount) for number, (family, when, amount) in enumerate(payments)],
        schema={"besluit": pl.String, "gezin_id": pl.String, "besluitdatum": pl.Date, "bedrag": pl.Float64},
        orient="row",
    )
    for text in ("2024", "2025", "2026"):
        period = Period.parse(text)
        last = min(period.end, date.fromisoformat(ON))
        mine = [each for each in payments if period.begin <= each[1] <= last]
        families = measure("maatwerkpot_gezinnen", {"maatwerkbesluiten": rows}, text, on=ON)
        assert column(families, "waarde") == ([len({family for family, _, _ in mine})] if mine else [])
        euros = {
            row["bedragklasse"]: row["waarde"]
            for row in measure("maatwerkpot_bedrag", {"maatwerkbesluiten": rows}, text, on=ON)
        }
        assert euros.get("boven € 5.000", 0) == pytest.approx(sum(each[2] for each in mine if each[2] > 5000))
        assert euros.get("tot en met € 5.000", 0) == pytest.approx(sum(each[2] for each in mine if each[2] <= 5000))


def shown(key: str, period: str) -> Iterator[dict[str, object]]:
    yield from result(Query(key, (period,))).frame.iter_rows(named=True)


def test_published_figures_come_out_of_the_example(example_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of the annual report 2022 of Lokalis, the magazine of 2020 and the letter of April 2026."""
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))
    total = sum(float(str(next(shown("ouders_bereikt", year))["waarde"])) for year in ("2021", "2022"))
    assert 1_200 < total < 1_300
    assert next(shown("maatwerkpot_gezinnen", "2022"))["waarde"] == 97
    assert sum(float(str(row["waarde"])) for row in shown("maatwerkpot_bedrag", "2022")) == pytest.approx(
        181_000, abs=1
    )
    assert next(shown("veiligheid_geregistreerd", "2022"))["waarde"] == pytest.approx(0.25, abs=0.005)
    assert sorted(float(str(row["teller"])) for row in shown("veiligheid_steekproef", "2022")) == [26, 29, 46, 49]
    assert {row["noemer"] for row in shown("veiligheid_steekproef", "2022")} == {75}
    assert next(shown("vroegsignalering_hulp", "2022"))["waarde"] == pytest.approx(0.15, abs=0.005)
    assert 0.10 <= float(str(next(shown("vroegsignalering_hulp", "2020"))["waarde"])) <= 0.15
    practices = next(shown("huisartspraktijken", "2022"))
    assert (practices["teller"], practices["noemer"]) == (49, 61)
    assert 400 < float(str(next(shown("werkwinkel_bezoekers", "2022"))["waarde"])) < 450
    assert next(shown("werkwinkel_onbekend", "2022"))["waarde"] == pytest.approx(0.41, abs=0.005)
    assert sum(float(str(row["waarde"])) for row in shown("maatwerktafel_casussen", "2019")) == 91
    assert [row["waarde"] for row in shown("maatwerktafel_casussen", "2020")] == [44]
    means = {
        year: {row["soort_verzuim"]: row["waarde"] for row in shown("verzuim", year)}
        for year in ("2020", "2021", "2022")
    }
    assert [means[year]["totaal"] for year in means] == pytest.approx([0.0642, 0.0667, 0.0932], abs=6e-5)
    assert [means[year]["kort"] for year in means] == pytest.approx([0.0136, 0.0147, 0.0207], abs=6e-5)
    assert len(list(shown("aanbevelingen", "2026"))) == 7
    assert {row["route"] for row in shown("beschikkingen", "2026-H1")} == {"snelle route", "beoordeling"}
