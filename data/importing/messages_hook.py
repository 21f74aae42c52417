"""Who reads the iJw and iWmo messages of a call?

All `.xml` documents of one call go to `data.messages.import_messages` together, since a deletion, a stop
or a retour may stand in another file than what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable

from data.importing.outcome import Call, FileOutcome
from data.importing.pseudonyms import Pseudonyms
from data.store import Store


def read_messages(
    store: Store, documents: Iterable[tuple[str, bytes]], call: Call, pseudonyms: Pseudonyms
) -> list[FileOutcome]:
    """One outcome per document, in the order given. A zip of only messages is one document (suffix `.zip`).

    The reader is called as `import_messages(store, documents, call=call, pseudonyms=pseudonyms)`. It writes
    only when `call.write`; per file one short transaction, in which it uses `data.importing.bookkeeping`:
    `begin_import`, `write_rejections`, `write_findings`, `end_import`, and `data.version` when rows changed.
    """
    # Loaded only when there are messages: its XML parser is not needed for anything else.
    from data.messages import import_messages

    return import_messages(store, documents, call=call, pseudonyms=pseudonyms)


def rejoin_messages(store: Store) -> None:
    """Joins messages anew once it is known which aanbieders have merged."""
    from data.messages import rejoin

    rejoin(store)
