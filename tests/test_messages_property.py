"""Do messages in any order, with duplicates and corrections mixed in, give the leveringen they were made from?"""

from __future__ import annotations

from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.frames import read_frame
from data.importing.pseudonyms import Pseudonyms
from data.store import Store, open_store
from tests.deliver import add, deliver
from tests.invented_care import AREAS, BSNS, Truth, invent
from tests.test_messages_hostile import zipped

COLUMNS = (
    "client_id", "wet", "aanbieder", "zorgvorm", "gebied", "toewijzingsdatum", "ingangsdatum", "begindatum",
    "einddatum", "reden_beeindiging", "verwijzer", "verzoekdatum",
)  # fmt: skip
TABLES = (
    "toewijzingregels", "starts", "stops", "verzoeken", "retouren", "toewijzingen", "leveringen", "afgekeurd",
    "bevindingen", "imports",
)  # fmt: skip


def found(store: Store) -> list[Truth]:
    people = {Pseudonyms(store).of(bsn): bsn for bsn in BSNS}
    rows = read_frame(store, "leveringen").with_columns(pl.col("client_id").replace(people)).select(COLUMNS)
    return sorted(rows.rows(), key=repr)


def emptied(store: Store) -> Store:
    with store.transaction() as connection:
        for table in (*TABLES, "postcodes"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    add(store, "postcodes", postcode=list(AREAS), gebied=list(AREAS.values()))
    return store


def shuffled_calls(messages: list[tuple[str, bytes]], random: Random) -> list[list[tuple[str, bytes]]]:
    """Every message at least once, some twice, in any order, over some calls, some of them in zips."""
    pile = messages + random.sample(messages, len(messages) // 4)
    random.shuffle(pile)
    calls: list[list[tuple[str, bytes]]] = []
    while pile:
        size = random.randint(1, max(1, len(pile)))
        some, pile = pile[:size], pile[size:]
        calls.append([("post.zip", zipped(*dict(some).items()))] if random.random() < 0.3 else some)
    return calls


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_any_order_of_messages_gives_the_truth(own_store: object, seed: int) -> None:
    store = emptied(open_store(create=True))
    world = invent(seed)
    for call in shuffled_calls(world.messages, Random(seed)):
        assert sum(outcome.rejected + bool(outcome.refused) for outcome in deliver(store, call)) == 0
    assert found(store) == sorted(world.truth, key=repr)


@pytest.mark.parametrize("seed", [1])
def test_a_large_world_in_one_call_and_message_by_message_is_the_same(store: Store, seed: int) -> None:
    world = invent(seed, toewijzingen=12)
    deliver(emptied(store), world.messages)
    at_once = found(store)
    assert at_once == sorted(world.truth, key=repr)
    emptied(store)
    pile = list(world.messages)
    Random(seed).shuffle(pile)
    for message in pile:
        deliver(store, [message])
    assert found(store) == at_once
