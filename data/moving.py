"""How do the rows of a store get into a store of another kind: from a file to a server, or from a server to a file?"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from data.decisions import carry_over
from data.engines import Lock, kind_of
from data.frames import read_table
from data.store import DataVersion, Store
from data.tables import Table


def transfer(source: Store, target: Store, tables: Iterable[str] | None = None) -> None:
    """All rows of `source`, as they stand at one moment, take the place of those of `target`; both of this release.

    With `tables` only those rows. What was decided about small numbers keeps holding: the numbers are the same.
    """
    known = {table.name: table for table in Table.metadata.sorted_tables}
    names = [name for name in known if tables is None or name in set(tables)]
    with source.reading() as reading, target.transaction(*Lock) as writing:
        for name in reversed(names):
            writing.execute(sa.delete(known[name]))
        for name in names:
            kind_of(writing).insert(writing, name, read_table(reading, name))
        kind_of(writing).continue_numbers(writing, [known[name] for name in names])
        carry_over(writing, DataVersion.seen_by(reading), DataVersion.seen_by(writing))
