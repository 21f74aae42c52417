"""Do pandas, DuckDB and SQLite say what our indicators say, so that the benchmark compares the same figures?

They were written from the definitions, each in its own way, so this is a second opinion on every indicator as well.
"""

from __future__ import annotations

import sqlite3
from datetime import date
from random import Random

import polars as pl
import pytest

from bench.sides.databases import TABLES, DuckDB, SQLite, add_table
from bench.sides.pandas_side import Pandas
from bench.sides.question import questions
from bench.speed import answer_of, differences
from metrics import CATALOGUE
from metrics.prepare import prepare
from metrics.run import run
from tests.oracle.questions import calendar
from tests.oracle.worlds import make_world, world_of

YEAR, DAY = 2022, date(2023, 3, 31)


def _in_sqlite(frames: dict[str, pl.DataFrame]) -> SQLite:
    connection = sqlite3.connect(":memory:")
    for name in TABLES:
        add_table(connection, name, frames[name])
    return SQLite(connection, frames)


@pytest.mark.parametrize("seed", [1, 2])
def test_other_versions_say_the_same_on_a_random_municipality(seed: int) -> None:
    frames = world_of(make_world(Random(seed), 90))
    prepared = prepare(frames, calendar())
    sides = (DuckDB(frames), Pandas(frames), _in_sqlite(frames))
    for question in questions(YEAR, DAY):
        ours = run(CATALOGUE[question.key], question.request(), prepared).to_dicts()
        for side in sides:
            words = differences(side.answer(question), answer_of(ours, question), question)
            assert not words, f"{question} by {side.name}: {words[:5]}"


def test_a_wrong_answer_is_seen() -> None:
    question = next(iter(questions(YEAR, DAY)))
    right = {"teller": 1.0, "noemer": 2.0, "waarde": 0.5}
    assert not differences([right], answer_of([right], question), question)
    assert differences([{**right, "teller": 2.0}], answer_of([right], question), question)
    assert differences([], answer_of([right], question), question)
