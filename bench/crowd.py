"""Do fifty people who choose a period every five seconds wait longer than one person does?

They are visitors of `bench/visitors.py`: real connections to the real server, without a browser. One person is timed
first; then all of them, on one process and spread over two, as a proxy would. Everybody begins at a moment of their
own, so that the clicks come as evenly and as unevenly as in a room.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import statistics
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from websockets.exceptions import ConnectionClosed

from bench.servers import ROOT, streamlit_app
from bench.visitors import VisitError, Visitor, visit

PEOPLE = 50
PAUSE = 5.0
"""Seconds between two choices of one person."""
SECONDS = 60.0
PERIODS = tuple(f"{quarter}e kwartaal {year}" for year in (2024, 2025) for quarter in (1, 2, 3, 4))


@dataclass
class Clicks:
    """Seconds per click of everybody together, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def p95(self) -> float:
        """The time within which 95 of 100 clicks were answered."""
        return sorted(self.seconds)[max(0, round(0.95 * len(self.seconds)) - 1)]


def measure(store: Path, people: int = PEOPLE, seconds: float = SECONDS) -> list[dict[str, object]]:
    """Rows of the benchmark; `ratio` is the p95 beside that of one person in the same run."""
    environment = {"CIJFERTAFEL_STORE": str(store)}
    with contextlib.ExitStack() as running:
        servers = [running.enter_context(streamlit_app(ROOT / "dashboard.py", **environment)) for _ in range(2)]
        for address in servers:
            asyncio.run(choose_together([address], 1, len(PERIODS) + 1.0, 0.5))  # fills caches
        alone = asyncio.run(choose_together(servers[:1], 1, seconds, PAUSE))
        one = asyncio.run(choose_together(servers[:1], people, seconds, PAUSE))
        two = asyncio.run(choose_together(servers, people, seconds, PAUSE))
    return [
        _row("1 person, 1 process", alone, alone),
        _row(f"{people} people, 1 process", one, alone),
        _row(f"{people} people, 2 processes", two, alone),
    ]


async def choose_together(addresses: Sequence[str], people: int, seconds: float, pause: float) -> Clicks:
    """So many people open *Bereik*, on the servers in turns, and choose a period again and again for so long."""
    clicks, chance = Clicks(), random.Random(people)
    async with contextlib.AsyncExitStack() as doors:
        visitors = []
        for number in range(people):
            visitor = await visit(addresses[number % len(addresses)], "bereik")
            doors.push_async_callback(visitor.connection.close)
            await _noting(visitor.open(), clicks)
            visitors.append(visitor)
        clicks.seconds.clear()  # opening a page is another measurement
        starts = [chance.uniform(0, pause) for _ in visitors]
        await asyncio.gather(
            *(_choose_on(each, start, seconds, pause, clicks) for each, start in zip(visitors, starts, strict=True))
        )
    return clicks


async def _choose_on(visitor: Visitor, start: float, seconds: float, pause: float, clicks: Clicks) -> None:
    chance, end = random.Random(start), asyncio.get_running_loop().time() + seconds
    await asyncio.sleep(start)
    word = ""
    while asyncio.get_running_loop().time() < end:
        word = chance.choice([period for period in PERIODS if period != word])
        taken = await _noting(visitor.choose(word), clicks)
        if taken and not visitor.figures:
            clicks.errors.append(f"{word}: no figure came")
        await asyncio.sleep(max(0.0, pause - taken))


async def _noting(answer: Awaitable[float], clicks: Clicks) -> float:
    """Seconds that an answer took; 0 when it was an error, which is noted."""
    try:
        taken = await answer
    except (VisitError, OSError, ConnectionClosed) as error:
        clicks.errors.append(str(error))
        return 0.0
    clicks.seconds.append(taken)
    return taken


def _row(who: str, clicks: Clicks, alone: Clicks) -> dict[str, object]:
    return {
        "what": f"click every {PAUSE:.0f} s, {who}",
        "median_ms": round(1000 * statistics.median(clicks.seconds), 1),
        "p95_ms": round(1000 * clicks.p95(), 1),
        "ratio": round(clicks.p95() / alone.p95(), 2),
        "clicks": len(clicks.seconds),
        "errors": len(clicks.errors),
    }
