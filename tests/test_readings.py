"""Do sentences say only what is shown, in the right direction, and never across a trendbreuk?"""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import metrics
from metrics.indicator import Shape, Unit
from metrics.period import Level, Period
from metrics.signals.xmr import limits
from pages.parts import readings, wording
from pages.parts.phrases import phrase, said
from pages.parts.readings import Reading
from tests.drawn_frames import events, frame, indicator, line

BEREIK = indicator()
KENNISMAKING = indicator("kennismaking_binnen_vijf_werkdagen")
DRIFT = indicator("macrovierkant", Unit.DRIFT, Shape.BUDGET)
START = Period.parse("2022-Q1")
QUARTERS = [str(START.shifted(step)) for step in range(19)]
VALUES = st.one_of(st.just("x"), st.none(), st.integers(1, 999).map(lambda n: n / 1000))
SERIES = st.lists(VALUES, min_size=1, max_size=19)
LONG = st.lists(
    st.one_of(*[st.integers(1, 999).map(lambda n: n / 1000)] * 9, st.just("x")), min_size=12, max_size=19
) | st.lists(st.integers(1, 999).map(lambda n: n / 1000), min_size=12, max_size=19).map(
    lambda values: values[:6] + sorted(values[6:])
)  # fmt: skip
BREAKS = st.one_of(st.none(), st.dates(date(2022, 1, 2), date(2026, 9, 30)))
VERDICTS = (
    "omdat",
    "doordat",
    "dankzij",
    "vanwege",
    "helaas",
    "gelukkig",
    "goed nieuws",
    "slecht",
    "beter",
    "slechter",
)


def drawn(values: list[float | str | None]) -> pl.DataFrame:
    """A quarterly line; None was not delivered."""
    return line({q: v for q, v in zip(QUARTERS, values, strict=False) if v is not None}, provisional=QUARTERS[-1:])


def broken(first: str, second: str, day: date | None) -> bool:
    """Slowly: whether a break lies after the begin of the earlier and on or before the end of the later period."""
    if day is None or first == second:
        return False
    a, b = sorted((Period.parse(first), Period.parse(second)))
    assert a.level is Level.QUARTER
    return a.begin < day <= b.end


def percents(reading: Reading) -> set[str]:
    return set(re.findall(r"[+−]?\d[\d.]*(?:,\d)?%", f"{reading.title} {reading.sentence}"))


@settings(deadline=None)
@given(SERIES, BREAKS)
def test_every_number_is_a_shown_value_of_the_last_segment(values: list[float | str | None], day: date | None) -> None:
    table = drawn(values)
    reading = readings.over_time(table, BEREIK, events=events((day, "nieuw systeem")) if day else None)
    known = [(QUARTERS[i], v) for i, v in enumerate(values) if isinstance(v, float)]
    places = wording.decimals(Unit.SHARE, [value for _, value in known])
    newest = known[-1][0] if known else ""
    comparable = [v for q, v in known if not broken(q, newest, day)]
    assert percents(reading) <= {wording.share(value, places) for value in comparable}


@settings(deadline=None)
@given(SERIES, BREAKS)
def test_the_direction_is_that_of_the_two_last_neighbours(values: list[float | str | None], day: date | None) -> None:
    table = drawn(values)
    reading = readings.over_time(table, BEREIK, events=events((day, "nieuw systeem")) if day else None)
    known = [(i, v) for i, v in enumerate(values) if isinstance(v, float)]
    text = reading.alt
    comparable = (
        len(known) > 1 and known[-1][0] - known[-2][0] == 1
        and not broken(QUARTERS[known[-2][0]], QUARTERS[known[-1][0]], day)
    )  # fmt: skip
    assert not ("steeg" in text and "daalde" in text)
    if not comparable:
        assert not re.search("steeg|daalde|is gelijk", text)
    elif "steeg" in text:
        assert known[-1][1] > known[-2][1]
    elif "daalde" in text:
        assert known[-1][1] < known[-2][1]


@settings(deadline=None)
@given(SERIES, BREAKS)
def test_hidden_missing_and_broken_are_named_and_no_cause_or_judgement_is(
    values: list[float | str | None], day: date | None
) -> None:
    reading = readings.over_time(drawn(values), BEREIK, events=events((day, "nieuw systeem")) if day else None)
    assert ("afgeschermd" in reading.alt.lower()) == ("x" in values)
    assert not any(word in reading.alt.lower() for word in VERDICTS)
    assert len(reading.title) <= 90
    assert "None" not in reading.alt and "nan" not in reading.alt


