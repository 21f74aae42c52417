"""What does the group say, on the screen: who guessed what, the answers to the question of now, and who is still out?

One block of HTML, made only when something changed; every typed text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from data.session.figures import SessionFigure
from data.session.inbreng import RECOGNISED, Entry, Soort, entries, participants
from data.session.report_model import Explanation, explain
from data.session.stand import Position
from metrics.indicator import Unit
from pages.parts import wording
from pages.parts.session import space, words
from pages.parts.session.place import is_guessing, join_address, store
from pages.parts.session.spread import spread
from pages.parts.session.stepping import kinds_of_step
from pages.parts.session.then_and_now import indicator_of, kept_headline

MOST = 3
MOST_BOXES = 12
LEAST = 2
"""Lines of an answer that must fit before it is shown in part."""
STRIP = 4.0
"""What the strip of guesses takes, in lines."""
DISSENT, DISSENT_LINES = "Tegengeluid.", 4
MOST_NAMED = 5
"""Parties that are named beside an answer; the report names all."""


def panel(kept: SessionFigure, position: Position, parties: Sequence[str]) -> str:
    """The answers beside a figure, as HTML."""
    said = [entry for entry in entries(store(), kept.sessie, kept.figuur) if entry.counts]
    devices = {key: partij for key, partij in participants(store(), kept.sessie).items() if partij != words.NOTE_TAKER}
    if is_guessing(kept.figuur, kept.eerst_raden, position):
        return wrapped(_guessing(said, parties, len(devices)), kept.sessie)
    unit = indicator_of(kept).unit
    blocks = [f"<h2>{escape(words.QUESTIONS[position.step])}</h2>"]
    blocks += [f'<p class="vraag">{escape(kept.vraag)}</p>'] if kept.vraag else []
    dissent = _dissent(said)
    lines = space.PANEL - (space.height(kept.vraag) if kept.vraag else 0) - (space.height(dissent) if dissent else 0)
    blocks += _answers(said, position.step, unit, kept, len(devices), lines)
    if dissent:
        blocks.append(f'<p class="wat streep"><strong>{DISSENT}</strong> {escape(dissent.removeprefix(DISSENT))}</p>')
    asked = {*kinds_of_step(position.step), *([Soort.STEUN] if position.step == "verklaren" else [])}
    spoken = len({entry.deelnemer for entry in said if entry.soort in asked} & set(devices))
    return wrapped(
        blocks, kept.sessie, f"Antwoord van {spoken} van {words.participants(len(devices))}." if devices else ""
    )


def wrapped(blocks: Iterable[str], sessie: str, first: str = "") -> str:
    """The blocks with the link under it."""
    address = escape(join_address(sessie).partition("://")[2])
    link = f'<p class="wie streep">{escape(first)} Doe mee: <strong>{address}</strong></p>'
    return f'<div class="sessie-groep">{"".join(blocks)}{link}</div>'


def _guessing(said: Sequence[Entry], parties: Sequence[str], devices: int) -> list[str]:
    """How many parties guessed; what they guessed stays hidden until the number is shown."""
    guessed = {entry.partij for entry in said if entry.soort is Soort.RAMING}
    among = [*parties, *sorted(guessed - set(parties))]
    lines = [f'<p class="wat">{boxes(1 if partij in guessed else 0, 1)}{escape(partij)}</p>' for partij in among]
    told = f"Geraden: {len(guessed)} van {words.parties(len(among))} · {words.participants(devices)}"
    return ["<h2>Wat verwachten we te zien?</h2>", *lines, f'<p class="wie">{told}</p>']


def _answers(
    said: Sequence[Entry], step: str, unit: Unit, kept: SessionFigure, devices: int, lines: float
) -> list[str]:
    match step:
        case "herkennen":
            return _recognised([entry for entry in said if entry.soort is Soort.HERKENNEN], lines)
        case "verklaren":
            return _explained(explain(said), devices, lines)
        case "verwachten":
            found = [entry for entry in said if entry.soort is Soort.VERWACHTEN]
            return _listed(found, unit, lines)
        case "afspreken":
            return _listed([entry for entry in said if entry.soort in (Soort.LEREN, Soort.AFSPRAAK)], unit, lines)
        case _:
            guesses = [entry for entry in said if entry.soort is Soort.RAMING]
            value = kept_headline(kept)
            shown = [spread(guesses, value.waarde if value else None, unit)] if guesses else []
            left = lines - (STRIP + space.SMALL * len(guesses) / 2 if guesses else 0)
            return [*shown, *_listed([entry for entry in said if entry.soort is Soort.ZIEN], unit, left)]


def _recognised(said: Sequence[Entry], lines: float) -> list[str]:
    """Per answer how many, and which parties; the example of the last who gave one."""
    blocks = []
    for answer in RECOGNISED:
        found = [entry for entry in said if entry.keuze == answer]
        blocks.append(f'<p class="wat"><strong>{answer.capitalize()}</strong></p>')
        count = " · ".join(filter(None, (f"{len(found)} van {len(said)}", _named([each.partij for each in found]))))
        lines -= space.height(answer, f"{'#' * min(len(said), MOST_BOXES)} {count}")
        blocks.append(f'<p class="wie">{boxes(len(found), len(said))}{escape(count)}</p>')
    examples = [entry for entry in said if entry.tekst][-1:]
    return blocks + [
        f'<p class="wat streep">“{escape(space.clipped(each.tekst, lines - 0.5))}” {_by(each)}</p>' for each in examples
    ]


def _named(parties: Iterable[str]) -> str:
    """The parties, each once; of many the first few and how many more."""
    each = list(dict.fromkeys(parties))
    rest = len(each) - MOST_NAMED
    return ", ".join(each) if rest <= 1 else f"{', '.join(each[:MOST_NAMED])} en nog {rest}"


def _explained(explained: Sequence[Explanation], devices: int, lines: float) -> list[str]:
    """The ones that most people recognise first."""
    found = []
    for each in sorted(explained, key=lambda each: (-each.yes, -each.partly, each.entry.inbreng)):
        out_of = max(devices, each.yes)
        kind = words.kind(each.entry)
        support = f"{each.yes} van {out_of} · {f'{kind} · ' if kind else ''}inbreng {each.entry.partij}"
        found.append(_Answer(each.entry.tekst, support, boxes=boxes(each.yes, out_of)))
    return _fitting(found, lines)


def _listed(found: Sequence[Entry], unit: Unit, lines: float) -> list[str]:
    """The newest first."""
    answers = []
    for entry in reversed(found):
        told, more = words.sentence(entry, unit), [f"inbreng {entry.partij}"]
        name = ""
        if entry.soort is Soort.AFSPRAAK:
            name, told = "Afspraak.", entry.tekst
            more = [entry.eigenaar, f"voor {wording.day(entry.datum)}", entry.principe]
        answers.append(_Answer(told, " · ".join(filter(None, more)), name))
    return _fitting(answers, lines)


@dataclass(frozen=True)
class _Answer:
    """What was said, the small line under it, the bold word before it, and squares that are made already."""

    text: str
    small: str
    name: str = ""
    boxes: str = ""

    @property
    def height(self) -> float:
        squares = "#" * self.boxes.count("<i ")
        return space.height(self._words, f"{squares} {self.small}".strip())

    @property
    def lines(self) -> float:
        return space.height(self._words) - space.BETWEEN

    @property
    def _words(self) -> str:
        return f"{self.name} {self.text}".strip()

    def html(self, lines: float) -> str:
        name = f"<strong>{self.name}</strong> " if self.name else ""
        text = escape(space.clipped(self.text, lines))
        return f'<p class="wat">{name}{text}</p><p class="wie">{self.boxes}{escape(self.small)}</p>'


def _fitting(answers: Sequence[_Answer], lines: float) -> list[str]:
    """At most three answers, as many as there is room for, and how many more there are."""
    if not answers:
        return ['<p class="wie">Nog geen antwoorden.</p>']
    heights = [each.height for each in answers]
    shown = space.first_that_fit(heights, lines, MOST)
    found = [each.html(lines - 2) for each in answers[:shown]]
    if shown < min(len(answers), MOST):  # of the next one the beginning, when that says enough
        left = space.left_for(heights, shown, lines, answers[shown].lines)
        found += [answers[shown].html(left)] if left >= LEAST else []
    rest = len(answers) - len(found)
    return [*found, *([f'<p class="wie">En nog {rest}, in het verslag.</p>'] if rest else [])]


def _dissent(said: Sequence[Entry]) -> str:
    """The last dissent with its name before it; empty without one."""
    found = [entry for entry in said if entry.soort is Soort.TEGENGELUID][-1:]
    return "".join(space.clipped(f"{DISSENT} {each.tekst}", DISSENT_LINES) for each in found)


def boxes(filled: int, total: int) -> str:
    """Small squares, filled or open; never a percentage of nine people. None when there are too many to count."""
    if not 0 < total <= MOST_BOXES:
        return ""
    squares = "".join(f'<i class="{"vol" if place < filled else ""}"></i>' for place in range(total))
    return f'<span class="vakjes" aria-hidden="true">{squares}</span>'


def _by(entry: Entry) -> str:
    return f'<span class="wie">{escape(entry.partij)}</span>'
