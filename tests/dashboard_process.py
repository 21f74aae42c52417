"""What does another process of the dashboard see and do? It answers commands, one line of JSON each.

It asks the same functions as the pages do, keeps what they keep in memory, and looks at the same store.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import results
from data.decisions import read_blocks
from data.events import Event, write_event
from data.importing import import_paths
from data.session.figures import figures, pin
from data.session.inbreng import Said, Soort, entries, join, record
from data.session.sessions import create_session, sessions
from data.session.stand import ask, go_to, position, pulse, reveal
from data.store import open_store
from metrics.viewer import INVENTED, looking_as
from tests.session_figures import shown

ROOT = Path(__file__).resolve().parents[1]


class Dashboard:
    """A process that answers, seen from the test."""

    def __init__(self, place: str, columns: Path) -> None:
        environment = {**os.environ, "CIJFERTAFEL_STORE": place, "CIJFERTAFEL_KOLOMMEN": str(columns)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.dashboard_process"], cwd=ROOT, env=environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def do(self, what: str, *words: Any) -> Any:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps([what, *words]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


def figure(indicator: str, period: str, *per: str) -> list[Any]:
    return results.result(results.Query(indicator, (period,), per)).frame["teller"].to_list()


def make_session(title: str) -> list[str]:
    store = open_store()
    sessie = create_session(store, title, date(2026, 11, 22), ["gemeente", "aanbieder"])
    return [sessie, pin(store, sessie, shown())]


def say(sessie: str, figuur: str, who: str, number: int, text: str) -> int:
    store = open_store()
    join(store, sessie, who, "gemeente")
    return record(store, Said(sessie, figuur, Soort.ZIEN, who, number, "gemeente", text))


def heard(sessie: str) -> list[str]:
    return [entry.tekst for entry in entries(open_store(), sessie) if entry.counts]


def stand(sessie: str) -> list[Any]:
    now = position(open_store(), sessie)
    return [now.figuur, sorted(now.revealed), now.step]


def move(sessie: str, figuur: str, step: str) -> list[Any]:
    store = open_store()
    go_to(store, sessie, figuur)
    ask(store, sessie, step)
    reveal(store, sessie, figuur)
    return stand(sessie)


def happen(title: str) -> None:
    write_event(open_store(), Event(date(2024, 5, 1), "*", "beleid", title, "", ""))


def events() -> list[str]:
    return results.result(results.Query("in_zorg", ("2024",))).events["titel"].to_list()


ANSWERS: dict[str, Any] = {
    "figure": figure,
    "make session": make_session,
    "sessions": lambda: [each.titel for each in sessions(open_store())],
    "figures": lambda sessie: [each.figuur for each in figures(open_store(), sessie)],
    "say": say,
    "heard": heard,
    "pulse": lambda sessie: list(pulse(open_store(), sessie)),
    "stand": stand,
    "move": move,
    "import": lambda path: import_paths(open_store(), [path]).stored,
    "deliveries": lambda: results.store_facts().deliveries,
    "decided": lambda: read_blocks(open_store()).height,
    "happen": happen,
    "events": events,
}


def main() -> None:
    with looking_as(INVENTED):
        for line in sys.stdin:
            what, *words = json.loads(line)
            sys.stdout.write(json.dumps(ANSWERS[what](*words)) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
