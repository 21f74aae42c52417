"""What did people say about a figure, in sentences under the questions of the session?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.session.inbreng import RECOGNISED, Entry
from data.session.report_model import Explanation, ReportFigure
from metrics.indicator import Unit
from metrics.period import Period
from pages.parts import wording
from pages.parts.report.cleaning import clean

KINDS = {
    "registratie": "door de registratie",
    "populatie": "door wie er komen",
    "werkwijze": "door de werkwijze",
    "toeval": "toeval",
}


@dataclass(frozen=True)
class Line:
    """One thing that was said: the words, who said it (a party), and what belongs to it."""

    text: str
    party: str = ""
    more: str = ""


@dataclass(frozen=True)
class Told:
    """A question of the session and what was said to it."""

    question: str
    lines: tuple[Line, ...]
    summary: str = ""


def told_of(each: ReportFigure, unit: Unit) -> tuple[Told, ...]:
    """Every question to which something was said, in the order of the session."""
    found = (
        Told("Wat verwachtten we vooraf?", tuple(_expected(entry, unit) for entry in each.guesses)),
        Told("Wat zien we?", _texts(each.seen)),
        _recognition(each.recognised),
        Told("Kunnen we het verklaren?", tuple(_explained(one) for one in each.explanations)),
        Told("Wat verwachten we?", tuple(_expected(entry, unit) for entry in each.expectations)),
        Told("Wat leren we?", _texts(each.lessons)),
        Told("Wat spreken we af?", tuple(_agreed(agreement.entry) for agreement in each.agreements)),
        Told("Tegengeluid", _texts(each.dissent)),
    )
    return tuple(told for told in found if told.lines or told.summary)


def expectation(entry: Entry, unit: Unit) -> str:
    """`hoger, 40%, in het 4e kwartaal 2026`."""
    number = "" if entry.getal is None else wording.value(entry.getal, unit)
    return ", ".join(part for part in (clean(entry.richting or ""), number, when(entry.periode)) if part)


def when(period: str | None) -> str:
    """The period of an expectation; what is no period is repeated as it was typed."""
    if not period:
        return ""
    try:
        Period.parse(period)
    except ValueError:
        return clean(period)
    return wording.in_period(period)


def _texts(entries: Sequence[Entry]) -> tuple[Line, ...]:
    return tuple(Line(clean(entry.tekst), clean(entry.partij)) for entry in entries)


def _expected(entry: Entry, unit: Unit) -> Line:
    return Line(expectation(entry, unit), clean(entry.partij), clean(entry.tekst))


def _recognition(entries: Sequence[Entry]) -> Told:
    """How often ja, deels and nee, per party when there are more, and the examples that were given."""
    counts = Counter(entry.keuze for entry in entries)
    summary = " · ".join(f"{counts[choice]} {choice}" for choice in RECOGNISED) if entries else ""
    lines = [
        Line(clean(entry.tekst) or f"{str(entry.keuze).capitalize()}.", clean(entry.partij), str(entry.keuze))
        for entry in entries
        if clean(entry.tekst)
    ]
    silent = Counter((clean(entry.partij), str(entry.keuze)) for entry in entries if not clean(entry.tekst))
    parties = list(dict.fromkeys(party for party, _ in silent))
    for party in parties:
        said = [f"{silent[party, choice]} {choice}" for choice in RECOGNISED if silent[party, choice]]
        lines.append(Line("Zonder toelichting", party, ", ".join(said)))
    return Told("Herkennen we het?", tuple(lines), summary)


def _explained(one: Explanation) -> Line:
    entry = one.entry
    support = f"{one.yes} ja, {one.partly} deels, {one.no} nee"
    parts = [
        KINDS.get(entry.categorie or "", clean(entry.categorie or "")),
        f"{clean(entry.sterkte)} onderbouwd" if entry.sterkte else "",
        f"steun: {support}",
        f"klopt niet als: {clean(entry.weerlegging)}" if clean(entry.weerlegging) else "",
    ]
    return Line(clean(entry.tekst), clean(entry.partij), " · ".join(part for part in parts if part))


def _agreed(entry: Entry) -> Line:
    parts = [
        f"{clean(entry.eigenaar)}, uiterlijk {wording.day(entry.datum)}",
        f"principe: {clean(entry.principe)}" if clean(entry.principe) else "",
    ]
    return Line(clean(entry.tekst), clean(entry.partij), " · ".join(part for part in parts if part))
