"""What stands in the digest, whatever the form: what came in, what was refused, what stands out, what is due?

Who makes it decides what is in it: imports for who may import, figures and agreements for who may see those. Every
number went through the gate, in shared form, because a mail goes further than a screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import results
from data.overview import Arrived, arrived_since
from data.session.remember import agreements
from data.store import open_store
from metrics.viewer import Right, Viewer
from pages.parts import standing_out, wording
from pages.parts.frame import Screen
from pages.parts.page import Page
from pages.parts.selection import of_today
from results import Context, StoreFacts

SOON = timedelta(days=14)
"""An agreement is named from so long before its day."""
MOST = 30
"""Lines of one kind; how many more there are is said."""
MOST_REASONS = 3


@dataclass(frozen=True)
class Section:
    """One heading with its lines. `news` is what the subject says of it, empty when there is nothing to say."""

    title: str
    lines: tuple[str, ...]
    news: str = ""


@dataclass(frozen=True)
class Digest:
    """The whole message in words."""

    today: date
    since: datetime
    example: bool
    peildatum: date | None
    sections: tuple[Section, ...]

    @property
    def news(self) -> tuple[str, ...]:
        """What there is to say, in a few words each."""
        return tuple(section.news for section in self.sections if section.news)


def digest(viewer: Viewer, since: datetime, today: date) -> Digest:
    """What `viewer` may know of what happened since a moment. Ask it while looking as that viewer."""
    facts = results.store_facts()
    arrived = arrived_since(open_store(), since)
    sections: list[Section] = []
    if viewer.may(Right.ADMIN):
        sections += [_came_in(arrived, facts), _refused(arrived)]
    if viewer.may(Right.FIGURES):
        sections.append(_stands_out(facts, viewer, is_new=bool(arrived)))
    if viewer.may(Right.SESSIONS):
        sections.append(_due(today))
    return Digest(today, since, facts.example, facts.peildatum, tuple(sections))


def _came_in(arrived: Sequence[Arrived], facts: StoreFacts) -> Section:
    new = [each for each in arrived if each.stored or each.changed]
    known = sum(each.is_known for each in arrived)
    lines = _limited([_counted(each) for each in new])
    if known:
        lines.append(f"{_files(known)} {'was' if known == 1 else 'waren'} al bekend.")
    if not lines:
        last = f" De nieuwste levering is van {wording.day(facts.peildatum)}." if facts.peildatum else ""
        lines = [f"Er is niets nieuws ingelezen.{last}"]
    return Section("Wat kwam er binnen?", tuple(lines), f"{_files(len(new))} ingelezen" if new else "")


def _counted(each: Arrived) -> str:
    delivered = f", geleverd {wording.day(each.leverdatum)}" if each.leverdatum else ""
    changed = f" en {wording.number(each.changed)} gewijzigd" if each.changed else ""
    return f"{each.bestand} ({each.soort}{delivered}): {wording.number(each.stored)} nieuw{changed}."


def _refused(arrived: Sequence[Arrived]) -> Section:
    whole = [f"{each.bestand}: niet ingelezen. {each.refused}" for each in arrived if each.refused]
    rows = [_rejected(each) for each in arrived if each.rejected and not each.refused]
    count = len(whole) + len(rows)
    lines = _limited([*whole, *rows]) or ["Niets."]
    return Section("Wat is afgekeurd, en waarom?", tuple(lines), f"{count} met afkeuringen" if count else "")


def _rejected(each: Arrived) -> str:
    said = [f"{sentence} ({_rows(count)})" for sentence, count in each.reasons[:MOST_REASONS]]
    more = " En om andere redenen; zie de pagina Gegevens." if len(each.reasons) > MOST_REASONS else ""
    return f"{each.bestand}: {_rows(each.rejected)} afgekeurd. {' '.join(said)}{more}".strip()


def _stands_out(facts: StoreFacts, viewer: Viewer, *, is_new: bool) -> Section:
    """Signals of now; without new data they are those of the last message, and no news."""
    chosen = None if facts.empty else of_today()
    if chosen is None:
        return Section("Wat valt op?", ("Er zijn nog geen cijfers.",))
    page = Page(chosen, Screen(Context.GEDEELD, facts.data_version, viewer.scope), "", None)
    found, change, fresh = standing_out.told_apart(page)
    lines = [*found, *(f"{label}: {sentence}." for label, sentence in (change, fresh))]
    if not found:
        lines.insert(0, "Geen signaal: alles past bij de gewone schommeling.")
    title = f"Wat valt op? ({wording.period(chosen.period)}, hele stad)"
    return Section(title, tuple(lines), _plural(len(found), "signaal", "signalen") if is_new else "")


def _due(today: date) -> Section:
    made = [(each.entry.datum, each) for each in agreements(open_store()) if each.status == "open"]
    due = [(day, each) for day, each in made if day is not None and day <= today + SOON]
    lines = [
        f"Klaar op {wording.day(day)}{' (voorbij)' if day < today else ''}: {each.entry.tekst} "
        f"· {each.entry.eigenaar or 'niemand genoemd'} · sessie {each.session.titel}"
        for day, each in due
    ]
    news = _plural(len(due), "afspraak", "afspraken")
    nothing = "Er is geen open afspraak die aan de beurt is."
    return Section("Welke afspraken zijn aan de beurt?", tuple(_limited(lines)) or (nothing,), news)


def _limited(lines: list[str]) -> list[str]:
    more = len(lines) - MOST
    return lines if more <= 0 else [*lines[:MOST], f"En nog {wording.number(more)} andere."]


def _plural(count: int, one: str, more: str) -> str:
    return "" if not count else f"{wording.number(count)} {one if count == 1 else more}"


def _files(count: int) -> str:
    return _plural(count, "bestand", "bestanden")


def _rows(count: int) -> str:
    return _plural(count, "rij", "rijen")
