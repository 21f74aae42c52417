"""How does an analyst ask the figures about families and answers in SQL?"""

from __future__ import annotations

from collections.abc import Callable

from bench.sides.dialect import Dialect, grouped, share
from bench.sides.question import Question

_NOWHERE = "g.gebied IS NULL OR g.soort = 'zonder gebied'"
_DIMENSIONS = {
    "gebied": f"CASE WHEN {_NOWHERE} THEN 'zonder gebied' ELSE g.gebied END",
    "ses": f"CASE WHEN {_NOWHERE} THEN 'zonder gebied' ELSE COALESCE(NULLIF(g.ses_groep, ''), 'midden') END",
}


def _rows(q: Question, d: Dialect, columns: str, condition: str, per: tuple[str, ...] | None = None) -> str:
    """Aanmeldingen that exist on the day of asking; gebieden only when a split needs them."""
    per = q.per if per is None else per
    keys = "".join(f"{_DIMENSIONS[name]} AS {name}, " for name in per)
    area = " LEFT JOIN gebieden g ON g.gebied = r.team" if per else ""
    return f"SELECT {keys}{columns} FROM aanmeldingen r{area} WHERE r.aanmelddatum <= {d.day(q.day)} AND {condition}"


def _supported(q: Question, d: Dialect, per: tuple[str, ...]) -> str:
    families = (
        "NOT EXISTS (SELECT 1 FROM organisaties o WHERE o.organisatie = r.organisatie AND o.doelgroep <> 'gezinnen')"
    )
    return _rows(
        q, d, "r.gezin_id",
        f"r.startdatum <= {d.day(q.end)} AND (r.einddatum IS NULL OR r.einddatum >= {d.day(q.begin)}) AND {families}",
        per,
    )  # fmt: skip


def _population(q: Question, per: tuple[str, ...]) -> str:
    counted = f"jaar = {q.year} AND doelgroep = 'gezinnen'"
    places = (
        f"SELECT {_DIMENSIONS[per[0]]} AS plek, p.aantal FROM gebieden g" if per else "SELECT p.aantal FROM gebieden g"
    )
    places += (
        f" LEFT JOIN populatie p ON p.gebied = g.gebied AND {counted} WHERE COALESCE(g.soort, '') <> 'zonder gebied'"
    )
    whole = "CASE WHEN COUNT(*) = COUNT(aantal) THEN SUM(aantal) END"
    if per:
        return f"SELECT plek AS {per[0]}, {whole} AS noemer FROM ({places}) x GROUP BY plek"
    city = f"SELECT aantal FROM populatie WHERE gebied = 'stad' AND {counted}"
    return f"SELECT COALESCE(({city}), (SELECT {whole} FROM ({places}) x)) AS noemer"


def _reach(q: Question, d: Dialect, per: tuple[str, ...]) -> str:
    cells = grouped("COUNT(DISTINCT gezin_id) AS teller", _supported(q, d, per), per)
    ratio = "1.0 * teller / NULLIF(noemer, 0) AS waarde"
    if not per:
        return f"SELECT teller, noemer, {ratio} FROM ({cells}) c, ({_population(q, per)}) p"
    joined = (
        f"SELECT COALESCE(c.{per[0]}, p.{per[0]}) AS {per[0]}, COALESCE(teller, 0) AS teller, noemer, teller AS geteld "
        f"FROM ({cells}) c FULL JOIN ({_population(q, per)}) p ON c.{per[0]} = p.{per[0]}"
    )
    return f"SELECT {per[0]}, teller, noemer, {ratio} FROM ({joined}) b WHERE geteld IS NOT NULL OR noemer IS NOT NULL"


def bereik(q: Question, d: Dialect) -> str:
    return _reach(q, d, q.per)


def ses_kloof(q: Question, d: Dialect) -> str:
    of = "MAX(CASE WHEN ses = '{}' THEN waarde END)"
    seen = "SUM(CASE WHEN ses IN ('laag', 'hoog') THEN 1 ELSE 0 END)"
    return (
        f"SELECT NULL AS teller, NULL AS noemer, {of.format('laag')} - {of.format('hoog')} AS waarde "
        f"FROM ({_reach(q, d, ('ses',))}) x HAVING {seen} > 0"
    )


def _between(q: Question, d: Dialect, column: str) -> str:
    return f"r.{column} BETWEEN {d.day(q.begin)} AND {d.day(q.end)}"


def kennismaking(q: Question, d: Dialect) -> str:
    met = "k.nummer - a.nummer <= 5"
    decided = f"(SELECT nummer FROM werkdagen WHERE dag = {d.day(q.day)}) - a.nummer > 5"
    known = f"CASE WHEN r.kennismakingsdatum <= {d.day(q.day)} THEN r.kennismakingsdatum END"
    rows = _rows(q, d, f"r.aanmelddatum, {known} AS kennismakingsdatum", _between(q, d, "aanmelddatum"))
    joined = (
        f"SELECT r.*, {met} AS op_tijd FROM ({rows}) r LEFT JOIN werkdagen a ON a.dag = r.aanmelddatum "
        f"LEFT JOIN werkdagen k ON k.dag = r.kennismakingsdatum WHERE {decided}"
    )
    return grouped(share("op_tijd"), joined, q.per)


