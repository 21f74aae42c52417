"""How does a session become slides that a facilitator can change: native charts, texts and tables, 16 by 9?"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

from pptx import Presentation
from pptx.util import Inches

from pages.parts import table as tables
from pages.parts import wording
from pages.parts.look import LIGHT
from pages.parts.report import slide_chart, slide_parts
from pages.parts.report.cleaning import clean
from pages.parts.report.content import Content, Part, Promise, Table, joined
from pages.parts.report.grids import DOTS, DOTS_MEAN, grid_of
from pages.parts.report.native_charts import charts_of
from pages.parts.report.slide_parts import EDGE, HIGH, TOP, WIDE, Frame, Words
from pages.parts.report.stable import stable

INVENTED = "verzonnen gegevens"
SIDE = 4.5  # width of what was said, beside the picture
FOOT = 6.95
ROWS = 24
ROW = 0.22  # height of a row of a long table, in inches
MOST_TABLE_SLIDES = 2


def pptx_bytes(content: Content) -> bytes:
    """The slides; the same session gives the same bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    _properties(deck, content)
    _opening(deck, content)
    _looked_back(deck, content)
    for part in content.parts:
        _figure(deck, part, content)
    _promises(deck, "Wat we afspraken", content.promises, "Er is geen afspraak gemaakt.")
    _text_slides(deck, "Over de cijfers", list(_about(content)))
    _text_slides(deck, "De definities", list(_definitions(content)))
    for part in content.parts:
        for each in part.tables:
            _table(deck, part, each)
    buffer = io.BytesIO()
    deck.save(buffer)
    return stable(buffer.getvalue(), content.day)


def _properties(deck: Any, content: Content) -> None:
    moment = datetime.combine(content.day, time())
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = f"Verslag {content.title}"[:250], "Cijfertafel", "Cijfertafel"
    about.created = about.modified = moment
    about.language, about.comments = "nl-NL", ""
    about.subject = INVENTED if content.example else ""


def _opening(deck: Any, content: Content) -> None:
    slide = slide_parts.new_slide(deck, content.title, "Verslag van een duidingssessie")
    lines = [Words(f"{name}: {text}", 16, before=4) for name, text in content.facts]
    if content.example:
        lines.append(Words("De gegevens zijn verzonnen. Trek er geen conclusies uit.", 16, strong=True, before=14))
    lines.append(Words("De figuren", 16, strong=True, before=14))
    lines += [Words(f"{part.number}. {part.title}", 14, before=2) for part in content.parts]
    pages = slide_parts.split(lines, WIDE - 2 * EDGE, FOOT - TOP)
    slide_parts.box(slide, Frame(EDGE, TOP, WIDE - 2 * EDGE, FOOT - TOP), pages[0])
    _text_slides(deck, "De figuren", [words for page in pages[1:] for words in page])


def _looked_back(deck: Any, content: Content) -> None:
    told = content.looked_back
    if told is None:
        return
    lines = [Words(told.summary, 13, colour=LIGHT.soft)]
    for line in told.lines:
        lines += [
            Words(line.text, 15, bullet=True, before=8),
            Words(joined([line.party, line.more]), 12, colour=LIGHT.soft),
        ]
    if not told.lines:
        lines.append(Words("De vorige keer is geen verwachting uitgesproken.", 15, before=8))
    _text_slides(deck, told.question, lines)
    _promises(deck, "Afspraken van eerder", content.earlier, "")


def _figure(deck: Any, part: Part, content: Content) -> None:
    """The picture with its reading, beside it what was said; what does not fit goes on the next slide."""
    slide = slide_parts.new_slide(deck, part.title, part.subtitle, _footer(part, content))
    said = _said(part)
    wide = WIDE - 2 * EDGE - (SIDE + 0.25 if said else 0.0)
    _picture(slide, part, wide)
    pages = slide_parts.split(said, SIDE - 0.24, FOOT - TOP - 0.2)
    if pages:
        frame = Frame(WIDE - EDGE - SIDE, TOP, SIDE, FOOT - TOP)
        slide_parts.box(slide, frame, pages[0], ground=LIGHT.panel)
    rest = [words for page in pages[1:] for words in page]
    if rest:
        _text_slides(deck, f"Duiding bij figuur {part.number}: {part.title}", rest)


def _picture(slide: Any, part: Part, wide: float) -> None:
    """The chart, map, matrix or table, and under it the reading."""
    reading = _reading(part)
    room = sum(slide_parts.height_of(words, wide) for words in reading) + 0.1
    frame = Frame(EDGE, TOP, wide, FOOT - TOP - room)
    slide_parts.box(slide, Frame(EDGE, FOOT - room, wide, room), reading)
    cells, charts = grid_of(part), charts_of(part)
    if cells is not None:
        slide_parts.grid(slide, frame, cells, f"{part.title}. {part.alt}")
    elif charts:
        _charts(slide, frame, charts, part)
    elif part.picture is not None and part.tables:
        shown = min(part.tables[0].result.frame.height, max(1, int(frame.height / 0.32) - 1))
        low = Frame(frame.left, frame.top, frame.width, 0.32 * (shown + 1))
        _rows(slide, part.tables[0], low, 0, shown)
    else:
        slide_parts.box(slide, frame, [Words(part.instead, 16, colour=LIGHT.soft)])


