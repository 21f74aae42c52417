"""How does a protected result read as a table, on screen and in a file?

One cell of a table is a number, a text or an honest word: `afgeschermd`, the reason why it is empty, `onbekend`, or
`geen` where nothing is missing. An empty cell never means zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import polars as pl

from metrics.indicator import Indicator, Shape, withheld
from metrics.period import Period
from pages.parts import readings, wording
from results import Result

UNKNOWN = "onbekend"
NONE = "geen"

HEADERS = {
    "periode": "Periode",
    "klasse": "Wacht tot nu toe",
    "been": "Wacht op",
    "teller": "Teller",
    "noemer": "Noemer",
    "waarde": "Waarde",
    "mediaan": "De helft binnen",
    "p80": "80% binnen",
    "p90": "90% binnen",
    "km_mediaan": "De helft binnen, met wachtenden",
    "km_p80": "80% binnen, met wachtenden",
    "onder": "Marge van",
    "boven": "Marge tot",
    "aandeel": "Aandeel",
    "gelijktijdig": "Waarvan tegelijk",
    "gezinnen": "Gezinnen",
    "clienten": "Cliënten",
    "boven_norm": "Boven de norm",
    "negatief": "Op nul gezet",
    "onderdeel": "Deel van het verschil",
    "zonder_aantallen": "Waarvan zonder aantallen",
    "clientmaanden": "Cliëntmaanden",
    "methode": "Manier",
    "gekozen": "Gekozen manier",
    "gemeld": "Aanbieder verwacht",
    "werkelijk": "Werd",
    "bronstatus": "Status bij de bron",
    "fout": "Zat ernaast",
    "fout_doortrekken": "Doortrekken zat ernaast",
    "dekking": "Binnen de marge",
    "terugtest": "Keer nagegaan",
    "te_schatten": "Geschatte maanden",
    "ontbrekende_maanden": "Niet geleverd",
    "zonder_budget": "Kosten zonder budget, maanden",
    "kosten_zonder_budget": "Kosten zonder budget",
}

_INTERNAL = {"voorlopig", "afgeschermd", "waarom_leeg"}
SHARES = {"onder", "boven", "aandeel", "boven_norm", "fout", "fout_doortrekken", "dekking"}
_OWN_SHARES = {"aandeel", "fout", "fout_doortrekken", "dekking"}
"""Shares whatever the unit of the waarde is."""
_WHEN_MISSING = {
    "ontbrekende_maanden": NONE, "zonder_budget": NONE, "kosten_zonder_budget": NONE, "clientmaanden": wording.MISSING,
    "begroot": wording.MISSING, "uitgeput": wording.MISSING, "zonder_aantallen": wording.MISSING,
}  # fmt: skip
"""What an empty cell means where it does not mean that something is unknown: none, or not asked of this row."""
EUROS = {"begroot", "uitgeput", "zonder_aantallen", "gemeld", "werkelijk", "kosten_zonder_budget"}


@dataclass(frozen=True)
class Column:
    """A column of the frame, its header, and how one number of it is written (None: the cell is text)."""

    name: str
    header: str
    write: Callable[[float], str] | None


def header(name: str) -> str:
    """The Dutch header of a column; one that nobody named is its own name with a capital."""
    word = wording.dimension(name).replace("_", " ")
    return HEADERS.get(name) or word[:1].upper() + word[1:]


def columns(result: Result) -> list[Column]:
    """The columns that a reader sees: names instead of keys, and no number column that holds nothing by definition."""
    frame, indicator = result.frame, result.indicator
    shown = []
    for name in frame.columns:
        if name in _INTERNAL or name.endswith("_naam"):
            continue
        if f"{name}_naam" in frame.columns:
            shown.append(Column(f"{name}_naam", header(name), None))
        elif name in ("teller", "noemer") and not _has_parts(result, name):
            continue
        elif frame.schema[name].is_numeric():
            shown.append(Column(name, header(name), number_writer(indicator, name)))
        else:
            shown.append(Column(name, header(name), None))
    return shown


def number_writer(indicator: Indicator, name: str) -> Callable[[float], str]:
    """How a number of that column is written: the waarde and its margins in the unit, the rest as it counts.

    Delivered and agreed amounts are written to the euro, because somebody adds them up; an expectation is rounded.
    """
    if indicator.shape is Shape.DECOMPOSITION and name == "waarde":
        return wording.whole_euro
    if name == "waarde" or (name in SHARES - _OWN_SHARES and indicator.shape != Shape.MEAN):
        return lambda number: wording.value(number, indicator.unit)
    if name in SHARES:
        return wording.share
    if name in EUROS:
        return wording.whole_euro
    if name in ("teller", "noemer") and indicator.shape in (Shape.BUDGET, Shape.DECOMPOSITION):
        return wording.whole_euro
    if name in ("mediaan", "p80", "p90", "km_mediaan", "km_p80"):
        return lambda number: wording.value(number, indicator.unit)
    return wording.number


def is_hidden(row: dict[str, object], column: Column) -> bool:
    """Whether an empty cell is empty because protection took its number."""
    return column.write is not None and (bool(row["afgeschermd"]) or withheld(column.name, row))


def cell(row: dict[str, object], column: Column) -> str:
    """One cell in words; a number that is not there says why."""
    content = row[column.name]
    if content is None:
        return _empty(row, column)
    if column.name == "periode":
        return wording.period(str(content))
    if isinstance(content, date):
        return wording.day(content)
    if column.write is not None and isinstance(content, int | float):
        return column.write(content)
    return wording.option(column.name, str(content))


def _empty(row: dict[str, object], column: Column) -> str:
    """Why there is nothing in a cell."""
    absent = _WHEN_MISSING.get(column.name, UNKNOWN)
    if is_hidden(row, column) or (row["afgeschermd"] and absent != UNKNOWN):
        return wording.HIDDEN
    if column.name == "kosten_zonder_budget" and row.get("zonder_budget"):  # there are costs, but not for this viewer
        absent = UNKNOWN
    return absent if column.write is None else str(row["waarom_leeg"] or absent)


def rows(result: Result) -> tuple[list[Column], list[list[str]]]:
    """The header and every row in words; the last column says what is provisional."""
    shown = columns(result)
    body = []
    for row in result.frame.iter_rows(named=True):
        body.append([cell(row, column) for column in shown] + ["voorlopig" if row["voorlopig"] else ""])
    return shown, body


def html(result: Result, caption: str) -> str:
    """The table as HTML that a screen reader can walk through; every text is escaped."""
    shown, body = rows(result)
    provisional = any(row[-1] for row in body)
    heads = [(column.header, column.write is not None) for column in shown]
    if provisional:
        heads.append(("Status", False))
    lines = [f'<div class="cijfertabel" tabindex="0"><table><caption>{escape(caption)}</caption><thead><tr>']
    lines += [f'<th scope="col"{_side(right)}>{escape(text)}</th>' for text, right in heads]
    lines.append("</tr></thead><tbody>")
    for row in body:
        cells = zip(row, heads, strict=False)
        lines.append("<tr>" + "".join(f"<td{_side(right)}>{escape(text)}</td>" for text, (_, right) in cells) + "</tr>")
    lines.append("</tbody></table></div>")
    return "".join(lines)


def remarks(results: Sequence[Result]) -> list[str]:
    """What a reader of these tables must know: hidden, provisional, invented. Empty when there is nothing."""
    frames = [result.frame for result in results]
    said = []
    if any(frame["afgeschermd"].any() for frame in frames):
        said.append(
            f"'{wording.HIDDEN}' betekent: dit getal laten we niet zien, omdat het over te weinig mensen gaat of omdat "
            "anderen er zo'n klein getal mee kunnen uitrekenen. Het is geen nul."
        )
    if any(frame["voorlopig"].any() for frame in frames):
        said.append("'voorlopig' betekent: dit getal kan nog veranderen door late leveringen.")
    said += breaks(results)
    said += signals(results)
    if any(result.example for result in results):
        said.append("De gegevens zijn verzonnen. Trek er geen conclusies uit.")
    return said


def breaks(results: Sequence[Result], *, everywhere: bool = False) -> list[str]:
    """Every trendbreuk within the shown periods: what changed, and that its two sides are not compared.

    A file may be put beside another one, so its head names those outside its periods as well: `everywhere`.
    """
    said = []
    for result in results:
        periods = [Period.parse(text) for text in result.frame["periode"].unique() if len(text) < len("2026-09-30")]
        first, last = min((p.begin for p in periods), default=None), max((p.end for p in periods), default=None)
        for row in result.events.to_dicts():
            inside = first is not None and last is not None and first < row["datum"] <= last
            if row["soort"] == "trendbreuk" and (inside or everywhere):
                note = f" {row['toelichting']}" if row["toelichting"] else ""
                said.append(
                    f"Trendbreuk op {wording.day(row['datum'])}: {row['titel']}.{note} "
                    "Vergelijk cijfers van voor en na die dag niet."
                )
    return list(dict.fromkeys(said))


def signals(results: Sequence[Result]) -> list[str]:
    """Every signal of every line, with the number of its table when there are several; a picture marks the newest."""
    said = []
    for number, result in enumerate(results, start=1):
        per = (*result.query.per, *(name for name in result.indicator.always_per if name not in result.query.per))
        which = f"Signaal in tabel {number}" if len(results) > 1 else "Signaal"
        for found in readings.signals(result.frame, result.indicator, per=per, events=result.events):
            said.append(f"{which}: {f'{found.name}, ' if found.name else ''}{found.words} ({found.when}).")
    return said


def _has_parts(result: Result, name: str) -> bool:
    """A count is its own teller, a difference has none, nor has a source that gives only the waarde; a noemer exists
    when the indicator names one.
    """
    indicator, shown = result.indicator, result.frame.filter(pl.col("waarde").is_not_null())
    if name == "noemer":
        return indicator.noemer is not None
    no_teller = bool(shown.height) and shown["teller"].null_count() == shown.height
    return indicator.shape not in (Shape.COUNT, Shape.DIFFERENCE) and not no_teller


def _side(right: bool) -> str:
    return ' class="getal"' if right else ""


def is_empty(frame: pl.DataFrame) -> bool:
    """Whether there is no number at all to show: no rows, or only rows without a visible waarde."""
    return frame.is_empty() or frame["waarde"].null_count() == frame.height
