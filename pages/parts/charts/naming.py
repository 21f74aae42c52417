"""What is a row called, and what does its hover box say?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metrics.indicator import Indicator, Shape, Unit
from pages.parts import wording
from pages.parts.charts.marks import safe

SENTENCES = ("stelling", "kenmerk", "aanbeveling")
"""Dimensions whose values are sentences."""
LAWS = {"jw": "jeugd", "wmo": "Wmo"}


def name_of(row: Mapping[str, Any], dimension: str) -> str:
    """The name beside the key, or the Dutch word for the key."""
    key = str(row[dimension])
    name = str(row.get(f"{dimension}_naam") or wording.option(dimension, key))
    # Both laws have reasons with the same words.
    law = LAWS.get(str(row.get("wet"))) if dimension == "reden" else None
    return f"{name}, {law}" if law else name


def spoken(row: Mapping[str, Any], dimension: str) -> str:
    """The name inside a sentence: what is a sentence itself stands between quotation marks."""
    name = name_of(row, dimension)
    return f"‘{name}’" if dimension in SENTENCES else name


def hover(row: Mapping[str, Any], indicator: Indicator, name: str = "", measure: str = "waarde", note: str = "") -> str:
    """`3e kwartaal 2026 · SES laag · 19,4% (1.210 van 6.240)`, with `voorlopig` where it is, and a `note`."""
    parts = [wording.period(row["periode"]), safe(name), _amount(row, indicator, measure)]
    parts += [wording.PROVISIONAL if row["voorlopig"] else "", note]
    return " · ".join(part for part in parts if part)


def _amount(row: Mapping[str, Any], indicator: Indicator, measure: str) -> str:
    if row["afgeschermd"]:
        return wording.HIDDEN
    amount = row[measure]
    if amount is None:
        return wording.reason(row["waarom_leeg"])
    text = wording.value(amount, indicator.unit)
    known = row.get("teller") is not None and row.get("noemer") is not None
    if measure != "waarde" or not known:
        return text
    if indicator.shape is Shape.SHARE:
        return f"{text} ({wording.number(row['teller'])} van {wording.number(row['noemer'])})"
    if indicator.unit is Unit.DRIFT:
        return f"{text} ({wording.euro(row['teller'])} van {wording.euro(row['noemer'])})"
    return text
