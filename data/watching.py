"""Which files in a folder are new and complete, and what came of reading them?

What was read is remembered in the store by its content. So a copy that is put back reads again what came after it,
and a file that is moved, or sent twice, is not read twice.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from data.importing import FileOutcome, ImportSummary, import_paths
from data.session.writing import now, write
from data.sources.collect import files_in, is_read
from data.store import Store, StoreError
from data.tables import Gevolgd

_T = Gevolgd.metadata.tables["gevolgd"]
_UNFORESEEN = "Er ging iets mis dat niet was voorzien ({kind}). Meld dit aan de beheerder."
_CHUNK = 1 << 20

Size = tuple[int, int]
"""Bytes and moment of the last change."""


@dataclass
class Round:
    """What one look at the folder gave. `growing` are files that somebody still writes, `closed` those that may not be
    read: they wait for a next look.
    """

    read: ImportSummary = field(default_factory=ImportSummary)
    growing: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Whether a file, or a row of one, was refused or could not be read."""
        return bool(self.closed) or any(file.refused or file.rejected for file in self.read.files)


class FolderGoneError(Exception):
    """The folder is not there, or may not be read; the text is a Dutch sentence."""


class Watch:
    """A folder that is looked at again and again; a file that did not change is not read again to recognise it."""

    def __init__(self, store: Store, folder: Path, rest: float) -> None:
        self.store, self.folder, self.rest = store, folder, rest
        self._hashes: dict[tuple[Path, Size], str] = {}

    def look(self) -> Round:
        """Read what is new and complete.

        What was refused in part goes along once more when there is something new: that may be what it waited for, such
        as the areas that its rows name. Reading a file again never undoes a later correction.
        """
        complete, growing = self._settled()
        contents, closed = self._contents(complete)
        known = self._known()
        new = {content: path for path, content in contents.items() if content not in known}
        if not new:
            return Round(growing=growing, closed=closed)
        again = {content: path for path, content in contents.items() if known.get(content)}
        chosen = {**again, **new}
        done = Round(_read(self.store, list(chosen.values())), growing, closed)
        self._remember(chosen, done.read)
        return done

    def _settled(self) -> tuple[dict[Path, Size], list[str]]:
        """Files that kept their size and moment for a while, and the names of those that did not."""
        before = self._sizes()
        if not before.keys() - {path for path, size in before.items() if (path, size) in self._hashes}:
            return before, []
        time.sleep(self.rest)
        after = self._sizes()
        complete = {path: size for path, size in after.items() if before.get(path) == size}
        return complete, sorted(path.name for path in after if path not in complete)

    def _sizes(self) -> dict[Path, Size]:
        if not self.folder.is_dir():
            raise FolderGoneError(f"De map {self.folder} is er niet. Controleer de naam en de schijf.")
        found: dict[Path, Size] = {}
        for path in filter(is_read, files_in(self.folder)):
            try:
                about = path.stat()
            except FileNotFoundError:  # taken away while we looked
                continue
            found[path] = (about.st_size, about.st_mtime_ns)
        return found

    def _contents(self, complete: dict[Path, Size]) -> tuple[dict[Path, str], list[str]]:
        """The hash of every file that can be read, and the names of those that cannot."""
        contents, closed = {}, []
        for path, size in complete.items():
            try:
                contents[path] = self._hashes.get((path, size)) or _hash_of(path)
                self._hashes[path, size] = contents[path]
            except FileNotFoundError:  # taken away while we looked
                continue
            except OSError:
                closed.append(path.name)
        return contents, closed

    def _known(self) -> dict[str, bool]:
        """Per content that was read whether something in it was refused."""
        with self.store.reading() as connection:
            return {row[0]: bool(row[1]) for row in connection.execute(sa.select(_T.c.inhoud, _T.c.afgekeurd))}

    def _remember(self, chosen: dict[str, Path], read: ImportSummary) -> None:
        troubled = {file.bestand for file in read.files if file.refused or file.rejected}
        # Outcomes of a zip have the names of its members: what no other file explains lies within a zip.
        in_zip = bool(troubled - {path.name for path in chosen.values()})
        rows = [
            {
                "inhoud": content, "bestand": path.name, "moment": now(),
                "afgekeurd": path.name in troubled or (in_zip and path.suffix.lower() == ".zip"),
            }
            for content, path in chosen.items()
        ]  # fmt: skip

        def replace(connection: sa.Connection) -> None:
            connection.execute(
                _T.delete().where(_T.c.inhoud == sa.bindparam("was")), [{"was": each} for each in chosen]
            )
            connection.execute(_T.insert(), rows)

        write(self.store, replace)


def _read(store: Store, paths: Sequence[Path]) -> ImportSummary:
    """All files in one call, since they may need each other; one by one when one of them breaks the call."""
    try:
        return import_paths(store, paths)
    except StoreError:
        raise
    except Exception:
        # Files that were stored before it broke are found unchanged now. Which file it was, comes out below.
        whole = ImportSummary()
        for path in paths:
            one = _one(store, path)
            whole.files += one.files
            whole.warnings += one.warnings
        return whole


def _one(store: Store, path: Path) -> ImportSummary:
    try:
        return import_paths(store, [path])
    except StoreError:
        raise
    except Exception as error:
        # The text of an unforeseen error may repeat data of persons: only its kind is shown.
        return ImportSummary([FileOutcome(path.name, refused=_UNFORESEEN.format(kind=type(error).__name__))])


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()
