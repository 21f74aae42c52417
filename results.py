"""What may be shown of an indicator? The only place where stored rows and indicators meet.

Frames are read and prepared once per data version and shared by all sessions. Whatever leaves goes through the
gate of `metrics.protection`; only the command line's `unprotected` goes round it, and that is logged.
"""

from __future__ import annotations

import getpass
import threading
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

import polars as pl
import sqlalchemy as sa

import metrics
from data.facts import Choices, Dataset, StoreFacts, areas_of, facts_of, forms_of, providers_of, read_dataset, words
from data.settings import load_settings
from data.store import Store, open_store, sqlite_path, store_exists, store_url
from data.tables import Logregel
from metrics.indicator import Indicator
from metrics.names import Names, with_names
from metrics.period import Level, Period
from metrics.prepare import prepare
from metrics.protection import cells, peildata
from metrics.protection.gate import Gate, crossing
from metrics.protection.offers import offer
from metrics.protection.primary import Thresholds
from metrics.query import Query
from metrics.question import QuestionError, build
from metrics.request import Request
from metrics.run import run
from metrics.workdays import WorkingDays

__all__ = [
    "Choices", "Context", "Query", "QuestionError", "Result", "StoreFacts", "choices", "result", "store_facts",
    "unprotected",
]  # fmt: skip

KEPT = 2_000
"""Results held per data version; the oldest goes first."""


class Context(StrEnum):
    """For whose eyes? Shared output is protected; internal output shows small numbers and running periods."""

    GEDEELD = "gedeeld"
    INTERN = "intern"


@dataclass(frozen=True)
class Result:
    """Protected rows and what belongs beside them. `offer` says what can be shown instead of what is hidden."""

    query: Query
    indicator: Indicator
    frame: pl.DataFrame
    peildatum: date
    data_version: str
    example: bool
    context: Context
    events: pl.DataFrame
    offer: str | None


