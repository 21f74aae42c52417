"""Does the overview name every signal first, each with why?"""

from __future__ import annotations

from datetime import date

from pages.parts.standing_out import moving, told
from results import Context, Query, Result
from tests.drawn_frames import events, indicator, line

FALLING = [0.50, 0.48, 0.51, 0.49, 0.50, 0.52, 0.49, 0.48, 0.47, 0.46, 0.45, 0.44]


def bereik(values: list[float], day: date | None = None) -> Result:
    quarters = {f"{2023 + i // 4}-Q{1 + i % 4}": value for i, value in enumerate(values)}
    return Result(
        query=Query("bereik"), indicator=indicator(), frame=line(quarters), peildatum=date(2026, 10, 31),
        data_version="ab12-41", example=True, context=Context.GEDEELD,
        events=events((day, "nieuw")) if day else events(), offer=None,
    )  # fmt: skip


def test_a_line_that_moves_now_is_named_with_why() -> None:
    assert moving(bereik(FALLING)) == "Bereik: zes kwartalen dalend"


def test_a_signal_of_earlier_or_across_a_break_is_no_news() -> None:
    assert moving(bereik([*FALLING, 0.5, 0.49, 0.5])) is None
    assert moving(bereik(FALLING, date(2025, 1, 1))) is None


def test_every_signal_is_listed_and_none_is_said_to_be_none() -> None:
    assert told(["Bereik: zes kwartalen dalend"]) == ("Nieuw signaal", "Bereik: zes kwartalen dalend")
    assert told(["a", "b", "c"]) == ("3 signalen", "a · b · c")
    assert told([]) == ("Signaal", "Geen: alles past bij de gewone schommeling")
