"""Where is a session now: which figure, is its number shown, and which question is the group at?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data.session.text import SessionError
from data.session.writing import now, write
from data.store import Store
from data.tables import Table

STEPS = ("zien", "herkennen", "verklaren", "verwachten", "afspreken")
_S, _I, _D = (Table.metadata.tables[name] for name in ("standen", "inbreng", "deelnemers"))


@dataclass(frozen=True)
class Position:
    """`figuur` is '' on the opening screen; `revealed` are the figures whose number was shown after the guessing."""

    figuur: str
    revealed: frozenset[str]
    step: str
    counter: int


def position(store: Store, sessie: str) -> Position:
    """Where the session is, in one cheap query."""
    with store.reading() as connection:
        row = connection.execute(sa.select(_S).where(_S.c.sessie == sessie)).mappings().first()
    if row is None:
        raise SessionError("Deze sessie bestaat niet. Vraag de begeleider om de goede link.")
    return Position(row["figuur"], frozenset(filter(None, row["onthuld"].split("\n"))), row["stap"], row["teller"])


def go_to(store: Store, sessie: str, figuur: str) -> None:
    """Another figure on the screen, from its first question on; the same one again changes nothing."""
    _change(store, sessie, lambda row: None if row["figuur"] == figuur else {"figuur": figuur, "stap": STEPS[0]})


def ask(store: Store, sessie: str, step: str) -> None:
    """Another question to the group."""
    if step not in STEPS:
        raise SessionError(f"Onbekende stap '{step}'. Kies uit: {', '.join(STEPS)}.")
    _change(store, sessie, lambda row: None if row["stap"] == step else {"stap": step})


def reveal(store: Store, sessie: str, figuur: str) -> None:
    """Show the number of a figure that was guessed; from now on it stays shown."""

    def shown(row: dict[str, Any]) -> dict[str, Any] | None:
        known = row["onthuld"].split("\n")
        return None if figuur in known else {"onthuld": "\n".join(filter(None, [*known, figuur]))}

    _change(store, sessie, shown)


def pulse(store: Store, sessie: str) -> tuple[int, int, int, int]:
    """Changes when anything happened: position, last answer, withdrawals, devices. Cheap enough for each second."""
    of = sa.select
    query = of(
        of(_S.c.teller).where(_S.c.sessie == sessie).scalar_subquery(),
        of(sa.func.coalesce(sa.func.max(_I.c.inbreng), 0)).where(_I.c.sessie == sessie).scalar_subquery(),
        of(sa.func.count(_I.c.ingetrokken_op)).where(_I.c.sessie == sessie).scalar_subquery(),
        of(sa.func.count()).select_from(_D).where(_D.c.sessie == sessie).scalar_subquery(),
    )
    with store.reading() as connection:
        row = connection.execute(query).one()
    return tuple(int(number or 0) for number in row)  # type: ignore[return-value]


def _change(store: Store, sessie: str, wanted: Any) -> None:
    def change(connection: sa.Connection) -> None:
        row = connection.execute(sa.select(_S).where(_S.c.sessie == sessie)).mappings().one()
        values = wanted(dict(row))
        if values:
            moved = sa.update(_S).where(_S.c.sessie == sessie)
            connection.execute(moved.values(**values, teller=row["teller"] + 1, gewijzigd=now()))

    write(store, change)
