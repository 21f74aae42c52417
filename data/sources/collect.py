"""Which files stand behind the paths of a call, in folders and zips too?"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from data.sources import Document, SourceError

KINDS = (".csv", ".xlsx", ".xlsm", ".xml", ".json", ".geojson")
MEMBER_LIMIT = 20_000
MEMBER_BYTES = 500_000_000
UNPACKED_LIMIT = 2_000_000_000

_OTHER_KIND = "Dit soort bestand wordt niet gelezen. Lever .csv, .xlsx, .xml, .json, .geojson of .zip."


@dataclass(frozen=True)
class Unusable:
    """A file that cannot be read. `skipped`: nobody asked for it by name, and it is of another kind."""

    name: str
    why: str
    skipped: bool = False


Found = Iterator[Document | Unusable]


def collect(paths: Iterable[str | Path]) -> Found:
    """Every file behind `paths`, in folders and zips too."""
    for path in map(Path, paths):
        if path.is_dir():
            yield from _folder(path)
        else:
            yield from _file(path, named=True)


def files_in(folder: Path) -> Iterator[Path]:
    """Every file in a folder and the folders in it, in a fixed order, but what computers leave behind."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            if not _is_litter(PurePosixPath((Path(place) / name).relative_to(folder).as_posix())):
                yield Path(place) / name


def is_read(path: Path) -> bool:
    """Whether a file is of a kind that can be read, by its name."""
    return path.suffix.lower() in (*KINDS, ".zip")


def _folder(folder: Path) -> Found:
    for path in files_in(folder):
        yield from _file(path, named=False)


def _file(path: Path, *, named: bool) -> Found:
    """`named`: the user named the file itself, so that one of another kind is an error."""
    suffix = path.suffix.lower()
    if named and not path.is_file():
        yield Unusable(path.name, f"Het bestand {path} bestaat niet. Controleer de naam en de map.")
    elif suffix == ".zip":
        yield from _zip(path)
    elif suffix in KINDS:
        yield Document(path.name, partial(_read, path))
    else:
        yield Unusable(path.name, _OTHER_KIND, skipped=not named)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError("Het bestand kan niet worden gelezen. Controleer de rechten.") from error


def _zip(path: Path) -> Found:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.filename.endswith("/")]
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        yield Unusable(path.name, "Dit zip-bestand is beschadigd. Maak het opnieuw.")
        return
    members = [member for member in members if not _is_litter(PurePosixPath(member.filename))]
    if members and all(member.filename.lower().endswith(".xml") for member in members):
        # A delivery of messages: one file for the bookkeeping. `data.messages` unpacks it, with its own limits;
        # opening the zip anew for each of a hundred thousand members would take hours.
        yield Document(path.name, partial(_read, path))
        return
    if len(members) > MEMBER_LIMIT or sum(member.file_size for member in members) > UNPACKED_LIMIT:
        yield Unusable(path.name, "Dit zip-bestand wordt uitgepakt te groot. Lever de bestanden in delen.")
        return
    for member in members:
        yield _member(path, member)


def _member(path: Path, member: zipfile.ZipInfo) -> Document | Unusable:
    # Members are never written to disk, so a name such as ../../x can do nothing; only its last part is shown.
    name = PurePosixPath(member.filename.replace("\\", "/")).name
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".zip":
        return Unusable(name, "Een zip in een zip wordt niet gelezen. Pak de binnenste zip eerst uit.")
    if member.flag_bits & 1:
        return Unusable(name, "Dit bestand in de zip is beveiligd met een wachtwoord. Lever de zip zonder wachtwoord.")
    if suffix not in KINDS:
        return Unusable(name, _OTHER_KIND, skipped=True)
    if member.file_size > MEMBER_BYTES:
        return Unusable(name, "Dit bestand in de zip is te groot. Lever het in delen.")
    return Document(name, partial(_read_member, path, member))


def _read_member(path: Path, member: zipfile.ZipInfo) -> bytes:
    try:
        # zipfile reads no more than the size that the member declares, and checks its sum.
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    except Exception as error:  # damaged members raise zlib, struct, EOF and other errors
        raise SourceError("Dit bestand in de zip is beschadigd. Maak de zip opnieuw.") from error


def _is_litter(path: PurePosixPath) -> bool:
    """Files that computers leave behind and nobody meant to deliver."""
    names = [part for part in path.parts if part not in (".", "..")]
    return any(part.startswith((".", "~$")) or part in ("__MACOSX", "Thumbs.db", "desktop.ini") for part in names)
