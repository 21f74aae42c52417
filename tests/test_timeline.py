"""Where does a time axis begin?"""

from __future__ import annotations

from pages.parts.charts.timeline import time_axis
from tests.drawn_frames import line


def begins(*frames: dict[str, float | str | None]) -> str:
    axis = time_axis([line(frame) for frame in frames])
    assert axis is not None
    return f"{axis.periods[0]} - {axis.periods[-1]}"


def test_axis_begins_at_the_first_period_with_something_to_show() -> None:
    assert begins({"2018": None, "2019": 0.2, "2020": None}) == "2019 - 2020"
    assert begins({"2018": "x", "2019": 0.2}) == "2018 - 2019"


def test_other_line_of_the_picture_has_something_to_show_too() -> None:
    assert begins({"2018": None, "2019": 0.2}, {"2018": 0.3, "2019": 0.4}) == "2018 - 2019"


def test_axis_without_any_value_keeps_every_period() -> None:
    assert begins({"2018": None, "2019": None}) == "2018 - 2019"
