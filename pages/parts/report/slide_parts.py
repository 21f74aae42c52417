"""How do a title, a text box and a table stand on a slide?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from pages.parts.look import LIGHT
from pages.parts.report.cleaning import clean
from pages.parts.report.grids import Grid

SANS, SERIF = "Calibri", "Cambria"
WIDE, HIGH, EDGE = 13.333, 7.5, 0.5
TOP = 1.5
LINE_HEIGHT = 1.2
TITLES = ((62, 24), (84, 19), (150, 16))
"""So many signs of a title go in letters of that size: the first two on one line, the last on two."""


@dataclass(frozen=True)
class Words:
    """One paragraph."""

    text: str
    size: float = 12
    strong: bool = False
    colour: str = LIGHT.ink
    before: float = 0
    bullet: bool = False


@dataclass(frozen=True)
class Frame:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def measures(self) -> tuple[Inches, Inches, Inches, Inches]:
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


def new_slide(deck: Any, title: str, subtitle: str = "", footer: str = "") -> Any:
    """A slide with its title under a rule, as a figure in the dashboard."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    rule = slide.shapes.add_shape(1, *Frame(EDGE, 0.35, WIDE - 2 * EDGE, 0.04).measures)
    rule.fill.solid()
    rule.fill.fore_color.rgb = rgb(LIGHT.ink)
    rule.line.fill.background()
    rule.shadow.inherit = False
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = Frame(EDGE, 0.42, WIDE - 2 * EDGE, 0.62).measures
    write(
        heading.text_frame,
        [Words(title, next((size for most, size in TITLES if len(title) <= most), 14), strong=True)],
        font=SERIF,
    )
    heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    if subtitle:
        box(slide, Frame(EDGE, 1.03, WIDE - 2 * EDGE, 0.35), [Words(subtitle, 12, colour=LIGHT.soft)])
    if footer:
        box(slide, Frame(EDGE, 7.05, WIDE - 2 * EDGE, 0.3), [Words(footer, 10, colour=LIGHT.soft)])
    return slide


def box(slide: Any, frame: Frame, paragraphs: Sequence[Words], *, ground: str | None = None) -> None:
    """Paragraphs in a box, on a ground when there is one."""
    shape = slide.shapes.add_textbox(*frame.measures)
    if ground:
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(ground)
    write(shape.text_frame, paragraphs, inset=0.12 if ground else 0.0)


def write(text_frame: Any, paragraphs: Sequence[Words], *, font: str = SANS, inset: float = 0.0) -> None:
    """Paragraphs in a frame; every text is cleaned and stands there as text."""
    text_frame.word_wrap = True
    text_frame.auto_size = MSO_AUTO_SIZE.NONE
    text_frame.margin_left = text_frame.margin_right = Inches(inset)
    text_frame.margin_top = text_frame.margin_bottom = Inches(inset / 2)
    for number, words in enumerate(paragraphs):
        paragraph = text_frame.paragraphs[0] if not number else text_frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_before = Pt(words.before)
        run = paragraph.add_run()
        run.text = ("• " if words.bullet else "") + clean(words.text)
        run.font.size, run.font.bold, run.font.name = Pt(words.size), words.strong, font
        run.font.color.rgb = rgb(words.colour)


