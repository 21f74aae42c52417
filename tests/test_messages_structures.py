"""Does every structure that the standard allows read as a person reads it? Files and outcomes written by hand."""

from __future__ import annotations

import itertools

import pytest

from data.store import Store
from tests.deliver import add, care, deliver, file, files, told

NOTHING: list[tuple[object, ...]] = []


def test_a_specific_toewijzing_and_its_start_give_one_levering(store: Store) -> None:
    add(store, "postcodes", postcode=["3500", "3511BB"], gebied=["noord", "zuid"])
    deliver(store, files("verzoek_jw315_3_2", "toewijzing_jw301_3_2", "start_jw305_3_2"))
    assert told(store, "wet", "aanbieder", "zorgvorm", "gebied", "geboortejaar", "geslacht", "verwijzer") == [
        ("jw", "99990001", "45A48", "noord", 2014, "2", "02")
    ]
    assert told(store, "toewijzingsdatum", "ingangsdatum", "begindatum", "einddatum", "einddatum_toewijzing") == [
        ("2026-01-20", "2026-02-01", "2026-03-02", None, "2026-12-31")
    ]
    assert told(store, "toewijzing", "categorie", "verzoekdatum") == [("jw-0344-810001", "45", "2026-01-14")]


def test_every_toewijzing_of_the_message_is_kept_and_the_deleted_one_is_marked(store: Store) -> None:
    deliver(store, files("toewijzing_jw301_3_2"))
    assert told(store, "nummer", "categorie", "code", "einddatum", "verwijderd", table="toewijzingen") == [
        (809990, "45", "45A53", "2026-01-15", True),
        (810001, "45", "45A48", "2026-12-31", False),
        (810002, "41", None, None, False),
    ]


def test_the_stop_ends_the_levering(store: Store) -> None:
    deliver(store, files("start_jw305_3_2", "stop_jw307_3_2"))
    assert care(store) == [("2026-03-02", "2026-08-28", "31")]


def test_a_correction_takes_the_first_start_back_also_when_it_stands_after_the_new_one(store: Store) -> None:
    deliver(store, files("start_jw305_3_2", "correctie_jw305_3_2"))
    assert care(store) == [("2026-03-09", None, None)]


def test_a_stop_of_a_start_that_was_taken_back_ends_nothing(store: Store) -> None:
    deliver(store, files("start_jw305_3_2", "correctie_jw305_3_2", "stop_jw307_3_2"))
    assert care(store) == [("2026-03-09", None, None)]


def test_an_aspecific_product_is_named_by_its_category(store: Store) -> None:
    deliver(store, files("start_wmo305_3_2"))
    assert told(store, "zorgvorm", "ingangsdatum", "begindatum", "geboortejaar", "geslacht") == [
        ("07A12", "2026-04-01", "2026-04-09", 1948, "0"),
        ("08", None, "2026-04-09", 1948, "0"),
    ]


def test_release_3_1_with_a_default_namespace_leading_zeros_and_a_fraction_of_a_second(store: Store) -> None:
    add(store, "postcodes", postcode=["3512CD"], gebied=["oost"])
    deliver(store, files("toewijzing_wmo301_3_1", "start_wmo305_3_1", "stop_wmo307_3_1"))
    assert told(store, "wet", "aanbieder", "zorgvorm", "gebied", "geboortejaar") == [
        ("wmo", "99990002", "01A01", "oost", 1950)
    ]
    assert told(store, "toewijzingsdatum", "begindatum", "einddatum", "reden_beeindiging", "toewijzing") == [
        ("2022-05-02", "2022-05-23", "2022-11-30", "31", "wmo-0344-810001")
    ]
    assert told(store, "nummer", "tijd", table="toewijzingen") == [(810001, "09:30:00.25")]


def test_release_3_0_with_a_generic_toewijzing_has_no_zorgvorm_and_an_unknown_birth_year(store: Store) -> None:
    deliver(store, files("toewijzing_generiek_jw301_3_0", "start_generiek_jw305_3_0"))
    assert told(store, "zorgvorm", "categorie", "geboortejaar", "toewijzingsdatum", "begindatum") == [
        (None, None, None, "2021-02-09", "2021-03-04")
    ]


