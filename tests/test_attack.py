"""Can anybody compute a hidden number of rows that are counted once, from all that is shared?

Every test asks everything that may be asked, writes down what is publicly known, and looks for the values that are
left for each hidden number. Nothing of the code that protects is used for that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random

import polars as pl
import pytest

import world
from data.frames import read_frame
from data.store import Store, open_store
from metrics import CATALOGUE
from metrics.period import Level, Period
from results import Query, QuestionError, result, unprotected
from tests.attack import city, queue
from tests.attack.families import AANMELDINGEN, ERVARINGEN, KENNISMAKINGEN, STOPS, VERWIJZINGEN, Family
from tests.attack.reasoning import Knowledge, Narrow
from tests.attack.rows import Rows
from tests.oracle.worlds import frame_of
from tests.places import fill_empty, new_place
from tests.stocked import stock

AREAS = ("team", "gebied", "wijk", "ses")
PLACES = city.known_places()
YEAR = Period(city.YEAR, 1, Level.YEAR)
FAMILIES = (AANMELDINGEN, KENNISMAKINGEN, ERVARINGEN, VERWIJZINGEN, STOPS)
EVERY: list[tuple[Family, tuple[str, ...]]] = [(family, tuple(family.told)) for family in FAMILIES]
"""What is attacked as one body of knowledge: everything about the same rows."""
QUICK: list[tuple[Family, tuple[str, ...]]] = [
    (AANMELDINGEN, ("gewenst_later",)),
    *((family, keys) for family, keys in EVERY if len(keys) == 1 and family is not VERWIJZINGEN),
]
SOURCES = ("aanmeldingen", "ervaringen", "leveringen")
WORDS = {
    "team": list(city.TEAMS),
    "gebied": [*city.AREAS, "zonder gebied"],
    "wijk": sorted({wijk for wijk, _ in city.AREAS.values()}),
    "ses": ["laag", "midden", "hoog", "zonder gebied"],
}


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path | str) -> dict[int, Path | str]:
    """The store of a city per number of rows, made once: what was decided stays known."""
    folder = tmp_path_factory.mktemp("cities")
    return _Cities(folder, empty_store_file)


class _Cities(dict[int, Path | str]):
    def __init__(self, folder: Path, empty: Path | str) -> None:
        super().__init__()
        self.folder, self.empty = folder, empty

    def __missing__(self, number: int) -> Path | str:
        self[number] = new_place(self.folder, f"{number}.sqlite")
        fill_empty(self[number], self.empty)
        city.build(open_store(str(self[number])), number, seed=number, kinds=SOURCES)
        return self[number]


@pytest.fixture
def live_in(cities: dict[int, Path | str], monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Makes the city with that many rows the store that is asked."""
    return lambda number: monkeypatch.setenv("CIJFERTAFEL_STORE", str(cities[number]))


def attacked(
    family: Family, indicators: Sequence[str] = (), dimensions: Sequence[str] = (), *, enough: int | None = 5
) -> list[Narrow]:
    knowledge, _ = family.attack(city.YEAR, PLACES, YEAR, indicators, dimensions)
    assert knowledge.secrets or knowledge.shown
    return knowledge.attack(enough=enough)


def names(cases: list[tuple[Family, tuple[str, ...]]]) -> list[str]:
    return ["+".join(keys) for _, keys in cases]


@pytest.mark.parametrize(("family", "keys"), QUICK, ids=names(QUICK))
def test_no_hidden_number_is_narrow(live_in: Callable[[int], None], family: Family, keys: tuple[str, ...]) -> None:
    """Every crossing, option and period that may be asked."""
    live_in(500)
    assert attacked(family, keys) == []


@pytest.mark.parametrize("family", [AANMELDINGEN, KENNISMAKINGEN], ids=["aanmeldingen", "kennismakingen"])
def test_what_several_indicators_tell_of_the_same_rows_is_not_narrow_either(
    live_in: Callable[[int], None], family: Family
) -> None:
    """The same number under two names, parts of the same rows, and who counts in neither."""
    live_in(500)
    assert attacked(family, (), AREAS) == []


@pytest.mark.long
@pytest.mark.parametrize("number", [500, 1_500, 9_000])
@pytest.mark.parametrize(("family", "keys"), EVERY, ids=names(EVERY))
def test_no_hidden_number_is_narrow_in_cities_of_every_size(
    live_in: Callable[[int], None], family: Family, keys: tuple[str, ...], number: int
) -> None:
    live_in(number)
    assert attacked(family, keys) == []


