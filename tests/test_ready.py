"""Is a number that is looked up the number that computing gives, for every question, and never one of other rows?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import polars as pl
import pytest
import sqlalchemy as sa
from polars.testing import assert_frame_equal

import world
from data.columnar import forget
from data.engines import kind_of
from data.facts import read_dataset
from data.settings import load_settings
from data.store import Store, open_store
from metrics import CATALOGUE
from metrics.period import Level, Period
from metrics.protection.engines import crossing_refusal
from metrics.protection.marks import find_small
from metrics.protection.primary import Thresholds
from metrics.ready import Ready
from metrics.request import Request
from metrics.run import run
from metrics.views import FIGURES
from metrics.warming import places
from tests.oracle.questions import Side, a_request
from tests.oracle.worlds import Row, make_world
from tests.places import new_place
from tests.small_municipality import fill

P = date(2023, 1, 20)
YEARS = (2021, 2022, 2023)
THRESHOLDS = Thresholds()


@cache
def known_world() -> tuple[dict[str, list[Row]], Side]:
    tables = make_world(Random("ready"), 60)
    return tables, Side.of(tables)


def ready_of(side: Side) -> Ready:
    return Ready(FIGURES, lambda key, request: run(FIGURES[key], request, side.prepared), P)


def as_computed(ready: Ready, key: str, request: Request) -> bool:
    """Whether the question was looked up; AssertionError when that gives anything else than computing."""
    found = ready.find(key, request)
    if found is None:
        return False
    # Sums of euros may differ in the last bit: polars adds them up in whichever order.
    assert_frame_equal(found, ready.now(key, request), check_exact=False, rel_tol=1e-12, abs_tol=1e-9)
    marked = ready.find(key, request, THRESHOLDS)
    assert marked is not None and marked.equals(find_small(found, FIGURES[key], THRESHOLDS))
    return True


def questions(ready: Ready, random: Random, key: str, settled: date) -> Iterator[Request]:
    """Every table of the fixed set as a whole, and its rows of some periods in another order."""
    for (_, options, per), periods in places(ready, FIGURES[key], YEARS):
        whole = Request(ready.peildatum, periods, per, {}, dict(options), settled)
        yield whole
        some = random.sample(periods, min(len(periods), 4))
        yield replace(whole, periods=tuple(some), per=tuple(random.sample(per, len(per))))


def selections(ready: Ready, random: Random, asked: Iterable[Request], key: str) -> Iterator[Request]:
    """Questions that name values of what the tables are split by, with and without the split itself."""
    for request in asked:
        rows = ready.now(key, request)
        if not request.per or rows.is_empty():
            continue
        row = rows.row(random.randrange(rows.height), named=True)
        named = random.sample(request.per, random.randint(1, len(request.per)))
        where = {name: frozenset({str(row[name])}) for name in named}
        yield replace(request, per=tuple(name for name in request.per if name not in where), where=where)
        several = {name: frozenset({str(row[name]), str(rows[name][0])}) for name in named}
        yield replace(request, where=several)


@pytest.mark.parametrize("key", CATALOGUE)
def test_questions_of_every_kind_are_answered_as_computed(key: str) -> None:
    random = Random(f"ready {key}")
    tables, side = known_world()
    ready = ready_of(side)
    asked = [replace(a_request(random, CATALOGUE[key], tables), peildatum=P) for _ in range(12)]
    for request in asked:
        if not crossing_refusal(CATALOGUE[key], request) and bool(request.periods) != CATALOGUE[key].on_peildatum:
            assert as_computed(ready, key, request) or request.where, "what is published is looked up"


@pytest.mark.long
@pytest.mark.parametrize("key", FIGURES)
def test_every_table_of_the_fixed_set_holds_what_computing_gives(key: str) -> None:
    random = Random(f"tables {key}")
    ready = ready_of(Side.of(make_world(random, 60)))
    asked = list(questions(ready, random, key, date(2022, 12, 20)))
    assert all(as_computed(ready, key, request) for request in asked)
    for request in selections(ready, random, asked[:: max(len(asked) // 40, 1)], key):
        as_computed(ready, key, request)


def test_rows_appear_in_the_order_asked_and_are_provisional_as_asked() -> None:
    side = Side.of(make_world(Random(3), 60))
    ready = ready_of(side)
    months = [Period(2022, month, Level.MONTH) for month in (11, 3, 12)]
    for settled in (date(2022, 11, 30), date(2022, 12, 31), date.max):
        request = Request(P, tuple(months), ("ses",), {}, {}, settled)
        assert as_computed(ready, "instroom", request)
        assert as_computed(ready, "instroom", replace(request, periods=(*months[::-1], Period(2022, 1, Level.YEAR))))


def test_what_is_not_on_the_fixed_set_is_computed() -> None:
    ready = ready_of(Side.of(make_world(Random(4), 60)))
    year = Request(P, (Period(2022, 1, Level.YEAR),), ("gebied",), {}, {})
    both = frozenset({"G1", "G2"})
    assert ready.find("instroom", year) is not None
    assert ready.find("instroom", replace(year, peildatum=date(2022, 12, 31))) is None
    assert ready.find("instroom", replace(year, per=(), where={"gebied": both})) is None
    assert ready.find("instroom", replace(year, per=("gebied", "zorgvorm"))) is None
    care = replace(year, per=(), where={"wet": frozenset({"jw"})})
    assert ready.find("in_een_keer_goed", care) is None, "a selection comes before the first care is looked for"


def test_few_rows_are_held_and_still_every_answer_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("metrics.ready.MOST_ROWS", 20)
    ready = ready_of(Side.of(make_world(Random(5), 60)))
    for per in ((), ("gebied",), ("ses",), ("wijk",)):
        for year in YEARS:
            request = Request(P, tuple(Period(year, 1, Level.YEAR).parts(Level.QUARTER)), per, {}, {})
            assert as_computed(ready, "instroom", request)
    assert ready.held == sum(table.rows.height for table in ready.tables.values())
    assert ready.held <= 20 or len(ready.tables) == 1


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = open_store(str(new_place(tmp_path)), create=True)
    fill(made)
    return made


def world_of(store: Store) -> world.World:
    return world.World(store, read_dataset(store, load_settings()))


SOME = ("instroom", "bereik_opgave", "wachtend", "vierkant")


def warmed(store: Store, monkeypatch: pytest.MonkeyPatch) -> world.World:
    """A world that kept its numbers of some indicators."""
    made = world_of(store)
    monkeypatch.setattr(made, "years", lambda: dict.fromkeys(SOME, (2024,)))
    made.warm()
    return made


def files_kept(store: Store, key: str = "*") -> list[Path]:
    folder = kind_of(store.url).column_folder(store.url)
    assert folder is not None
    return sorted(folder.glob(f"{key}.cijfers-*"))


def names_kept(store: Store, key: str) -> list[str]:
    return [path.name for path in files_kept(store, key)]


def refuse(*_: object) -> pl.DataFrame:
    raise AssertionError("computed again")


def test_the_next_process_looks_up_what_was_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = warmed(store, monkeypatch)
    asked = {key: list(places(first.ready, FIGURES[key], (2024,))) for key in SOME}
    told = {
        (place, number): first.computed(key, Request(first.peildatum, periods[:number], place[2], {}, dict(place[1])))
        for key in SOME for place, periods in asked[key] for number in (1, len(periods))
    }  # fmt: skip
    second = world_of(store)
    monkeypatch.setattr(world, "run", refuse)
    for (place, number), rows in told.items():
        periods = dict(asked[place[0]])[place][:number]
        found = second.compute(place[0], Request(second.peildatum, periods, place[2], {}, dict(place[1])))
        assert_frame_equal(found, rows, check_exact=False, rel_tol=1e-12)


def test_a_new_delivery_never_shows_an_old_number(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = warmed(store, monkeypatch)
    year = Request(before.peildatum, (Period(2024, 1, Level.YEAR),), (), {}, {})
    old = before.compute("instroom", year)
    with store.transaction() as connection:
        connection.execute(sa.text("DELETE FROM leveringen WHERE begindatum > '2024-05-01'"))
        connection.execute(sa.text("UPDATE opslag SET wijziging = wijziging + 1"))
    after = world_of(store)
    new = after.compute("instroom", year)
    assert new["teller"].item() < old["teller"].item()
    assert new.equals(after.computed("instroom", year))
    kept = names_kept(store, "instroom")
    before.warm()
    assert kept == names_kept(store, "instroom")
    warmed(store, monkeypatch)
    now = names_kept(store, "instroom")
    assert len(now) == 1 and now != kept, "the file of the earlier rows is gone"
    assert before.compute("instroom", year).equals(old), "who still looks at the earlier rows keeps seeing those"


def test_kept_numbers_can_be_deleted_damaged_or_full(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = warmed(store, monkeypatch)
    year = Request(first.peildatum, (Period(2024, 1, Level.YEAR),), ("gebied",), {}, {})
    right = first.compute("instroom", year)
    files = files_kept(store)
    assert len(files) == len(SOME)
    assert all(path.stat().st_mode & 0o077 == 0 or path.parent.stat().st_mode & 0o077 == 0 for path in files)
    for path in files:
        path.unlink()
        path.write_bytes(b"beschadigd")
    assert world_of(store).compute("instroom", year).equals(right)
    forget(store)
    assert not files_kept(store)
    assert first.compute("instroom", year).equals(right)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("data.columnar.pa.OSFile", full)
    again = warmed(store, monkeypatch)
    assert again.compute("instroom", year).equals(right)
    assert not files_kept(store)
