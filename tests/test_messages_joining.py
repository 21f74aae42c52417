"""Do messages become the right leveringen when they are corrected, refused, merged or repeated?"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from data.example.message_text import retour, start, stop, toewijzing, verzoek
from data.store import Store
from tests.deliver import CHILD, add, care, deliver, file, sent, told

PRODUCT = ("45", "45A48")
ONE = start(810001, PRODUCT, "2026-02-01", "2026-03-02")
ONE_BACK = start(810001, PRODUCT, "2026-02-01", "2026-03-02", "3")
GRANTED = toewijzing(810001, PRODUCT, "2026-01-20", "14:05:00", "2026-02-01", "2026-12-31")

EVERY_ORDER_OF_THREE = list(itertools.permutations(range(3)))


def in_order(store: Store, messages: list[tuple[str, bytes]], order: tuple[int, ...]) -> None:
    for place in order:
        deliver(store, [messages[place]])


@pytest.mark.parametrize("order", EVERY_ORDER_OF_THREE)
def test_a_start_taken_back_and_delivered_again_later_stands(store: Store, order: tuple[int, ...]) -> None:
    again = start(810001, PRODUCT, "2026-02-05", "2026-03-02")
    messages = [sent("305", "2026-03-03", ONE), sent("305", "2026-03-10", ONE_BACK), sent("305", "2026-03-11", again)]
    in_order(store, messages, order)
    assert told(store, "begindatum", "ingangsdatum") == [("2026-03-02", "2026-02-05")]


@pytest.mark.parametrize("order", EVERY_ORDER_OF_THREE)
def test_taken_back_and_delivered_again_on_one_day_stands(store: Store, order: tuple[int, ...]) -> None:
    messages = [
        sent("305", "2026-03-03", ONE),
        sent("305", "2026-03-10", ONE_BACK, number="A"),
        sent("305", "2026-03-10", ONE, number="B"),
    ]
    in_order(store, messages, order)
    assert care(store) == [("2026-03-02", None, None)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_delivered_and_taken_back_on_one_day_is_gone(store: Store, order: tuple[int, ...]) -> None:
    messages = [sent("305", "2026-03-10", ONE, number="A"), sent("305", "2026-03-10", ONE_BACK, number="B")]
    in_order(store, messages, order)
    assert care(store) == []


def test_a_line_with_another_product_takes_nothing_back(store: Store) -> None:
    other = start(810001, ("45", "45A53"), "2026-02-01", "2026-03-02", "3")
    deliver(store, [sent("305", "2026-03-03", ONE), sent("305", "2026-03-10", other)])
    assert care(store) == [("2026-03-02", None, None)]


def test_a_stop_taken_back_leaves_the_levering_open(store: Store) -> None:
    deliver(
        store,
        [
            sent("305", "2026-03-03", ONE),
            sent("307", "2026-06-01", stop(810001, PRODUCT, "2026-03-02", "31", "2026-05-30")),
            sent("307", "2026-06-08", stop(810001, PRODUCT, "2026-03-02", "31", "2026-05-30", "3")),
        ],
    )
    assert care(store) == [("2026-03-02", None, None)]


def test_a_stop_with_another_reason_replaces_the_one_taken_back(store: Store) -> None:
    deliver(
        store,
        [
            sent("305", "2026-03-03", ONE),
            sent("307", "2026-06-01", stop(810001, PRODUCT, "2026-03-02", "31", "2026-05-30")),
            sent(
                "307",
                "2026-06-08",
                stop(810001, PRODUCT, "2026-03-02", "31", "2026-05-30", "3"),
                stop(810001, PRODUCT, "2026-03-02", "34", "2026-05-28"),
            ),
        ],
    )
    assert care(store) == [("2026-03-02", "2026-05-28", "34")]


def test_a_definitive_stop_may_follow_a_temporary_one_without_a_start(store: Store) -> None:
    deliver(
        store,
        [
            sent("307", "2026-08-01", stop(810001, PRODUCT, "2026-03-02", "31", "2026-07-30")),
            sent("307", "2026-06-01", stop(810001, PRODUCT, "2026-03-02", "20", "2026-05-30")),
            sent("305", "2026-03-03", ONE),
        ],
    )
    assert care(store) == [("2026-03-02", "2026-07-30", "31")]


def test_a_start_after_a_definitive_stop_is_a_new_levering(store: Store) -> None:
    deliver(
        store,
        [
            sent("301", "2026-01-20", GRANTED),
            sent("305", "2026-03-03", ONE),
            sent("307", "2026-06-01", stop(810001, PRODUCT, "2026-03-02", "31", "2026-05-30")),
            sent("305", "2026-07-02", start(810001, PRODUCT, "2026-02-01", "2026-07-01")),
        ],
    )
    assert told(store, "begindatum", "einddatum", "toewijzing") == [
        ("2026-03-02", "2026-05-30", "jw-0344-810001"),
        ("2026-07-01", None, "jw-0344-810001"),
    ]


def test_two_open_taakgerichte_starts_stay_two_leveringen(store: Store) -> None:
    first, second = start(None, PRODUCT, None, "2026-03-02"), start(None, PRODUCT, None, "2026-04-02")
    deliver(store, [sent("305", "2026-03-03", first), sent("305", "2026-04-03", second)])
    assert care(store) == [("2026-03-02", None, None), ("2026-04-02", None, None)]


def test_a_taakgerichte_start_goes_on_after_a_temporary_stop(store: Store) -> None:
    deliver(
        store,
        [
            sent("305", "2026-03-03", start(None, PRODUCT, None, "2026-03-02")),
            sent("307", "2026-04-01", stop(None, PRODUCT, "2026-03-02", "20", "2026-03-31")),
            sent("305", "2026-05-03", start(None, PRODUCT, None, "2026-05-02")),
        ],
    )
    assert care(store) == [("2026-03-02", None, None)]


def test_the_same_taakgerichte_start_of_two_aanbieders_is_two_leveringen(store: Store) -> None:
    block = start(None, PRODUCT, None, "2026-03-02")
    deliver(store, [sent("305", "2026-03-03", block), sent("305", "2026-03-03", block, aanbieder="99990002")])
    assert told(store, "aanbieder") == [("99990001",), ("99990002",)]


@pytest.mark.parametrize("retour_first", [True, False])
@pytest.mark.parametrize(("code", "outcome"), [(None, 1), ("0200", 1), ("0233", 1), ("0001", 0), ("9019", 0)])
def test_a_rejected_message_counts_as_never_sent(
    store: Store, retour_first: bool, code: str | None, outcome: int
) -> None:
    message = sent("305", "2026-03-03", ONE)
    messages = [("retour.xml", retour(message[1], code)), message]
    for document in messages if retour_first else reversed(messages):
        deliver(store, [document])
    assert len(care(store)) == outcome


def test_an_error_on_one_product_rejects_the_whole_message(store: Store) -> None:
    two = start(810002, ("41", None), None, "2026-03-05")
    message = sent("305", "2026-03-03", ONE, two)
    blocks = "".join(f"<m:RetourCodes><m:RetourCode>{code}</m:RetourCode></m:RetourCodes>" for code in ("0200", "9071"))
    answer = retour(message[1]).replace(b"</m:Bericht>", f"<m:Client>{blocks}</m:Client></m:Bericht>".encode())
    deliver(store, [message, ("retour.xml", answer)])
    assert care(store) == []


def test_a_retour_on_another_message_rejects_nothing(store: Store) -> None:
    message = sent("305", "2026-03-03", ONE)
    other = sent("305", "2026-03-04", ONE_BACK)
    deliver(store, [message, other, ("retour.xml", retour(other[1], "9063"))])
    assert care(store) == [("2026-03-02", None, None)]


def test_the_newest_version_counts_whatever_the_order_of_sending(store: Store) -> None:
    later = toewijzing(810001, PRODUCT, "2026-04-01", "09:00:00", "2026-02-01", "2026-06-30", "05")
    earlier = toewijzing(810001, PRODUCT, "2026-01-20", "14:05:00", "2026-02-01", "2026-12-31")
    deliver(
        store,
        [sent("301", "2026-04-02", later), sent("305", "2026-03-03", ONE), sent("301", "2026-05-01", earlier)],
    )
    assert told(store, "toewijzingsdatum", "einddatum_toewijzing") == [("2026-01-20", "2026-06-30")]
    assert told(store, "toewijzingsdatum", "gewijzigd", table="toewijzingen") == [
        ("2026-01-20", False),
        ("2026-04-01", True),
    ]


def test_the_same_version_in_many_messages_is_one_row(store: Store) -> None:
    deliver(store, [sent("301", day, GRANTED) for day in ("2026-01-20", "2026-02-20", "2026-03-20")])
    assert told(store, "nummer", table="toewijzingen") == [(810001,)]


def test_without_the_first_version_the_toewijzingsdatum_is_unknown(store: Store) -> None:
    changed = toewijzing(810001, PRODUCT, "2026-04-01", "09:00:00", "2026-02-01", "2026-06-30", "05")
    deliver(store, [sent("301", "2026-04-02", changed), sent("305", "2026-03-03", ONE)])
    assert told(store, "toewijzingsdatum", "ingangsdatum") == [(None, "2026-02-01")]


def test_a_deleted_toewijzing_gives_its_start_no_toewijzingsdatum(store: Store) -> None:
    deleted = toewijzing(810001, PRODUCT, "2026-02-20", "09:00:00", "2026-02-01", "2026-02-01", "13")
    deliver(
        store, [sent("301", "2026-01-21", GRANTED), sent("301", "2026-02-21", deleted), sent("305", "2026-03-03", ONE)]
    )
    assert told(store, "toewijzingsdatum", "ingangsdatum", "begindatum") == [(None, "2026-02-01", "2026-03-02")]


def test_a_toewijzing_of_one_day_is_not_deleted(store: Store) -> None:
    one_day = toewijzing(810001, PRODUCT, "2026-01-20", "14:05:00", "2026-03-02", "2026-03-02")
    deliver(store, [sent("301", "2026-01-20", one_day), sent("305", "2026-03-03", ONE)])
    assert told(store, "toewijzingsdatum") == [("2026-01-20",)]


def test_a_request_of_another_client_with_the_same_reference_is_not_joined(store: Store) -> None:
    other = replace(CHILD, bsn="999900055")
    referred = toewijzing(810001, PRODUCT, "2026-01-20", "14:05:00", "2026-02-01", None, None, "1")
    deliver(
        store,
        [
            sent("315", "2026-01-10", verzoek("1", PRODUCT, "2026-02-01", "02"), person=other),
            sent("301", "2026-01-20", referred),
            sent("305", "2026-03-03", ONE),
        ],
    )
    assert told(store, "verwijzer", "verzoekdatum") == [(None, None)]


def test_a_postcode_of_six_characters_goes_before_four_and_may_become_known_later(store: Store) -> None:
    message = sent("301", "2026-01-20", GRANTED)
    deliver(store, [message, sent("305", "2026-03-03", ONE)])
    assert told(store, "gebied") == [(None,)]
    add(store, "postcodes", postcode=["3500", "3500 AA"], gebied=["noord", "oost"])
    again = deliver(store, [message])
    assert (again[0].changed, told(store, "gebied")) == (1, [("oost",)])


def test_an_unknown_release_3_is_read_with_a_warning(store: Store) -> None:
    outcome = deliver(store, [sent("305", "2026-03-03", ONE, release="3_7")])[0]
    assert outcome.stored == 1
    assert "3.7" in outcome.warnings[0]


def test_unknown_codes_are_stored_and_are_findings(store: Store) -> None:
    odd = start(810001, ("99", None), "2026-02-01", "2026-03-02")
    early = stop(810001, PRODUCT, "2021-03-02", "38", "2021-05-02")
    outcomes = deliver(store, [sent("305", "2026-03-03", odd), sent("307", "2021-05-03", early)])
    assert [out.stored for out in outcomes] == [1, 1]
    assert told(store, "code", "tabel", "kolom", "waarde", "aantal", table="bevindingen") == [
        ("code geldt niet op die datum", "stops", "reden_beeindiging", "38", 1),
        ("onbekende waarde", "leveringen", "aanbieder", "99990001", 1),
        ("onbekende waarde", "leveringen", "zorgvorm", "99", 1),
        ("onbekende waarde", "starts", "categorie", "99", 1),
    ]
    assert "Bevindingen om na te kijken: 4" in outcomes[-1].warnings[0]


def test_code_31_is_known_to_both_laws_and_19_only_to_the_wmo(store: Store) -> None:
    for wet in ("jw", "wmo"):
        deliver(store, [sent("307", "2026-06-03", stop(1, (None, None), "2026-03-02", "19", "2026-06-01"), wet=wet)])
        deliver(store, [sent("307", "2026-06-04", stop(1, (None, None), "2026-03-02", "31", "2026-06-01"), wet=wet)])
    assert [row[0] for row in told(store, "zin", table="bevindingen")] == [
        "Code 19 (jw) in reden_beeindiging staat niet in de landelijke codelijst. Vraag de afzender of de code klopt."
    ]


def test_another_import_between_reading_and_writing_is_seen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from data.messages import storing

    real = storing.changes_for
    calls: list[int] = []

    def slow(*arguments: Any) -> Any:
        calls.append(1)
        changes = real(*arguments)
        if len(calls) == 1:
            deliver(store, [file("stop_jw307_3_2")])
        return changes

    monkeypatch.setattr(storing, "changes_for", slow)
    deliver(store, [file("start_jw305_3_2")])
    assert care(store) == [("2026-03-02", "2026-08-28", "31")]
    assert told(store, "eerste_import", "laatste_import") == [(2, 2)]