@pytest.mark.long
@pytest.mark.parametrize(("family", "keys"), EVERY, ids=names(EVERY))
def test_no_hidden_number_of_the_example_is_narrow(
    example_store: Path, monkeypatch: pytest.MonkeyPatch, family: Family, keys: tuple[str, ...]
) -> None:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))
    places = city.places_of(read_frame(open_store(), "gebieden").iter_rows(named=True))
    # The last year in which it was written down whether a later date was wished.
    year = Period(2021 if "gewenst_later" in keys else 2025, 1, Level.YEAR)
    knowledge, _ = family.attack(year.year, places, year, keys)
    assert knowledge.secrets and knowledge.shown
    assert knowledge.attack(enough=5) == []


@pytest.mark.long
def test_month_without_a_wish_on_record_gives_no_noemer_away(store: Store) -> None:
    """That reading is not shown in such a year, and its noemer is the noemer of the other one."""
    rows = city.aanmeldingen(Random(4), 60)
    known = [{**row, "gewenst_later": None if row["aanmelddatum"].month == 4 else False} for row in rows]
    drawn = {**city.reference(Random(4)), "aanmeldingen": known}
    stock(store, {name: frame_of(name, found) for name, found in drawn.items()}, delivered=city.DELIVERED)
    assert attacked(AANMELDINGEN, ("kennismaking_binnen_vijf_werkdagen",), AREAS) == []


def test_the_primary_rules_alone_are_found_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    city.build(store, 500, seed=1)
    monkeypatch.setattr(world.World, "decided", lambda *_: None)
    assert len(attacked(AANMELDINGEN, ("gewenst_later",), AREAS)) >= 5


def test_two_marks_are_found_out(live_in: Callable[[int], None]) -> None:
    """Who also knows which hidden noemer is small knows most of them."""
    live_in(500)
    keys = ("kennismaking_binnen_vijf_werkdagen",)
    knowledge, rows = AANMELDINGEN.attack(city.YEAR, PLACES, YEAR, keys, AREAS)
    tell_which_are_small(knowledge, rows, keys[0])
    assert len(knowledge.attack(enough=5)) >= 5


def tell_which_are_small(knowledge: Knowledge, rows: Rows, key: str) -> None:
    """What a second mark would add: of every hidden noemer per team whether it is below ten."""
    for level in Level:
        periods = tuple(str(part) for part in YEAR.parts(level))
        for row in unprotected(Query(key, periods, ("team",))).frame.iter_rows(named=True):
            values = {"team": frozenset({str(row["team"])})}
            noemer = rows.total(values, Period.parse(row["periode"]), AANMELDINGEN.told[key]["alle"].noemer)
            small = row["noemer"] < 10
            knowledge.between(noemer, 1.0 if small else 10.0, 9.0 if small else 1e5)


@pytest.mark.parametrize(
    "key", ["kennismaking_binnen_vijf_werkdagen", pytest.param("verwijzer", marks=pytest.mark.long)]
)
def test_selections_add_nothing_to_what_is_shown(live_in: Callable[[int], None], key: str) -> None:
    """Areas, categories and periods that are named together: their differences tell nothing new either."""
    live_in(500)
    knowledge, rows = AANMELDINGEN.attack(city.YEAR, PLACES, YEAR, (key,), AREAS)
    seen = sum(select(rows, Random(number), key) for number in range(150))
    assert seen > 10
    if key == "kennismaking_binnen_vijf_werkdagen":
        assert sum(select_whole(rows, key, level, "alle") for level in (Level.QUARTER, Level.HALF)) > 5
    assert knowledge.attack(enough=5) == []


def select_whole(rows: Rows, key: str, level: Level, lezing: str) -> int:
    """Asks for all teams of one or two wijken or SES groups; how many are shown of which a team is hidden."""
    periods, found = tuple(str(part) for part in YEAR.parts(level)), 0
    single = result(Query(key, periods, ("team",))).frame.filter("afgeschermd").select("periode", "team").rows()
    for name in ("wijk", "ses"):
        visible = result(Query(key, periods, (name,))).frame.filter(~pl.col("afgeschermd")).select("periode", name)
        groups = sorted({PLACES[team][name] for team in city.TEAMS})
        for chosen in [(one,) for one in groups] + list(combinations(groups, 2)):
            teams = sorted(team for team in city.TEAMS if PLACES[team][name] in chosen)
            if len(teams) < 2:
                continue
            where = tuple(("team", team) for team in teams)
            for row in result(Query(key, periods, (), where)).frame.iter_rows(named=True):
                whole = visible.filter(pl.col("periode") == row["periode"], pl.col(name).is_in(chosen))
                if row["teller"] is not None:
                    values = {"team": frozenset(teams)}
                    rows.see("whole", row, values, Period.parse(row["periode"]), AANMELDINGEN.told[key][lezing])
                    found += any((row["periode"], team) in single for team in teams)
                else:
                    assert whole.height < len(chosen), row
    return found


