"""Which words does a session use: the questions to the group, the names of answers, an answer as a sentence?"""

from __future__ import annotations

from collections.abc import Mapping

from data.session.inbreng import Entry, Soort
from data.session.text import SessionError
from metrics.indicator import Unit
from pages.parts import wording

QUESTIONS: Mapping[str, str] = {
    "zien": "Wat zien we?",
    "herkennen": "Herkennen we het beeld?",
    "verklaren": "Kunnen we het verklaren?",
    "verwachten": "Wat is onze verwachting?",
    "afspreken": "Wat leren we, en wat spreken we af?",
}
NAMES: Mapping[Soort, str] = {
    Soort.RAMING: "Geraden",
    Soort.ZIEN: "Gezien",
    Soort.HERKENNEN: "Herkend",
    Soort.VERKLAREN: "Verklaring",
    Soort.VERWACHTEN: "Verwachting",
    Soort.LEREN: "Geleerd",
    Soort.AFSPRAAK: "Afspraak",
    Soort.TEGENGELUID: "Tegengeluid",
}
KINDS: Mapping[str, str] = {"populatie": "wie er komen"}
"""Kinds of explanation whose usual word many people do not know."""
PARTIES = ("gemeente", "buurtteams", "aanbieders", "ervaringsdeskundigen")
NOTE_TAKER = "notulist"
_FRACTIONS = {Unit.SHARE, Unit.DRIFT, Unit.PERCENT_POINT}


def number_of(text: str, unit: Unit) -> float | None:
    """What somebody typed (37, 37,5, 37%, 1.250) in the unit of the figure; None when the field is empty."""
    typed = text.strip().replace("%", "").replace("€", "").replace("−", "-").replace(" ", "")
    if not typed:
        return None
    plain = typed.replace(".", "").replace(",", ".") if "," in typed or _has_thousands(typed) else typed
    try:
        number = float(plain)
    except ValueError as error:
        raise SessionError(f"'{text}' is geen getal. Schrijf bijvoorbeeld 37 of 37,5.") from error
    return number / 100 if unit in _FRACTIONS else number


def _has_thousands(typed: str) -> bool:
    groups = typed.lstrip("-").split(".")
    return len(groups) > 1 and all(len(group) == 3 for group in groups[1:])


def unit_word(unit: Unit) -> str:
    """What to type, behind the label of the field."""
    return {Unit.SHARE: "in procenten", Unit.DRIFT: "in procenten", Unit.EURO: "in euro’s"}.get(unit, "als getal")


def amount(entry: Entry, unit: Unit) -> str:
    """The number or direction of a guess or an expectation."""
    return typed(entry.getal, unit) if entry.getal is not None else str(entry.richting or "")


def typed(number: float, unit: Unit) -> str:
    """A number as somebody typed it: a whole percentage without decimals, half a per cent with one."""
    if unit is not Unit.SHARE:
        return wording.value(number, unit)
    is_whole = abs(100 * number - round(100 * number)) < 1e-6
    return wording.share(number, 0 if is_whole else 1)


def sentence(entry: Entry, unit: Unit) -> str:
    """The content of an entry in one line, without the party."""
    match entry.soort:
        case Soort.RAMING:
            return amount(entry, unit)
        case Soort.HERKENNEN | Soort.STEUN | Soort.STAND:
            return _parts(str(entry.keuze), entry.tekst)
        case Soort.VERKLAREN:
            refuted = f"klopt niet als: {entry.weerlegging}" if entry.weerlegging else ""
            return _parts(entry.tekst, kind(entry), entry.sterkte or "", refuted)
        case Soort.VERWACHTEN:
            return _parts(f"{amount(entry, unit)} {wording.in_period(entry.periode or '')}", entry.tekst)
        case Soort.AFSPRAAK:
            return _parts(entry.tekst, entry.eigenaar, f"voor {wording.day(entry.datum)}", entry.principe)
        case _:
            return entry.tekst


def kind(entry: Entry) -> str:
    """What an explanation has to do with, in a word that everybody knows."""
    return KINDS.get(entry.categorie or "", entry.categorie or "")


def screens(count: int) -> str:
    """`3 figuren`."""
    return "1 figuur" if count == 1 else f"{count} figuren"


def parties(count: int) -> str:
    """`4 partijen`."""
    return "1 partij" if count == 1 else f"{count} partijen"


def participants(count: int) -> str:
    """`9 deelnemers`."""
    return "1 deelnemer" if count == 1 else f"{count} deelnemers"


def first_sentences(text: str, most: int = 96) -> str:
    """As many whole sentences as fit in so many signs, at least one; the rest stands in the report."""
    sentences = text.replace(". ", ".\n").split("\n")
    said = sentences[0]
    for sentence in sentences[1:]:
        if len(said) + len(sentence) >= most:
            break
        said = f"{said} {sentence}"
    return said


def _parts(*parts: str) -> str:
    *before, last = [part for part in parts if part] or [""]
    return " · ".join([*(part.removesuffix(".") for part in before), last])
