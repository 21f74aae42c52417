"""Is everything that is said kept once, at the right figure, and does nothing that was kept ever change?"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
import sqlalchemy as sa
from polars.testing import assert_frame_equal

from data.session import stand
from data.session.figures import change_words, figures, move, pin, replace_with, take_out
from data.session.frozen import pack, unpack
from data.session.inbreng import DoubtfulText, Said, Soort, entries, join, participants, record, withdraw
from data.session.report_model import report_of
from data.session.sessions import change_session, create_session, session, sessions
from data.session.text import SessionError
from data.store import Store
from tests.session_figures import events, frame, kept_table, shown

DAY = date(2026, 11, 22)


@pytest.fixture
def table(store: Store) -> tuple[Store, str, str]:
    """A store with a session of two parties and one figure."""
    sessie = create_session(store, "Sessie Zuid", DAY, ["gemeente", "buurtteam"])
    return store, sessie, pin(store, sessie, shown())


def said(sessie: str, figuur: str, soort: Soort = Soort.ZIEN, number: int = 0, who: str = "a", **more: object) -> Said:
    words = {"tekst": "Het daalt."} | more
    return Said(sessie, figuur, soort, who, number, "gemeente", **words)  # type: ignore[arg-type]


def test_session_is_read_back_as_it_was_made(store: Store) -> None:
    key = create_session(store, "  Sessie\tZuid ", DAY, ["gemeente", "", "buurtteam", "gemeente"])
    assert session(store, key) == sessions(store)[0]
    assert session(store, key).titel == "Sessie Zuid"
    assert session(store, key).partijen == ("gemeente", "buurtteam")
    change_session(store, key, "Sessie Noord", DAY, ["gemeente"])
    assert session(store, key).titel == "Sessie Noord"


@pytest.mark.parametrize(("title", "parties"), [("", ["gemeente"]), ("Zuid", []), ("x" * 81, ["g"]), ("Z", ["p"] * 0)])
def test_session_without_title_or_party_is_refused(title: str, parties: list[str], store: Store) -> None:
    with pytest.raises(SessionError):
        create_session(store, title, DAY, parties)
    assert sessions(store) == ()


def test_party_for_which_somebody_speaks_stays(table: tuple[Store, str, str]) -> None:
    store, sessie, _ = table
    join(store, sessie, "a", "buurtteam")
    with pytest.raises(SessionError, match="buurtteam"):
        change_session(store, sessie, "Sessie Zuid", DAY, ["gemeente"])


def test_session_cannot_follow_itself(store: Store) -> None:
    first = create_session(store, "Een", DAY, ["gemeente"])
    second = create_session(store, "Twee", DAY, ["gemeente"], first)
    with pytest.raises(SessionError):
        change_session(store, first, "Een", DAY, ["gemeente"], second)


def test_nothing_in_a_session_raises_the_data_version(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    before = store.version()
    record(store, said(sessie, figuur))
    stand.go_to(store, sessie, figuur)
    assert store.version() == before


def test_kept_tables_come_back_with_every_type_and_null() -> None:
    content = frame(0.1 + 0.2, None, 1 / 3, hidden=(1,)).with_columns(
        dag=pl.Series([date(2022, 1, 1), None, date(2022, 3, 1)]), aantal=pl.Series([1, None, 3])
    )
    (table,) = unpack(pack([kept_table(content)]))
    assert_frame_equal(table.frame, content, check_exact=True)
    assert_frame_equal(table.events, events())
    assert pack([table]) == pack([kept_table(content)])


def test_table_that_still_holds_a_hidden_number_is_refused(store: Store) -> None:
    sessie = create_session(store, "Zuid", DAY, ["gemeente"])
    leaking = frame(0.5, 0.62).with_columns(afgeschermd=pl.Series([False, True]))
    with pytest.raises(SessionError, match="niet afgeschermd"):
        pin(store, sessie, shown(content=leaking))
    with pytest.raises(SessionError):
        pin(store, sessie, shown(content=frame(0.5).with_columns(personen=pl.Series([3]))))
    assert figures(store, sessie) == ()


def test_bytes_that_somebody_changed_are_not_shown(table: tuple[Store, str, str]) -> None:
    store, sessie, _ = table
    with store.transaction() as connection:
        connection.execute(sa.text("UPDATE sessiefiguren SET tabellen = :other"), {"other": b"[]"})
    with pytest.raises(SessionError, match="beschadigd"):
        _ = figures(store, sessie)[0].tables


def test_figures_are_moved_within_the_order(table: tuple[Store, str, str]) -> None:
    store, sessie, first = table
    second, third = pin(store, sessie, shown()), pin(store, sessie, shown())
    move(store, sessie, third, -1)
    assert [each.figuur for each in figures(store, sessie)] == [first, third, second]
    move(store, sessie, first, -1)
    assert [each.volgorde for each in figures(store, sessie)] == [1, 2, 3]
    take_out(store, sessie, third)
    assert [each.figuur for each in figures(store, sessie)] == [first, second]


def test_words_change_until_somebody_answered(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    change_words(store, sessie, figuur, caption="Kennismaking", question="Waarom?", guess_first=True)
    assert (figures(store, sessie)[0].vraag, figures(store, sessie)[0].eerst_raden) == ("Waarom?", True)
    record(store, said(sessie, figuur))
    for change in (
        lambda: change_words(store, sessie, figuur, caption="", question="Anders?", guess_first=False),
        lambda: take_out(store, sessie, figuur),
        lambda: replace_with(store, sessie, figuur, shown()),
    ):
        with pytest.raises(SessionError):
            change()
    assert figures(store, sessie)[0].vraag == "Waarom?"
    assert len(figures(store, sessie)) == 1


def test_newer_numbers_take_the_place_and_keep_the_words(table: tuple[Store, str, str]) -> None:
    store, sessie, first = table
    second = pin(store, sessie, shown())
    change_words(store, sessie, first, caption="Kennismaking", question="Waarom?", guess_first=True)
    renewed = replace_with(store, sessie, first, shown(content=frame(0.5, 0.58)))
    now = figures(store, sessie)
    assert [each.figuur for each in now] == [renewed, second]
    assert (now[0].bijschrift, now[0].vraag, now[0].eerst_raden) == ("Kennismaking", "Waarom?", True)
    assert now[0].tables[0].frame["waarde"].to_list() == [0.5, 0.58]


def test_same_words_under_the_same_number_are_one_entry(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    first = record(store, said(sessie, figuur))
    assert record(store, said(sessie, figuur)) == first
    other = record(store, said(sessie, figuur, tekst="Het stijgt."))
    assert [(each.inbreng, each.nummer) for each in entries(store, sessie)] == [(first, 0), (other, 1)]


def test_same_words_twice_in_a_row_are_one_entry_until_withdrawn(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    first = record(store, said(sessie, figuur))
    assert record(store, said(sessie, figuur, number=1)) == first
    withdraw(store, sessie, first, "a")
    assert record(store, said(sessie, figuur, number=1)) != first


def test_answer_can_go_back_to_what_it_was(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    for number, answer in enumerate(("ja", "nee", "ja")):
        record(store, said(sessie, figuur, Soort.HERKENNEN, number, keuze=answer))
    assert [(each.keuze, each.counts) for each in entries(store, sessie)] == [
        ("ja", False),
        ("nee", False),
        ("ja", True),
    ]


def test_withdrawn_and_corrected_entries_stay_in_the_log(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    first = record(store, said(sessie, figuur))
    better = record(store, said(sessie, figuur, number=1, tekst="Het daalt licht.", verbetert=first))
    withdraw(store, sessie, better, "iemand anders")
    assert [each.counts for each in entries(store, sessie)] == [False, True]
    withdraw(store, sessie, better, "a")
    assert [(each.tekst, each.counts) for each in entries(store, sessie)] == [
        ("Het daalt.", True),
        ("Het daalt licht.", False),
    ]
    assert len(report_of(store, sessie).figures[0].log) == 2


def test_nobody_corrects_what_somebody_else_said(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    first = record(store, said(sessie, figuur))
    with pytest.raises(SessionError, match="eigen"):
        record(store, said(sessie, figuur, who="b", verbetert=first))


def test_second_answer_to_recognising_takes_the_place_of_the_first(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    record(store, said(sessie, figuur, Soort.HERKENNEN, keuze="nee"))
    record(store, said(sessie, figuur, Soort.HERKENNEN, 1, keuze="deels"))
    record(store, said(sessie, figuur, Soort.HERKENNEN, who="b", keuze="ja"))
    assert [each.keuze for each in report_of(store, sessie).figures[0].recognised] == ["deels", "ja"]


def test_answer_to_a_figure_of_another_session_is_refused(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    other = create_session(store, "Noord", DAY, ["gemeente"])
    with pytest.raises(SessionError):
        record(store, said(other, figuur))
    explained = record(store, said(sessie, figuur, Soort.VERKLAREN))
    second = pin(store, sessie, shown())
    with pytest.raises(SessionError, match="andere figuur"):
        record(store, said(sessie, second, Soort.STEUN, keuze="ja", betreft=explained))
    assert len(entries(store, sessie)) == 1


def test_guess_is_taken_until_the_number_is_shown(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    guess = said(sessie, figuur, Soort.RAMING, tekst="", getal=0.4)
    with pytest.raises(SessionError, match="al te zien"):
        record(store, guess)
    change_words(store, sessie, figuur, caption="", question="", guess_first=True)
    record(store, guess)
    assert not report_of(store, sessie).figures[0].shown
    stand.reveal(store, sessie, figuur)
    assert report_of(store, sessie).figures[0].shown
    with pytest.raises(SessionError, match="al te zien"):
        record(store, said(sessie, figuur, Soort.RAMING, 1, tekst="", getal=0.41))


@pytest.mark.parametrize(
    "missing",
    [
        {"soort": Soort.ZIEN, "tekst": " \u200b "},
        {"soort": Soort.HERKENNEN, "keuze": "misschien"},
        {"soort": Soort.VERWACHTEN, "periode": "2023-Q1"},
        {"soort": Soort.VERWACHTEN, "getal": 0.4},
        {"soort": Soort.VERWACHTEN, "getal": float("nan"), "periode": "2023-Q1"},
        {"soort": Soort.AFSPRAAK, "eigenaar": "teammanager"},
        {"soort": Soort.VERKLAREN, "categorie": "het weer"},
        {"soort": Soort.STEUN, "keuze": "ja"},
    ],
)
def test_unfinished_answer_is_refused_with_a_sentence(
    missing: dict[str, object], table: tuple[Store, str, str]
) -> None:
    store, sessie, figuur = table
    soort = missing.pop("soort")
    with pytest.raises(SessionError, match=r"\.$"):
        record(store, said(sessie, figuur, soort, **missing))  # type: ignore[arg-type]
    assert entries(store, sessie) == ()


def test_doubtful_text_is_kept_only_by_who_is_sure(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    doubtful = said(sessie, figuur, tekst="Cliënt 999900006 wacht al lang.")
    with pytest.raises(DoubtfulText, match="burgerservicenummer"):
        record(store, doubtful)
    assert entries(store, sessie) == ()
    record(store, doubtful, sure=True)
    assert len(entries(store, sessie)) == 1


def test_support_counts_the_maker_and_each_device_once(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    key = record(store, said(sessie, figuur, Soort.VERKLAREN, categorie="werkwijze", sterkte="sterk"))
    for who in ("b", "c"):
        for number in (0, 1):
            record(store, said(sessie, figuur, Soort.STEUN, number, who, tekst="", keuze="ja", betreft=key))
    (explained,) = report_of(store, sessie).figures[0].explanations
    assert (explained.yes, explained.partly, explained.no) == (3, 0, 0)


def test_position_is_one_row_that_counts_changes(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    before = stand.position(store, sessie)
    stand.go_to(store, sessie, figuur)
    stand.go_to(store, sessie, figuur)
    stand.ask(store, sessie, "verklaren")
    now = stand.position(store, sessie)
    assert (now.figuur, now.step, now.counter) == (figuur, "verklaren", before.counter + 2)
    second = pin(store, sessie, shown())
    stand.go_to(store, sessie, second)
    assert stand.position(store, sessie).step == "zien"


def test_pulse_changes_with_every_thing_that_happens(table: tuple[Store, str, str]) -> None:
    store, sessie, figuur = table
    seen = [stand.pulse(store, sessie)]
    key = record(store, said(sessie, figuur))
    seen.append(stand.pulse(store, sessie))
    withdraw(store, sessie, key)
    seen.append(stand.pulse(store, sessie))
    join(store, sessie, "b", "gemeente")
    seen.append(stand.pulse(store, sessie))
    stand.go_to(store, sessie, figuur)
    seen.append(stand.pulse(store, sessie))
    assert len(set(seen)) == len(seen)
    assert participants(store, sessie) == {"b": "gemeente"}