@settings(deadline=None)
@given(SERIES, BREAKS)
def test_a_signal_is_one_of_the_last_stretch_and_a_short_line_says_how_short(
    values: list[float | str | None], day: date | None
) -> None:
    sentence = readings.over_time(
        drawn(values), BEREIK, events=events((day, "nieuw systeem")) if day else None
    ).sentence
    if not any(isinstance(value, float) for value in values):
        assert "ignaal" not in sentence
        return
    delivered = [place for place, value in enumerate(values) if value is not None]
    shown = [value if isinstance(value, float) else None for value in values[delivered[0] : delivered[-1] + 1]]
    quarters = [QUARTERS[place] for place in range(delivered[0], delivered[-1] + 1)]
    is_inside = day is not None and Period.parse(quarters[0]).begin < day <= Period.parse(quarters[-1]).end
    last = [v for q, v in zip(quarters, shown, strict=True) if not broken(q, quarters[-1], day if is_inside else None)]
    found = limits(last)
    assert ("Signaal:" in sentence) == bool(found and found.signals)
    assert ("Geen signaal" in sentence) == bool(found and not found.signals)
    if sum(value is not None for value in last) < 12:
        assert f"Te kort voor een signaal: {sum(value is not None for value in last)} van de 12" in sentence
    if re.search("kwartalen dalend", sentence):
        fall = [value for value in last if value is not None]
        assert any(all(a > b for a, b in pairwise(fall[i : i + 7])) for i in range(len(fall) - 6))


def test_a_line_reads_as_a_sentence_with_the_value_a_year_before() -> None:
    table = line(
        {"2025-Q3": 0.124, "2025-Q4": 0.125, "2026-Q1": 0.126, "2026-Q2": 0.126, "2026-Q3": 0.129}, ["2026-Q3"]
    )
    reading = readings.over_time(table, BEREIK)
    assert reading.title == "12,9% van de gezinnen kreeg steun van een buurtteam, een jaar eerder 12,4%"
    assert reading.sentence == (
        "Het cijfer steeg van 12,6% in het 2e kwartaal 2026 naar 12,9%. "
        "Te kort voor een signaal: 5 van de 12 kwartalen. Voorlopig: 3e kwartaal 2026."
    )


def test_with_a_place_in_front_the_verb_comes_second() -> None:
    reading = readings.over_time(line({"2026-Q3": 0.42}), KENNISMAKING, whose="in Zuilen")
    assert reading.title == "In Zuilen maakte 42% binnen vijf werkdagen kennis"


def test_nothing_is_compared_across_a_break() -> None:
    table = line({"2021-Q4": 0.54, "2022-Q1": 0.32})
    reading = readings.over_time(table, KENNISMAKING, events=events((date(2022, 1, 1), "nieuwe registratie")))
    assert "54%" not in reading.alt
    assert "Trendbreuk op 1 januari 2022: nieuwe registratie." in reading.sentence


def test_a_hidden_newest_period_is_said_and_the_value_before_it_used() -> None:
    reading = readings.over_time(line({"2026-Q1": 0.5, "2026-Q2": "x"}), KENNISMAKING)
    assert reading.title == "50% maakte binnen vijf werkdagen kennis"
    assert "Dit gaat over 1e kwartaal 2026; 2e kwartaal 2026 is afgeschermd." in reading.sentence


def test_a_hidden_period_before_the_last_is_said_and_the_year_before_is_compared_with() -> None:
    table = line({"2025-Q3": 0.57, "2025-Q4": 0.55, "2026-Q1": 0.53, "2026-Q2": "x", "2026-Q3": 0.52})
    reading = readings.over_time(table, KENNISMAKING)
    assert reading.title.endswith("een jaar eerder 57%")
    assert reading.sentence.startswith("Het cijfer in het 2e kwartaal 2026 is afgeschermd.")
    assert "geen eerder cijfer" not in reading.sentence


@pytest.mark.parametrize(
    ("drift", "expected"),
    [
        (0.031, "De kosten liggen 3,1% boven de afspraak"),
        (-0.004, "De kosten liggen 0,4% onder de afspraak"),
        (0.0, "De kosten liggen op de afspraak"),
    ],
)
def test_a_drift_is_said_as_above_or_below_what_was_agreed(drift: float, expected: str) -> None:
    assert readings.over_time(line({"2026-09": drift}), DRIFT).title == expected


