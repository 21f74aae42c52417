"""What may be shown of an indicator? The only way to a figure, for pages and command line.

Frames are read and prepared once per data version and shared by all sessions (`world`). Whatever leaves goes
through the gate of `metrics.protection`; only the command line's `unprotected` goes round it, and that is logged.
"""

from __future__ import annotations

import getpass
import threading
from dataclasses import replace
from datetime import UTC, datetime

import metrics
from data.access import known_rows, load_access
from data.decisions import is_large, unsafe_blocks
from data.facts import Choices, StoreFacts, read_dataset
from data.fixed_years import FixedYear, fix, fixed_years, refuse_fixed, reopen
from data.log import Deed, log, note
from data.settings import load_settings
from data.store import Store, StoreError, open_store, sqlite_path, store_exists, store_url
from metrics.protection.decisions import Progress
from metrics.protection.fixing import refusal, shown_of_year
from metrics.protection.own_rows import own_of
from metrics.protection.split_costs import whole_spending
from metrics.query import Query
from metrics.question import QuestionError
from metrics.result import Context, Result
from metrics.trace import Trace, trace_rows
from metrics.viewer import AccessError, Right, Viewer, current
from metrics.whatif.answer import Answer, answer
from metrics.whatif.levers import Levers
from world import World

__all__ = [
    "AccessError", "Choices", "Context", "FixedYear", "Query", "QuestionError", "Result", "StoreFacts", "choices",
    "decide", "fix_year", "fixed", "looked_at", "reopen_year", "result", "store_facts", "trace", "undecided",
    "unprotected", "unsafe", "what_if",
]  # fmt: skip

KEPT = 2_000
"""Results held per data version; the oldest goes first."""


