"""What does one iJw or iWmo message look like on paper, element by element?

Written from the structure of release 3.2; `release` gives an older one. Blocks are made by `toewijzing`, `start`,
`stop` and `verzoek` and put together by `Message`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

Product = tuple[str | None, str | None]
"""Category and code; (None, None) is a generic toewijzing."""
Day = date | str | None

_CODES = {
    "jw": {"301": "436", "305": "438", "307": "440", "315": "446"},
    "wmo": {"301": "414", "305": "418", "307": "420", "315": "444"},
}
_ANSWERS = {
    "301": "302", "305": "306", "307": "308", "315": "316", "436": "437", "438": "439", "440": "441", "446": "447",
    "414": "415", "418": "419", "420": "421", "444": "445",
}  # fmt: skip
_BLOCKS = {
    "301": "ToegewezenProducten",
    "305": "StartProducten",
    "307": "StopProducten",
    "315": "AangevraagdeProducten",
}


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    bsn: str
    born: str
    born_use: str | None = None
    sex: str = "0"
    postcode: str | None = None
    name: str = "Voorbeeld"


@dataclass(frozen=True)
class Message:
    """A message of one aanbieder and one client; `sent` is its Dagtekening."""

    wet: str
    soort: str
    gemeente: str
    aanbieder: str
    identification: str
    sent: str
    person: Person
    release: str = "3_2"

    def text(self, blocks: Iterable[str]) -> bytes:
        """The whole message with these product blocks."""
        base = f"http://www.istandaarden.nl/i{self.wet}/{self.release}"
        container = _BLOCKS[self.soort]
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<m:Bericht xmlns:b="{base}/basisschema/schema" xmlns:m="{base}/{self.wet}{self.soort}/schema">'
            f"{self._header()}<m:Client>{self._client()}<m:{container}>{''.join(blocks)}</m:{container}>"
            "</m:Client></m:Bericht>"
        ).encode()

    def _header(self) -> str:
        major, minor = self.release.split("_")
        sender, receiver = (self.gemeente, self.aanbieder) if self.soort == "301" else (self.aanbieder, self.gemeente)
        return (
            f"<m:Header><m:BerichtCode>{_CODES[self.wet][self.soort]}</m:BerichtCode>"
            f"<m:BerichtVersie>{major}</m:BerichtVersie><m:BerichtSubversie>{minor}</m:BerichtSubversie>"
            f"<m:Afzender>{sender}</m:Afzender><m:Ontvanger>{receiver}</m:Ontvanger><m:BerichtIdentificatie>"
            f"<b:Identificatie>{self.identification}</b:Identificatie><b:Dagtekening>{self.sent}</b:Dagtekening>"
            "</m:BerichtIdentificatie><m:XsdVersie><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie>"
            "<b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></m:XsdVersie></m:Header>"
        )

    def _client(self) -> str:
        person = self.person
        use = f"<b:DatumGebruik>{person.born_use}</b:DatumGebruik>" if person.born_use else ""
        full = self.soort == "301"
        named = "<b:NaamGebruik>1</b:NaamGebruik>" if full else ""
        address = (
            "<m:Contactgegevens><m:Contact><m:Soort>01</m:Soort><m:Adres>"
            "<b:Huis><b:Huisnummer>1</b:Huisnummer></b:Huis>"
            f"{_element('b:Postcode', person.postcode)}<b:Straatnaam>Verzonnenstraat</b:Straatnaam>"
            "</m:Adres></m:Contact></m:Contactgegevens>"
        )
        return (
            f"<m:Bsn>{person.bsn}</m:Bsn><m:Geboortedatum><b:Datum>{person.born}</b:Datum>{use}</m:Geboortedatum>"
            f"<m:Geslacht>{person.sex}</m:Geslacht><m:Naam><b:Geslachtsnaam><b:Achternaam>{escape(person.name)}"
            f"</b:Achternaam></b:Geslachtsnaam>{named}</m:Naam>{address if full else ''}"
        )


def toewijzing(
    nummer: int,
    product: Product,
    granted: Day,
    time: str,
    begin: Day,
    end: Day = None,
    reason: str | None = None,
    reference: str | None = None,
) -> str:
    """A ToegewezenProduct: specific with a code, aspecific with only a category, generic with neither."""
    category, code = product
    amount = (
        "<m:Omvang><b:Volume>4</b:Volume><b:Eenheid>04</b:Eenheid><b:Frequentie>4</b:Frequentie></m:Omvang>"
        if code
        else ""
    )
    return (
        f"<m:ToegewezenProduct><m:ToewijzingNummer>{nummer}</m:ToewijzingNummer>"
        f"{_element('m:ReferentieAanbieder', reference)}{_product(product)}"
        f"{_element('m:Toewijzingsdatum', granted)}<m:Toewijzingstijd>{time}</m:Toewijzingstijd>"
        f"{_element('m:Ingangsdatum', begin)}{_element('m:Einddatum', end)}{_element('m:RedenWijziging', reason)}"
        f"{amount}{'' if category else '<m:Budget>250000</m:Budget>'}</m:ToegewezenProduct>"
    )


def start(nummer: int | None, product: Product, planned: Day, begin: Day, status: str = "1") -> str:
    """A StartProduct; without a number it is taakgericht."""
    return (
        f"<m:StartProduct>{_element('m:ToewijzingNummer', nummer)}{_product(product)}"
        f"{_element('m:ToewijzingIngangsdatum', planned)}{_element('m:Begindatum', begin)}"
        f"<m:StatusAanlevering>{status}</m:StatusAanlevering></m:StartProduct>"
    )


def stop(nummer: int | None, product: Product, begin: Day, reason: str, end: Day, status: str = "1") -> str:
    """A StopProduct; reason 20 is a temporary stop."""
    return (
        f"<m:StopProduct>{_element('m:ToewijzingNummer', nummer)}{_product(product)}{_element('m:Begindatum', begin)}"
        f"<m:RedenBeeindiging>{reason}</m:RedenBeeindiging>{_element('m:Einddatum', end)}"
        f"<m:StatusAanlevering>{status}</m:StatusAanlevering></m:StopProduct>"
    )


def verzoek(reference: str, product: Product, begin: Day, referrer: str) -> str:
    """An AangevraagdProduct; a doctor or institution has a name, others need none."""
    name = "<b:Naam>Verzonnen Verwijzer</b:Naam>" if referrer in ("02", "03", "04", "05") else ""
    amount = (
        "<m:Omvang><b:Volume>4</b:Volume><b:Eenheid>04</b:Eenheid><b:Frequentie>4</b:Frequentie></m:Omvang>"
        if product[1]
        else ""
    )
    return (
        f"<m:AangevraagdProduct><m:ReferentieAanbieder>{escape(reference)}</m:ReferentieAanbieder>{_product(product)}"
        f"{_element('m:ToewijzingIngangsdatum', begin)}{amount}<m:Verwijzer><b:Type>{referrer}</b:Type>{name}"
        "</m:Verwijzer></m:AangevraagdProduct>"
    )


def retour(message: bytes, code: str | None = None) -> bytes:
    """The answer to a message: accepted, or rejected with `code` in the header."""
    text = message.decode()
    text = re.sub(r"<m:Client>.*</m:Client>", "", text)
    text = re.sub(r"/(jw|wmo)(\d{3})/schema", lambda found: f"/{found[1]}{_ANSWERS[found[2]]}/schema", text)
    text = re.sub(r"(<m:BerichtCode>)(\d{3})", lambda found: found[1] + _ANSWERS[found[2]], text)
    codes = f"<m:RetourCodes><m:RetourCode>{code}</m:RetourCode></m:RetourCodes>" if code else ""
    sent = re.findall(r"<b:Dagtekening>([^<]*)", text)[0]
    answer = (
        f"<m:IdentificatieRetour>R00000000001</m:IdentificatieRetour><m:DagtekeningRetour>{sent}</m:DagtekeningRetour>"
        "<m:XsdVersieRetour><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie>"
        f"<b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></m:XsdVersieRetour>{codes}</m:Header>"
    )
    return text.replace("</m:Header>", answer).encode()


def _element(name: str, value: object) -> str:
    return "" if value is None else f"<{name}>{escape(str(value))}</{name}>"


def _product(product: Product) -> str:
    category, code = product
    return f"<m:Product><b:Categorie>{category}</b:Categorie>{_element('b:Code', code)}</m:Product>" if category else ""
