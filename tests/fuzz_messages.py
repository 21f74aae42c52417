"""Coverage-guided fuzzing of the message reader: `python -m tests.fuzz_messages FOLDER -max_total_time=60`.

Whatever the bytes are, the reader gives rows or a sentence; any other exception ends the run. What it stored must
be what the standard allows, and never the BSN of the seeds.
"""

from __future__ import annotations

import sys
from datetime import date

import atheris

with atheris.instrument_imports(include=["data.messages"]):
    from data.messages import read_messages

SECRETS = ("999911004", "999922002", "999900006")


def one_input(data: bytes) -> None:
    """Read one file and look at every row."""
    read = read_messages([("f", data)], pseudonym=lambda bsn: "P" * 32, area=lambda code: "G", today=date(2026, 11, 1))
    for table, rows in read.rows.items():
        read.frame(table)
        for row in rows:
            assert not any(secret in str(cell) for cell in row for secret in SECRETS), row
    for rejection in read.files[0].rejections:
        assert rejection.zin.endswith(".")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
