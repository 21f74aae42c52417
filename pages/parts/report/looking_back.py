"""What was expected in the last session, and what has become of it in the figures of this one?"""

from __future__ import annotations

import polars as pl

from data.session.inbreng import Entry, Soort
from data.session.remember import Remembered
from data.session.report_model import ReportFigure, SessionReport
from metrics.indicator import Unit
from pages.parts import wording
from pages.parts.report.cleaning import clean
from pages.parts.report.said import Line, Told, expectation
from pages.parts.session import keeping


def looked_back(report: SessionReport) -> Told | None:
    """The expectations of the last session beside what this session shows; None without a last session."""
    before = report.look_back
    if before is None:
        return None
    lines = tuple(
        _line(entry, known, report)
        for known in before.expectations
        for entry in known.entries
        if entry.soort is Soort.VERWACHTEN
    )
    summary = f"{clean(before.session.titel)}, {wording.day(before.session.datum)}"
    return Told("Wat verwachtten we de vorige keer?", lines, summary)


def _line(entry: Entry, known: Remembered, report: SessionReport) -> Line:
    """The name of the indicator, never the title: the last session may not have revealed its figure."""
    frozen = known.figure.tables[0]
    unit = Unit(frozen.definition.unit)
    outcome = next(
        (value for each in report.figures if (value := _shown(each, known.figure.onderwerp, entry)) is not None), None
    )
    became = "nog niet bekend" if outcome is None else wording.value(outcome, unit)
    about = f"{clean(frozen.definition.name)} ({clean(frozen.selection)})"
    return Line(f"{expectation(entry, unit)}. Geworden: {became}.", clean(entry.partij), about)


def _shown(each: ReportFigure, subject: str, entry: Entry) -> float | None:
    """The value of the expected period in a figure of this session about the same subject, when it is shown there."""
    if not each.shown or each.figure.onderwerp != subject or not entry.periode:
        return None
    frame = keeping.answers_of(each.figure)[0].frame
    rows = frame.filter((pl.col("periode") == entry.periode) & ~pl.col("afgeschermd"))
    value = rows["waarde"][0] if rows.height == 1 else None
    return None if value is None else float(value)
