"""What does the text of one element mean: a date, a number, a code, a person?

Every reader raises `RefusedError` with a sentence when the text is not what the standard allows. Dates and
persons come back a thousand times in one delivery, so what was read once is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from data.messages.standard import RefusedError

FIRST_DAY = "1990-01-01"
_MEMORY = 200_000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])(?:\.([0-9]{1,12}))?")
_POSTCODE = re.compile(r"[0-9]{4}[A-Z]{2}")
_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


class Remembered(dict[str, str | None]):
    """A function of one text, computed once per text; forgets everything when it grows too large."""

    def __init__(self, function: Callable[[str], str | None]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> str | None:
        value = self._function(text)
        if len(self) >= _MEMORY:
            self.clear()
        if len(text) <= 32:
            self[text] = value
        return value


def passes_elfproef(bsn: str) -> bool:
    """Whether nine digits are a possible burgerservicenummer."""
    if len(bsn) != 9 or not (bsn.isascii() and bsn.isdigit()) or bsn == "000000000":
        return False
    return sum(int(digit) * weight for digit, weight in zip(bsn, _WEIGHTS, strict=True)) % 11 == 0


def _existing_day(text: str) -> str | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        date.fromisoformat(text)
    except ValueError:
        return None
    return text


_DAYS = Remembered(_existing_day)


def day(fields: dict[str, str], name: str, *, latest: str = "9999-12-31") -> str:
    """A date that must be there, as text `2026-03-02`, from 1990 up to and including `latest`."""
    text = fields.get(name)
    if not text:
        raise RefusedError("leeg", f"{name} ontbreekt. Vul de datum in en stuur het bericht opnieuw.", name)
    found = _DAYS[text]
    if found is None:
        raise RefusedError(
            "datum", f"{name} is geen bestaande datum. Schrijf een datum als 2026-03-02.", name, _harmless(text)
        )
    if not FIRST_DAY <= found <= latest:
        raise RefusedError(
            "datum buiten bereik",
            f"{name} ligt voor 1990 of te ver na de dagtekening. Controleer het jaar.",
            name,
            found,
        )
    return found


def optional_day(fields: dict[str, str], name: str, *, latest: str = "9999-12-31") -> str | None:
    """The same for a date that may be absent; None means that the message does not say it."""
    return day(fields, name, latest=latest) if fields.get(name) else None


def _harmless(text: str) -> str | None:
    # Anything but the signs of a date could be somebody's words; eight digits or more could be a number of a person.
    return text if re.fullmatch(r"[0-9./T:+-]{1,20}", text) and not re.search(r"[0-9]{7}", text) else None


def year_later(iso_day: str) -> str:
    """The same day one year on, to compare with as text; 29 February stays a fine upper limit."""
    return f"{int(iso_day[:4]) + 1:04d}{iso_day[4:]}"


def time(fields: dict[str, str], name: str) -> str:
    """A time of day as `14:05:00`, with a fraction only when there is one."""
    match = _TIME.fullmatch(fields.get(name, ""))
    if match is None:
        raise RefusedError("tijd", f"{name} ontbreekt of is geen tijd. Schrijf een tijd als 14:05:00.", name)
    whole, fraction = match.groups()
    fraction = (fraction or "").rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def number(fields: dict[str, str], name: str) -> int | None:
    """A ToewijzingNummer: `000123` is 123. None when it is absent."""
    text = fields.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text.lstrip("0")) <= 9 and len(text) <= 18):
        raise RefusedError("getal", f"{name} is geen geheel getal van hoogstens 9 cijfers. Herstel het nummer.", name)
    return int(text)


_CODE_FORMS = {
    "Product/Categorie": re.compile(r"[0-9A-Za-z]{2}"),
    "Product/Code": re.compile(r"[0-9A-Za-z._-]{1,5}"),
    "RedenBeeindiging": re.compile(r"[0-9]{2}"),
    "RedenWijziging": re.compile(r"[0-9]{2}"),
    "Verwijzer/Type": re.compile(r"[0-9]{2}"),
}


def code(fields: dict[str, str], name: str, *, required: bool = False) -> str | None:
    """A code of a list that may grow: its form is checked here, whether it is known is a finding later."""
    text = fields.get(name)
    if not text:
        if required:
            raise RefusedError("leeg", f"{name} ontbreekt. Vul de code in en stuur het bericht opnieuw.", name)
        return None
    if not _CODE_FORMS[name].fullmatch(text):
        raise RefusedError("code", f"{name} heeft niet de vorm van een code. Gebruik een code uit de codelijst.", name)
    return text


def status(fields: dict[str, str]) -> str:
    """StatusAanlevering: only 1 (delivery) and 3 (take back) are allowed."""
    text = fields.get("StatusAanlevering", "")
    if text not in ("1", "3"):
        raise RefusedError(
            "status",
            "StatusAanlevering moet 1 (eerste aanlevering) of 3 (verwijderen) zijn. Verwijder de regel met 3 en lever "
            "hem opnieuw met 1.",
            "StatusAanlevering",
            text if len(text) == 1 and text.isdigit() else None,
        )
    return text


def birth_year(fields: dict[str, str], sent: str) -> int | None:
    """Year of birth; None when DatumGebruik says that the whole date is unknown."""
    use = fields.get("DatumGebruik", "")
    born = _DAYS[fields.get("Datum", "")]
    if use not in ("", "1", "2", "3"):
        raise RefusedError("code", "DatumGebruik moet 1, 2 of 3 zijn, of ontbreken. Herstel de code.", "DatumGebruik")
    if use == "3":
        return None
    if born is None or not "1900-01-01" <= born <= sent:
        raise RefusedError(
            "geboortedatum",
            "De geboortedatum ontbreekt, bestaat niet of ligt na de dagtekening. Herstel de datum in het bericht.",
            "Geboortedatum",
        )
    return int(born[:4])


def sex(element: Any) -> str | None:
    """Code of the sex: 0 unknown, 1 male, 2 female; None when the message gives no single digit."""
    text = "" if element is None else (element.text or "").strip()
    return text if len(text) == 1 and text.isascii() and text.isdigit() else None


def full_postcode(text: str) -> str | None:
    """A Dutch postcode as `3500AA`, or None when it is something else."""
    plain = "".join(text.split()).upper()
    return plain if _POSTCODE.fullmatch(plain) else None
