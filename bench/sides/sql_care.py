"""How does an analyst ask the figures about care in SQL?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from bench.sides.dialect import Dialect, grouped
from bench.sides.question import Question

_AREA = "LEFT JOIN gebieden g ON g.gebied = r.gebied"
_FORM = "LEFT JOIN zorgvormen z ON z.wet = r.wet AND z.code = r.zorgvorm"
_DIMENSIONS = {
    "aanbieder": ("r.aanbieder", ""),
    "wet": ("r.wet", ""),
    "gebied": ("CASE WHEN g.soort = 'zonder gebied' THEN g.soort ELSE COALESCE(g.gebied, 'onbekend') END", _AREA),
    "zorgvormgroep": ("COALESCE(NULLIF(z.groep, ''), 'onbekend')", _FORM),
    "verwijzer": ("COALESCE(NULLIF(r.verwijzer, ''), 'onbekend')", ""),
}
_REASON = "COALESCE(NULLIF(TRIM(r.reden_beeindiging), ''), 'onbekend')"


def _last_day(d: Dialect) -> str:
    """A temporary stop goes on to the end of its toewijzing."""
    held = d.greatest("r.einddatum_toewijzing", "COALESCE(r.einddatum, r.einddatum_toewijzing)")
    held = f"CASE WHEN r.einddatum_toewijzing IS NOT NULL THEN {held} END"
    return f"CASE WHEN {_REASON} = '20' THEN {held} ELSE r.einddatum END"


def rows(q: Question, d: Dialect, per: tuple[str, ...], more: Mapping[str, str] | None = None, joined: str = "") -> str:
    """Leveringen that exist on the day of asking, with the last day in care as it was known then."""
    columns = {name: _DIMENSIONS[name][0] for name in per} | dict(more or {})
    keys = "".join(f"{made} AS {name}, " for name, made in columns.items())
    joins = " ".join(dict.fromkeys((joined, *(_DIMENSIONS[name][1] for name in per))))
    day = d.day(q.day)
    care = f"SELECT {keys}r.client_id, r.levering, r.begindatum, {_last_day(d)} AS einde FROM leveringen r {joins}"
    return (
        f"SELECT {''.join(f'{name}, ' for name in columns)}client_id, levering, begindatum, "
        f"CASE WHEN einde <= {day} THEN einde END AS einde FROM ({care} WHERE r.begindatum <= {day}) k"
    )


def _active(q: Question, d: Dialect, per: tuple[str, ...], before: bool = False) -> str:
    first = q.begin - timedelta(days=1) if before else q.begin
    held = f"begindatum <= {d.day(q.end)} AND (einde IS NULL OR einde >= {d.day(first)})"
    return f"SELECT * FROM ({rows(q, d, per)}) a WHERE {held}"


def _flow(counted: str) -> Callable[[Question, Dialect], str]:
    def statement(q: Question, d: Dialect) -> str:
        before, end = d.day(q.begin - timedelta(days=1)), d.day(q.end)
        on = "MAX(CASE WHEN begindatum <= {} AND (einde IS NULL OR einde >= {}) THEN 1 ELSE 0 END) AS {}"
        moments = ", ".join(
            on.format(last, first, name)
            for last, first, name in ((before, before, "voor"), (end, d.day(q.begin), "tijdens"), (end, end, "na"))
        )
        clients = grouped(moments, _active(q, d, q.per, before=True), (*q.per, "client_id"))
        number = f"SUM(CASE WHEN {counted} THEN 1 ELSE 0 END)"
        return grouped(f"{number} AS teller, NULL AS noemer, {number} AS waarde", clients, q.per)

    return statement


def bereik_aanvullend(q: Question, d: Dialect) -> str:
    cells = grouped("COUNT(DISTINCT client_id) AS teller", _active(q, d, q.per), q.per)
    if not q.per:
        return f"SELECT teller, NULL AS noemer, NULL AS waarde FROM ({cells}) c"
    groups = "SELECT 'jw' AS wet, 'jeugdigen' AS doelgroep UNION ALL SELECT 'wmo', 'volwassenen'"
    counted = f"p.jaar = {q.year} AND p.doelgroep = d.doelgroep"
    city = f"SELECT aantal FROM populatie p WHERE p.gebied = 'stad' AND {counted}"
    areas = (
        "SELECT CASE WHEN COUNT(*) = COUNT(p.aantal) THEN SUM(p.aantal) END FROM gebieden g "
        f"LEFT JOIN populatie p ON p.gebied = g.gebied AND {counted} WHERE COALESCE(g.soort, '') <> 'zonder gebied'"
    )
    people = f"SELECT wet, COALESCE(({city}), ({areas})) AS noemer FROM ({groups}) d"
    return (
        f"SELECT c.wet, teller, noemer, 1.0 * teller / NULLIF(noemer, 0) AS waarde "
        f"FROM ({cells}) c LEFT JOIN ({people}) p ON p.wet = c.wet"
    )


def care_days(q: Question, d: Dialect, per: tuple[str, ...]) -> str:
    """Per levering in care the days of the year that no earlier one of this client counted."""
    start = d.days(d.greatest("begindatum", d.day(q.begin)), d.day(q.begin))
    stop = d.days(d.least(f"COALESCE(einde, {d.day(q.end)})", d.day(q.end)), d.day(q.begin))
    spans = f"SELECT *, {start} AS van, {stop} + 1 AS tot FROM ({_active(q, d, per)}) s"
    window = f"PARTITION BY {', '.join((*per, 'client_id'))} ORDER BY begindatum, levering"
    earlier = f"MAX(tot) OVER ({window} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    counted = f"SELECT *, COALESCE({earlier}, 0) AS geteld FROM ({spans}) w"
    begun = d.greatest("van", "geteld")
    return f"SELECT *, CASE WHEN tot > {begun} THEN tot - {begun} ELSE 0 END AS dagen FROM ({counted}) v"


def gemiddeld_in_zorg(q: Question, d: Dialect) -> str:
    length = (q.end - q.begin).days + 1
    sums = f"SUM(dagen) AS teller, {length} AS noemer, 1.0 * SUM(dagen) / {length} AS waarde"
    return grouped(sums, care_days(q, d, q.per), q.per)


def reden_beeindiging(q: Question, d: Dialect) -> str:
    reason = f"CASE WHEN {_REASON} IN ('36', '37') THEN 'administratief' ELSE {_REASON} END"
    stops = (
        f"SELECT {reason} AS reden, r.wet FROM leveringen r WHERE r.begindatum <= {d.day(q.day)} "
        f"AND r.einddatum BETWEEN {d.day(q.begin)} AND {d.day(q.end)} AND {_REASON} <> '20'"
    )
    return grouped("COUNT(*) AS teller, NULL AS noemer, COUNT(*) AS waarde", stops, ("reden", "wet"))


def verwijzer(q: Question, d: Dialect) -> str:
    name = _DIMENSIONS["verwijzer"][0]
    begun = (
        f"SELECT {name} AS verwijzer FROM leveringen r WHERE r.begindatum BETWEEN {d.day(q.begin)} AND {d.day(q.end)}"
    )
    return grouped("COUNT(*) AS teller, NULL AS noemer, COUNT(*) AS waarde", begun, ("verwijzer",))


def _episodes(q: Question, d: Dialect, per: tuple[str, ...]) -> str:
    """One row per episode: consecutive leveringen of a client at the same topmost provider."""
    care = rows(q, d, per, {"top": "t.top"}, "JOIN toppen t ON t.aanbieder = r.aanbieder")
    order = "PARTITION BY client_id ORDER BY begindatum, einde NULLS LAST, top, levering"
    fresh = "CASE WHEN LAG(top) OVER (w) = top THEN 0 ELSE 1 END AS nieuw, ROW_NUMBER() OVER (w) AS plaats"
    numbered = f"SELECT *, {fresh} FROM ({care}) e WINDOW w AS ({order})"
    joined = f"SELECT *, SUM(nieuw) OVER (PARTITION BY client_id ORDER BY plaats) AS nummer FROM ({numbered}) n"
    first = "".join(f", MIN(CASE WHEN nieuw = 1 THEN {name} END) AS {name}" for name in per)
    return (
        "SELECT client_id, nummer, MIN(top) AS van, MIN(begindatum) AS van_dag, "
        f"CASE WHEN COUNT(*) = COUNT(einde) THEN MAX(einde) END AS tot_dag{first} FROM ({joined}) j "
        "GROUP BY client_id, nummer"
    )


def doorstroom(q: Question, d: Dialect) -> str:
    window = "PARTITION BY client_id ORDER BY nummer"
    following = f"SELECT *, LEAD(van) OVER (w) AS volgend, LEAD(van_dag) OVER (w) AS dag FROM ({_episodes(q, d, ())}) p"
    counts = f"dag IS NOT NULL AND (tot_dag IS NULL OR {d.days('dag', 'tot_dag')} <= 365)"
    moves = (
        f"SELECT client_id, van, tot_dag, CASE WHEN {counts} THEN volgend END AS naar, "
        f"CASE WHEN {counts} THEN dag END AS dag FROM ({following} WINDOW w AS ({window})) f"
    )
    span = f"BETWEEN {d.day(q.begin)} AND {d.day(q.end)}"
    distinct = "COUNT(DISTINCT client_id)"
    return (
        f"WITH moves AS ({moves}), "
        f"cells AS (SELECT van, naar, {distinct} AS teller FROM moves WHERE dag {span} GROUP BY van, naar), "
        f"leavers AS (SELECT van, {distinct} AS noemer FROM moves WHERE dag {span} OR tot_dag {span} GROUP BY van) "
        "SELECT c.van, c.naar, teller, noemer, teller AS waarde FROM cells c JOIN leavers l ON l.van = c.van"
    )


def in_een_keer_goed(q: Question, d: Dialect) -> str:
    first = "".join(f", MIN(CASE WHEN nummer = 1 THEN {name} END) AS {name}" for name in q.per)
    clients = (
        "SELECT client_id, MIN(CASE WHEN nummer = 1 THEN van_dag END) AS begin_dag, "
        f"MIN(CASE WHEN nummer = 2 THEN van_dag END) AS tweede{first} "
        f"FROM ({_episodes(q, d, q.per)}) p GROUP BY client_id"
    )
    of_period = f"SELECT * FROM ({clients}) c WHERE begin_dag BETWEEN {d.day(q.begin)} AND {d.day(q.end)}"
    whole = f"begin_dag <= {d.day(q.day - timedelta(days=365))}"
    stayed = f"{whole} AND (tweede IS NULL OR {d.days('tweede', 'begin_dag')} > 365)"
    teller, noemer = (f"SUM(CASE WHEN {each} THEN 1 ELSE 0 END)" for each in (stayed, whole))
    return grouped(
        f"{teller} AS teller, {noemer} AS noemer, 1.0 * {teller} / NULLIF({noemer}, 0) AS waarde", of_period, q.per
    )


STATEMENTS: dict[str, Callable[[Question, Dialect], str]] = {
    "in_zorg": _flow("na = 1"),
    "instroom": _flow("tijdens = 1 AND voor = 0"),
    "uitstroom": _flow("na = 0"),
    "bereik_aanvullend": bereik_aanvullend,
    "gemiddeld_in_zorg": gemiddeld_in_zorg,
    "reden_beeindiging": reden_beeindiging,
    "verwijzer": verwijzer,
    "doorstroom": doorstroom,
    "in_een_keer_goed": in_een_keer_goed,
}
