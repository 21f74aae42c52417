"""How do we turn bytes that anybody may have made into an XML tree, in bounded time and memory?

No DTD, no entities, no network. Size, number of elements and depth have a limit. What the parser says about
an error is never passed on: it may quote the content.
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from data.messages.standard import RefusedError

MAX_DOCUMENT = 25 * 1024 * 1024
"""Bytes; the transport of the standard allows no larger file."""
MAX_ELEMENTS = 500_000
_WIDE_DOCTYPES = tuple("<!DOCTYPE".encode(codec) for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))


def _new_parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
        collect_ids=False,
    )


def _refuse_unsafe(data: bytes) -> None:
    if len(data) > MAX_DOCUMENT:
        raise RefusedError(
            "te groot", "Het bestand is groter dan 25 MB. Een bericht gaat over één cliënt; lever het los."
        )
    if b"<!DOCTYPE" in data or (b"\x00" in data and any(mark in data for mark in _WIDE_DOCTYPES)):
        raise RefusedError(
            "doctype",
            "Het bestand bevat een DOCTYPE en is daarom niet gelezen. Een iJw- of iWmo-bericht heeft die niet.",
        )
    if len(data) > MAX_ELEMENTS and (data.count(b"<") > 2 * MAX_ELEMENTS or data.count(b"=") > MAX_ELEMENTS):
        raise RefusedError(
            "te groot", "Het bestand heeft te veel onderdelen. Een bericht gaat over één cliënt; lever het los."
        )


class SafeParser:
    """Parses one document after another; `root` gives the root element or raises RefusedError."""

    def __init__(self) -> None:
        self._parser = _new_parser()

    def root(self, data: bytes) -> Any:
        if not data.strip():
            raise RefusedError("leeg bestand", "Het bestand is leeg. Exporteer het bericht opnieuw.")
        _refuse_unsafe(data)
        try:
            root = etree.fromstring(data, self._parser)
        except (etree.XMLSyntaxError, LookupError, ValueError, AssertionError) as error:
            self._parser = _new_parser()
            raise _sentence(error, data) from None
        if root is None:
            raise RefusedError("geen xml", "Dit bestand is geen XML. Lever het bericht aan zoals het is verstuurd.")
        if root.getroottree().docinfo.internalDTD is not None:
            raise RefusedError(
                "doctype",
                "Het bestand bevat een DOCTYPE en is daarom niet gelezen. Een iJw- of iWmo-bericht heeft die niet.",
            )
        return root


def _sentence(error: Exception, data: bytes) -> RefusedError:
    line = getattr(error, "lineno", None)
    where = f" (regel {line})" if line else ""
    kind = getattr(error, "code", None)
    codes = etree.ErrorTypes
    if kind in (
        codes.ERR_INVALID_ENCODING,
        codes.ERR_UNSUPPORTED_ENCODING,
        codes.ERR_INVALID_CHAR,
        codes.ERR_UNKNOWN_ENCODING,
    ):
        return RefusedError(
            "codering", f"De tekens kloppen niet met de codering die het bestand noemt{where}. Exporteer het als UTF-8."
        )
    if b"<" in data[:1000] and (
        kind == codes.ERR_TAG_NOT_FINISHED or not data.rstrip().endswith((b">", b">\x00", b"\x00>"))
    ):
        return RefusedError("afgebroken", f"Het bestand houdt midden in het bericht op{where}. Haal het opnieuw op.")
    return RefusedError(
        "geen xml", f"Dit bestand is geen goede XML{where}. Lever het bericht aan zoals het is verstuurd."
    )
