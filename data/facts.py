"""What does the store hold: whose data, delivered when, which words can be chosen?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from data.frames import read_frames
from data.lag import OWN_DATE, delivery_lags
from data.settings import Settings
from data.sources.geojson import Ring, rings_in
from data.store import DataVersion, Store
from data.tables import MESSAGE_TABLES, SOURCE_TABLES


@dataclass(frozen=True)
class Area:
    """An area or a team without area; `rij` and `kolom` place it on the tile map."""

    key: str
    naam: str
    wijk: str | None
    ses: str | None
    rij: int | None
    kolom: int | None
    soort: str


@dataclass(frozen=True)
class Provider:
    key: str
    naam: str
    soort: str | None


@dataclass(frozen=True)
class Form:
    """A form of care; `code` is unique within its `wet`."""

    wet: str
    code: str
    naam: str
    groep: str | None


@dataclass(frozen=True)
class StoreFacts:
    """`peildatum` is the newest leverdatum, null when nothing was delivered. `deliveries` counts import calls.

    `signaal` are the drifts (fractions) at which a budget asks for attention. `absent` are the source
    tables without a row; what messages tell of leveringen counts as leveringen.
    """

    exists: bool = False
    empty: bool = True
    example: bool = False
    gemeente: str = ""
    peildatum: date | None = None
    data_version: str = ""
    deliveries: int = 0
    leverdata: Mapping[str, date] = field(default_factory=dict)
    lags: Mapping[str, int] = field(default_factory=dict)
    signaal: tuple[float, ...] = ()
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Dataset:
    """All tables of one data version, as they stood at one moment."""

    version: DataVersion
    example: bool
    frames: Mapping[str, pl.DataFrame]
    settings: Settings

    @property
    def peildatum(self) -> date | None:
        """The newest leverdatum: up to this day data are known."""
        newest = self.frames["imports"]["leverdatum"].max()
        return newest if isinstance(newest, date) else None

    @property
    def first_day(self) -> date | None:
        """The first day that figures can be about. Care often began long before, so leveringen count last."""
        rows = [
            (self.frames[name], OWN_DATE[name]) for name in ("aanmeldingen", "ervaringen", "uitputting", "leveringen")
        ]
        days = [frame[column].min() for frame, column in rows]
        known = [day for day in days[:3] if isinstance(day, date)] or [day for day in days if isinstance(day, date)]
        return min(known, default=None)

    def lags(self) -> dict[str, int]:
        """Per source table the days that a period stays open after its end."""
        return delivery_lags(self.frames, self.settings.dagen_tot_levering)


def read_dataset(store: Store, settings: Settings) -> Dataset:
    """Everything that a figure can read. The version is that of the moment of reading, or an older one."""
    version = store.version()
    frames = read_frames(store, [*SOURCE_TABLES, *MESSAGE_TABLES, "imports"])
    return Dataset(version, store.is_example(), frames, settings)


def facts_of(dataset: Dataset) -> StoreFacts:
    """Facts for the head of every page."""
    imports = dataset.frames["imports"]
    newest = imports.drop_nulls(["soort", "leverdatum"]).group_by("soort").agg(pl.col("leverdatum").max())
    return StoreFacts(
        exists=True,
        empty=imports.is_empty(),
        example=dataset.example,
        gemeente=dataset.settings.gemeente,
        peildatum=dataset.peildatum,
        data_version=str(dataset.version),
        deliveries=imports["aanroep"].n_unique(),
        leverdata=dict(newest.sort("soort").iter_rows()),
        lags=dataset.lags(),
        signaal=dataset.settings.signaal,
        absent=_absent(dataset.frames),
    )


def _absent(frames: Mapping[str, pl.DataFrame]) -> frozenset[str]:
    empty = {name for name in SOURCE_TABLES if frames[name].is_empty()}
    told = any(not frames[name].is_empty() for name in MESSAGE_TABLES)
    return frozenset(empty - {"leveringen"} if told else empty)


@dataclass(frozen=True)
class Choices:
    """Everything that a selection can be made of. `periods` holds only periods that are over, oldest first."""

    gebieden: tuple[Area, ...] = ()
    teams: tuple[Area, ...] = ()
    wijken: tuple[str, ...] = ()
    organisaties: tuple[str, ...] = ()
    aanbieders: tuple[Provider, ...] = ()
    zorgvormen: tuple[Form, ...] = ()
    stellingen: tuple[str, ...] = ()
    periods: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    peildata: tuple[date, ...] = ()
    vormen: Mapping[str, tuple[Ring, ...]] = field(default_factory=dict)
    """Per area its outline, for a map."""


def areas_of(gebieden: pl.DataFrame) -> tuple[Area, ...]:
    """Areas and teams by name. `gebieden` has `soort` and `ses` filled in for every row."""
    return tuple(
        Area(row["gebied"], row["naam"], row["wijk"], row["ses"], row["rij"], row["kolom"], row["soort"])
        for row in gebieden.sort("naam").iter_rows(named=True)
    )


def providers_of(aanbieders: pl.DataFrame) -> tuple[Provider, ...]:
    """Providers by name."""
    return tuple(Provider(*row) for row in aanbieders.sort("naam").select("aanbieder", "naam", "soort").rows())


def forms_of(zorgvormen: pl.DataFrame) -> tuple[Form, ...]:
    """Forms of care by wet and code."""
    return tuple(Form(*row) for row in zorgvormen.sort("wet", "code").select("wet", "code", "naam", "groep").rows())


def shapes_of(gebiedsvormen: pl.DataFrame) -> dict[str, tuple[Ring, ...]]:
    """Per area the rings of its outline."""
    found = {area: rings_in(text) for area, text in gebiedsvormen.sort("gebied").select("gebied", "vorm").rows()}
    return {area: rings for area, rings in found.items() if rings}


def words(rows: pl.DataFrame, *columns: str) -> tuple[str, ...]:
    """The values that occur in the columns, in order of the alphabet."""
    found = {value for column in columns for value in rows[column].drop_nulls().unique() if value}
    return tuple(sorted(found))
