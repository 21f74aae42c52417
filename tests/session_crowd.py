"""Who is busy at once in a test? Participants that say a new thing every moment, and people who look at figures."""

from __future__ import annotations

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from data.session.inbreng import Said, Soort, join, record
from data.store import Store, open_store
from metrics.viewer import Role, Viewer, looking_as
from results import Query, choices, result, store_facts

PATIENCE = 60.0
"""Seconds that somebody waits longer for the first thing to see."""


def take_part(store: Store, sessie: str, figures: list[str], who: str, seconds: float) -> list[str]:
    """Say things for so long; gives the texts of which the store said that they were kept."""
    choice = random.Random(who)
    join(store, sessie, who, "gemeente")
    kept: list[str] = []
    numbers, end = dict.fromkeys(figures, 0), time.monotonic() + seconds
    while time.monotonic() < end:
        figuur = choice.choice(figures)
        text = f"{who} over {figuur}, keer {len(kept)}"
        said = Said(sessie, figuur, Soort.ZIEN, who, numbers[figuur], "gemeente", text)
        for _ in range(choice.choice((1, 1, 2))):  # a click that arrives twice
            record(store, said)
        kept.append(text)
        # Somebody whose page was not drawn again sends the same number once more.
        numbers[figuur] += choice.choice((1, 1, 0))
        time.sleep(choice.uniform(0.05, 0.3))
    return kept


def look(who: str, seconds: float) -> list[int]:
    """Look at figures for so long, as the pages do; gives how many clients were in care, each time that was asked.

    On a slow machine the first file may take longer than that: then until something was seen.
    """
    choice, end = random.Random(who), time.monotonic() + seconds
    seen: list[int] = []
    with looking_as(Viewer(frozenset({Role.GEMEENTE}), who=who, visit=who)):
        while time.monotonic() < (end if seen else end + PATIENCE):
            if not store_facts().empty:
                choices()
                seen.append(int(result(Query("in_zorg", periods=("2021",))).frame["teller"].sum()))
                result(Query("in_zorg", periods=(f"2021-{choice.randint(1, 12):02d}",)))
                result(Query("in_zorg", periods=("2021",), per=(choice.choice(("wet", "aanbieder")),)))
            time.sleep(choice.uniform(0.05, 0.3))
    return seen


def main() -> None:
    """In a process of its own: a participant (store, session, figures, name, seconds, file for what was kept), or
    people that look (names, seconds, file for what they saw)."""
    if len(sys.argv) == 4:
        names, seconds, target = sys.argv[1:]
        with ThreadPoolExecutor(len(names.split(","))) as pool:
            seen = pool.map(lambda who: look(who, float(seconds)), names.split(","))
        Path(target).write_text("\n".join(str(number) for each in seen for number in each), "utf-8")
        return
    place, sessie, figures, who, seconds, target = sys.argv[1:]
    kept = take_part(open_store(place), sessie, figures.split(","), who, float(seconds))
    Path(target).write_text("\n".join(kept), "utf-8")


if __name__ == "__main__":
    main()
