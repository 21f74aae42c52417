"""Are the numbers of a year still those on which its decision was made?"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

import polars as pl

from metrics.period import Level, Period
from metrics.protection.families import readings_of
from metrics.protection.gate import Gate
from metrics.protection.stages import options_dimensions
from metrics.protection.suppression import RULE_VERSION
from metrics.request import Request


def fingerprint(gate: Gate, blocks: Sequence[tuple[str, int]], peildatum: date, areas: pl.DataFrame) -> str:
    """The same text as long as the finest counts of the year, its persons, the areas and the rules are the same."""
    year = Period(blocks[0][1], 1, Level.YEAR)
    ended = tuple(part for level in (Level.MONTH, Level.YEAR) for part in year.parts(level) if part.end <= peildatum)
    digest = hashlib.sha256(repr((RULE_VERSION, blocks, gate.thresholds, [str(part) for part in ended])).encode())
    digest.update(areas.select("gebied", "soort", "wijk", "ses").sort("gebied").write_csv().encode())
    for key, _ in blocks:
        for reading in readings_of(gate.catalogue[key]):
            indicator = gate.catalogue[key]
            dimensions = options_dimensions(indicator, dict(reading.options))
            larger = {"gebied", "wijk", "ses"} if "team" in dimensions else set()
            finest = tuple(name for name in dimensions if name not in larger)
            for per in (finest, ()):
                wanted = tuple(name for name in per if name not in indicator.always_per)
                rows = gate.compute(key, Request(peildatum, ended, wanted, {}, dict(reading.options)))
                digest.update(rows.select(sorted(rows.columns)).sort(rows.columns).write_csv().encode())
    return digest.hexdigest()[:32]
