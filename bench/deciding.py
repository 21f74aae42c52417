"""How long does it take to decide small numbers when one year changed?

The fingerprints of all years are compared, and everything about one year is decided anew, as after a delivery.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

YEAR = 2025


def measure(store: Path) -> list[dict[str, object]]:
    """Seconds for an unchanged store and for one with a changed year, for every indicator that is decided."""
    os.environ["CIJFERTAFEL_STORE"] = str(store)
    import results

    decisions = results._shared.world().decisions
    marks: dict[tuple[str, int], str] = {}
    began = time.perf_counter()
    for group in decisions.groups(decisions.every()):
        mark = decisions.engine(group[0]).fingerprint(decisions.gate, group, decisions.peildatum, decisions.areas)
        marks |= dict.fromkeys((block for block in group if block[1] != YEAR), mark)
    looked = time.perf_counter() - began
    decided: list[tuple[str, int]] = []
    began = time.perf_counter()
    decisions.renew(lambda: marks, lambda block, _, made: decided.extend([block] if made else []))
    took = time.perf_counter() - began
    assert {year for _, year in decided} == {YEAR}
    return [
        {"measure": "deciding: nothing changed", "seconds": round(looked, 1)},
        {"measure": "deciding: one year changed", "seconds": round(took, 1), "blocks": len(decided)},
        {"measure": "deciding: target for one year", "seconds": 15.0},
    ]