def lines_of(words: Words, width: float) -> float:
    """About how many lines of its own size a paragraph takes in a box `width` inches wide."""
    signs = max(8, int(width * 72 / (words.size * 0.5)))
    return -(-max(1, len(words.text) + 2 * words.bullet) // signs)


def height_of(words: Words, width: float) -> float:
    """About how many inches a paragraph takes."""
    return (lines_of(words, width) * words.size * LINE_HEIGHT + words.before) / 72


def split(paragraphs: Sequence[Words], width: float, height: float) -> list[list[Words]]:
    """The paragraphs over boxes of that size; a heading never stands alone at the foot, a party never at the top."""
    boxes: list[list[Words]] = [[]]
    used = 0.0
    for number, words in enumerate(paragraphs):
        needed = height_of(words, width)
        together = sum(height_of(each, width) for each in _kept_together(paragraphs[number:]))
        if boxes[-1] and used + together > height:
            boxes.append([])
            used = 0.0
        boxes[-1].append(words)
        used += needed
    return [each for each in boxes if each]


def _kept_together(paragraphs: Sequence[Words]) -> Sequence[Words]:
    """The first paragraph with what belongs to it: a heading with its first answer, an answer with who said it."""
    count = 1
    while count < len(paragraphs):
        last, following = paragraphs[count - 1], paragraphs[count]
        if not (last.strong or (last.bullet and not following.bullet and not following.strong)):
            break
        count += 1
    return paragraphs[:count]


def table(
    slide: Any, frame: Frame, heads: Sequence[str], rows: Sequence[Sequence[str]], *, size: float = 11,
    right: Sequence[bool] = (), widths: Sequence[float] = (),
) -> None:  # fmt: skip
    """A plain table: a bold head, numbers to the right."""
    shape = slide.shapes.add_table(len(rows) + 1, len(heads), *frame.measures)
    made = shape.table
    _plain(shape)
    shares = widths or [1.0] * len(heads)
    for column, share in zip(made.columns, shares, strict=True):
        column.width = Inches(frame.width * share / sum(shares))
    for down, row in enumerate([heads, *rows]):
        made.rows[down].height = Inches(frame.height / (len(rows) + 1))
        for across, text in enumerate(row):
            cell = made.cell(down, across)
            _fill(cell, LIGHT.panel if not down else LIGHT.background)
            _edges(cell, LIGHT.provisional, ("b",), 0.75)
            write(cell.text_frame, [Words(text, size, strong=not down)])
            cell.margin_left, cell.margin_right = Inches(0.06), Inches(0.1)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            if across < len(right) and right[across]:
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def grid(slide: Any, frame: Frame, cells: Grid, alt: str) -> None:
    """A map or a matrix as a table with grounds."""
    deep, wide = len(cells), len(cells[0])
    shape = slide.shapes.add_table(deep, wide, *frame.measures)
    _plain(shape)
    describe(shape, alt)
    is_small = wide > 7
    for down, row in enumerate(cells):
        shape.table.rows[down].height = Inches(frame.height / deep)
        for across, each in enumerate(row):
            cell = shape.table.cell(down, across)
            _fill(cell, each.ground or LIGHT.background)
            _edges(cell, LIGHT.background, ("l", "r", "t", "b"), 2)
            texts = [Words(each.text, 9 if is_small else 10, colour=each.colour)] if each.text else []
            size = 9 if is_small and not each.value[:1].isdigit() else 12
            texts += [Words(each.value, size, strong=each.ground is not None, colour=each.colour)] if each.value else []
            write(cell.text_frame, texts or [Words("", 9)])
            cell.margin_left = cell.margin_right = Inches(0.03)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            for paragraph in cell.text_frame.paragraphs:
                paragraph.alignment = PP_ALIGN.CENTER


def describe(shape: Any, alt: str) -> None:
    """The words for who cannot see it."""
    shape._element.nvGraphicFramePr.cNvPr.set("descr", clean(alt))


def rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))


def _plain(shape: Any) -> None:
    """No style of the program: no banding, no coloured head."""
    made = shape.table
    made.horz_banding = made.first_row = False
    style = shape._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId"))
    if style is not None:
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def _fill(cell: Any, colour: str) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(colour)


def _edges(cell: Any, colour: str, sides: Sequence[str], points: float) -> None:
    """Lines along a cell; the format wants them before its ground, in the order left, right, top, bottom."""
    properties = cell._tc.get_or_add_tcPr()
    for number, side in enumerate(sides):
        line = properties.makeelement(qn(f"a:ln{side.upper()}"), {"w": str(int(points * 12700))})
        fill = line.makeelement(qn("a:solidFill"), {})
        fill.append(fill.makeelement(qn("a:srgbClr"), {"val": colour.removeprefix("#")}))
        line.append(fill)
        properties.insert(number, line)
