"""What does an attacker know of moves between providers?

A move within thirty days is one within ninety too; a move in half a year is one in the year; nobody moves who does not
leave. Moves to different providers are not added up: somebody may move twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from metrics.period import Level, Period
from tests.attack.reasoning import Knowledge
from tests.attack.seen import Options, View

WINDOWS = ("30", "90", "365")
Cell = tuple[str, str, str]
"""Van, naar (empty for everybody who leaves) and period."""


def learn(knowledge: Knowledge, views: Iterable[View], until: Period) -> None:
    """Everything that the views of doorstroom tell."""
    known: dict[Options, set[Cell]] = defaultdict(set)
    for view in views:
        for row in view.rows:
            if Period.parse(row["periode"]).end > until.end:
                continue
            pair, all_ = (row["van"], row["naar"], row["periode"]), (row["van"], "", row["periode"])
            known[view.options] |= {pair, all_}
            moved = {knowledge.unknown((view.options, pair)): 1.0}
            left = {knowledge.unknown((view.options, all_)): 1.0}
            knowledge.see((view.options, all_), left, row["noemer"], least=1.0)
            knowledge.see((view.options, pair), moved, row["teller"], least=1.0)
            if row["teller"] is None:
                stayed = {**left, **{part: -1.0 for part in moved}}
                knowledge.see((view.options, pair, "stayed away"), stayed, None)
            knowledge.not_more(moved, left)
    for options, cells in known.items():
        for cell in cells:
            _wider(knowledge, known, options, cell)
            _longer(knowledge, options, cells, cell)


def _wider(knowledge: Knowledge, known: dict[Options, set[Cell]], options: Options, cell: Cell) -> None:
    """The same move under an option that counts more."""
    chosen = dict(options)
    more: list[dict[str, str]] = []
    if chosen["venster"] != WINDOWS[-1]:
        more.append({**chosen, "venster": WINDOWS[WINDOWS.index(chosen["venster"]) + 1]})
    if chosen["gelijktijdig"] == "nee" and cell[1]:
        more.append({**chosen, "gelijktijdig": "ja"})
    for other in more:
        wider = next((each for each in known if dict(each) == other), None)
        if wider is not None and cell in known[wider]:
            one, all_ = knowledge.unknown((options, cell)), knowledge.unknown((wider, cell))
            knowledge.not_more({one: 1.0}, {all_: 1.0})


def _longer(knowledge: Knowledge, options: Options, cells: set[Cell], cell: Cell) -> None:
    """A year holds the people of its halves, and no others."""
    period = Period.parse(cell[2])
    if period.level is not Level.YEAR:
        return
    halves = [(cell[0], cell[1], str(part)) for part in period.parts(Level.HALF)]
    whole = {knowledge.unknown((options, cell)): 1.0}
    parts = [knowledge.unknown((options, half)) for half in halves if half in cells]
    for part in parts:
        knowledge.not_more({part: 1.0}, whole)
    if cell[1] and parts:
        knowledge.not_more(whole, dict.fromkeys(parts, 1.0))