class World:
    """Everything that questions share for one data version. Nothing in it changes, except what it remembers."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.version = str(dataset.version)
        self.peildatum = dataset.peildatum or datetime.now(UTC).date()
        settings = dataset.settings
        calendar = WorkingDays(settings.extra_feestdagen, settings.geen_feestdagen)
        self.frames = prepare(dataset.frames, calendar)
        self.lags = dataset.lags()
        self.names = Names.of(dataset.frames)
        self.thresholds = Thresholds(settings.drempel, settings.min_noemer, settings.min_p80, settings.min_p90)
        self.gate = Gate(metrics.CATALOGUE, self.compute, self.decided, self.thresholds)
        self.kept: dict[tuple[Query, Context], Result] = {}

    @cached_property
    def facts(self) -> StoreFacts:
        return facts_of(self.dataset)

    @cached_property
    def choices(self) -> Choices:
        """The words and periods that a page can offer."""
        frames, areas = self.dataset.frames, areas_of(self.frames["gebieden"])
        places = tuple(area for area in areas if area.soort == "gebied")
        first = self.dataset.first_day
        return Choices(
            gebieden=places,
            teams=areas,
            wijken=tuple(sorted({area.wijk for area in places if area.wijk})),
            organisaties=words(frames["aanmeldingen"], "organisatie"),
            aanbieders=providers_of(frames["aanbieders"]),
            zorgvormen=forms_of(frames["zorgvormen"]),
            stellingen=words(frames["ervaringen"], "stelling"),
            periods={level: _ended(first, self.peildatum, level) for level in Level},
            peildata=tuple(peildata.releases(first, self.peildatum)) if first else (),
        )

    def request(self, query: Query) -> Request:
        """The checked question; QuestionError when a word is unknown."""
        indicator = metrics.CATALOGUE.get(query.indicator)
        if indicator is None:
            raise QuestionError(
                f"Onbekende indicator '{query.indicator}'. Kies een van: {', '.join(metrics.CATALOGUE)}."
            )
        on = query.on or self.peildatum
        request = build(indicator, query.periods, query.per, query.where, on, self.frames, self.names)
        lag = max((self.lags[name] for name in indicator.tables if name in self.lags), default=0)
        return replace(request, provisional_after=on - timedelta(days=lag))

    def compute(self, key: str, request: Request) -> pl.DataFrame:
        """The gate's way to the numbers."""
        return run(metrics.CATALOGUE[key], request, self.frames)

    def decided(self, key: str, request: Request, per: tuple[str, ...]) -> pl.DataFrame | None:
        """Cells that were hidden for this data version beyond those that are small by themselves."""
        return None

    def answer(self, query: Query, context: Context) -> Result:
        """The result of a query, protected unless the context is internal."""
        request = self.request(query)
        indicator = metrics.CATALOGUE[query.indicator]
        if context is Context.INTERN:
            return self.pack(query, self.compute(indicator.key, request).drop("personen"), context, request, None)
        self.check(indicator, request)
        frame = self.gate.protect(indicator.key, request)
        near = offer(indicator, request, frame, lambda other: self.shows(indicator, other))
        return self.pack(query, frame, context, request, near)

    def check(self, indicator: Indicator, request: Request) -> None:
        """QuestionError when the question asks for cells or a peildatum that do not exist in shared output."""
        if cells.rule_of(indicator) is cells.Rule.OPEN:
            return
        refused = peildata.refusal(request.peildatum, self.peildatum)
        asked = crossing(indicator, request)
        refused = refused or cells.problem(indicator, asked, {period.level for period in request.periods})
        if refused:
            raise QuestionError(refused)

    def shows(self, indicator: Indicator, request: Request) -> bool:
        """Whether shared output of a question holds at least one number."""
        levels = {period.level for period in request.periods}
        if cells.problem(indicator, crossing(indicator, request), levels) or self.unknown(indicator, request):
            return False
        frame = self.gate.protect(indicator.key, request)
        return bool((frame["waarde"].is_not_null() & ~frame["afgeschermd"]).any())

    def unknown(self, indicator: Indicator, request: Request) -> bool:
        """Whether a question names a dimension that the indicator does not have."""
        return not {*request.per, *request.where} <= {*indicator.dimensions, *indicator.always_per}

    def pack(self, query: Query, frame: pl.DataFrame, context: Context, request: Request, near: str | None) -> Result:
        """Rows with names and events beside them."""
        touching = pl.col("indicator").is_in([query.indicator, "*"])
        events = self.dataset.frames["gebeurtenissen"].filter(touching).sort("datum", "titel")
        return Result(
            query=query,
            indicator=metrics.CATALOGUE[query.indicator],
            frame=with_names(frame, self.frames),
            peildatum=request.peildatum,
            data_version=self.version,
            example=self.dataset.example,
            context=context,
            events=events.select("datum", "soort", "titel", "toelichting", "organisatie"),
            offer=near,
        )


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
                known = World(read_dataset(store, load_settings()))
                self.worlds[store.url] = known
            return known


def _ended(first: date | None, until: date, level: Level) -> tuple[str, ...]:
    """The periods of one length that are over, oldest first."""
    if first is None:
        return ()
    begin = Period.containing(first, level)
    steps = (until.year - begin.year + 1) * 12 // level
    return tuple(str(period) for period in map(begin.shifted, range(steps)) if period.end <= until)


def _file_number(url: str) -> int:
    path = sqlite_path(url)
    return path.stat().st_ino if path and path.exists() else 0


_shared = Shared()


def result(query: Query, context: Context = Context.GEDEELD) -> Result:
    """The figure that a query asks for. QuestionError when a word is unknown or the cells do not exist."""
    world = _shared.world()
    known = world.kept.get((query, context))
    if known is None:
        known = world.answer(query, context)
        with _shared.lock:
            if len(world.kept) >= KEPT:
                world.kept.pop(next(iter(world.kept)))
            world.kept[query, context] = known
    return known


def store_facts() -> StoreFacts:
    """What the store is and how fresh; of a store that does not exist only that."""
    if not store_exists():
        return StoreFacts(gemeente=load_settings().gemeente)
    return _shared.world().facts


def choices() -> Choices:
    """What a selection can be made of."""
    return _shared.world().choices


def unprotected(query: Query) -> Result:
    """Everything, small numbers too: for the data owner at the command line only, and logged."""
    world = _shared.world()
    with _shared.store().transaction() as connection:
        line = {"moment": datetime.now(UTC), "wie": getpass.getuser(), "wat": "onafgeschermd cijfer getoond"}
        connection.execute(sa.insert(Logregel).values(**line, onderwerp=query.indicator))
    return world.answer(query, Context.INTERN)
