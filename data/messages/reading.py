"""What does one message say, as plain rows?

Elements are found by local name and place, never by prefix, so every release 3.x reads the same. Names,
addresses, relatives and free text are never looked at; the BSN becomes a pseudonym and the postcode an
area before a row exists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from data.messages import values
from data.messages.products import BUILDERS, PRODUCT_BLOCKS, Row
from data.messages.standard import ACCEPTING_CODES, Kind, RefusedError, kind_of


class _LocalNames(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        if len(self) > 10_000:
            self.clear()
        name = self[tag] = tag[tag.rfind("}") + 1 :]
        return name


LOCAL = _LocalNames()


def fields_of(element: Any) -> dict[str, str]:
    """The texts of the children that have one, and of their children as `Child/Grandchild`."""
    found: dict[str, str] = {}
    for child in element:
        text = child.text
        if text and (text := text.strip()):
            found[LOCAL[child.tag]] = text
            continue
        for grandchild in child:
            found[f"{LOCAL[child.tag]}/{LOCAL[grandchild.tag]}"] = (grandchild.text or "").strip()
    return found


class Header(NamedTuple):
    """Who sent what to whom; `bericht` is the keyed hash that a retour finds its message by."""

    kind: Kind
    bericht: str
    sent: str
    gemeente: str
    aanbieder: str


class Message(NamedTuple):
    """One message: its header, the rows per table, and the lines that were refused (number, why)."""

    header: Header
    table: str
    rows: list[Row]
    refused: list[tuple[int, RefusedError]]


class Reader:
    """Reads parsed messages. `pseudonym` hides a BSN, `area` turns a postcode into an area or None."""

    def __init__(self, pseudonym: Callable[[str], str], area: Callable[[str], str | None], today: date) -> None:
        self._clients = values.Remembered(lambda bsn: pseudonym(bsn) if values.passes_elfproef(bsn) else None)
        self._area = area
        self._last_day = values.year_later(today.isoformat())
        key = hashlib.blake2b(pseudonym("kenmerk van berichten").encode(), digest_size=32).digest()
        # A copy of a keyed hash is made faster than a new one, and there are two per line.
        self._keyed = hashlib.blake2b(digest_size=10, key=key)

    def message(self, root: Any) -> Message:
        """The message under `root`; RefusedError when none of it can be used."""
        kind = kind_of(root.tag)
        parts = {LOCAL[part.tag]: part for part in root}
        if "Header" not in parts:
            raise RefusedError("geen kop", "Het bericht heeft geen Header. Lever het hele bericht aan.")
        header = self._header(fields_of(parts["Header"]), kind)
        if kind.answers:
            return Message(header, "retouren", [self._retour(root, header)], [])
        clients = [part for part in root if LOCAL[part.tag] == "Client"]
        if len(clients) != 1:
            raise RefusedError("client", "Een bericht gaat over precies één Client. Controleer de export.", "Client")
        return self._lines(clients[0], header)

    def _hash(self, *parts: str | int | None) -> str:
        text = "\x1f".join([part if part.__class__ is str else str(part) for part in parts])
        made = self._keyed.copy()
        made.update(text.encode())
        return made.hexdigest()

    def _header(self, fields: dict[str, str], kind: Kind) -> Header:
        if fields.get("BerichtCode") != kind.code:
            raise RefusedError(
                "berichtcode",
                f"BerichtCode past niet bij {kind.wet}{kind.soort}: daar hoort {kind.code}. Controleer de export.",
                "BerichtCode",
            )
        sender, receiver = fields.get("Afzender", ""), fields.get("Ontvanger", "")
        soort = kind.answers or kind.soort
        gemeente, aanbieder = (sender, receiver) if soort == "301" else (receiver, sender)
        if not (gemeente.isascii() and gemeente.isdigit() and len(gemeente) == 4):
            raise RefusedError(
                "gemeente", "De gemeentecode in de kop is geen vier cijfers. Controleer de export.", "Header"
            )
        if not (aanbieder.isascii() and aanbieder.isdigit() and len(aanbieder) == 8):
            raise RefusedError(
                "aanbieder", "De AGB-code in de kop is geen acht cijfers. Controleer de export.", "Header"
            )
        identification = fields.get("BerichtIdentificatie/Identificatie", "")
        if not 1 <= len(identification) <= 12:
            raise RefusedError(
                "identificatie",
                "Identificatie ontbreekt of is langer dan 12 tekens. Controleer de export.",
                "Identificatie",
            )
        sent = values.day(
            {"Dagtekening": fields.get("BerichtIdentificatie/Dagtekening", "")}, "Dagtekening", latest=self._last_day
        )
        bericht = self._hash("bericht", kind.wet, soort, sender, identification, sent)
        return Header(kind, bericht, sent, gemeente, aanbieder)

    def _retour(self, root: Any, header: Header) -> Row:
        codes = {
            (element.text or "").strip()
            for element in root.iter()
            if LOCAL[element.tag] == "RetourCode" and not len(element)
        }
        accepted = codes <= ACCEPTING_CODES
        return (header.bericht, header.kind.answers, header.kind.wet, header.sent, accepted)

    def _lines(self, client: Any, header: Header) -> Message:
        container, block, table = PRODUCT_BLOCKS[header.kind.soort]
        parts = {LOCAL[part.tag]: part for part in client}
        pseudonym = self._pseudonym(parts.get("Bsn"))
        birth = fields_of(parts["Geboortedatum"]) if "Geboortedatum" in parts else {}
        person = (values.birth_year(birth, header.sent), values.sex(parts.get("Geslacht")))
        unhashed = (self._living_area(parts.get("Contactgegevens", ())),) if table == "toewijzingregels" else ()
        blocks = [product for product in parts.get(container, ()) if LOCAL[product.tag] == block]
        if not blocks:
            raise RefusedError("geen producten", f"Het bericht heeft geen {block}. Lever het hele bericht aan.", block)
        rows: list[Row] = []
        refused: list[tuple[int, RefusedError]] = []
        build = BUILDERS[header.kind.soort]
        shared = (header.sent, header.kind.wet, header.gemeente, header.aanbieder, pseudonym)
        for number, product in enumerate(blocks, start=1):
            try:
                own = build(fields_of(product), header.sent, person, self.reference)
            except RefusedError as error:
                # Its traceback holds this frame, which holds the whole message: let go of it.
                refused.append((number, error.with_traceback(None)))
                continue
            # The area is no part of the line's identity: it depends on the table postcodes of the day it was read.
            content = shared + own
            rows.append((header.bericht, self._hash(*content), *content, *unhashed))
        return Message(header, table, rows, refused)

    def _pseudonym(self, element: Any) -> str:
        bsn = "" if element is None else (element.text or "").strip()
        pseudonym = self._clients[bsn] if len(bsn) == 9 else None
        if pseudonym is None:
            raise RefusedError(
                "bsn", "Het BSN ontbreekt of klopt niet met de elfproef. Herstel het BSN in het bericht.", "Bsn"
            )
        return pseudonym

    def _living_area(self, contacts: Any) -> str | None:
        for contact in contacts:
            fields = fields_of(contact)
            postcode = values.full_postcode(fields.get("Adres/Postcode", ""))
            if postcode and fields.get("Soort") == "01":
                return self._area(postcode)
        return None

    def reference(self, text: str | None) -> str | None:
        """A reference of a provider as a keyed hash: providers may put anything in it."""
        return self._hash("referentie", text) if text else None
