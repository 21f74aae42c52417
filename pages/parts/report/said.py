"""What did people say about a figure, in sentences under the questions of the session?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.session.inbreng import RECOGNISED, Entry
from data.session.report_model import Explanation, ReportFigure
from data.stories import Story
from metrics.indicator import Unit
from metrics.period import Period
from pages.parts import wording
from pages.parts.report.cleaning import clean
from pages.parts.session.words import typed
from pages.parts.stories import beside
from results import Result

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


def stories_of(answers: Sequence[Result], known: Sequence[Story]) -> tuple[Told, ...]:
    """The stories beside the figure; nothing when there are none."""
    lines = tuple(
        Line(f"{clean(each.titel)}. {clean(each.tekst)}", clean(each.bron), f"{each.vorm}, {when(each.periode)}")
        for each in beside(answers, known)
    )
    return (Told("Welk verhaal hoort erbij?", lines),) if lines else ()


def expectation(entry: Entry, unit: Unit) -> str:
    """`Hoger, 40%, in het 4e kwartaal 2026`."""
    number = "" if entry.getal is None else typed(entry.getal, unit)
    text = ", ".join(part for part in (clean(entry.richting or ""), number, when(entry.periode)) if part)
    return text[:1].upper() + text[1:]


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
    """How often ja, deels and nee, then the same per party, and the examples that were given."""
    counts = Counter((clean(entry.partij), entry.keuze) for entry in entries)
    summary = _counted({choice: sum(n for (_, said), n in counts.items() if said == choice) for choice in RECOGNISED})
    parties = dict.fromkeys(party for party, _ in counts)
    per_party = "; ".join(f"{party}: {_counted({c: counts[party, c] for c in RECOGNISED})}" for party in parties)
    examples = [
        Line(clean(entry.tekst), clean(entry.partij), clean(entry.keuze or ""))
        for entry in entries
        if clean(entry.tekst)
    ]
    return Told("Herkennen we het?", (*([Line(per_party)] if per_party else []), *examples), summary)


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {choice}" for choice, count in counts.items() if count)


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
