"""How are many months named in few words? `januari tot en met juli 2026 en september 2026`."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.period import Period
from pages.parts import wording


def named(months: Iterable[str]) -> str:
    """Months like `2026-01`, in the order of time; those that follow each other as a first and a last one."""
    runs: list[list[Period]] = []
    for month in sorted(map(Period.parse, set(months))):
        if runs and runs[-1][-1].shifted(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return wording.together([_named(run) for run in runs])


def _named(run: list[Period]) -> str:
    """Two months stay two; a longer run says its year once when it lies within one."""
    first, last = wording.period(str(run[0])), wording.period(str(run[-1]))
    if len(run) == 1:
        return first
    within_year = run[0].year == run[-1].year
    return f"{first.rsplit(' ', 1)[0] if within_year else first} {'en' if len(run) == 2 else 'tot en met'} {last}"
