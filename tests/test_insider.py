"""What can an aanbieder get of the others, however it asks?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import polars as pl
import pytest

import results
from data.store import Store
from metrics.period import Level, Period
from metrics.protection.insider import FEWEST, REST, Insider
from metrics.question import QuestionError
from metrics.viewer import AccessError, Role, Viewer, looking_as
from metrics.views import FIGURES
from metrics.whatif.levers import Levers
from results import Context, Query
from tests.city_of_providers import AREAS, DELIVERED, FORMS, MERGED, OWN, PROVIDERS, WORDS, build
from world import World

OTHERS = frozenset(PROVIDERS) - {OWN}
PROVIDER = Viewer(frozenset({Role.AANBIEDER}), aanbieder=OWN, intern=True, who="aanbieder@voorbeeld.nl")
BOARD = Viewer(frozenset({Role.GEMEENTE}))
PER_PROVIDER = [
    key for key, each in FIGURES.items() if "aanbieder" in each.dimensions and each.always_per != ("van", "naar")
]


@pytest.fixture(autouse=True)
def nothing_else_hides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what is hidden for everybody beside small numbers: the rule must hold by itself, and is faster tried."""
    monkeypatch.setattr(World, "decided", lambda *_: None)


def asked(query: Query, context: Context = Context.GEDEELD, viewer: Viewer = PROVIDER) -> pl.DataFrame | None:
    """The rows for a viewer; None when the question is refused."""
    with looking_as(viewer):
        try:
            return results.result(query, context).frame
        except QuestionError:
            return None


def texts(frame: pl.DataFrame) -> set[str]:
    """Every text in a frame."""
    return {text for name, kind in frame.schema.items() if kind == pl.String for text in frame[name].drop_nulls()}


@pytest.mark.parametrize("context", list(Context))
def test_no_answer_names_another_aanbieder(store: Store, context: Context) -> None:
    build(store, 1)
    seen = 0
    for key, figure in FIGURES.items():
        for per in [(), *((name,) for name in figure.dimensions)]:
            for where in [(), (("aanbieder", OWN),)]:
                frame = asked(Query(key, () if figure.on_peildatum else ("2022", "2022-Q2"), per, where), context)
                if frame is None:
                    continue
                seen += frame.height
                found = " ".join(texts(frame))
                assert not [code for code in OTHERS if code in found], (key, per, where)
    assert seen > 500


@pytest.mark.parametrize("key", PER_PROVIDER)
def test_rows_are_the_own_ones_and_one_rest(store: Store, key: str) -> None:
    build(store, 2)
    frame = asked(Query(key, ("2022",), ("aanbieder",)))
    if frame is None or frame.is_empty():
        everybody = asked(Query(key, ("2022",), ("aanbieder",)), viewer=BOARD)
        assert everybody is None or everybody.is_empty()
        return
    assert set(frame["aanbieder"]) <= {OWN, MERGED, REST}
    assert frame.filter(aanbieder=REST).select("periode", *FIGURES[key].always_per).is_duplicated().sum() == 0


def test_the_rest_is_the_number_of_the_others(store: Store) -> None:
    care = build(store, 3)
    on = date(2022, 12, 31)
    others = {row["client_id"] for row in care if row["aanbieder"] in OTHERS and _in_care(row, on)}
    frame = asked(Query("in_zorg", ("2022",), ("aanbieder",)))
    assert frame is not None
    assert frame.filter(aanbieder=REST)["waarde"].item() == len(others)


def _in_care(row: dict[str, Any], on: date) -> bool:
    return row["begindatum"] <= on and (row["einddatum"] is None or row["einddatum"] >= on)


def test_a_merged_aanbieder_is_own(store: Store) -> None:
    build(store, 3)
    frame = asked(Query("in_zorg", ("2022",), ("aanbieder",)), Context.INTERN)
    assert frame is not None
    assert set(frame["aanbieder"]) == {OWN, MERGED, REST}