def test_the_big_number_is_the_newest_shown_value_with_n_and_the_period_before() -> None:
    table = frame(
        {"periode": p, "waarde": v, "teller": t, "noemer": 50056.0}
        for p, v, t in [("2026-Q2", 0.126, 6307.0), ("2026-Q3", 0.129, 6457.0)]
    )
    big = readings.big_number(table, BEREIK)
    assert (big.number, big.note) == ("12,9%", "6.457 van 50.056 gezinnen · 2e kwartaal 2026: 12,6%")
    assert big.words == "van de gezinnen kreeg steun van een buurtteam, in het 3e kwartaal 2026"


def test_the_subtitle_says_what_for_whom_when_and_how_many() -> None:
    table = frame({"periode": p, "waarde": 0.4, "teller": 40.0, "noemer": 100.0} for p in ("2025-Q4", "2026-Q1"))
    assert readings.subtitle(table, KENNISMAKING, whose="in Zuilen") == (
        "Deel met kennismaking binnen vijf werkdagen · in Zuilen · per kwartaal, 2025–2026 · 40 van 100 aanmeldingen"
    )


@pytest.mark.parametrize(
    ("key", "per", "start"),
    [
        ("verwijzer", "verwijzer", "Begonnen zorg of steun naar verwijzer · "),
        ("reden_beeindiging", "reden", "Definitieve stops naar reden · "),
        ("in_zorg", "aanbieder", "Cliënten in zorg op de laatste dag van de periode per aanbieder · "),
        ("ses_woa", "regio", "SES-WOA-score van huishoudens, volgens het CBS, per regio · "),
    ],
)
def test_the_subtitle_names_a_dimension_once(key: str, per: str, start: str) -> None:
    table = frame([{"periode": "2026-Q1", "waarde": 12.0, per: "a"}])
    text = readings.subtitle(table, metrics.CATALOGUE[key], per=per)
    assert text.startswith(start) and text.lower().count(wording.dimension(per)) == 1


def test_what_is_added_up_from_january_says_so() -> None:
    macro = metrics.CATALOGUE["macrovierkant"]
    rows = frame([{"periode": "2026-Q3", "waarde": 0.008, "teller": 85.2e6, "noemer": 84.5e6}])
    assert readings.big_number(rows, macro).words == "boven de afspraak, januari tot en met september 2026"
    one = readings.subtitle(rows.with_columns(aanbieder=pl.lit("a")), metrics.CATALOGUE["vierkant"], per="aanbieder")
    assert one.endswith("per aanbieder · januari tot en met september 2026")


def test_a_drift_of_a_year_before_says_on_which_side_it_was() -> None:
    rows = frame({"periode": p, "waarde": w} for p, w in (("2025-Q3", -0.002), ("2026-Q3", 0.008)))
    title = readings.over_time(rows, metrics.CATALOGUE["macrovierkant"]).title
    assert title == "De kosten liggen 0,8% boven de afspraak, een jaar eerder 0,2% eronder"


def test_counts_say_the_least_only_when_all_are_shown() -> None:
    rows = frame(
        {"periode": "2026-Q1", "verwijzer": v, "waarde": w} for v, w in (("a", 50.0), ("b", 30.0), ("c", 12.0))
    )
    said_of = readings.compared(rows, metrics.CATALOGUE["verwijzer"], per="verwijzer")
    assert said_of.sentence == "Het minst: c (12)."
    hidden = frame(
        {"periode": "2026-Q1", "verwijzer": v, "waarde": w, "afgeschermd": w is None}
        for v, w in (("a", 50.0), ("b", 30.0), ("c", 12.0), ("d", None))
    )
    assert "Het minst" not in readings.compared(hidden, metrics.CATALOGUE["verwijzer"], per="verwijzer").sentence


def test_every_indicator_of_the_catalogue_has_words_of_its_own() -> None:
    named = [key for key, record in metrics.CATALOGUE.items() if phrase(record).subtitle == record.name]
    assert named == []


@pytest.mark.parametrize("key", sorted(metrics.CATALOGUE))
def test_a_sentence_has_room_for_the_longest_area(key: str) -> None:
    record = metrics.CATALOGUE[key]
    sentence = phrase(record).sentence(said(0.123, record.unit), "in Dichters- en Rivierenwijk")
    assert "{}" not in sentence and sentence.startswith("In Dichters- en Rivierenwijk ")
    assert len(sentence) <= 110
