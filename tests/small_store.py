"""Which store holds the small municipality, for every test that looks at its pages?

Made once per state of the code, as the example is: what one test had decided about small numbers, others find. A test
that writes gets a copy with a mark of its own, in which those decisions hold.
"""

from __future__ import annotations

import uuid
from pathlib import Path

import sqlalchemy as sa

from data.decisions import carry_over
from data.store import DataVersion, Store, open_store
from data.tables import Opslag
from tests import small_municipality
from tests.example_store import built, copy_example
from tests.places import ON_SERVER, new_place

_ROWS = Path(small_municipality.__file__)


def small_store() -> Path | str:
    """The place of a filled store that everybody may read and nobody may write to."""
    if ON_SERVER:
        place = new_place(Path())
        small_municipality.fill(open_store(str(place), create=True))
        return place
    return built("klein", small_municipality.fill, _ROWS)


def own_small_store(place: Path | str) -> Store:
    """The same municipality at a place of a test's own, to write in."""
    if isinstance(place, str):
        store = open_store(place, create=True)
        small_municipality.fill(store)
        return store
    copy_example(small_store(), place)
    store = open_store(str(place))
    before, mark = store.version(), uuid.uuid4().hex[:12]
    with store.transaction() as connection:
        connection.execute(sa.update(Opslag).values(stand_id=mark))
        carry_over(connection, before, DataVersion(mark, before.wijziging))
    return store