@pytest.mark.parametrize(
    "where",
    [(("aanbieder", "AANB2"),), (("aanbieder", OWN), ("aanbieder", "AANB2")), (("aanbieder", "Zorghuis AANB3"),)],
)
def test_another_aanbieder_cannot_be_chosen(store: Store, where: tuple[tuple[str, str], ...]) -> None:
    build(store, 1)
    for key in PER_PROVIDER:
        for context in Context:
            with looking_as(PROVIDER), pytest.raises(QuestionError):
                results.result(Query(key, ("2022",), (), where), context)


def test_small_own_numbers_are_shown_intern_and_only_those(store: Store) -> None:
    build(store, 4, 150)
    query = Query("in_zorg", ("2022-Q1",), ("aanbieder",))
    shared, own = asked(query), asked(query, Context.INTERN)
    assert shared is not None and own is not None
    assert shared.filter(aanbieder=OWN)["afgeschermd"].item()
    assert not own.filter(aanbieder=OWN)["afgeschermd"].item()
    rest = own.filter(aanbieder=REST)
    assert rest.equals(shared.filter(aanbieder=REST))
    with looking_as(PROVIDER):
        assert results.result(query, Context.INTERN).context is Context.INTERN
        assert results.result(Query("in_zorg", ("2022",)), Context.INTERN).context is Context.GEDEELD


def test_without_the_right_intern_shows_what_is_shared(store: Store) -> None:
    build(store, 4, 150)
    query = Query("in_zorg", ("2022-Q1",), ("aanbieder",))
    plain = Viewer(PROVIDER.roles, aanbieder=OWN)
    shared, own = asked(query, viewer=plain), asked(query, Context.INTERN, plain)
    assert shared is not None and own is not None and own.equals(shared)


def test_moves_are_the_own_ones_against_the_rest(store: Store) -> None:
    build(store, 5)
    frame = asked(Query("doorstroom", ("2022",)))
    assert frame is not None and frame.height
    assert set(zip(frame["van"], frame["naar"], strict=True)) <= {(OWN, REST), (REST, OWN)}
    for name in ("van", "naar"):
        assert asked(Query("doorstroom", ("2022",), (), ((name, "AANB2"),))) is None
        assert asked(Query("doorstroom", ("2022",), (), ((name, OWN),))) is not None
    assert asked(Query("drift_ontleed", ("2022",), (), (("deel", "overgangen"),))) is None


def test_with_too_few_others_there_is_no_rest(store: Store) -> None:
    """54C is given by the first three: without the first two are left, so no number per zorgvorm tells of others."""
    build(store, 6)
    assert len(set(FORMS["54C"]) - {OWN}) < FEWEST
    frame = asked(Query("in_zorg", ("2022",), ("zorgvorm",)))
    assert frame is not None and frame["afgeschermd"].all()
    for form in FORMS:
        one = asked(Query("in_zorg", ("2022",), (), (("zorgvorm", form),)))
        assert one is not None and one["afgeschermd"].all()
    board = asked(Query("in_zorg", ("2022",), ("zorgvorm",)), viewer=BOARD)
    assert board is not None and not board["afgeschermd"].all()
    assert not asked(Query("in_zorg", ("2022",)))["afgeschermd"].item()  # type: ignore[index]


def test_an_earlier_peildatum_exists_for_own_rows_only(store: Store) -> None:
    build(store, 6)
    earlier = date(2022, 12, 31)
    assert earlier < DELIVERED
    assert asked(Query("in_zorg", ("2022-Q2",), on=earlier)) is None
    assert asked(Query("in_zorg", ("2022-Q2",), (), (("aanbieder", OWN),), earlier)) is not None


def test_rows_behind_budgets_and_scenarios_are_own_or_closed(store: Store) -> None:
    build(store, 6)
    with looking_as(PROVIDER):
        with pytest.raises(AccessError):
            results.trace(Query("vierkant", ("2022",)))
        with pytest.raises(AccessError):
            results.trace(Query("vierkant", ("2022",), (), (("aanbieder", "AANB2"),)))
        own = results.trace(Query("vierkant", ("2022",), (), (("aanbieder", OWN),)))
        assert set(own.agreements["aanbieder"]) | set(own.spending["aanbieder"]) == {OWN}
        with pytest.raises(AccessError):
            results.what_if(Levers())
        assert {each.key for each in results.choices().aanbieders} == {OWN, MERGED}


