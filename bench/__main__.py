"""`make bench`: every measurement, as a table and as JSON lines in build/bench.jsonl."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench import clicks, deciding, messages, session
from bench.servers import ROOT


def main() -> None:
    """Run all measurements on a fresh example store and show them."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "voorbeeld.sqlite"
        _build_example(store)
        rows = clicks.measure(store) + session.measure(store) + deciding.measure(store)
    rows += messages.measure()
    _write(rows)
    _show(rows)


def _build_example(store: Path) -> None:
    from data.example import build
    from data.store import open_store

    build(open_store(str(store), create=True))


def _write(rows: list[dict[str, object]]) -> None:
    target = ROOT / "build" / "bench.jsonl"
    target.parent.mkdir(exist_ok=True)
    with target.open("a", encoding="utf-8") as lines:
        for row in rows:
            lines.write(json.dumps({**row, "cpus": os.cpu_count(), "python": platform.python_version()}) + "\n")


def _show(rows: list[dict[str, object]]) -> None:
    table = Table(title="make bench")
    columns = list(dict.fromkeys(name for row in rows for name in row))
    for name in columns:
        table.add_column(name)
    for row in rows:
        table.add_row(*(str(row.get(name, "")) for name in columns))
    Console().print(table)


if __name__ == "__main__":
    main()
