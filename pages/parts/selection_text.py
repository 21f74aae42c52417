"""How does the selection behind a figure read, in a title, a subtitle and the head of a file?"""

from __future__ import annotations

from collections.abc import Mapping

import results
from metrics.views import FIGURES
from pages.parts import wording
from results import Query


def names() -> Mapping[str, Mapping[str, str]]:
    """Per dimension the name of every key."""
    known = results.choices()
    areas = {row.key: row.naam for row in (*known.teams, *known.gebieden)}
    return {
        "gebied": areas,
        "team": areas,
        "aanbieder": {row.key: row.naam for row in known.aanbieders},
        "zorgvorm": {row.code: row.naam for row in known.zorgvormen},
    }


def name_of(dimension: str, key: str) -> str:
    """The name of a key, or the word for it, or the key itself."""
    return names().get(dimension, {}).get(key) or wording.option(dimension, key)


def whose(query: Query) -> str:
    """About whom: `in Hoograven`, `bij Lokalis`; empty for the whole city."""
    said = []
    for name, key in query.where:
        if name in ("gebied", "team", "wijk"):
            said.append(f"in {name_of(name, key)}")
        elif name == "ses":
            said.append(f"in gebieden met {name_of(name, key)}")
        elif name in ("organisatie", "aanbieder"):
            said.append(f"bij {name_of(name, key)}")
        elif name == "wet":
            said.append(f"onder de {name_of(name, key)}")
        elif name == "zorgvorm":
            said.append(f"voor {name_of(name, key)}")
        elif name == "soort_verzuim" and key != "totaal":
            said.append(f"bij {name_of(name, key)} verzuim")
    return ", ".join(said)


def who(query: Query) -> str:
    """The short name at a line: the area or provider, else nothing."""
    chosen = [name_of(name, key) for name, key in query.where if name in ("gebied", "team", "aanbieder", "organisatie")]
    return chosen[0] if chosen else ""


def selection_sentence(query: Query) -> str:
    """The whole selection in words: periods, split and restrictions."""
    now = FIGURES[query.indicator].on_peildatum
    parts = ["stand op de peildatum" if now else wording.period_span(query.periods) if query.periods else "alle jaren"]
    if query.per:
        parts.append("per " + wording.together([wording.dimension(name) for name in query.per]))
    options = FIGURES[query.indicator].options
    for name, key in query.where:
        word = key if name in options else name_of(name, key)
        parts.append(f"{wording.dimension(name)}: {word}")
    if not any(name not in options for name, _ in query.where):
        parts.append("hele stad")
    return " · ".join(parts)