class Shared:
    """The opened store and the world of its present data version; the next version takes its place."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.stores: dict[str, tuple[int, Store]] = {}
        self.worlds: dict[str, World] = {}

    def store(self) -> Store:
        """The opened store; opened again when its file was replaced."""
        url = store_url()
        known = self.stores.get(url)
        if known is not None and known[0] == _file_number(url):
            return known[1]
        with self.lock:
            if known is not None:
                known[1].engine.dispose()
                self.worlds.pop(url, None)
            store = open_store(url)
            self.stores[url] = (_file_number(url), store)
            return store

    def world(self) -> World:
        """Read and prepared at most once per data version, whatever the number of sessions that ask."""
        store = self.store()
        version = str(store.version())
        known = self.worlds.get(store.url)
        if known is not None and known.version == version:
            return known
        with self.lock:
            known = self.worlds.get(store.url)
            if known is None or known.version != version:
                known = World(store, read_dataset(store, load_settings()))
                self.worlds[store.url] = known
            return known


def _file_number(url: str) -> int:
    path = sqlite_path(url)
    try:
        return path.stat().st_ino if path else 0
    except OSError:
        return 0


_shared = Shared()


def result(query: Query, context: Context = Context.GEDEELD) -> Result:
    """The figure that a query asks for, as whoever looks may see it.

    QuestionError when a word is unknown or the cells do not exist, AccessError when they are not for this viewer.
    """
    viewer = _with(Right.FIGURES)
    world = _shared.world()
    key = (query, context, viewer.scope)
    known = world.kept.get(key)
    if known is None:
        known = world.answer(*key)
        with _shared.lock:
            if len(world.kept) >= KEPT:
                world.kept.pop(next(iter(world.kept)))
            world.kept[key] = known
    looked_at(query, context)
    return known


def looked_at(query: Query, context: Context = Context.GEDEELD) -> None:
    """Write down who looks at which figure, once per visit; also for a figure that was kept ready to show."""
    viewer = current()
    if not viewer.visit or viewer.invented:
        return
    what = Deed.LOOKED_INTERN if context is Context.INTERN and viewer.intern else Deed.LOOKED
    note(store_url(), viewer.who, viewer.role, what, query.described(), visit=viewer.visit)


def store_facts() -> StoreFacts:
    """What the store is and how fresh; of a store that does not exist only that. It tells nothing about anybody."""
    if not store_exists():
        return StoreFacts(gemeente=load_settings().gemeente)
    return _shared.world().facts


def choices() -> Choices:
    """What a selection can be made of; an aanbieder chooses among its own keys."""
    viewer = _with(Right.NAMES)
    world = _shared.world()
    if not viewer.own_only:
        return world.choices
    own = world.insider(viewer.aanbieder).own
    return replace(world.choices, aanbieders=tuple(each for each in world.choices.aanbieders if each.key in own))


def trace(query: Query) -> Trace:
    """The rows behind a budget figure of one period. Costs of a form of care with a few clients are not split off."""
    viewer = _with(Right.FIGURES)
    world = _shared.world()
    if metrics.CATALOGUE[query.indicator].about_persons:
        raise QuestionError("Alleen van budgetcijfers zijn de rijen te volgen. Kies een cijfer over budget.")
    request = world.request(query)
    if viewer.own_only and not world.insider(viewer.aanbieder).knows(request):
        raise AccessError("U ziet alleen uw eigen afspraken en kosten. Kies hierboven uw eigen organisatie.")
    found = trace_rows(request, world.frames)
    smallest = world.thresholds.smallest
    spending = whole_spending(found.spending, world.frames, found.period, request.peildatum, smallest)
    return replace(found, spending=spending)


def what_if(levers: Levers) -> Answer | None:
    """The coming twelve months with these levers; None when there is no care or no money to start from."""
    _with(Right.SCENARIOS)
    world = _shared.world()
    return None if world.base is None else answer(world.base, levers, world.thresholds.smallest)


def _with(right: Right) -> Viewer:
    """Who looks; AccessError when that person has no such right."""
    viewer = current()
    viewer.require(right)
    return viewer


def decide(
    store: Store | None = None, progress: Progress | None = None, *, small: bool = True
) -> list[tuple[str, int]]:
    """Decide which cells are hidden in the present data version, and keep its numbers ready; after an import.

    Also for those who know the rows of one organisatie or some teams, as far as the rules about access name them.
    Gives the indicators and years of which only the whole city per year can be shown. Without `small` a small store is
    left alone: that is decided when somebody asks a figure.
    """
    known = _shared.world()
    if not small and not is_large(known.store):
        return []
    if store is not None and store.url != known.store.url:
        known = World(store, read_dataset(store, load_settings()))
    unsafe = known.decide(progress, known_rows(load_access()))
    if is_large(known.store):
        known.warm(progress)
    return unsafe


def undecided() -> tuple[int, int] | None:
    """How many decisions on small numbers there are for who looks, of how many; None when nobody waits for them."""
    return _shared.world().undecided(own_of(current()))


def unsafe() -> list[tuple[str, int]]:
    """Names of indicators with the years of which only the whole city per year can be shown."""
    known = _shared.world()
    found = unsafe_blocks(known.store, known.version)
    return [(metrics.CATALOGUE[key].name, year) for key, year in found if key in metrics.CATALOGUE]


def fixed() -> tuple[FixedYear, ...]:
    """The years of which shared figures no longer change, the newest first."""
    return fixed_years(_shared.store())


def fix_year(year: int, progress: Progress | None = None) -> FixedYear:
    """Keep everything that is shown of a year: from now on that is what is shown, whatever is delivered later.

    QuestionError when the year is not over, or not every small number is decided; StoreError when it was fixed.
    """
    viewer = _with(Right.ADMIN)
    world = _shared.world()
    refuse_fixed(fixed(), year)
    if refused := refusal(year, world.gate):
        raise QuestionError(refused)
    if world.undecided({}):
        raise QuestionError(
            "Nog niet voor elk jaar is bekend welke kleine aantallen verborgen zijn. Geef: python -m metrics decide"
        )
    made = FixedYear(year, datetime.now(UTC), viewer.who or getpass.getuser(), world.version, world.peildatum)
    fix(world.store, made, list(shown_of_year(world.gate, world.request, year, progress)), viewer.role)
    return made


def reopen_year(year: int) -> None:
    """From now on the year is answered from all rows again. Differences may then tell about a few people."""
    viewer = _with(Right.ADMIN)
    reopen(_shared.store(), year, viewer.who or getpass.getuser(), viewer.role)


def unprotected(query: Query) -> Result:
    """Everything, small numbers too: for the data owner at the command line only, and logged."""
    world = _shared.world()
    note(store_url(), getpass.getuser(), "opdrachtregel", Deed.UNPROTECTED, query.described())
    if not log.flush():
        raise StoreError("Dit cijfer is niet te tonen: het logboek kan niet worden geschreven. Controleer de schijf.")
    return world.everything(query)