def gewenst_later(q: Question, d: Dialect) -> str:
    condition = f"{_between(q, d, 'aanmelddatum')} AND r.gewenst_later IS NOT NULL"
    return grouped(share("gewenst_later"), _rows(q, d, "r.gewenst_later", condition), q.per)


def werkdagen(q: Question, d: Dialect) -> str:
    rows = _rows(q, d, "r.aanmelddatum, r.kennismakingsdatum", _between(q, d, "kennismakingsdatum"))
    waits = (
        f"SELECT r.*, k.nummer - a.nummer AS v FROM ({rows}) r LEFT JOIN werkdagen a ON a.dag = r.aanmelddatum "
        "LEFT JOIN werkdagen k ON k.dag = r.kennismakingsdatum"
    )
    return d.mean(waits, q.per)


def _started(q: Question, d: Dialect, days: int) -> tuple[str, str]:
    known = f"r.startdatum <= {d.day(q.day)}"
    in_time = (
        f"CASE WHEN {known} THEN {d.days('r.startdatum', 'r.kennismakingsdatum')} <= {days} ELSE FALSE END AS op_tijd"
    )
    decided = f"{d.days(d.day(q.day), 'r.kennismakingsdatum')} > {days}"
    return in_time, f"{_between(q, d, 'kennismakingsdatum')} AND {decided}"


def start_binnen_twee_weken(q: Question, d: Dialect) -> str:
    return grouped(share("op_tijd"), _rows(q, d, *_started(q, d, 14)), q.per)


def start_na_vier_weken(q: Question, d: Dialect) -> str:
    return grouped(share("NOT op_tijd"), _rows(q, d, *_started(q, d, 28)), q.per)


def wachtend(q: Question, d: Dialect) -> str:
    day = d.day(q.day)
    left = f"(r.startdatum IS NULL OR r.startdatum > {day}) AND (r.einddatum IS NULL OR r.einddatum > {day})"
    met = f"r.kennismakingsdatum <= {day}"
    waited = (
        f"CASE WHEN {met} THEN {d.days(day, 'r.kennismakingsdatum')} "
        f"ELSE (SELECT nummer FROM werkdagen WHERE dag = {day}) - w.nummer END"
    )
    keys = f"r.aanmelddatum, r.kennismakingsdatum, CASE WHEN {met} THEN '2' ELSE '1' END AS been"
    rows = _rows(q, d, keys, left)
    waits = f"SELECT r.*, {waited} AS dagen FROM ({rows}) r LEFT JOIN werkdagen w ON w.dag = r.aanmelddatum"
    classes = (
        "CASE WHEN dagen <= 5 THEN '0-5' WHEN dagen <= 10 THEN '6-10' WHEN dagen <= 20 THEN '11-20' "
        "WHEN dagen <= 40 THEN '21-40' ELSE '>40' END AS klasse"
    )
    counted = "COUNT(*) AS teller, NULL AS noemer, COUNT(*) AS waarde"
    return grouped(counted, f"SELECT *, {classes} FROM ({waits}) y", ("been", "klasse", *q.per))


def ervaring(q: Question, d: Dialect) -> str:
    keys = "".join(f"r.{name}, " for name in q.per)
    valid = "r.antwoord IN ('1', '2', '3', '4', '5')"
    rows = f"SELECT {keys}r.antwoord FROM ervaringen r WHERE {_between(q, d, 'datum')} AND {valid}"
    return grouped(share("antwoord >= '4'"), rows, q.per)


def bereik_opgave(q: Question, d: Dialect) -> str:
    keys = "".join(f"r.{name}, " for name in q.per)
    rows = f"SELECT {keys}r.deelnemers FROM bereikopgaven r WHERE r.periode = '{q.year}'"
    return grouped("SUM(deelnemers) AS teller, NULL AS noemer, SUM(deelnemers) AS waarde", rows, q.per)


STATEMENTS: dict[str, Callable[[Question, Dialect], str]] = {
    "bereik": bereik,
    "ses_kloof": ses_kloof,
    "kennismaking_binnen_vijf_werkdagen": kennismaking,
    "gewenst_later": gewenst_later,
    "werkdagen_tot_kennismaking": werkdagen,
    "start_binnen_twee_weken": start_binnen_twee_weken,
    "start_na_vier_weken": start_na_vier_weken,
    "wachtend": wachtend,
    "ervaring": ervaring,
    "bereik_opgave": bereik_opgave,
}
