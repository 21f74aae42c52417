"""What does one product block say: an assigned, started, stopped or requested product?

A builder takes the texts of a block and gives the columns of its table that are its own, or raises
`RefusedError` for this line only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from data.messages import values
from data.messages.standard import RefusedError

Row = tuple[Any, ...]
Fields = dict[str, str]
Reference = Callable[[str | None], str | None]
"""Hides the reference of a provider, which may be anything."""

PRODUCT_BLOCKS = {
    "301": ("ToegewezenProducten", "ToegewezenProduct", "toewijzingregels"),
    "305": ("StartProducten", "StartProduct", "starts"),
    "307": ("StopProducten", "StopProduct", "stops"),
    "315": ("AangevraagdeProducten", "AangevraagdProduct", "verzoeken"),
}
"""Per message: the element around its blocks, a block, and the table of its lines."""

_COMMON = ("bericht", "regel", "dagtekening", "wet", "gemeente", "aanbieder", "client_id", "categorie", "code")
COLUMNS: dict[str, tuple[str, ...]] = {
    "toewijzingregels": (
        *_COMMON, "nummer", "toewijzingsdatum", "tijd", "ingangsdatum", "einddatum", "reden_wijziging", "referentie",
        "geboortejaar", "geslacht", "gebied",
    ),
    "starts": (*_COMMON, "nummer", "ingangsdatum", "begindatum", "status", "geboortejaar", "geslacht"),
    "stops": (*_COMMON, "nummer", "begindatum", "reden_beeindiging", "einddatum", "status"),
    "verzoeken": (*_COMMON, "referentie", "verwijzer", "ingangsdatum"),
    "retouren": ("bericht", "soort", "wet", "dagtekening", "geaccepteerd"),
}  # fmt: skip
"""Per table the columns of its rows, in order."""


def _toewijzing(fields: Fields, sent: str, person: Row, reference: Reference) -> Row:
    nummer = values.number(fields, "ToewijzingNummer")
    if nummer is None:
        raise RefusedError("leeg", "ToewijzingNummer ontbreekt. Vul het nummer in.", "ToewijzingNummer")
    latest = values.year_later(sent)
    granted = values.day(fields, "Toewijzingsdatum", latest=latest)
    time = values.time(fields, "Toewijzingstijd")
    begin = values.day(fields, "Ingangsdatum", latest=latest)
    end = values.optional_day(fields, "Einddatum")
    _in_order(begin, end, "Ingangsdatum")
    reason = values.code(fields, "RedenWijziging")
    referred = reference(fields.get("ReferentieAanbieder"))
    return (*_product(fields), nummer, granted, time, begin, end, reason, referred, *person)


def _start(fields: Fields, sent: str, person: Row, reference: Reference) -> Row:
    latest = values.year_later(sent)
    nummer = values.number(fields, "ToewijzingNummer")
    planned = values.optional_day(fields, "ToewijzingIngangsdatum", latest=latest)
    begin = values.day(fields, "Begindatum", latest=latest)
    return (*_product(fields), nummer, planned, begin, values.status(fields), *person)


def _stop(fields: Fields, sent: str, person: Row, reference: Reference) -> Row:
    latest = values.year_later(sent)
    begin = values.day(fields, "Begindatum", latest=latest)
    end = values.day(fields, "Einddatum", latest=latest)
    _in_order(begin, end, "Begindatum")
    nummer = values.number(fields, "ToewijzingNummer")
    reason = values.code(fields, "RedenBeeindiging", required=True)
    return (*_product(fields), nummer, begin, reason, end, values.status(fields))


def _verzoek(fields: Fields, sent: str, person: Row, reference: Reference) -> Row:
    referred = reference(fields.get("ReferentieAanbieder"))
    if referred is None:
        raise RefusedError("leeg", "ReferentieAanbieder ontbreekt. Vul de referentie in.", "ReferentieAanbieder")
    wanted = values.optional_day(fields, "ToewijzingIngangsdatum", latest=values.year_later(sent))
    return (*_product(fields), referred, values.code(fields, "Verwijzer/Type", required=True), wanted)


BUILDERS: dict[str, Callable[[Fields, str, Row, Reference], Row]] = {
    "301": _toewijzing,
    "305": _start,
    "307": _stop,
    "315": _verzoek,
}


def _product(fields: Fields) -> Row:
    return values.code(fields, "Product/Categorie"), values.code(fields, "Product/Code")


def _in_order(first: str, last: str | None, name: str) -> None:
    if last is not None and last < first:
        raise RefusedError(
            "volgorde", f"Einddatum ligt voor {name}. Herstel een van de twee datums.", "Einddatum", last
        )
