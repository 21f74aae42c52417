"""How does an analyst ask the three waiting times for care in SQL?"""

from __future__ import annotations

from collections.abc import Callable

from bench.sides.dialect import Dialect
from bench.sides.question import Question
from bench.sides.sql_care import rows

_SERIES = "client_id, wet, aanbieder, categorie"
_NATIONAL = "r.zorgvorm GLOB '[0-9][0-9]' OR r.zorgvorm GLOB '[0-9][0-9][A-Za-z][0-9][0-9]'"
_CATEGORY = (
    f"COALESCE(NULLIF(COALESCE(r.categorie, CASE WHEN {_NATIONAL} THEN SUBSTR(r.zorgvorm, 1, 2) END, r.zorgvorm), ''), "
    "'onbekend')"
)


def _statement(since: str) -> Callable[[Question, Dialect], str]:
    def statement(q: Question, d: Dialect) -> str:
        per = tuple(dict.fromkeys((*q.per, "wet", "aanbieder")))
        named = (
            "COALESCE(r.toewijzing, r.aanbieder || '|' || r.wet || '|' || COALESCE(r.zorgvorm, '') || '|' || "
            "COALESCE(CAST(r.toewijzingsdatum AS VARCHAR), '') || '|' || COALESCE(CAST(r.ingangsdatum AS VARCHAR), ''))"
        )
        care = rows(q, d, per, {"categorie": _CATEGORY, "sleutel": named, "sinds": f"r.{since}"})
        first = "ROW_NUMBER() OVER (PARTITION BY client_id, sleutel ORDER BY begindatum, levering) AS keer"
        youth = "wet = 'jw' AND categorie IN ('46', '47', '48')"
        earlier = (
            f"MAX(COALESCE(einde, '9999-12-31')) OVER (PARTITION BY {_SERIES} ORDER BY begindatum "
            "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE GROUP) AS eerder"
        )
        days = d.days("begindatum", "sinds")
        waits = (
            f"SELECT {''.join(f'{name}, ' for name in q.per)}CASE WHEN {days} < 0 THEN 0 ELSE {days} END AS v "
            f"FROM (SELECT *, {first}, {earlier} FROM ({care}) c) s "
            f"WHERE keer = 1 AND sinds <= {d.day(q.day)} AND NOT ({youth}) "
            f"AND begindatum BETWEEN {d.day(q.begin)} AND {d.day(q.end)} "
            f"AND (eerder IS NULL OR {d.days('begindatum', 'eerder')} >= 30)"
        )
        return d.mean(waits, q.per)

    return statement


STATEMENTS: dict[str, Callable[[Question, Dialect], str]] = {
    "wachttijd_toewijzing": _statement("toewijzingsdatum"),
    "wachttijd_beoogd": _statement("ingangsdatum"),
    "wachttijd_verzoek": _statement("verzoekdatum"),
}
