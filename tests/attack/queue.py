"""What does an attacker know of who waits on a day: per team, referrer and organisation, in classes of waiting?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from results import Query, QuestionError, result
from tests.attack.reasoning import Knowledge

KEY, ALWAYS = "wachtend", ("been", "klasse")
FREE = ("team", "gebied", "wijk", "ses", "organisatie", "verwijzer")
FINEST = (*ALWAYS, "team", "organisatie", "verwijzer")
Rows = Mapping[tuple[str, ...], Sequence[Mapping[str, Any]]]


def seen() -> dict[tuple[str, ...], list[dict[str, Any]]]:
    """Every crossing that is not refused."""
    found = {}
    for size in range(len(FREE) + 1):
        for per in combinations(FREE, size):
            try:
                found[(*ALWAYS, *per)] = result(Query(KEY, (), per)).frame.to_dicts()
            except QuestionError:
                continue
    return found


def learn(places: Mapping[str, Mapping[str, str]]) -> Knowledge:
    """Everything that they tell; a combination without a row counts nobody."""
    knowledge, rows = Knowledge(), seen()
    present = {per: {tuple(row[name] for name in per) for row in found} for per, found in rows.items()}
    leaves = [leaf for leaf in _combinations(rows, places) if _can_be(leaf, present)]
    for per, found in rows.items():
        inside: dict[tuple[str, ...], dict[int, float]] = {}
        for leaf in leaves:
            unknown = knowledge.unknown(tuple(leaf[name] for name in FINEST))
            inside.setdefault(tuple(leaf[name] for name in per), {})[unknown] = 1.0
        for row in found:
            cell = tuple(row[name] for name in per)
            knowledge.see((per, cell), inside.get(cell, {}), row["teller"], least=1.0)
    return knowledge


def _combinations(rows: Rows, places: Mapping[str, Mapping[str, str]]) -> Iterable[dict[str, str]]:
    values = []
    for name in FINEST:
        per = ALWAYS if name in ALWAYS else (*ALWAYS, name)
        values.append(sorted({row[name] for row in rows[per]}))
    for combination in product(*values):
        leaf = dict(zip(FINEST, combination, strict=True))
        yield {**leaf, **places[leaf["team"]]}


def _can_be(leaf: Mapping[str, str], present: Mapping[tuple[str, ...], set[tuple[str, ...]]]) -> bool:
    return all(tuple(leaf[name] for name in per) in found for per, found in present.items())