def test_reason_01_deleted_a_toewijzing_before_april_2022(store: Store) -> None:
    deliver(store, files("verwijderd_jw301_3_0"))
    assert told(store, "nummer", "verwijderd", table="toewijzingen") == [(700002, True)]


INTERRUPTED = (
    "onderbroken_start_jw305_3_2", "onderbroken_stop_jw307_3_2", "onderbroken_herstart_jw305_3_2",
    "onderbroken_einde_jw307_3_2",
)  # fmt: skip


@pytest.mark.parametrize(
    ("arrived", "outcome"),
    [
        (INTERRUPTED[:1], [("2024-01-08", None, None)]),
        (INTERRUPTED[:2], [("2024-01-08", "2024-03-01", "20")]),
        (INTERRUPTED[:3], [("2024-01-08", None, None)]),
        (INTERRUPTED, [("2024-01-08", "2024-06-28", "34")]),
    ],
)
def test_a_temporary_stop_and_a_new_start_are_one_levering(
    store: Store, arrived: tuple[str, ...], outcome: list[tuple[object, ...]]
) -> None:
    deliver(store, files(*arrived))
    assert care(store) == outcome


def test_taakgericht_joins_without_a_number(store: Store) -> None:
    deliver(store, files("taakgericht_start_jw305_3_2", "taakgericht_stop_jw307_3_2"))
    assert told(store, "begindatum", "einddatum", "reden_beeindiging", "toewijzing", "toewijzingsdatum") == [
        ("2026-03-02", "2026-06-01", "33", None, None)
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(INTERRUPTED)))
def test_order_of_arrival_between_calls_does_not_matter(store: Store, order: tuple[str, ...]) -> None:
    for name in order:
        deliver(store, [file(name)])
    assert care(store) == [("2024-01-08", "2024-06-28", "34")]


STORY = ("verzoek_jw315_3_2", "toewijzing_jw301_3_2", "start_jw305_3_2", "correctie_jw305_3_2")


@pytest.mark.parametrize("order", list(itertools.permutations(STORY)))
def test_a_correction_may_come_before_what_it_corrects(store: Store, order: tuple[str, ...]) -> None:
    for name in order:
        deliver(store, [file(name)])
    assert told(store, "toewijzingsdatum", "begindatum", "verwijzer", "verzoekdatum") == [
        ("2026-01-20", "2026-03-09", "02", "2026-01-14")
    ]


def test_the_same_number_under_two_laws_is_two_toewijzingen(store: Store) -> None:
    deliver(store, files("toewijzing_wmo301_3_1", "toewijzing_jw301_3_2", "start_wmo305_3_1", "start_jw305_3_2"))
    assert told(store, "toewijzing", "toewijzingsdatum", "geboortejaar") == [
        ("jw-0344-810001", "2026-01-20", 2014),
        ("wmo-0344-810001", "2022-05-02", 1950),
    ]


def test_the_same_file_again_changes_nothing(store: Store) -> None:
    everything = files(*STORY)
    first = deliver(store, everything)
    before = store.version()
    again = deliver(store, everything)
    assert [(out.stored, out.unchanged) for out in first] == [(1, 0), (3, 0), (1, 0), (2, 0)]
    assert [(out.stored, out.changed, out.unchanged) for out in again] == [(0, 0, 1), (0, 0, 3), (0, 0, 1), (0, 0, 2)]
    assert store.version() == before


def test_a_preview_counts_the_same_and_writes_nothing(store: Store) -> None:
    outcomes = deliver(store, files(*STORY), write=False)
    assert [out.stored for out in outcomes] == [1, 3, 1, 2]
    assert told(store, "levering") == NOTHING
    assert told(store, "nummer", table="imports") == NOTHING


def test_leverdatum_is_the_newest_dagtekening(store: Store) -> None:
    outcomes = deliver(store, files("toewijzing_jw301_3_2", "start_jw305_3_2"))
    assert [str(out.leverdatum) for out in outcomes] == ["2026-01-21", "2026-03-05"]
