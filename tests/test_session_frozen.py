"""Does an old session show exactly what it showed, when newer data say something else?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
import sqlalchemy as sa

import results
from data.session.figures import figures, pin
from data.session.inbreng import Entry, Said, Soort, entries, record
from data.session.sessions import create_session
from data.session.text import SessionError
from data.store import Store
from data.tables import Aanmelding
from pages.parts import look
from pages.parts.figure import Figure
from pages.parts.session import keeping
from pages.parts.session.then_and_now import headline, kept_headline, outcome, periods_ahead, then_and_now
from results import Context, Query
from tests.small_store import own_small_store

QUARTERS = ("2026-Q1", "2026-Q2")
FIGURES = (
    Figure("lijn", Query("kennismaking_binnen_vijf_werkdagen", QUARTERS)),
    Figure("ses", Query("bereik", ("2025",))),
    Figure("matrix", Query("doorstroom", ("2025",))),
    Figure("wachtend", Query("wachtend", where=(("been", "1"),))),
    Figure("afspraak", Query("vierkant", ("2025",), ("aanbieder",))),
)


@pytest.fixture
def filled(own_store: Path) -> Iterator[Store]:
    store = own_small_store(own_store)
    yield store


def add_late_rows(store: Store, count: int = 400) -> None:
    """Late aanmeldingen in every quarter that the figures show: none of them met in time."""
    begin = date(2026, 1, 5)
    rows = [
        Aanmelding(
            aanmelding=f"laat{number}", gezin_id=f"laat{number}", team="NO", organisatie="Lokaal",
            aanmelddatum=begin + timedelta(days=number % 170),
            kennismakingsdatum=begin + timedelta(days=number % 170 + 30), eerste_import=1, laatste_import=1,
        ).model_dump()
        for number in range(count)
    ]  # fmt: skip
    with store.transaction() as connection:
        connection.execute(sa.insert(Aanmelding), rows)
        connection.execute(sa.text("UPDATE opslag SET wijziging = wijziging + 1"))


def in_session(store: Store) -> str:
    sessie = create_session(store, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    for figure in FIGURES:
        pin(store, sessie, keeping.shown(figure, figure.answers(Context.GEDEELD)))
    return sessie


def test_kept_figures_are_the_same_byte_for_byte_after_new_data(filled: Store) -> None:
    sessie = in_session(filled)
    before = figures(filled, sessie)
    pictures = [keeping.draw(kept, look.LIGHT) for kept in before]
    add_late_rows(filled)
    after = figures(filled, sessie)
    assert [kept.content for kept in after] == [kept.content for kept in before]
    assert [keeping.draw(kept, look.LIGHT) for kept in after] == pictures
    assert [kept.dataversie for kept in after] != [results.store_facts().data_version] * len(after)
    now = FIGURES[0].answers(Context.GEDEELD)[0]
    assert not keeping.answers_of(after[0])[0].frame.equals(now.frame, null_equal=True)


def test_kept_answers_are_the_answers_of_that_moment(filled: Store) -> None:
    sessie = in_session(filled)
    for kept, figure in zip(figures(filled, sessie), FIGURES, strict=True):
        assert keeping.figure_of(kept, "laptop") == figure
        for then, now in zip(keeping.answers_of(kept), figure.answers(Context.GEDEELD), strict=True):
            assert then.frame.equals(now.frame, null_equal=True) and then.frame.schema == now.frame.schema
            assert (then.query, then.indicator, then.peildatum) == (now.query, now.indicator, now.peildatum)


def test_no_hidden_number_stands_in_what_is_kept(filled: Store) -> None:
    sessie = in_session(filled)
    for kept in figures(filled, sessie):
        for table in kept.tables:
            hidden = table.frame.filter(pl.col("afgeschermd"))
            assert hidden["waarde"].null_count() == hidden["teller"].null_count() == hidden.height
            assert "personen" not in table.frame.columns


def test_internal_figure_cannot_be_put_in_a_session(filled: Store) -> None:
    internal = FIGURES[0].answers(Context.INTERN)
    with pytest.raises(SessionError, match="intern"):
        keeping.shown(FIGURES[0], internal)


def test_revised_numbers_are_told_with_then_and_now(filled: Store) -> None:
    (kept, *_) = figures(filled, in_session(filled))
    assert then_and_now(kept).endswith("nu hetzelfde")
    add_late_rows(filled)
    value = kept_headline(kept)
    assert value is not None and value.periode == "2026-Q2"
    told = then_and_now(kept)
    assert told.startswith("2e kwartaal 2026: toen ") and told.endswith(": gegevens herzien")


def test_figure_of_many_numbers_has_no_then_and_now(filled: Store) -> None:
    found = figures(filled, in_session(filled))
    assert [then_and_now(kept) for kept in found[2:]] == ["", "", ""]


def expectation(store: Store, sessie: str, figuur: str, **more: object) -> Entry:
    record(store, Said(sessie, figuur, Soort.VERWACHTEN, "a", 0, "gemeente", **more))  # type: ignore[arg-type]
    return entries(store, sessie)[-1]


def test_expectation_is_tested_against_what_it_became(filled: Store) -> None:
    sessie = in_session(filled)
    (kept, *_) = figures(filled, sessie)
    assert periods_ahead(kept)[0] == "2026-Q3"
    number = expectation(filled, sessie, kept.figuur, getal=0.4, periode="2026-Q3")
    became = headline(results.result(Query("kennismaking_binnen_vijf_werkdagen", ("2026-Q3",))))
    assert became is not None
    assert outcome(kept, number).startswith(f"3e kwartaal 2026: verwacht 40%, geworden {100 * became.waarde:.0f}%")
    later = expectation(filled, sessie, kept.figuur, richting="lager", periode="2027-Q1")
    assert outcome(kept, later) == "1e kwartaal 2027: verwacht lager, nog niet bekend"