def select(rows: Rows, random: Random, key: str) -> int:
    """Asks one random selection and writes down what it shows; how many numbers that are."""
    where = {
        name: frozenset(random.sample(values, min(len(values), random.randrange(1, 5))))
        for name, values in random.sample(sorted(WORDS.items()), random.randrange(1, 3))
    }
    per = tuple(name for name in random.sample(AREAS, random.randrange(2)) if name not in where)
    options = AANMELDINGEN.only.get(key, [()])[0]
    chosen = tuple((name, value) for name, values in where.items() for value in sorted(values))
    periods = tuple(str(part) for part in YEAR.parts(random.choice(list(Level))))
    try:
        frame = result(Query(key, periods, per, (*options, *chosen))).frame
    except QuestionError:
        return 0
    always = CATALOGUE[key].always_per
    for row in frame.iter_rows(named=True):
        values = {**where, **{name: frozenset({str(row[name])}) for name in (*always, *per)}}
        reading = AANMELDINGEN.reading(key, (*options, ("lezing", "alle")))
        # A hidden sum is no cell of the published set, so no secret of its own.
        if row["teller"] is not None:
            rows.see("selection", row, values, Period.parse(row["periode"]), reading)
    return frame.height - int(frame["afgeschermd"].sum())


@pytest.mark.long
def test_people_are_not_added_up_over_a_selection(live_in: Callable[[int], None]) -> None:
    live_in(1_500)
    chosen = (("wijk", "Wijk N"), ("wijk", "Wijk Z"))
    assert result(Query("bereik", ("2022",), (), chosen)).frame["afgeschermd"].to_list() == [True]
    counted = result(Query("kennismaking_binnen_vijf_werkdagen", ("2022",), (), chosen)).frame
    assert counted["afgeschermd"].to_list() == [False]


@pytest.mark.long
def test_an_older_peildatum_shows_only_what_is_still_the_same(live_in: Callable[[int], None]) -> None:
    """Otherwise the difference between two peildata counts the few aanmeldingen of the days between them."""
    live_in(1_500)
    key, months = "kennismaking_binnen_vijf_werkdagen", tuple(str(part) for part in YEAR.parts(Level.MONTH))
    now = {row["periode"]: row for row in result(Query(key, months)).frame.iter_rows(named=True)}
    then = result(Query(key, months, on=date(city.YEAR, 6, 30))).frame
    whole = unprotected(Query(key, months, on=date(city.YEAR, 6, 30))).frame
    shown, differ = 0, 0
    for row, true in zip(then.iter_rows(named=True), whole.iter_rows(named=True), strict=True):
        differ += (true["teller"], true["noemer"]) != (now[row["periode"]]["teller"], now[row["periode"]]["noemer"])
        if not row["afgeschermd"]:
            shown += 1
            assert (row["teller"], row["noemer"]) == (now[row["periode"]]["teller"], now[row["periode"]]["noemer"])
    assert shown >= 3
    assert differ >= 1


@pytest.mark.parametrize("number", [500, 1_500])
def test_nobody_in_the_queue_can_be_found(live_in: Callable[[int], None], number: int) -> None:
    live_in(number)
    knowledge = queue.learn(PLACES)
    assert len(knowledge.secrets) > 10 and knowledge.shown
    assert knowledge.attack(enough=5) == []


def test_the_primary_rules_alone_show_who_waits(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    city.build(store, 500, seed=500)
    monkeypatch.setattr(world.World, "decided", lambda *_: None)
    assert queue.learn(PLACES).attack(enough=3) != []


@pytest.mark.long
def test_a_median_tells_no_number_of_people_that_is_hidden(live_in: Callable[[int], None]) -> None:
    """A mean or share with many decimals gives away of how many people it is."""
    live_in(1_500)
    months = tuple(str(part) for part in YEAR.parts(Level.MONTH))
    hidden, views = set(), []
    for per in ("wijk", "ses"):
        counted = result(Query("kennismaking_binnen_vijf_werkdagen", months, (per,))).frame
        hidden |= set(counted.filter(pl.col("noemer").is_null()).select("periode", per).iter_rows())
        shown = result(Query("kennismaking_met_wachtenden", months, (per,))).frame.filter(~pl.col("afgeschermd"))
        views += shown.select("periode", per, "gemiddelde").rows()
    assert hidden and views
    assert not {(period, place) for period, place, _ in views} & hidden
    assert all(mean == round(mean, 1) for _, _, mean in views if mean is not None)
    quarters = tuple(str(part) for part in YEAR.parts(Level.QUARTER))
    curve = result(Query("kennismaking_curve", quarters)).frame["waarde"].drop_nulls()
    assert len(curve) and curve.equals(curve.round(2))