def _charts(slide: Any, frame: Frame, charts: Sequence[Any], part: Part) -> None:
    """The upper chart gets most of the room; a lower one has its heading above it."""
    if len(charts) == 1:
        slide_chart.draw(slide, frame, charts[0], f"{part.title}. {part.alt}")
        return
    upper = frame.height * 0.6
    slide_chart.draw(slide, Frame(frame.left, frame.top, frame.width, upper), charts[0], f"{part.title}. {part.alt}")
    top = frame.top + upper
    slide_parts.box(
        slide, Frame(frame.left, top, frame.width, 0.28), [Words(charts[1].heading, 12, strong=True, colour=LIGHT.soft)]
    )
    lower = Frame(frame.left, top + 0.28, frame.width, frame.height - upper - 0.28)
    slide_chart.draw(slide, lower, charts[1], charts[1].heading)


def _reading(part: Part) -> list[Words]:
    if part.picture is None:
        return []
    dashed = any(series.dashed for chart in charts_of(part) for series in chart.series)
    cells = grid_of(part)
    dotted = cells is not None and any(cell.value == DOTS for row in cells for cell in row)
    texts = [part.reading, "Gestippeld is voorlopig." if dashed else "", DOTS_MEAN if dotted else ""]
    return [Words(" ".join(text for text in texts if text), 13)] if any(texts) else []


def _footer(part: Part, content: Content) -> str:
    days = sorted({each.result.peildatum for each in part.tables})
    day = f"Peildatum {wording.together([wording.day(each) for each in days])}" if days else ""
    note = part.picture.note if part.picture else ""
    return joined([f"Figuur {part.number}", day, note, INVENTED if content.example else ""])


def _said(part: Part) -> list[Words]:
    """The question to the group and what was said, as paragraphs; nothing when nobody said anything."""
    if not part.told:
        return []
    lines = [Words(part.question, 14, strong=True)] if part.question else []
    for told in part.told:
        heading = told.question + (f"  {told.summary}" if told.summary else "")
        lines.append(Words(heading, 12, strong=True, before=7))
        for line in told.lines:
            lines.append(Words(line.text, 12, bullet=True, before=2))
            small = joined([line.party, line.more])
            lines += [Words(small, 10.5, colour=LIGHT.soft)] if small else []
    return lines


def _promises(deck: Any, title: str, promises: Sequence[Promise], otherwise: str) -> None:
    if not promises:
        if otherwise:
            _text_slides(deck, title, [Words(otherwise, 15)])
        return
    heads = ("Afspraak", "Wie", "Klaar op", "Stand", "Bij")
    for start in range(0, len(promises), 8):
        slide = slide_parts.new_slide(deck, title)
        rows = [
            (joined([each.text, each.principle and f"principe: {each.principle}"]), each.owner,
             wording.day(each.day), each.status, each.origin)
            for each in promises[start : start + 8]
        ]  # fmt: skip
        frame = Frame(EDGE, TOP, WIDE - 2 * EDGE, 0.55 * (len(rows) + 1))
        slide_parts.table(slide, frame, heads, rows, size=12, widths=(6, 2.2, 1.6, 1, 1.5))


def _about(content: Content) -> Iterator[Words]:
    """Selection, breaks and hidden cells per figure."""
    for part in content.parts:
        yield Words(f"Figuur {part.number}. {part.title}", 13, strong=True, before=8)
        if not part.tables:
            yield Words(part.instead, 11)
        for each in part.tables:
            pairs = [pair for pair in each.in_short if pair[0] != "Definitie"]
            yield Words(joined([each.definition.name, *(f"{name}: {text}" for name, text in pairs)]), 11, before=2)
        for remark in part.remarks:
            yield Words(remark, 11, colour=LIGHT.soft)


def _definitions(content: Content) -> Iterator[Words]:
    for each in content.definitions:
        yield Words(each.name, 13, strong=True, before=8)
        for name, text in each.lines:
            yield Words(f"{name}: {text}", 11, before=1)


def _text_slides(deck: Any, title: str, lines: Sequence[Words]) -> None:
    """Paragraphs over as many slides as they need."""
    frame = Frame(EDGE, TOP, WIDE - 2 * EDGE, FOOT - TOP)
    for number, page in enumerate(slide_parts.split(lines, frame.width, frame.height)):
        slide = slide_parts.new_slide(deck, title if not number else f"{title} (vervolg)")
        slide_parts.box(slide, frame, page)


def _table(deck: Any, part: Part, each: Table) -> None:
    """The whole table when it is short, else the newest rows; the workbook has them all."""
    height = each.result.frame.height
    most = ROWS * MOST_TABLE_SLIDES
    starts = range(max(0, height - most), height, ROWS)
    for start in starts:
        end = min(start + ROWS, height)
        left_out = (
            f" · de laatste {most} van {height} regels; alles staat in het Excel-bestand" if height > most else ""
        )
        subtitle = f"{joined([each.result.indicator.name, each.selection])}{left_out}"
        slide = slide_parts.new_slide(deck, f"Tabel bij figuur {part.number}: {part.title}", subtitle)
        frame = Frame(EDGE, TOP, WIDE - 2 * EDGE, ROW * (end - start + 1))
        _rows(slide, each, frame, start, end)


def _rows(slide: Any, each: Table, frame: Frame, start: int, end: int) -> None:
    """Some rows of a table, in the words of the screen."""
    columns, body = tables.rows(each.result)
    shown = body[start:end]
    heads = [column.header for column in columns] + ["Status"]
    right = [column.write is not None for column in columns] + [False]
    if not any(row[-1] for row in body):
        heads, right, shown = heads[:-1], right[:-1], [row[:-1] for row in shown]
    texts = [[clean(text) for text in row] for row in shown]
    widths = [max(6, min(28, *(max(len(row[i]) for row in [heads, *texts]),))) for i in range(len(heads))]
    size = 10 if len(heads) <= 7 else 9
    slide_parts.table(slide, frame, heads, texts, size=size, right=right, widths=widths)
