"""Which stories stand beside the figures, and how does somebody write one down or take it away?

A story is no number: writing one changes no figure and leaves the data version as it is.
"""

from __future__ import annotations

import getpass
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from data.frames import read_frame
from data.log import Deed
from data.session.text import doubt
from data.store import Store
from data.tables import Logregel, Verhaal, column_specs

FORMS = column_specs(Verhaal)["vorm"].closed
LONGEST = {"titel": 80, "tekst": 400, "bron": 60}
TRACEABLE: Mapping[str, Callable[[str], object]] = {
    "een burgerservicenummer of een naam met een geboortedatum": lambda text: doubt(text) is not None,
    "een telefoonnummer": re.compile(r"(?<![\d])(?:\+31|0031|0)[ -]?(?:\(0\))?[1-9](?:[ -]?\d){8}(?!\d)").search,
    "een e-mailadres": re.compile(r"\S@\S+\.\w").search,
    "een postcode van een straat": re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b").search,
    "een naam met een aanhef": re.compile(
        r"\b(?i:mevrouw|meneer|mevr\.|dhr\.|mw\.)\s+(?:[a-z]{1,4} ){0,2}[A-ZÀ-Þ]"
    ).search,
}
"""What may point to one person, and how that is seen."""
_TABLE = Verhaal.metadata.tables["verhalen"]
_KEY = ("indicator", "periode", "titel")


class StoryError(ValueError):
    """The story cannot be written; the text says what to change, in Dutch."""


@dataclass(frozen=True)
class Story:
    """One card; `periode` as in 2022, 2022-H1, 2022-Q1 or 2022-03."""

    indicator: str
    periode: str
    titel: str
    vorm: str
    tekst: str
    bron: str = ""


def traceable(text: str | None) -> str | None:
    """What in the text may point to one person; None when nothing does."""
    return next((what for what, seen in TRACEABLE.items() if seen(text or "")), None)


def stories(store: Store, indicators: Collection[str] | None = None) -> tuple[Story, ...]:
    """The stories of those indicators, or all; the newest period first."""
    frame = read_frame(store, "verhalen").select(*_KEY, "vorm", "tekst", "bron")
    rows = frame.sort("periode", "titel", descending=[True, False]).to_dicts()
    found = (Story(**{**row, "bron": row["bron"] or ""}) for row in rows)
    return tuple(each for each in found if indicators is None or each.indicator in indicators)


def write_story(store: Store, story: Story, *, instead_of: Story | None = None, who: str = "") -> None:
    """Add a story, or put it in the place of an earlier one; StoryError when it may not be written."""
    row = _checked(story)
    with store.transaction() as connection:
        if instead_of is not None and not connection.execute(_TABLE.delete().where(*_same(instead_of))).rowcount:
            raise StoryError("Dit verhaal is intussen gewijzigd of weg. Open de lijst opnieuw.")
        if connection.execute(sa.select(_TABLE.c.titel).where(*_same(Story(**row)))).first():
            raise StoryError("Bij dit cijfer en deze periode staat al een verhaal met deze titel. Pas dat aan.")
        connection.execute(_TABLE.insert().values(**row, eerste_import=0, laatste_import=0))
        _log(connection, Deed.STORY_CHANGED if instead_of else Deed.STORY_ADDED, story, who)


def delete_story(store: Store, story: Story, *, who: str = "") -> None:
    """Take a story away; StoryError when it is gone already."""
    with store.transaction() as connection:
        if not connection.execute(_TABLE.delete().where(*_same(story))).rowcount:
            raise StoryError("Dit verhaal is al weg. Open de lijst opnieuw.")
        _log(connection, Deed.STORY_DELETED, story, who)


def _checked(story: Story) -> dict[str, str]:
    row = {name: " ".join(str(text).split()) for name, text in asdict(story).items()}
    for name in ("titel", "tekst"):
        if not row[name]:
            raise StoryError(f"De {name} is leeg. Schrijf in een paar woorden wat er verteld is.")
    for name, most in LONGEST.items():
        if len(row[name]) > most:
            raise StoryError(f"De {name} heeft {len(row[name])} tekens. Maak er hoogstens {most} van.")
        if what := traceable(row[name]):
            raise StoryError(
                f"In de {name} staat misschien {what}. Haal het weg: een verhaal gaat nooit over één persoon."
            )
    if row["vorm"] not in FORMS:
        raise StoryError(f"Onbekende soort '{row['vorm']}'. Kies uit: {', '.join(FORMS)}.")
    if not re.fullmatch(r"(19|20)\d{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?", row["periode"]):
        raise StoryError("Dit is geen periode. Schrijf 2022, 2022-H1, 2022-Q1 of 2022-03.")
    if not row["indicator"]:
        raise StoryError("Kies bij welk cijfer het verhaal hoort.")
    return row


def _same(story: Story) -> list[sa.ColumnElement[bool]]:
    return [_TABLE.c[name] == getattr(story, name) for name in _KEY]


def _log(connection: sa.Connection, what: Deed, story: Story, who: str) -> None:
    subject = f"{story.indicator} · {story.periode}"
    line = {"moment": datetime.now(UTC), "wie": who or getpass.getuser(), "wat": str(what), "onderwerp": subject}
    connection.execute(sa.insert(Logregel).values(**line))
