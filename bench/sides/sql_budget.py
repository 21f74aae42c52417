"""How does an analyst ask the figures about money in SQL?"""

from __future__ import annotations

from collections.abc import Callable

from bench.sides.dialect import Dialect, grouped
from bench.sides.question import Question
from bench.sides.sql_care import care_days


def _counting(table: str, moment: str, condition: str) -> str:
    """A row for a whole provider goes before its split; within a wet too."""
    keys = f"aanbieder, {moment}"
    whole = f"MAX(CASE WHEN wet = '' AND zorgvorm = '' THEN 1 ELSE 0 END) OVER (PARTITION BY {keys}) AS heel"
    of_wet = f"MAX(CASE WHEN zorgvorm = '' THEN 1 ELSE 0 END) OVER (PARTITION BY {keys}, wet) AS per_wet"
    marked = f"SELECT *, {whole}, {of_wet} FROM {table} WHERE {condition}"
    return (
        f"SELECT * FROM ({marked}) c WHERE CASE WHEN heel = 1 THEN wet = '' AND zorgvorm = '' "
        "ELSE per_wet = 0 OR zorgvorm = '' END"
    )


def _agreed(q: Question, d: Dialect) -> str:
    """Agreements with the day on which the next one takes their place."""
    rows = _counting("vierkanten", "jaar", f"jaar = {q.year} AND ingangsdatum <= {d.day(q.day)}")
    until = "LEAD(ingangsdatum) OVER (PARTITION BY aanbieder, wet, zorgvorm ORDER BY ingangsdatum) AS tot"
    return f"SELECT *, {until} FROM ({rows}) a"


def _valid(q: Question, d: Dialect, days: str) -> str:
    return (
        f"SELECT a.*, w.dag FROM ({_agreed(q, d)}) a JOIN werkdagen w ON a.ingangsdatum <= w.dag "
        f"AND (a.tot IS NULL OR w.dag < a.tot) WHERE w.dag BETWEEN {d.day(q.begin)} AND {d.day(q.end)}{days}"
    )


def vierkant(q: Question, d: Dialect) -> str:
    begroot = (
        "SELECT aanbieder, dag AS maand, SUM(budget * COALESCE(aandeel, 1 / 12.0)) AS begroot "
        f"FROM ({_valid(q, d, ' AND w.eerste = 1')}) v "
        "LEFT JOIN seizoen s ON s.jaar = v.jaar AND s.maand = v.maandnummer GROUP BY aanbieder, dag"
    ).replace("a.*, w.dag", "a.*, w.dag, w.maandnummer")
    spent = _counting("uitputting", "maand", f"maand BETWEEN {d.day(q.begin)} AND {d.day(q.end)}")
    uitgeput = f"SELECT aanbieder, maand, SUM(kosten) AS uitgeput FROM ({spent}) u GROUP BY aanbieder, maand"
    months = (
        f"SELECT COALESCE(b.aanbieder, u.aanbieder) AS aanbieder, begroot, uitgeput FROM ({begroot}) b "
        f"FULL JOIN ({uitgeput}) u ON u.aanbieder = b.aanbieder AND u.maand = b.maand"
    )
    both = "CASE WHEN begroot IS NOT NULL AND uitgeput IS NOT NULL THEN {} END"
    sums = f"SUM({both.format('uitgeput')}) AS teller, SUM({both.format('begroot')}) AS noemer"
    cells = grouped(sums, months, q.per)
    return f"SELECT *, (teller - noemer) / NULLIF(noemer, 0) AS waarde FROM ({cells}) x"


def vierkant_clienten(q: Question, d: Dialect) -> str:
    length = (q.end - q.begin).days + 1
    per_day = f"SELECT aanbieder, dag, SUM(clienten) AS n FROM ({_valid(q, d, '')}) v GROUP BY aanbieder, dag"
    agreed = f"SELECT aanbieder, AVG(n) AS afgesproken FROM ({per_day}) x GROUP BY aanbieder"
    care = f"SELECT aanbieder, SUM(dagen) AS dagen FROM ({care_days(q, d, ('aanbieder',))}) z GROUP BY aanbieder"
    how = "FULL" if q.per else "LEFT"
    both = (
        "SELECT COALESCE(a.aanbieder, c.aanbieder) AS aanbieder, afgesproken, COALESCE(dagen, 0) AS dagen "
        f"FROM ({agreed}) a {how} JOIN ({care}) c ON c.aanbieder = a.aanbieder"
    )
    sums = f"1.0 * SUM(dagen) / {length} AS teller, SUM(afgesproken) AS noemer"
    return f"SELECT *, teller / NULLIF(noemer, 0) AS waarde FROM ({grouped(sums, both, q.per)}) s"


def kosten_per_client(q: Question, d: Dialect) -> str:
    first, last = d.day(q.begin), d.day(q.end)
    spent = _counting("uitputting", "maand", f"maand BETWEEN {first} AND {last}")
    held = "({end} IS NULL OR {end} > {day} OR {end} >= {first})"
    clients = (
        f"SELECT COUNT(DISTINCT client_id) AS n FROM ({care_days(q, d, ('aanbieder',))}) z "
        "WHERE aanbieder NOT IN (SELECT aanbieder FROM aanbieders WHERE soort = 'buurtteam')"
    )
    active = f"r.startdatum <= {last} AND {held.format(end='r.einddatum', day=d.day(q.day), first=first)}"
    called = "LOWER(r.organisatie) IN (LOWER(b.naam), LOWER(b.aanbieder))"
    families = (
        f"SELECT COUNT(DISTINCT r.gezin_id) AS n FROM aanmeldingen r JOIN aanbieders b ON b.soort = 'buurtteam' "
        f"AND {called} WHERE r.aanmelddatum <= {d.day(q.day)} AND {active} "
        f"AND b.aanbieder IN (SELECT aanbieder FROM uitgaven)"
    )
    return (
        f"WITH uitgaven AS ({spent}), mensen AS (SELECT ({clients}) + ({families}) AS noemer), "
        "kosten AS (SELECT SUM(kosten) AS teller FROM uitgaven) "
        "SELECT teller, noemer, teller / NULLIF(noemer, 0) AS waarde FROM kosten, mensen WHERE teller IS NOT NULL"
    )


STATEMENTS: dict[str, Callable[[Question, Dialect], str]] = {
    "vierkant": vierkant,
    "macrovierkant": vierkant,
    "vierkant_clienten": vierkant_clienten,
    "kosten_per_client": kosten_per_client,
}
