"""Who writes at once in a test? Participants that each say a new thing every moment, and now and then twice."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from data.session.inbreng import Said, Soort, join, record
from data.store import Store, open_store


def take_part(store: Store, sessie: str, figures: list[str], who: str, seconds: float) -> list[str]:
    """Say things for so long; gives the texts of which the store said that they were kept."""
    choice = random.Random(who)
    join(store, sessie, who, "gemeente")
    kept, numbers, end = [], dict.fromkeys(figures, 0), time.monotonic() + seconds
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


def main() -> None:
    """A participant in a process of its own: store, session, figures, name, seconds, file for what was kept."""
    place, sessie, figures, who, seconds, target = sys.argv[1:]
    kept = take_part(open_store(place), sessie, figures.split(","), who, float(seconds))
    Path(target).write_text("\n".join(kept), "utf-8")


if __name__ == "__main__":
    main()
