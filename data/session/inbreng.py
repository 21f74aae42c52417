"""What did people say about a figure, and how is each thing kept exactly once?

The key of an entry is (session, figure, question, participant, number), where number is how many entries this
participant had on the question when the form was drawn. The same words under the same key are the same entry;
other words get the next number. A page that was not drawn again sends an old number: then the same words under that
number or a later one are the same entry, as are the same words twice in a row. So a click that arrives twice is kept
once, and nothing is lost.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from data.session.text import DoubtfulText, SessionError, clean, doubt
from data.session.writing import now, write
from data.store import Store
from data.tables import Table

_I, _D, _F, _S = (Table.metadata.tables[name] for name in ("inbreng", "deelnemers", "sessiefiguren", "standen"))


class Soort(StrEnum):
    """Which question an entry answers."""

    RAMING = "raming"
    ZIEN = "zien"
    HERKENNEN = "herkennen"
    VERKLAREN = "verklaren"
    STEUN = "steun"
    VERWACHTEN = "verwachten"
    LEREN = "leren"
    AFSPRAAK = "afspraak"
    STAND = "stand"
    TEGENGELUID = "tegengeluid"


CHOICES: Mapping[str, tuple[str, ...]] = {
    "richting": ("hoger", "gelijk", "lager"),
    "categorie": ("registratie", "populatie", "werkwijze", "toeval"),
    "sterkte": ("zwak", "redelijk", "sterk"),
}
RECOGNISED = ("ja", "deels", "nee")
DONE = ("klaar", "vervallen")
ONE_EACH = (Soort.RAMING, Soort.HERKENNEN, Soort.STEUN, Soort.STAND)
"""Questions to which a participant has one answer per party: a new one takes the place of the last."""
NEEDS_TEXT = (Soort.ZIEN, Soort.VERKLAREN, Soort.LEREN, Soort.AFSPRAAK, Soort.TEGENGELUID)
ANSWERS = {Soort.HERKENNEN: RECOGNISED, Soort.STEUN: RECOGNISED, Soort.STAND: DONE}


@dataclass(frozen=True)
class Said:
    """What somebody sends in. `getal` is in the unit of the figure: a share is 0 to 1."""

    sessie: str
    figuur: str
    soort: Soort
    deelnemer: str
    nummer: int
    partij: str
    tekst: str = ""
    getal: float | None = None
    richting: str | None = None
    keuze: str | None = None
    categorie: str | None = None
    sterkte: str | None = None
    weerlegging: str = ""
    eigenaar: str = ""
    periode: str | None = None
    datum: date | None = None
    principe: str = ""
    betreft: int | None = None
    verbetert: int | None = None

    @property
    def vraag(self) -> str:
        return self.soort if self.betreft is None else f"{self.soort}:{self.betreft}"


@dataclass(frozen=True)
class Entry(Said):
    """A kept entry. It counts when it is neither withdrawn nor replaced by a correction."""

    inbreng: int = 0
    gemaakt: datetime | None = None
    ingetrokken_op: datetime | None = None
    corrected: bool = False

    @property
    def counts(self) -> bool:
        return self.ingetrokken_op is None and not self.corrected


def join(store: Store, sessie: str, deelnemer: str, partij: str) -> None:
    """A device takes part for a party; a second time only its party can change."""

    def insert(connection: sa.Connection) -> None:
        mine = (_D.c.sessie == sessie) & (_D.c.deelnemer == deelnemer)
        known = connection.execute(sa.select(_D.c.partij).where(mine)).scalar()
        if known is None:
            row = {"sessie": sessie, "deelnemer": deelnemer, "partij": clean(partij, "partij"), "gemaakt": now()}
            connection.execute(sa.insert(_D).values(**row))
        elif known != partij:
            connection.execute(sa.update(_D).where(mine).values(partij=clean(partij, "partij")))

    write(store, insert)


def participants(store: Store, sessie: str) -> dict[str, str]:
    """The party per device that joined."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(_D.c.deelnemer, _D.c.partij).where(_D.c.sessie == sessie)).all()
    return {row[0]: row[1] for row in rows}


def record(store: Store, said: Said, *, sure: bool = False) -> int:
    """Keep an entry and give its number; the same entry twice is one. DoubtfulText unless somebody is `sure`."""
    said = _checked(said, sure)
    return write(store, lambda connection: _insert(connection, said))


def withdraw(store: Store, sessie: str, inbreng: int, deelnemer: str | None = None) -> None:
    """Take an entry back; its words stay in the log. Without `deelnemer` the facilitator does it."""

    def take_back(connection: sa.Connection) -> None:
        mine = [_I.c.sessie == sessie, _I.c.inbreng == inbreng, _I.c.ingetrokken_op.is_(None)]
        if deelnemer is not None:
            mine.append(_I.c.deelnemer == deelnemer)
        connection.execute(sa.update(_I).where(*mine).values(ingetrokken_op=now()))

    write(store, take_back)


def entries(store: Store, sessie: str, figuur: str | None = None) -> tuple[Entry, ...]:
    """Everything that was said, oldest first; withdrawn and corrected entries too."""
    query = sa.select(_I).where(_I.c.sessie == sessie).order_by(_I.c.inbreng)
    with store.reading() as connection:
        return as_entries(connection.execute(query if figuur is None else query.where(_I.c.figuur == figuur)))


