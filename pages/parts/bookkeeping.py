"""How do rows of bookkeeping (deliveries, refused rows, findings) read on screen and in a file?"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

import polars as pl

from pages.parts import wording

_WHOLE = re.compile(r"€ [\d.,]*\d(?:–[\d.,]*\d)?(?: mln\.| dzd\.)?|\b\d{1,2}-\d{1,2}-\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")
"""An amount or a date, also as a file writes it."""
_AMOUNT = re.compile(
    rf"(?:[+{wording.MINUS}] ?)?"
    r"(?:€ [\d.,]+(?:–[\d.,]+)?(?: mln\.| dzd\.)?|[\d.,]+%|\d{1,3}(?:\.\d{3})*(?:,\d+)?)(?: ✓)?"
)
_NO_AMOUNT = {wording.MISSING, "–", "onbekend", "geen"}


def plain_table(
    frame: pl.DataFrame, headers: Mapping[str, str], caption: str, above: Sequence[tuple[str, int]] = ()
) -> str:
    """Rows of bookkeeping as an HTML table; a column that is empty everywhere is left out.

    `above` are words over several headers, each with how many: they stand in a row of their own.
    """
    shown = {name: text for name, text in headers.items() if frame[name].null_count() < frame.height}
    numeric = {name for name in shown if _holds_numbers(frame[name])}
    heads = "".join(f'<th scope="col"{_side(name in numeric)}>{escape(text)}</th>' for name, text in shown.items())
    over = "".join(f'<th scope="colgroup" colspan="{count}">{escape(text)}</th>' for text, count in above)
    body = "".join(
        "<tr>" + "".join(f"<td{_side(name in numeric)}>{kept(words(row[name]))}</td>" for name in shown) + "</tr>"
        for row in frame.iter_rows(named=True)
    )
    return (
        f'<div class="cijfertabel" tabindex="0"><table><caption>{escape(caption)}</caption>'
        f"<thead>{over and f'<tr>{over}</tr>'}<tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _holds_numbers(column: pl.Series) -> bool:
    """Numbers, or words that are all an amount or a share: those stand under each other on their last digit."""
    if column.dtype.is_numeric():
        return True
    texts = [text for text in column.drop_nulls() if text] if column.dtype == pl.String else []
    return any(_AMOUNT.fullmatch(text) for text in texts) and all(
        _AMOUNT.fullmatch(text) or text in _NO_AMOUNT for text in texts
    )


def kept(text: str) -> str:
    """The text as HTML, every amount and date in one piece: a table is narrow, and half an amount cannot be read."""
    return _WHOLE.sub(r'<span class="heel">\g<0></span>', escape(text))


def words(content: object) -> str:
    """A cell of bookkeeping in Dutch; an empty one stays empty."""
    if content is None:
        return ""
    if isinstance(content, date):
        return wording.day_short(content)
    return wording.number(content) if isinstance(content, int | float) else str(content)


def csv_bytes(frame: pl.DataFrame, headers: Mapping[str, str]) -> bytes:
    """A file that a Dutch Excel opens; a text that looks like a formula is made harmless."""
    guarded = [
        pl.when(pl.col(name).str.contains(r"^[=+\-@\t\r]")).then("'" + pl.col(name)).otherwise(name).alias(name)
        if frame.schema[name] == pl.String
        else pl.col(name)
        for name in headers
    ]
    safe = frame.select(guarded)
    buffer = io.BytesIO()
    safe.rename(dict(headers)).write_csv(buffer, separator=";", include_bom=True, line_terminator="\r\n")
    return buffer.getvalue()


def _side(right: bool) -> str:
    return ' class="getal"' if right else ""
