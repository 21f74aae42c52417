"""How does one import call run: read everything, then store file by file, each in one short transaction?"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from data.copying import copy_store
from data.importing.messages_hook import read_messages, rejoin_messages
from data.importing.outcome import Call, FileOutcome, ImportSummary, Progress
from data.importing.part import preview_part, refuse_file, store_part
from data.importing.plan import Plan, make_plan
from data.importing.pseudonyms import Pseudonyms
from data.sources import Document, SourceError
from data.store import Store, as_url, create_engine

_SHOWN_NAMES = 10


def import_paths(
    store: Store,
    paths: Iterable[str | Path],
    *,
    leverdatum: date | None = None,
    jaar: int | None = None,
    progress: Progress | None = None,
    today: date | None = None,
) -> ImportSummary:
    """Stores files, folders and zips. `leverdatum` and `jaar` go before what the files say themselves."""
    return _run(store, paths, Call(_mark(), today or date.today(), leverdatum, jaar), progress)


def preview_paths(
    store: Store,
    paths: Iterable[str | Path],
    *,
    leverdatum: date | None = None,
    jaar: int | None = None,
    progress: Progress | None = None,
    today: date | None = None,
) -> ImportSummary:
    """What `import_paths` would do now; writes nothing to the store.

    Files of one call may need each other, so they are imported into a copy that is thrown away.
    """
    call = Call(_mark(), today or date.today(), leverdatum, jaar, write=False)
    with TemporaryDirectory(prefix="cijfertafel-") as folder:
        target = Path(folder) / "copy.sqlite"
        copy_store(store, target)
        copy = Store(as_url(str(target)), create_engine(as_url(str(target))))
        try:
            return _run(copy, paths, replace(call, write=True), progress, Pseudonyms(store, make_key=False))
        finally:
            copy.engine.dispose()


def _mark() -> str:
    return secrets.token_hex(8)


def _run(
    store: Store,
    paths: Iterable[str | Path],
    call: Call,
    progress: Progress | None,
    keys: Pseudonyms | None = None,
) -> ImportSummary:
    plan = make_plan(paths, call)
    keys = keys or Pseudonyms(store, make_key=call.write)
    summary = ImportSummary()
    total = len(plan.refused) + len(plan.parts) + len(plan.messages)
    for outcome in _outcomes(store, plan, call, keys):
        summary.files.append(outcome)
        if progress:
            progress(len(summary.files), total, outcome.bestand)
    if plan.skipped:
        names = ", ".join(plan.skipped[:_SHOWN_NAMES]) + (", …" if len(plan.skipped) > _SHOWN_NAMES else "")
        summary.warnings.append(f"Niet gelezen, want van een ander soort ({len(plan.skipped)}): {names}.")
    if keys.warning:
        summary.warnings.append(keys.warning)
    return summary


def _outcomes(store: Store, plan: Plan, call: Call, keys: Pseudonyms) -> Iterator[FileOutcome]:
    for inhoud, outcome in plan.refused:
        if call.write:
            refuse_file(store, call, inhoud, outcome)
        yield outcome
    aliases = plan.aliases
    for part in plan.parts:
        act = store_part if call.write else preview_part
        yield act(store, part, call, keys, aliases)
    if call.write and any(part.typed.recognised.name == "aanbieders" for part in plan.parts):
        rejoin_messages(store)
    if plan.messages:
        unreadable: list[FileOutcome] = []
        yield from read_messages(store, _contents(plan.messages, unreadable), call, keys)
        yield from unreadable


def _contents(documents: Iterable[Document], unreadable: list[FileOutcome]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every message file, read one by one; `unreadable` takes those that fail."""
    for document in documents:
        try:
            content = document.read()
        except SourceError as error:
            unreadable.append(FileOutcome(document.name, refused=str(error)))
        else:
            yield document.name, content
