"""What does a figure say, in one sentence that only uses what is shown?

Sentences name what is provisional, hidden or broken. They never name a cause, never judge, and never compare
across a trendbreuk. `frame` is always the protected frame of a result.
"""

from pages.parts.readings.compared import budgets, compared, spread, streams, transitions
from pages.parts.readings.over_time import big_number, gap, over_time, subtitle
from pages.parts.readings.reading import BigNumber, Reading
from pages.parts.readings.signals import present, signals

__all__ = [
    "BigNumber",
    "Reading",
    "big_number",
    "budgets",
    "compared",
    "gap",
    "over_time",
    "present",
    "signals",
    "spread",
    "streams",
    "subtitle",
    "transitions",
]
