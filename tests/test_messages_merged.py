"""Do messages before and after a merger of aanbieders become one story?"""

from __future__ import annotations

from data.example.message_text import start, stop, toewijzing, verzoek
from data.messages import rejoin
from data.store import Store
from tests.deliver import add, care, deliver, sent, told
from tests.test_messages_joining import GRANTED, ONE, PRODUCT


def test_after_a_merger_the_new_aanbieder_starts_the_toewijzing_of_the_old_one(store: Store) -> None:
    deliver(
        store,
        [
            sent("301", "2026-01-20", GRANTED, aanbieder="99990009"),
            sent("305", "2026-03-03", ONE, aanbieder="99990001"),
        ],
    )
    assert told(store, "aanbieder", "toewijzingsdatum") == [("99990001", "2026-01-20")]


def test_a_merger_that_becomes_known_later_joins_taakgerichte_stops_and_requests(store: Store) -> None:
    referred = toewijzing(810001, PRODUCT, "2026-01-20", "14:05:00", "2026-02-01", None, None, "VOT-7")
    deliver(
        store,
        [
            sent("305", "2026-03-03", start(None, PRODUCT, None, "2026-03-02"), aanbieder="99990009"),
            sent("307", "2026-06-03", stop(None, PRODUCT, "2026-03-02", "31", "2026-06-01"), aanbieder="99990001"),
            sent("315", "2026-01-10", verzoek("VOT-7", PRODUCT, "2026-02-01", "03"), aanbieder="99990009"),
            sent("301", "2026-01-21", referred, aanbieder="99990001"),
            sent("305", "2026-04-03", start(810001, PRODUCT, None, "2026-04-02"), aanbieder="99990001"),
        ],
    )
    assert told(store, "begindatum", "einddatum", "verwijzer") == [
        ("2026-03-02", None, None),
        ("2026-04-02", None, None),
    ]
    add(store, "aanbieders", aanbieder=["99990009"], naam=["Oud"], ouder=["99990001"])
    assert rejoin(store)
    assert told(store, "begindatum", "einddatum", "verwijzer") == [
        ("2026-03-02", "2026-06-01", None),
        ("2026-04-02", None, "03"),
    ]
    assert not rejoin(store)


def test_aanbieders_that_are_each_others_ouder_hang_nothing(store: Store) -> None:
    add(store, "aanbieders", aanbieder=["99990001", "99990002"], naam=["A", "B"], ouder=["99990002", "99990001"])
    deliver(store, [sent("305", "2026-03-03", start(None, PRODUCT, None, "2026-03-02"))])
    assert care(store) == [("2026-03-02", None, None)]
