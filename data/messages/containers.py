"""Which messages lie in a file: bare XML, a zip of them, or base64 in a StUF-GGk envelope?

One zip level and one envelope level, each with a limit on what it unpacks to. What cannot be used comes back
as a RefusedError in place of the bytes, so that the rest goes on.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from data.messages.reading import LOCAL
from data.messages.standard import RefusedError
from data.messages.values import passes_elfproef
from data.messages.xml import MAX_DOCUMENT, SafeParser

MAX_MEMBERS = 250_000
MAX_UNPACKED = 4 * 1024**3
"""Bytes that one zip may unpack to; a hundred thousand messages of 40 kB."""
_ZIP_START = b"PK\x03\x04"
_ENVELOPE = re.compile(r"envelop.*|Envelope")
_PAYLOADS = ("xmlBestand", "Data", "bericht")
_NINE_DIGITS = re.compile(r"[0-9]{9}")

Document = tuple[str, bytes | RefusedError]


def is_zip(data: bytes) -> bool:
    return data[:4] == _ZIP_START or data[:4] == b"PK\x05\x06"


def safe_name(path: str) -> str:
    """The last part of a path, with every possible BSN in it made unreadable."""
    name = path.replace("\\", "/").rpartition("/")[2][:120]
    return _NINE_DIGITS.sub(lambda found: "*" * 9 if passes_elfproef(found[0]) else found[0], name)


def documents_in(name: str, source: bytes | BinaryIO) -> Iterator[Document]:
    """Every document of a file: (name as given, bytes or why not). A file that is no zip is one document."""
    if isinstance(source, bytes):
        if not is_zip(source):
            yield name, source
            return
        source = io.BytesIO(source)
    try:
        archive = zipfile.ZipFile(source)
    except Exception:  # a damaged zip raises struct, index, OS and other errors
        yield name, RefusedError("kapotte zip", "Dit zip-bestand is kapot. Maak of haal het opnieuw.")
        return
    with archive:
        yield from _members(name, archive)


def _members(name: str, archive: zipfile.ZipFile) -> Iterator[Document]:
    members = [member for member in archive.infolist() if not member.filename.endswith("/")]
    if not members:
        yield name, RefusedError("leeg bestand", "De zip is leeg. Maak of haal hem opnieuw.")
    if len(members) > MAX_MEMBERS:
        yield name, RefusedError("te veel bestanden", f"De zip bevat meer dan {MAX_MEMBERS} bestanden. Verdeel hem.")
        return
    unpacked = 0
    for member in members:
        if unpacked > MAX_UNPACKED:
            yield name, RefusedError("te groot", "De zip wordt uitgepakt groter dan 4 GB. Verdeel hem.")
            return
        content = _member_bytes(archive, member)
        unpacked += len(content) if isinstance(content, bytes) else MAX_DOCUMENT
        yield member.filename, content


def _member_bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | RefusedError:
    if member.flag_bits & 0x1:
        return RefusedError(
            "wachtwoord", "Dit bestand in de zip heeft een wachtwoord. Lever het zonder wachtwoord aan."
        )
    try:
        with archive.open(member) as stream:
            content = stream.read(MAX_DOCUMENT + 1)
    except Exception:  # damaged members raise zlib, lzma, struct, EOF and other errors
        return RefusedError("kapotte zip", "Dit bestand in de zip is kapot of vreemd ingepakt. Maak de zip opnieuw.")
    if len(content) > MAX_DOCUMENT:
        return RefusedError("te groot", "Dit bestand in de zip is uitgepakt groter dan 25 MB. Lever berichten los aan.")
    if is_zip(content):
        return RefusedError(
            "zip in zip", "Dit is een zip in een zip. Pak de buitenste zip uit en lever de binnenste aan."
        )
    return content


def message_root(parser: SafeParser, content: bytes) -> Any:
    """The root of the message in a document, out of its envelope when it has one."""
    root = parser.root(content)
    if not _ENVELOPE.fullmatch(LOCAL[root.tag]):
        return root
    root = parser.root(_unwrapped(root))
    if _ENVELOPE.fullmatch(LOCAL[root.tag]):
        raise RefusedError("envelop in envelop", "Dit is een envelop in een envelop. Lever het bericht zelf aan.")
    return root


def _unwrapped(envelope: Any) -> bytes:
    texts = {LOCAL[part.tag]: part.text for part in envelope.iter() if LOCAL[part.tag] in _PAYLOADS and part.text}
    text = next((texts[name] for name in _PAYLOADS if texts.get(name, "").strip()), None)
    if text is None:
        raise RefusedError("lege envelop", "De envelop bevat geen bericht. Lever het bericht zelf aan.")
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise RefusedError(
            "base64",
            "Het bericht in de envelop is geen geldige base64. Exporteer het opnieuw, of lever het bericht zelf.",
        ) from None
    if not is_zip(content):
        return content
    inner = list(_first_two(content))
    if len(inner) != 1:
        raise RefusedError("zip in envelop", "De zip in de envelop bevat niet precies één bericht. Pak hem eerst uit.")
    if isinstance(inner[0][1], RefusedError):
        raise inner[0][1]
    return inner[0][1]


def _first_two(content: bytes) -> Iterator[Document]:
    for _, document in zip(range(2), documents_in("envelop", content), strict=False):
        yield document
