"""What do all questions about one data version share? The only place where stored rows and indicators meet.

Frames are read and prepared once per data version. Whatever leaves goes through the gate of `metrics.protection`;
who may ask for it is for `results` to say, so nothing but `results` uses this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial

import polars as pl

import metrics
from data.columnar import ColumnFiles
from data.decisions import KeptDecisions, is_large
from data.facts import Choices, Dataset, StoreFacts, areas_of, facts_of, forms_of, providers_of, shapes_of, words
from data.fixed_years import fixed_years, read_shown
from data.store import Store
from metrics.indicator import Indicator
from metrics.names import Labels, Names
from metrics.period import Level
from metrics.prepare import KEPT, LARGE, prepare, rules
from metrics.protection import peildata
from metrics.protection.cells import Rule, rule_of
from metrics.protection.decisions import Decisions, Progress
from metrics.protection.engines import crossing_refusal
from metrics.protection.fixed import FixedYears
from metrics.protection.gate import Gate
from metrics.protection.insider import OFFER, Insider, insider_of
from metrics.protection.offers import offer
from metrics.protection.own_rows import Own, called, own_of, whole_is_own, with_own
from metrics.protection.partner import Partner, partner_of
from metrics.protection.primary import Thresholds
from metrics.protection.stages import options_dimensions
from metrics.protection.suppression import RULE_VERSION
from metrics.query import Query
from metrics.question import QuestionError, build
from metrics.ready import Ready
from metrics.ready_kept import KeptTables, number_rules
from metrics.request import Request
from metrics.result import Context, Result
from metrics.run import run
from metrics.viewer import Viewer
from metrics.views import FIGURES
from metrics.warming import warm
from metrics.whatif.base import Base, base_of
from metrics.workdays import WorkingDays
from metrics.years import years_with_rows

LARGE_CITY = 50_000
"""Rows about people from which the numbers of the whole city do not wait for a decision on small numbers."""


class World:
    """Everything that questions share for one data version. Nothing in it changes, except what it remembers."""

    def __init__(self, store: Store, dataset: Dataset) -> None:
        self.store, self.dataset = store, dataset
        self.version = str(dataset.version)
        self.peildatum = dataset.peildatum or datetime.now(UTC).date()
        settings = dataset.settings
        calendar = WorkingDays(settings.extra_feestdagen, settings.geen_feestdagen)
        self.frames = self.prepared(calendar)
        self.lags = dataset.lags()
        self.names, self.labels = Names.of(dataset.frames), Labels(self.frames)
        self.touching: dict[str, pl.DataFrame] = {}
        self.thresholds = Thresholds(settings.drempel, settings.min_noemer, settings.min_p80, settings.min_p90)
        self.kept_tables = KeptTables(FIGURES, self.files(f"{rules()} {number_rules()}"))
        self.ready = Ready(FIGURES, self.computed, self.peildatum, self.kept_tables.find)
        self.compute = self.ready.compute  # numbers of the fixed set are computed once
        fixed = FixedYears({each.jaar: each.day for each in fixed_years(store)}, partial(read_shown, store))
        self.gate = Gate(
            FIGURES, self.compute, self.decided, self.thresholds, self.peildatum, self.frames, fixed, self.ready.find
        )
        large = sum(self.frames[name].height for name in LARGE) >= LARGE_CITY
        kept = self.kept_for("")
        self.decisions = Decisions(
            self.gate, self.frames["gebieden"], self.peildatum, self.years, kept.stored, kept.earlier, kept.keep, large
        )
        self.kept: dict[tuple[Query, Context, Viewer], Result] = {}
        self.insiders: dict[str, Insider] = {}
        self.partners: dict[str, Partner] = {}
        self.counted: dict[str, tuple[int, int]] = {}

    def prepared(self, calendar: WorkingDays) -> dict[str, pl.DataFrame]:
        """The frames that questions read. Large ones are kept beside the store, for the next process."""
        tables, files = self.dataset.frames, self.files(rules())
        ready = {name: frame for name in KEPT if (frame := files.read(f"{name}.bewerkt")) is not None}
        frames = prepare(tables, calendar, ready)
        for name in KEPT:
            if name not in ready:
                files.keep(f"{name}.bewerkt", frames[name])
        return frames

    def files(self, made_by: str) -> ColumnFiles:
        """Where frames made by these rules are kept beside the store."""
        days = self.dataset.settings.extra_feestdagen, self.dataset.settings.geen_feestdagen
        imports = self.dataset.frames["imports"]
        return ColumnFiles.of_frames(self.store, self.dataset.version, imports, f"{made_by} {days}")

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
            periods={level: peildata.ended_periods(first, self.peildatum, level) for level in Level},
            peildata=tuple(peildata.releases(first, self.peildatum)) if first else (),
            vormen=shapes_of(frames["gebiedsvormen"]),
        )

    @cached_property
    def base(self) -> Base | None:
        """Where scenarios start from."""
        return base_of(self.frames, self.peildatum)

    def request(self, query: Query) -> Request:
        """The checked question; QuestionError when a word is unknown."""
        indicator = FIGURES.get(query.indicator)
        if indicator is None:
            raise QuestionError(
                f"Onbekende indicator '{query.indicator}'. Kies een van: {', '.join(metrics.CATALOGUE)}."
            )
        on = query.on or self.peildatum
        request = build(indicator, query.periods, query.per, query.where, on, self.frames, self.names)
        lag = max((self.lags[name] for name in indicator.tables if name in self.lags), default=0)
        return replace(request, provisional_after=on - timedelta(days=lag))

    def computed(self, key: str, request: Request) -> pl.DataFrame:
        """The numbers computed now."""
        return run(FIGURES[key], request, self.frames)

    def decided(self, key: str, request: Request, per: tuple[str, ...]) -> pl.DataFrame | None:
        """Cells that are hidden in this data version, also those that are not small by themselves."""
        return self.decisions.lines(key, request, per)

    def years(self) -> dict[str, list[int]]:
        """The years with rows per indicator."""
        return {
            key: [period.year for period in years_with_rows(indicator, self.frames, self.peildatum)]
            for key, indicator in metrics.CATALOGUE.items()
        }

    def kept_for(self, known: str) -> KeptDecisions:
        """Where decisions are kept that hold for who knows these rows; '' for everybody."""
        return KeptDecisions(self.store, self.version, RULE_VERSION, known)

    def partner(self, own: Own) -> Partner:
        """Somebody who knows the own rows, among the others."""
        name = called(own)
        known = self.partners.get(name)
        if known is None:
            known = self.partners.setdefault(name, partner_of(own, self.decisions, self.kept_for(name)))
        return known

    def gate_of(self, viewer: Viewer) -> Gate:
        """What this viewer may see of numbers in which others count."""
        own = own_of(viewer)
        return self.partner(own).gate if own else self.gate

    @cached_property
    def large(self) -> bool:
        """Whether deciding takes so long that somebody may have to wait for it."""
        return is_large(self.store)

    def undecided(self, own: Own) -> tuple[int, int] | None:
        """How many decisions there are, of how many, also those for who knows the own rows; None when all are made.

        In a small store nobody waits for them: then there is nothing to tell.
        """
        if not self.large:
            return None
        found = [self._count("", self.decisions)]
        if own:
            found.append(self._count(called(own), self.partner(own).decisions))
        done, total = (sum(each) for each in zip(*found, strict=True))
        return (done, total) if done < total else None

    def _count(self, name: str, decisions: Decisions) -> tuple[int, int]:
        """How many decisions there are, of how many; once all are made that stays so."""
        done, total = self.counted.get(name, (0, -1))
        if total < 0:
            total = sum(len(group) for group in decisions.groups(decisions.every()))
        if done < total:
            done = min(self.kept_for(name).count(), total)
        self.counted[name] = done, total
        return done, total

    def decide(self, progress: Progress | None = None, known: Iterable[Own] = ()) -> list[tuple[str, int]]:
        """Decide what changed, also for who knows some rows; gives the blocks of which only the city can be shown."""
        kept = self.kept_for("")
        unsafe = self.decisions.renew(kept.marks, kept.save, progress)
        for own in known:
            kept = self.kept_for(called(own))
            self.partner(own).decisions.renew(kept.marks, kept.save, progress)
        return unsafe

    def warm(self, progress: Progress | None = None) -> None:
        """Keep the numbers of the fixed set beside the store, so that a question only looks them up."""
        warm(self.ready, self.kept_tables, self.years(), lambda: str(self.store.version()) == self.version, progress)

    def answer(self, query: Query, context: Context, viewer: Viewer) -> Result:
        """The result of a query as this viewer may see it; its context says whether small own numbers are in it."""
        request = self.request(query)
        indicator = FIGURES[query.indicator]
        intern, gate = context is Context.INTERN and viewer.intern, self.gate_of(viewer)
        if intern and viewer.invented and self.dataset.example:
            return self.everything(query)
        if not viewer.own_only and intern and whole_is_own(indicator, request, viewer):
            return self.everything(query)
        if viewer.own_only:
            insider = self.insider(viewer.aanbieder)
            if not (intern and insider.knows(request)):
                self.check(indicator, request)
            frame, own = insider.answer(indicator, request, intern=intern)
        else:
            self.check(indicator, request)
            own = False
            frame = gate.protect(indicator.key, request)
            if intern:
                frame, own = with_own(gate, indicator, request, viewer)
        near = offer(indicator, request, frame, lambda other: self.shows(gate, indicator, other))
        if viewer.own_only and not insider.knows(request):
            near = OFFER if frame["afgeschermd"].any() else None
        told = self.gate.fixed.told(indicator, request)
        return self.pack(query, told, frame, Context.INTERN if own else Context.GEDEELD, request, near)

    def everything(self, query: Query) -> Result:
        """Small numbers too."""
        request = self.request(query)
        frame = self.compute(query.indicator, request).drop("personen")
        return self.pack(query, FIGURES[query.indicator], frame, Context.INTERN, request, None)

    def insider(self, aanbieder: str) -> Insider:
        """The aanbieder who looks, with those that merged into it, among the others."""
        known = self.insiders.get(aanbieder)
        if known is None:
            known = self.insiders[aanbieder] = insider_of(aanbieder, self.frames, self.gate, self.peildatum)
        return known

    def check(self, indicator: Indicator, request: Request) -> None:
        """QuestionError when the question asks for cells or a peildatum that do not exist in shared output."""
        if rule_of(indicator) is Rule.OPEN:
            return
        refused = peildata.refusal(request.peildatum, self.peildatum) or crossing_refusal(indicator, request)
        if refused:
            raise QuestionError(refused)

    def shows(self, gate: Gate, indicator: Indicator, request: Request) -> bool:
        """Whether shared output of a question holds at least one number; never for a question that is refused."""
        known = options_dimensions(indicator, request.options)
        if not {*request.per, *request.where} <= {*known, *indicator.always_per}:
            return False
        if crossing_refusal(indicator, request):
            return False
        frame = gate.protect(indicator.key, request)
        return bool((frame["waarde"].is_not_null() & ~frame["afgeschermd"]).any())

    def events(self, key: str) -> pl.DataFrame:
        """What happened that touches an indicator, oldest first."""
        if key not in self.touching:
            rows = self.dataset.frames["gebeurtenissen"].filter(pl.col("indicator").is_in([key, "*"]))
            columns = ("datum", "soort", "titel", "toelichting", "organisatie")
            self.touching[key] = rows.sort("datum", "titel").select(columns)
        return self.touching[key]

    def pack(
        self, query: Query, indicator: Indicator, frame: pl.DataFrame, context: Context, request: Request,
        near: str | None,
    ) -> Result:  # fmt: skip
        """Rows with names and events beside them."""
        return Result(
            query=query,
            indicator=indicator,
            frame=self.labels.beside(frame),
            peildatum=request.peildatum,
            data_version=self.version,
            example=self.dataset.example,
            context=context,
            events=self.events(query.indicator),
            offer=near,
        )