def as_entries(rows: sa.CursorResult[Any]) -> tuple[Entry, ...]:
    """Rows of the log as entries that know whether a later one took their place."""
    found = [dict(row) for row in rows.mappings()]
    replaced = {row["verbetert"] for row in found if row["verbetert"] and row["ingetrokken_op"] is None}
    made = []
    for row in found:
        row.pop("vraag")
        made.append(Entry(**{**row, "soort": Soort(row["soort"])}, corrected=row["inbreng"] in replaced))
    return tuple(made)


def _checked(said: Said, sure: bool) -> Said:
    texts = {
        "tekst": clean(said.tekst), "weerlegging": clean(said.weerlegging), "principe": clean(said.principe),
        "eigenaar": clean(said.eigenaar, "rol"), "partij": clean(said.partij, "partij"),
    }  # fmt: skip
    said = replace(said, **texts)  # type: ignore[arg-type]
    problem = _missing(said)
    if problem:
        raise SessionError(problem)
    for name, allowed in CHOICES.items():
        if getattr(said, name) not in (None, *allowed):
            raise SessionError(f"Kies bij {name} uit: {', '.join(allowed)}.")
    if said.getal is not None and not math.isfinite(said.getal):
        raise SessionError("Dat is geen getal. Schrijf bijvoorbeeld 12 of 12,5.")
    worry = next(filter(None, (doubt(text) for text in texts.values())), None)
    if worry and not sure:
        raise DoubtfulText(worry)
    return said


def _missing(said: Said) -> str | None:
    """What is not filled in, as a sentence."""
    if said.soort in NEEDS_TEXT and not said.tekst:
        return "Er staat nog niets. Schrijf eerst een zin."
    if said.soort in ANSWERS and said.keuze not in ANSWERS[said.soort]:
        return f"Kies uit: {', '.join(ANSWERS[said.soort])}."
    if said.soort in (Soort.RAMING, Soort.VERWACHTEN) and said.getal is None and said.richting is None:
        return "Vul een getal in, of kies een richting."
    if said.soort is Soort.VERWACHTEN and not said.periode:
        return "Kies voor welke periode u dit verwacht."
    if said.soort is Soort.AFSPRAAK and not (said.eigenaar and said.datum):
        return "Noem bij een afspraak wie hem oppakt en wanneer hij af is."
    if said.soort in (Soort.STEUN, Soort.STAND) and said.betreft is None:
        return "Kies eerst waar dit over gaat."
    return None


def _insert(connection: sa.Connection, said: Said) -> int:
    _check_place(connection, said)
    same = (_I.c.sessie == said.sessie) & (_I.c.figuur == said.figuur) & (_I.c.deelnemer == said.deelnemer)
    mine = connection.execute(sa.select(_I).where(same, _I.c.vraag == said.vraag).order_by(_I.c.nummer))
    before = [dict(row) for row in mine.mappings()]
    words = {**asdict(said), "soort": str(said.soort), "vraag": said.vraag}
    for row in before:
        if (
            (row is before[-1] or row["nummer"] >= said.nummer)
            and row["ingetrokken_op"] is None
            and all(row[name] == value for name, value in words.items() if name not in ("nummer", "verbetert"))
        ):
            return int(row["inbreng"])
    taken = {row["nummer"] for row in before}
    words["nummer"] = said.nummer if said.nummer not in taken else max(taken) + 1
    words["verbetert"] = said.verbetert or _last_of(before, said)
    made = connection.execute(sa.insert(_I).values(**words, gemaakt=now()))
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def _last_of(before: list[dict[str, Any]], said: Said) -> int | None:
    """The answer that a new one takes the place of, for a question with one answer each."""
    if said.soort not in ONE_EACH:
        return None
    mine = [row["inbreng"] for row in before if row["partij"] == said.partij and row["ingetrokken_op"] is None]
    return mine[-1] if mine else None


def _check_place(connection: sa.Connection, said: Said) -> None:
    """SessionError when the figure, or what the entry is about, is not there (any more)."""
    here = (_F.c.sessie == said.sessie) & (_F.c.figuur == said.figuur) & _F.c.vervallen_op.is_(None)
    guess_first = connection.execute(sa.select(_F.c.eerst_raden).where(here)).scalar()
    if guess_first is None:
        raise SessionError("Deze figuur staat niet meer in de sessie. Ga terug naar de sessie.")
    if said.soort is Soort.RAMING:
        shown = connection.execute(sa.select(_S.c.onthuld).where(_S.c.sessie == said.sessie)).scalar() or ""
        if not guess_first or said.figuur in shown.split("\n"):
            raise SessionError("Het cijfer is al te zien. Raden kan niet meer.")
    about = (
        Soort.VERKLAREN if said.soort is Soort.STEUN else Soort.AFSPRAAK if said.soort is Soort.STAND else said.soort
    )
    for key in filter(None, (said.betreft, said.verbetert)):
        row = connection.execute(sa.select(_I.c.soort, _I.c.figuur, _I.c.deelnemer).where(_I.c.inbreng == key)).first()
        kind = about if key == said.betreft else said.soort
        if row is None or row[0] != kind or row[1] != said.figuur:
            raise SessionError("Dit gaat over inbreng bij een andere figuur. Laad de pagina opnieuw.")
        if key == said.verbetert and row[2] != said.deelnemer:
            raise SessionError("U kunt alleen uw eigen inbreng verbeteren.")
