"""What does the group say, on the screen: who guessed what, the answers to the question of now, and who is still out?

One block of HTML, made only when something changed; every typed text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from data.session.figures import SessionFigure
from data.session.inbreng import RECOGNISED, Entry, Soort, entries, participants
from data.session.report_model import Explanation, explain
from data.session.stand import Position
from metrics.indicator import Unit
from pages.parts import wording
from pages.parts.session import words
from pages.parts.session.place import is_guessing, join_address, store
from pages.parts.session.spread import spread
from pages.parts.session.stepping import kinds_of_step
from pages.parts.session.then_and_now import indicator_of, kept_headline

MOST = 3
MOST_BOXES = 12


def panel(kept: SessionFigure, position: Position, parties: Sequence[str]) -> str:
    """The answers beside a figure, as HTML."""
    said = [entry for entry in entries(store(), kept.sessie, kept.figuur) if entry.counts]
    devices = {key: partij for key, partij in participants(store(), kept.sessie).items() if partij != words.NOTE_TAKER}
    if is_guessing(kept.figuur, kept.eerst_raden, position):
        return wrapped(_guessing(said, parties, len(devices)), kept.sessie)
    unit = indicator_of(kept).unit
    blocks = [f"<h2>{escape(words.QUESTIONS[position.step])}</h2>"]
    blocks += [f'<p class="vraag">{escape(kept.vraag)}</p>'] if kept.vraag else []
    blocks += _answers(said, position.step, unit, kept, len(devices))
    blocks += _dissent(said)
    asked = {*kinds_of_step(position.step), *([Soort.STEUN] if position.step == "verklaren" else [])}
    spoken = len({entry.deelnemer for entry in said if entry.soort in asked} & set(devices))
    return wrapped(blocks, kept.sessie, f"{spoken} van {len(devices)} deelnemers antwoordden." if devices else "")


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
    words_ = f"{len(guessed)} van {len(among)} partijen zeiden wat ze verwachten"
    return ["<h2>Wat verwachten we te zien?</h2>", *lines, f'<p class="wie">{words_}. {devices} deelnemers.</p>']


def _answers(said: Sequence[Entry], step: str, unit: Unit, kept: SessionFigure, devices: int) -> list[str]:
    match step:
        case "herkennen":
            return _recognised([entry for entry in said if entry.soort is Soort.HERKENNEN])
        case "verklaren":
            return _explained(explain(said), devices)
        case "verwachten":
            found = [entry for entry in said if entry.soort is Soort.VERWACHTEN]
            return _listed(found, unit)
        case "afspreken":
            return _listed([entry for entry in said if entry.soort in (Soort.LEREN, Soort.AFSPRAAK)], unit)
        case _:
            guesses = [entry for entry in said if entry.soort is Soort.RAMING]
            value = kept_headline(kept)
            shown = [spread(guesses, value.waarde if value else None, unit)] if guesses else []
            return [*shown, *_listed([entry for entry in said if entry.soort is Soort.ZIEN], unit)]


def _recognised(said: Sequence[Entry]) -> list[str]:
    """Per answer how many, and which parties; the example of the last who gave one."""
    blocks = []
    for answer in RECOGNISED:
        found = [entry for entry in said if entry.keuze == answer]
        who = ", ".join(dict.fromkeys(entry.partij for entry in found))
        blocks.append(f'<p class="wat"><strong>{answer.capitalize()}</strong></p>')
        count = " · ".join(filter(None, (f"{len(found)} van {len(said)}", escape(who))))
        blocks.append(f'<p class="wie">{boxes(len(found), len(said))}{count}</p>')
    examples = [entry for entry in said if entry.tekst][-1:]
    return blocks + [f'<p class="wat streep">“{escape(each.tekst)}” {_by(each)}</p>' for each in examples]


def _explained(explained: Sequence[Explanation], devices: int) -> list[str]:
    blocks = []
    ranked = sorted(explained, key=lambda each: (-each.yes, -each.partly, each.entry.inbreng))
    for each in ranked[:MOST]:
        out_of = max(devices, each.yes)
        kind = f"{each.entry.categorie} · " if each.entry.categorie else ""
        blocks.append(f'<p class="wat">{escape(each.entry.tekst)}</p>')
        blocks.append(
            f'<p class="wie">{boxes(each.yes, out_of)}{each.yes} van {out_of} · {kind}inbreng '
            f"{escape(each.entry.partij)}</p>"
        )
    return blocks + _rest(len(ranked))


def _listed(found: Sequence[Entry], unit: Unit) -> list[str]:
    """The newest first."""
    blocks = []
    for entry in list(reversed(found))[:MOST]:
        told, more = words.sentence(entry, unit), [f"inbreng {entry.partij}"]
        name = ""
        if entry.soort is Soort.AFSPRAAK:
            name, told = "<strong>Afspraak.</strong> ", entry.tekst
            more = [entry.eigenaar, f"voor {wording.day(entry.datum)}", entry.principe, *more]
        blocks.append(f'<p class="wat">{name}{escape(told)}</p>')
        blocks.append(f'<p class="wie">{escape(" · ".join(filter(None, more)))}</p>')
    return blocks + _rest(len(found))


def _dissent(said: Sequence[Entry]) -> list[str]:
    found = [entry for entry in said if entry.soort is Soort.TEGENGELUID][-1:]
    return [f'<p class="wat streep"><strong>Tegengeluid.</strong> {escape(each.tekst)}</p>' for each in found]


def _rest(count: int) -> list[str]:
    if count == 0:
        return ['<p class="wie">Nog geen antwoorden.</p>']
    return [f'<p class="wie">En nog {count - MOST}, in het verslag.</p>'] if count > MOST else []


def boxes(filled: int, total: int) -> str:
    """Small squares, filled or open; never a percentage of nine people. None when there are too many to count."""
    if not 0 < total <= MOST_BOXES:
        return ""
    squares = "".join(f'<i class="{"vol" if place < filled else ""}"></i>' for place in range(total))
    return f'<span class="vakjes" aria-hidden="true">{squares}</span>'


def _by(entry: Entry) -> str:
    return f'<span class="wie">{escape(entry.partij)}</span>'
