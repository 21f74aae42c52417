"""Who asks for a figure, and what may that person do? A value that `results` checks before anything is computed.

Who is not known may do nothing: rights come from roles only, and roles come from a login, from the machine itself
or from data that are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from enum import StrEnum

from metrics.question import QuestionError


class Role(StrEnum):
    """As what somebody uses the dashboard."""

    GEMEENTE = "gemeente"
    BUURTTEAMORGANISATIE = "buurtteamorganisatie"
    AANBIEDER = "aanbieder"
    BEHEERDER = "beheerder"
    DEELNEMER = "deelnemer"


class Right(StrEnum):
    """What can be allowed, as the rest of the sentence: U mag hier niet ..."""

    FIGURES = "de cijfers bekijken"
    SESSIONS = "sessies voorbereiden en presenteren"
    SCENARIOS = "met wat-alsberekeningen over alle aanbieders werken"
    ADMIN = "gegevens inlezen en beheren"
    DEFINITIONS = "de definities lezen"
    NAMES = "de namen van gebieden en aanbieders zien"


_READER = frozenset({Right.FIGURES, Right.DEFINITIONS, Right.NAMES})
_PARTNER = _READER | {Right.SESSIONS, Right.SCENARIOS}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.GEMEENTE: _PARTNER,
    Role.BUURTTEAMORGANISATIE: _PARTNER,
    Role.AANBIEDER: _READER,
    Role.BEHEERDER: frozenset({Right.ADMIN, Right.DEFINITIONS, Right.NAMES}),
    Role.DEELNEMER: frozenset({Right.NAMES}),
}
"""A deelnemer has the one session of the link. Its figures were kept in that session; the names in them are not."""


class AccessError(QuestionError):
    """A question that this person may not ask; its text is one Dutch sentence."""


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks. `organisatie`, `teams` and `aanbieder` are the keys whose rows are this person's own.

    `intern`: whether small numbers of the own rows may be seen. `invented`: nobody signs in, and all data are
    invented. `who` and `visit` are for the log: an account and one opening of the dashboard.
    """

    roles: frozenset[Role] = frozenset()
    organisatie: str = ""
    teams: frozenset[str] = frozenset()
    aanbieder: str = ""
    intern: bool = False
    invented: bool = False
    who: str = ""
    visit: str = ""

    def may(self, right: Right) -> bool:
        """Whether one of the roles gives this right."""
        return any(right in RIGHTS[role] for role in self.roles)

    def require(self, right: Right) -> None:
        """AccessError without this right."""
        if not self.may(right):
            raise AccessError(f"U mag hier niet {right}. Vraag de beheerder om toegang, of meld u aan.")

    @property
    def role(self) -> str:
        """The roles in words, for the log and the screen."""
        return " en ".join(sorted(self.roles)) or "geen rol"

    @property
    def own_only(self) -> bool:
        """Whether other aanbieders exist for this person as a rest only."""
        return Role.AANBIEDER in self.roles and not self.roles & {Role.GEMEENTE, Role.BUURTTEAMORGANISATIE}

    @property
    def scope(self) -> Viewer:
        """What decides which numbers this person gets: those with the same scope see the same."""
        return replace(self, who="", visit="")


NOBODY = Viewer()
INVENTED = Viewer(frozenset({Role.GEMEENTE, Role.BEHEERDER}), intern=True, invented=True, who="voorbeeld")
"""Everybody who looks at the example municipality without login."""

COMMAND_LINE = frozenset({Role.GEMEENTE, Role.BEHEERDER})
"""Who can run a program beside the store can read the store: there is nothing to keep from that person."""

_viewer: ContextVar[Viewer | None] = ContextVar("viewer", default=None)
_asked: Callable[[], Viewer] | None = None


@contextmanager
def looking_as(viewer: Viewer) -> Iterator[Viewer]:
    """Everything in this block is asked by `viewer`: for command lines, files made later, and tests."""
    token = _viewer.set(viewer)
    try:
        yield viewer
    finally:
        _viewer.reset(token)


def ask_who_looks(answer: Callable[[], Viewer]) -> None:
    """How to find out who looks when no block says so: the screen knows that from the browser it talks to."""
    global _asked
    _asked = answer


def current() -> Viewer:
    """Who asks now. Nobody, unless somebody said who."""
    known = _viewer.get()
    if known is not None:
        return known
    return NOBODY if _asked is None else _asked()
