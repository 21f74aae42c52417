"""Which messages does the standard know, and how does a file say which one it is?

A message is recognised by the namespace of its root. The BerichtCode in the header must agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

KNOWN_RELEASES = ("3.0", "3.1", "3.2")

BERICHT_CODES = {
    ("jw", "301"): "436", ("jw", "302"): "437", ("jw", "305"): "438", ("jw", "306"): "439",
    ("jw", "307"): "440", ("jw", "308"): "441", ("jw", "315"): "446", ("jw", "316"): "447",
    ("wmo", "301"): "414", ("wmo", "302"): "415", ("wmo", "305"): "418", ("wmo", "306"): "419",
    ("wmo", "307"): "420", ("wmo", "308"): "421", ("wmo", "315"): "444", ("wmo", "316"): "445",
}  # fmt: skip
"""BerichtCode per law and message, of the messages that are read."""

RETOUR_OF = {"302": "301", "306": "305", "308": "307", "316": "315"}
"""Which message a retour answers."""

ACCEPTING_CODES = frozenset({"0200", "0233"})
"""Retour codes that are no error: nothing to remark, and not judged."""

_NAMESPACE = re.compile(
    r"\{http://www\.istandaarden\.nl/(ijw|iwmo)/([0-9]{1,3})_([0-9]{1,3})/(jw|wmo)([0-9]{3})/schema(?:/[0-9_]{1,8})?\}Bericht"
)


class RefusedError(Exception):
    """Why a file, message or line is not used: a short code, a column when there is one, and a Dutch sentence.

    `waarde` may be filled only with what cannot say who a person is, and is cut at 20 characters.
    """

    def __init__(self, reden: str, zin: str, kolom: str | None = None, waarde: str | None = None) -> None:
        super().__init__(zin)
        self.reden = reden
        self.zin = zin
        self.kolom = kolom
        self.waarde = waarde[:20] if waarde is not None else None


@dataclass(frozen=True)
class Kind:
    """Which message this is; `answers` is the message that a retour answers."""

    wet: str
    soort: str
    release: str
    code: str
    answers: str | None
    known_release: bool


@lru_cache(maxsize=256)
def kind_of(root_tag: str) -> Kind:
    """The kind of message whose root element has this tag; RefusedError when it cannot be read."""
    match = _NAMESPACE.fullmatch(root_tag)
    if match is None or match[1] != "i" + match[4]:
        raise RefusedError(
            "geen bericht",
            "Dit is geen iJw- of iWmo-bericht. Lever de XML-bestanden aan zoals het berichtenverkeer ze verstuurt.",
        )
    _, major, minor, wet, soort = match.groups()
    release = f"{int(major)}.{int(minor)}"
    if int(major) != 3:
        raise RefusedError(
            "release",
            f"Dit bericht is van release {release}. Alleen release 3.0 en nieuwer (3.x) wordt gelezen. "
            "Vraag een export in release 3.",
        )
    code = BERICHT_CODES.get((wet, soort))
    if code is None:
        raise RefusedError(
            "soort bericht",
            f"Bericht {wet}{soort} wordt niet gelezen: Cijfertafel gebruikt 301, 305, 307 en 315 en hun retouren. "
            "U hoeft niets te doen.",
        )
    return Kind(wet, soort, release, code, RETOUR_OF.get(soort), release in KNOWN_RELEASES)
