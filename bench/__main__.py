"""`make bench`: every measurement, as a table and as JSON lines in build/bench.jsonl.

`python -m bench --schaal 1 10 100 --wat cijfers import` measures a part: other scales, or some of the measurements.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.servers import ROOT
from bench.stores import build_example, multiply

Rows = list[dict[str, object]]
LARGEST_CLICKED = 10
"""In a larger municipality it takes too long before every figure of a page was decided and can be clicked on."""
PARTS = ("klikken", "laden", "drukte", "sessie", "berichten", "beslissen", "import", "start", "cijfers")


def main() -> None:
    """Run the chosen measurements on a fresh example store, and on larger ones, and show them."""
    chosen = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "schaal1.sqlite"
        build_example(store)
        for part, measure in _of_the_example(chosen.schaal).items():
            if part in chosen.wat:
                _tell(part, measure(store))
        for scale in sorted(chosen.schaal):
            larger = store if scale == 1 else Path(folder) / f"schaal{scale}.sqlite"
            if scale > 1:
                multiply(store, larger, scale)
            for part, measure_at in _of_a_scale(scale).items():
                if part in chosen.wat:
                    _tell(f"{part}, schaal {scale}", measure_at(larger, scale))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Meet de snelheid, naast anderen.")
    parser.add_argument("--schaal", type=int, nargs="+", default=[1, 10], help="hoeveel keer de voorbeeldgemeente")
    parser.add_argument("--wat", nargs="+", choices=PARTS, default=list(PARTS), help="welke metingen")
    return parser.parse_args()


def _of_the_example(scales: Sequence[int]) -> dict[str, Callable[[Path], Rows]]:
    """Measurements of the example municipality alone, and of the import, which makes its own stores."""
    from bench import crowd, deciding, importing, loads, messages, session

    return {
        "laden": loads.measure,
        "drukte": crowd.measure,
        "sessie": session.measure,
        "berichten": lambda _: messages.measure(),
        "beslissen": deciding.measure,
        "import": lambda store: importing.measure(store, sorted(scales)),
    }


def _of_a_scale(scale: int) -> dict[str, Callable[[Path, int], Rows]]:
    from bench import clicks, cold, speed

    measured: dict[str, Callable[[Path, int], Rows]] = {"start": cold.measure, "cijfers": speed.measure}
    if scale <= LARGEST_CLICKED:
        measured["klikken"] = clicks.measure  # last: what a cold start has to make is still to be made then
    return measured


def _tell(title: str, rows: Rows) -> None:
    _write(rows)
    _show(title, rows)


def _write(rows: Rows) -> None:
    target = ROOT / "build" / "bench.jsonl"
    target.parent.mkdir(exist_ok=True)
    machine = {
        "moment": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }
    with target.open("a", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps({**row, **machine}) + "\n")


def _show(title: str, rows: Rows) -> None:
    """As a table; a table that is wider than the screen becomes a list, a line for each name of a row."""
    console = Console()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    table = Table(*columns, title=title)
    for row in rows:
        table.add_row(*(str(row.get(name, "")) for name in columns))
    if Console(width=10_000).measure(table).maximum > console.width:
        table = Table(title=title, show_header=False)
        for row in rows:
            for name in row:
                table.add_row(name, str(row[name]))
            table.add_section()
    console.print(table)


if __name__ == "__main__":
    main()
