"""Which scenarios does the store keep, and how does one get in?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.session.text import clean, doubt
from data.session.writing import now, token, write
from data.store import Store
from data.tables import Table

MOST = 200
LONGEST_NAME = 60
_T = Table.metadata.tables["scenarios"]


class ScenarioError(ValueError):
    """A scenario cannot be kept; the text says why, in Dutch."""


@dataclass(frozen=True)
class KeptScenario:
    """A scenario as it was kept. `levers` are words for an address, `answer` numbers by name (null is unknown)."""

    key: str
    name: str
    levers: Mapping[str, list[str]]
    answer: Mapping[str, float | None]
    data_version: str
    peildatum: date
    made: datetime


def scenarios(store: Store) -> list[KeptScenario]:
    """All of them, the newest first."""
    with store.reading() as connection:
        return [_read(row) for row in connection.execute(sa.select(_T).order_by(_T.c.gemaakt.desc(), _T.c.naam))]


def scenario(store: Store, key: str) -> KeptScenario | None:
    """The scenario of a link; None when there is none."""
    with store.reading() as connection:
        row = connection.execute(sa.select(_T).where(_T.c.scenario == key)).first()
    return _read(row) if row else None


def keep(
    store: Store, name: str, levers: Mapping[str, list[str]], answer: Mapping[str, float | None], version: str, on: date
) -> KeptScenario:
    """Keep a scenario under a new name; ScenarioError when the name is empty or taken. It stays as it is."""
    name = clean(name)[:LONGEST_NAME].strip()
    if not name:
        raise ScenarioError("Geef het scenario een naam, dan kunt u het bewaren.")

    doubtful = doubt(name)
    if doubtful:
        raise ScenarioError(doubtful)

    def work(connection: Connection) -> str:
        if connection.execute(sa.select(_T.c.scenario).where(sa.func.lower(_T.c.naam) == name.lower())).first():
            raise ScenarioError(f"Er is al een scenario met de naam '{name}'. Kies een andere naam.")
        if connection.execute(sa.select(sa.func.count()).select_from(_T)).scalar_one() >= MOST:
            raise ScenarioError(f"Er zijn al {MOST} scenario's. Verwijder er eerst een.")
        key = token(8)
        row = {"scenario": key, "naam": name, "knoppen": json.dumps(dict(levers)), "antwoord": json.dumps(dict(answer))}
        connection.execute(sa.insert(_T).values(**row, dataversie=version, peildatum=on, gemaakt=now()))
        return key

    found = scenario(store, write(store, work))
    if found is None:
        raise ScenarioError("Het scenario is net door iemand anders verwijderd. Bewaar het opnieuw.")
    return found


def remove(store: Store, key: str) -> None:
    """Take a scenario away; nothing happens when it is gone already."""

    def work(connection: Connection) -> None:
        connection.execute(sa.delete(_T).where(_T.c.scenario == key))

    write(store, work)


def _read(row: sa.Row) -> KeptScenario:
    return KeptScenario(
        row.scenario, row.naam, json.loads(row.knoppen), json.loads(row.antwoord), row.dataversie, row.peildatum,
        row.gemaakt,
    )  # fmt: skip
