"""Are differences and signals of lines said in the right direction, with their periods, and never across a break?"""

from __future__ import annotations

import re
from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.signals.xmr import Rule
from pages.parts import readings
from pages.parts.readings.broken import difference
from tests.drawn_frames import events
from tests.test_readings import BEREIK, BREAKS, KENNISMAKING, LONG, QUARTERS, broken, drawn


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 6), BREAKS)
def test_a_difference_is_said_with_its_direction_and_never_across_a_break(
    old: float, new: float, step: int, day: date | None
) -> None:
    made = events((day, "nieuw systeem")) if day else events()
    first, last = QUARTERS[0], QUARTERS[1 + step]
    sentence = difference((first, old), (last, new), KENNISMAKING, made)
    if broken(first, last, day):
        assert "noemen we niet" in sentence and "nieuw systeem" in sentence
        assert not re.search(r"procentpunt|hoger|lager|gelijk|−", sentence)
    elif "hoger" in sentence:
        assert new > old
    elif "lager" in sentence:
        assert new < old
    else:
        assert abs(new - old) < 0.011


def test_the_published_fall_of_22_points_is_refused_with_what_changed() -> None:
    made = events((date(2022, 1, 1), "Nieuw registratiesysteem"))
    sentence = difference(("2021", 0.54), ("2022", 0.32), KENNISMAKING, made)
    assert sentence == (
        "Het verschil tussen 2021 en 2022 noemen we niet: op 1 januari 2022 veranderde de telling "
        "(Nieuw registratiesysteem)."
    )
    assert difference(("2022", 0.32), ("2023", 0.30), KENNISMAKING, made) == "2023 ligt 2 procentpunt lager dan 2022."


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["laag", "midden", "hoog"]), LONG, min_size=1), BREAKS)
def test_every_signal_of_every_line_is_named_with_its_periods(
    lines: dict[str, list[float | str | None]], day: date | None
) -> None:
    """A signal never reaches across a break, and only the newest shown value of a line can be a signal of now."""
    parts = [drawn(values).with_columns(ses=pl.lit(name)) for name, values in lines.items()]
    found = readings.signals(pl.concat(parts), BEREIK, per=("ses",), events=events((day, "nieuw")) if day else None)
    for each in found:
        values = dict(
            zip(QUARTERS, lines[{"SES laag": "laag", "SES midden": "midden"}.get(each.name, "hoog")], strict=False)
        )
        assert all(isinstance(values[period], float) for period in each.periods)
        assert not any(broken(period, each.periods[-1], day) for period in each.periods)
        shown = [period for period, value in values.items() if isinstance(value, float)]
        assert not each.is_now or each.periods[-1] == shown[-1]
        if each.rule in (Rule.RISING, Rule.FALLING):
            places = [QUARTERS.index(period) for period in each.periods]
            moves = [values[QUARTERS[i]] - values[QUARTERS[i - 1]] for i in places]  # type: ignore[operator]
            assert all(move > 0 for move in moves) if each.rule is Rule.RISING else all(move < 0 for move in moves)
    said = readings.present(found)
    assert all((each.name in said and each.words in said) for each in found if each.is_now)
    assert bool(said) == any(each.is_now for each in found)


def test_lines_with_the_same_signal_now_are_named_together_and_an_older_signal_is_not_of_now() -> None:
    falling = [0.50, 0.48, 0.51, 0.49, 0.50, 0.52, 0.49, 0.48, 0.47, 0.46, 0.45, 0.44]
    once = [0.49, 0.9, 0.51, 0.1, 0.51, 0.49, 0.51, 0.49, 0.51, 0.49, 0.51, 0.49, 0.51, 0.49, 0.51, 0.49, 0.51]
    lines = {"laag": falling, "midden": falling, "hoog": once}
    frame = pl.concat([drawn(list(values)).with_columns(ses=pl.lit(name)) for name, values in lines.items()])
    found = readings.signals(frame, BEREIK, per=("ses",))
    assert readings.present(found) == "Signaal: SES laag en SES midden (zes kwartalen dalend)."
    assert [(each.name, each.words, each.when) for each in found] == [
        ("SES laag", "zes kwartalen dalend", "3e kwartaal 2023 tot en met 4e kwartaal 2024"),
        ("SES midden", "zes kwartalen dalend", "3e kwartaal 2023 tot en met 4e kwartaal 2024"),
        ("SES hoog", "buiten de gewone schommeling", "2e kwartaal 2022"),
        ("SES hoog", "buiten de gewone schommeling", "4e kwartaal 2022"),
    ]
