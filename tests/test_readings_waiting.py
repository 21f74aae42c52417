"""Do sentences about waiting say only what their numbers say, in the right direction, without a cause or verdict?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.indicator import Shape, Unit
from metrics.queue import Rates, expectation, needed
from metrics.signals.funnel import judged
from metrics.signals.gap import gap
from metrics.views import WORKING_VIEWS
from pages.parts import readings, wording
from pages.parts.readings import Reading, morning
from pages.parts.readings.waited import with_waiting
from tests.drawn_frames import frame, indicator
from tests.test_readings import VERDICTS

COUNT = st.one_of(st.just("x"), st.integers(0, 200).map(float))
RATE = st.floats(0, 60)
CLASSES = ("0-5", "6-10", "11-20", "21-40", ">40")
KENNISMAKING = indicator("kennismaking_binnen_vijf_werkdagen")
WERKDAGEN = indicator("werkdagen_tot_kennismaking", Unit.WORKING_DAYS, Shape.MEAN)
TIMES = st.integers(0, 90).map(float)


def numbers(reading: Reading) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d{3})*(?:,\d+)?", f"{reading.title} {reading.sentence}"))


def calm(reading: Reading) -> bool:
    """At most 90 signs in the title, and nothing about why or how good."""
    words = reading.alt.lower()
    return len(reading.title) <= 90 and not any(verdict in words for verdict in VERDICTS) and "None" not in words


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("12"), st.sampled_from(CLASSES), COUNT), unique_by=lambda row: row[:2]))
def test_who_waits_is_the_sum_of_what_is_shown_and_a_lower_bound_when_a_class_is_hidden(
    rows: list[tuple[str, str, float | str]],
) -> None:
    drawn = frame({"periode": "2026-10-31", "been": b, "klasse": k, "waarde": v} for b, k, v in rows)
    reading = morning.waiting_now(drawn.to_dicts() if rows else [])
    assert calm(reading)
    for been, what in (("1", "op een kennismaking"), ("2", "op de start")):
        own = [value for leg, _, value in rows if leg == been]
        shown = [value for value in own if isinstance(value, float)]
        if shown:
            least = "ten minste " if len(shown) < len(own) else ""
            assert f"{least}{wording.number(sum(shown))} {what}" in reading.title
    assert ("Afgeschermd" in reading.sentence) == (
        any(v == "x" for _, _, v in rows) and any(isinstance(v, float) for _, _, v in rows)
    )


@settings(deadline=None)
@given(RATE, RATE, RATE, st.floats(0, 20), st.integers(0, 300))
def test_the_queue_grows_or_shrinks_as_its_numbers_do(
    erbij: float, geholpen: float, weg: float, spread: float, waiting: int
) -> None:
    per_week = Rates(erbij, geholpen, weg, spread)
    ahead = expectation(waiting, per_week)
    reading = morning.queue_ahead(waiting, per_week, ahead)
    then = round(ahead[-1].middle)
    assert ("groeit" in reading.title) == (then > waiting)
    assert ("krimpt" in reading.title) == (then < waiting)
    assert f"nu {waiting}" in reading.title and "Aanname" in reading.sentence and calm(reading)
    low, high = round(ahead[-1].lower), round(ahead[-1].upper)
    assert f"80% kans tussen {low} en {high}" in reading.sentence and low <= then <= high
    takes = needed(waiting, per_week)
    said = morning.needed_per_week(takes)
    assert ("genoeg" in said.title) == (round(takes.to_reach - takes.now, 1) <= 0)
    assert "Aanname" in said.sentence and calm(said)


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 600)), max_size=20), st.floats(0.05, 0.95))
def test_only_teams_outside_the_limits_are_named_as_different(groups: list[tuple[float, int]], city: float) -> None:
    ranked = judged([(f"t{place}", share, n) for place, (share, n) in enumerate(groups)], city)
    names = {f"t{place}": f"Team{chr(65 + place)}" for place in range(len(groups))}
    reading = morning.attention(ranked, names, city, left_out=len(groups) - len(ranked))
    assert calm(reading)
    outside = {names[row.key] for row in ranked if row.is_signal}
    assert set(re.findall(r"Team[A-Z]", reading.alt)) <= outside
    assert ("Geen team ligt duidelijk onder" in reading.title) == (
        bool(ranked) and not any(row.is_signal and row.distance < 0 for row in ranked)
    )


@settings(deadline=None)
@given(st.one_of(st.none(), TIMES), st.one_of(st.none(), TIMES), st.one_of(st.none(), st.floats(0, 90)), st.booleans())
def test_medians_with_who_still_waits_use_their_own_numbers_only(
    median: float | None, width: float | None, mean: float | None, is_hidden: bool
) -> None:
    view = WORKING_VIEWS["kennismaking_met_wachtenden"]
    value = None if is_hidden else median
    row = {
        "periode": "2026-Q3", "waarde": value, "afgeschermd": is_hidden, "voorlopig": False,
        "km_mediaan_onder": value, "km_mediaan_boven": None if value is None or width is None else value + width,
        "gemiddelde": None if is_hidden else mean,
    }  # fmt: skip
    reading = with_waiting([row], view)
    assert calm(reading)
    if value is None:
        assert "niet te tonen" in reading.title and not numbers(reading) - {"1"}
        return
    allowed = {"95", wording.number(value)} | ({wording.number(mean, 1)} if mean is not None else set())
    allowed |= {wording.number(value + width)} if width is not None else set()
    assert numbers(reading) <= allowed


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.integers(30, 5000), st.integers(30, 5000))
def test_a_gap_has_its_side_its_margin_and_how_many_it_is_about(low: float, high: float, n: int, m: int) -> None:
    cells = (("laag", low, n), ("midden", 0.5, 100), ("hoog", high, m))
    rows = [
        {"periode": "2026-Q3", "ses": ses, "teller": float(round(share * size)), "noemer": float(size),
         "waarde": round(share * size) / size}
        for ses, share, size in cells
    ]  # fmt: skip
    drawn = frame(rows)
    kloof = gap(drawn, KENNISMAKING)
    (row,) = kloof.to_dicts()
    reading = readings.gap(drawn, kloof, KENNISMAKING)
    assert calm(reading)
    if "hoger" in reading.title:
        assert row["waarde"] > 0
    elif "lager" in reading.title:
        assert row["waarde"] < 0
    else:
        assert abs(row["waarde"]) < 0.00051
    assert ("toeval" in reading.sentence) == (row["onder"] <= 0 <= row["boven"])
    assert f"Laag en hoog samen: {wording.number(n + m)} aanmeldingen" in reading.sentence


@settings(deadline=None)
@given(st.integers(1, 900), st.integers(1, 900), st.integers(1, 200), st.integers(60, 5000))
def test_a_gap_between_two_means_is_said_in_days_with_its_margin(low: int, high: int, half: int, n: int) -> None:
    waits, gap_of = {"laag": low / 10, "hoog": high / 10}, (low - high) / 10
    groups = frame({"periode": "2026-Q3", "ses": ses, "waarde": mean} for ses, mean in waits.items())
    ends = {"waarde": gap_of, "onder": (low - high - half) / 10, "boven": (low - high + half) / 10, "gezinnen": n}
    reading = readings.gap(groups, frame([{"periode": "2026-Q3", **ends}]), WERKDAGEN)
    assert calm(reading)
    side = "langer" if low > high else "korter"
    assert (f" {side} dan in SES hoog" in reading.title) == (low != high)
    assert f"95%-marge: {wording.number(ends['onder'], 1)} tot {wording.number(ends['boven'], 1)} werkdagen" in (
        reading.sentence
    )
    assert ("toeval" in reading.sentence) == (half >= abs(low - high))
    assert f"Laag en hoog samen: {wording.number(n)} gezinnen." in reading.sentence


def test_a_gap_of_a_hidden_cell_is_hidden_and_of_an_absent_one_does_not_exist() -> None:
    rows: list[dict[str, Any]] = [
        {"periode": "2026-Q3", "ses": "laag", "waarde": "x"},
        {"periode": "2026-Q3", "ses": "hoog", "waarde": 0.5, "teller": 50.0, "noemer": 100.0},
    ]
    hidden = gap(frame(rows), KENNISMAKING).to_dicts()
    assert [(row["waarde"], row["afgeschermd"], row["waarom_leeg"]) for row in hidden] == [(None, True, "afgeschermd")]
    assert gap(frame(rows[1:]), KENNISMAKING).is_empty()


def test_a_wait_beside_another_says_when_that_was_and_in_what() -> None:
    wait = indicator("kennismaking_met_wachtenden", Unit.WORKING_DAYS, Shape.MEAN)
    rows = frame(
        {"periode": p, "waarde": days, "km_mediaan_onder": days - 1, "km_mediaan_boven": days + 1, "gemiddelde": 11.4}
        for p, days in (("2025-Q3", 9.0), ("2026-Q3", 10.0))
    ).to_dicts()
    sentence = with_waiting(rows, wait).sentence
    assert "wachtte gemiddeld 11,4 werkdagen. In het 3e kwartaal 2025 was dat na 9." in sentence


@pytest.mark.parametrize(
    ("came", "seen", "sentence"),
    [
        (126.0, 127.0, "Er was 1 kennismaking meer dan aanmeldingen."),
        (1750.0, 1672.0, "Er waren 78 kennismakingen minder dan aanmeldingen."),
        (5.0, 5.0, "Er waren evenveel kennismakingen als aanmeldingen."),
    ],
)
def test_who_came_and_who_was_seen_are_laid_beside_each_other(came: float, seen: float, sentence: str) -> None:
    assert morning.came_and_seen([("2026-Q3", came, seen)]).sentence.startswith(sentence)