def test_an_aanbieder_that_nobody_knows_sees_nothing_of_aanbieders(store: Store) -> None:
    build(store, 6)
    with looking_as(Viewer(frozenset({Role.AANBIEDER}), aanbieder="AANB99")), pytest.raises(AccessError):
        results.result(Query("in_zorg", ("2022",)))


SPLITS: tuple[tuple[str, ...], ...] = ((), ("wijk",), ("zorgvorm",), ("wet",))


@pytest.mark.parametrize("seed", range(4))
def test_subtracting_the_own_rows_gives_no_small_number_of_others(store: Store, seed: int) -> None:
    care = build(store, 10 + seed, 900)
    assert small_and_computable(care) == []


def test_the_attack_finds_small_numbers_when_the_rule_is_off(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    care = build(store, 10, 900)
    monkeypatch.setattr(Insider, "_holds", lambda *_: True)
    assert small_and_computable(care)


def small_and_computable(care: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Cells of 1 to 9 begun leveringen of others that follow from what the aanbieder sees minus what it knows.

    Everything visible is a sum over month, area, form and verwijzer; a sum that is zero makes its parts zero. A cell
    follows when it is a combination of visible sums.
    """
    atoms = list(product(range(1, 13), AREAS, FORMS, WORDS))
    others = np.array([sum(_matches(row, atom) for row in care if row["aanbieder"] in OTHERS) for atom in atoms])
    shown: list[tuple[Any, ...]] = []
    hidden: list[tuple[Any, ...]] = []
    for level, split in product(Level, SPLITS):
        periods = tuple(str(each) for each in _periods(level))
        frame = asked(Query("verwijzer", periods, split))
        for row in frame.iter_rows(named=True) if frame is not None else ():
            mask = np.array([_inside(atom, row, split) for atom in atoms], dtype=float)
            (hidden if row["afgeschermd"] else shown).append(
                (mask, (row["periode"], *(row[name] for name in split), row["verwijzer"]))
            )
    live = np.ones(len(atoms), dtype=bool)
    for mask, _ in shown:
        if mask @ others == 0:
            live &= mask == 0
    known = np.array([mask[live] for mask, _ in shown]) if shown else np.zeros((0, live.sum()))
    small = [(mask, name) for mask, name in [*shown, *hidden] if 0 < mask @ others < 10]
    return [name for mask, name in small if _follows(mask[live], known)]


def _follows(mask: np.ndarray, known: np.ndarray) -> bool:
    if not len(known):
        return False
    found = np.linalg.lstsq(known.T, mask, rcond=None)[0]
    return bool(np.abs(known.T @ found - mask).max() < 1e-6)


def _matches(row: dict[str, Any], atom: tuple[int, str, str, str]) -> bool:
    return (row["begindatum"].month, row["gebied"], row["zorgvorm"], row["verwijzer"]) == atom


def _inside(atom: tuple[int, str, str, str], row: dict[str, Any], split: Iterable[str]) -> bool:
    period = Period.parse(row["periode"])
    month = date(2022, atom[0], 1)
    if not period.begin <= month <= period.end or atom[3] != row["verwijzer"]:
        return False
    own = {"wijk": f"Wijk {atom[1]}", "zorgvorm": atom[2], "wet": "jw"}
    return all(own[name] == row[name] for name in split)


def _periods(level: Level) -> list[Period]:
    return [Period(2022, month, level) for month in range(1, 13, level)]


def test_what_stands_beside_a_wait_is_not_told_of_the_others(store: Store) -> None:
    build(store, 2)
    for per in [(), ("aanbieder",)]:
        query = Query("wachttijd_toewijzing", ("2021", "2022"), per)
        frame = asked(query)
        assert frame is not None
        others = frame.filter(pl.col("aanbieder") == REST) if per else frame
        assert others["waarde"].count() > 0
        assert others.select("boven_norm", "negatief").null_count().row(0) == (others.height, others.height)
