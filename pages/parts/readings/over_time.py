"""What does a line over time say: the last value, how it moved, and what to know before reading?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import polars as pl

from metrics.indicator import Indicator, Shape, Unit
from metrics.views.kloof import GAP_OF
from pages.parts import wording
from pages.parts.charts.limits import signal_words, stretches_of, too_short
from pages.parts.charts.placeholder import why_empty
from pages.parts.charts.timeline import Axis, Point, State, newest, ordered_periods, points, time_axis
from pages.parts.phrases import phrase, said
from pages.parts.readings.reading import (
    BigNumber,
    Reading,
    all_hidden,
    fitting,
    hidden_remark,
    joined,
    parts,
    short,
    shown_of,
)


def over_time(
    frame: pl.DataFrame, indicator: Indicator, *, events: pl.DataFrame | None = None, whose: str = ""
) -> Reading:
    """A single line: the last value, its movement since the shown period before, and since a year before.

    `whose` says about whom when it is not the whole city: "in Hoograven".
    """
    axis = time_axis([frame], events)
    if axis is None:
        return Reading("Voor deze keuze zijn er geen cijfers", why_empty(frame))
    line = points(frame.to_dicts(), axis)
    known = [point for point in line if point.state is State.KNOWN]
    if not known:
        return Reading(_nothing_shown(line), why_empty(frame))
    last = known[-1]
    places = _places(indicator, known)
    remarks = [
        _latest_is_not_shown(line, last),
        _movement(line, known, indicator, places),
        *signal_remark(line, indicator),
        *_remarks(line, axis),
    ]
    return Reading(_title_over_time(known, indicator, places, whose), joined(remarks))


def gap(
    frame: pl.DataFrame, kloof: pl.DataFrame, indicator: Indicator, *, events: pl.DataFrame | None = None
) -> Reading:
    """SES lines with their gap."""
    axis = time_axis([frame, kloof], events)
    if axis is None:
        return Reading("Voor deze keuze zijn er geen cijfers", why_empty(frame))
    rows = {row["ses"]: row for row in newest(frame).to_dicts()}
    groups = [rows[ses] for ses in ("laag", "midden", "hoog") if ses in rows and shown_of([rows[ses]])]
    places = wording.decimals(indicator.unit, [row["waarde"] for row in groups])
    said_of = [f"{wording.option('ses', row['ses'])} {short(row, indicator, places)}" for row in groups]
    sentence = f"{wording.in_period(groups[0]['periode'])}: {wording.together(said_of)}." if groups else ""
    line = points(kloof.to_dicts(), axis)
    known = [point for point in line if point.state is State.KNOWN and point.value is not None]
    remarks = [
        _certainty(known[-1], indicator) if known else "",
        sentence[:1].upper() + sentence[1:],
        *hidden_remark(list(rows.values()), "ses"),
        *_remarks(line, axis),
    ]
    if not known:
        return Reading("De kloof tussen SES laag en SES hoog is hier niet te tonen", joined(remarks))
    last = known[-1].value or 0.0
    before = _year_before(known)
    same_side = before is not None and before.value is not None and before.value * last > 0
    if indicator.key == "bereik":
        text = wording.points(abs(last))
        title = f"De kloof in bereik is {text}, het hoogst waar de SES {'laag' if last >= 0 else 'hoog'} is"
        if same_side and before is not None:
            title = f"De kloof in bereik is {text}, een jaar eerder {wording.number(100 * abs(before.value or 0.0), 1)}"
        return Reading(title, joined(remarks))
    return Reading(_gap_title(last, indicator), joined(remarks))


def _gap_title(distance: float, indicator: Indicator) -> str:
    """Laag against hoog in the unit of the indicator; no difference when it is written as zero."""
    written = gap_size(distance, indicator)
    if not any(sign in written for sign in "123456789"):
        return "Tussen SES laag en SES hoog is er geen verschil"
    if indicator.unit in (Unit.WORKING_DAYS, Unit.DAYS):
        return f"In SES laag duurt het {written} {'langer' if distance > 0 else 'korter'} dan in SES hoog"
    return f"SES laag ligt {written} {'hoger' if distance > 0 else 'lager'} dan SES hoog"


def gap_size(distance: float, indicator: Indicator) -> str:
    """The size of a gap in words: percentage points between shares, else the unit itself."""
    if indicator.unit is Unit.SHARE:
        return wording.points(abs(distance)).replace(" punt", " procentpunt")
    return wording.value(abs(distance), indicator.unit)


def _certainty(point: Point, indicator: Indicator) -> str:
    """The 95% margin of the newest gap, whether no gap at all lies in it, and how many are behind it."""
    low, high = point.row.get("onder"), point.row.get("boven")
    many = _behind(point, indicator)
    if low is None or high is None:
        return many
    factor, unit = (100, "procentpunt") if indicator.unit is Unit.SHARE else (1, indicator.unit.value)
    ends = f"{wording.number(factor * low, 1)} tot {wording.number(factor * high, 1)}"
    chance = ", dus het kan toeval zijn" if low <= 0 <= high else ""
    return f"95%-marge: {ends} {unit}{chance}. {many}".strip()


def _behind(point: Point, indicator: Indicator) -> str:
    """How many families, clients, or else rows both groups are about."""
    families, clients = point.row.get("gezinnen"), point.row.get("clienten")
    if clients is not None:
        return f"Laag en hoog samen: {wording.number(clients)} cliënten."
    if families is None:
        return ""
    counted = "gezinnen" if GAP_OF.get(indicator.key) else phrase(indicator).counted or "tellingen"
    return f"Laag en hoog samen: {wording.number(families)} {counted}."


def big_number(frame: pl.DataFrame, indicator: Indicator, *, events: pl.DataFrame | None = None) -> BigNumber:
    """For a quadrant of the overview: the newest value that is shown."""
    axis = time_axis([frame], events)
    known = [] if axis is None else [p for p in points(frame.to_dicts(), axis) if p.state is State.KNOWN]
    if not known or known[-1].value is None:
        return BigNumber(wording.MISSING, "hier is nu niets te tonen", why_empty(frame))
    last, places = known[-1], _places(indicator, known)
    words = phrase(indicator).big
    if indicator.unit is Unit.DRIFT:
        words = f"{'boven' if (last.value or 0.0) >= 0 else 'onder'} {words}"
    number = wording.label(last.value, indicator.unit, places).removesuffix(" punt")
    before = _before(known)
    earlier = "" if before is None else _at(before, indicator, places)
    # A drift is counted from January on: the quarter alone would be another number.
    about = wording.since_january if indicator.unit is Unit.DRIFT else wording.in_period
    return BigNumber(number, f"{words}, {about(str(last.period))}", parts([_counted(last, indicator), earlier]))


def subtitle(frame: pl.DataFrame, indicator: Indicator, *, per: str | None = None, whose: str = "") -> str:
    """What is counted, per what, for whom, which period, n: one line."""
    words = phrase(indicator)
    axis = time_axis([frame])
    if per or axis is None:
        periods = ordered_periods(frame) if not newest(frame).is_empty() else []
        is_one_drift = indicator.unit is Unit.DRIFT and len(periods) == 1
        period = wording.since_january(periods[0]) if is_one_drift else wording.period_range(periods) if periods else ""
        return parts([words.subtitle + _along(words.subtitle, per), whose, period])
    line = points(frame.to_dicts(), axis)
    known = [point for point in line if point.row]
    span = wording.period_range([str(period) for period in axis.periods])
    return parts([words.subtitle, whose, span, _counted(known[-1], indicator) if known else ""])


def _along(what: str, per: str | None) -> str:
    """Along which dimension, unless the words before say that already: not `naar verwijzer per verwijzer`."""
    if per is None or re.search(rf"\b{wording.dimension(per)}(en|s|n)?\b", what):
        return ""
    return f"{',' if ',' in what else ''} per {wording.dimension(per)}"


def _title_over_time(known: Sequence[Point], indicator: Indicator, places: int, whose: str) -> str:
    last = known[-1]
    base = phrase(indicator).sentence(said(last.value or 0.0, indicator.unit, places), whose)
    before = _year_before(known)
    earlier = ""
    if before is not None:
        same = _text(before, indicator, places) == _text(last, indicator, places)
        earlier = ", net als een jaar eerder" if same else f", een jaar eerder {_earlier(before, indicator, places)}"
    return fitting(base + earlier, base)


def _earlier(point: Point, indicator: Indicator, places: int) -> str:
    """The value of a year before behind the sentence of now: a drift as `0,2% eronder`."""
    if indicator.unit is not Unit.DRIFT:
        return _text(point, indicator, places)
    amount, _, side = said(point.value or 0.0, indicator.unit, places).partition(" ")
    return (
        f"{amount} {'erboven' if side.startswith('boven') else 'eronder'}"
        if amount[0].isdigit()
        else f"{amount} {side}"
    )


def _movement(line: Sequence[Point], known: Sequence[Point], indicator: Indicator, places: int) -> str:
    """From the shown period before to the last one, only when both lie on the same side of every break."""
    before, last = _before(known), known[-1]
    if before is None:
        if gone := next((p for p in line if p.x == last.x - 1 and p.state is State.HIDDEN), None):
            return f"Het cijfer {wording.in_period(str(gone.period))} is {wording.HIDDEN}."
        return "" if _year_before(known) else "Er is geen eerder cijfer om mee te vergelijken."
    old, new = _text(before, indicator, places), _text(last, indicator, places)
    since = f"{wording.in_period(str(before.period))}"
    if old == new:
        return f"Het cijfer is gelijk aan dat {since}."
    verb = "steeg" if (last.value or 0.0) > (before.value or 0.0) else "daalde"
    return f"Het cijfer {verb} van {old} {since} naar {new}."


def signal_remark(line: Sequence[Point], indicator: Indicator) -> list[str]:
    """The newest signal since the last break; of a line without limits, why it has none."""
    found = stretches_of(line, indicator)
    if not found:
        return []
    last = found[-1]
    if last.limits is None:
        words = too_short(last, str(line[0].period))
        return [f"{words[:1].upper()}{words[1:]}."] if last.is_short else []
    if last.newest_signal is None:
        return ["Geen signaal: alles past bij de gewone schommeling."]
    rule, places = last.newest_signal
    until = line[last.first + places[-1]]
    words = signal_words(rule, len(places), str(until.period))
    return [f"Signaal: {words}, tot en met {wording.period(str(until.period))}."]


def _remarks(line: Sequence[Point], axis: Axis) -> list[str]:
    """What to know before reading: provisional, hidden, not delivered, broken."""
    many = wording.period_level(str(axis.periods[0]), plural=True)
    found = []
    provisional = [point for point in line if point.provisional]
    if provisional:
        found.append(f"Voorlopig: {wording.period_span([str(point.period) for point in provisional])}.")
    hidden = sum(point.state is State.HIDDEN for point in line)
    if hidden:
        found.append(f"Afgeschermd: {hidden} van de {len(line)} {many}.")
    missing = sum(point.state is State.MISSING for point in line)
    if missing:
        found.append(f"Geen levering: {missing} van de {len(line)} {many}.")
    found += _unknown(line, many)
    for cut in axis.breaks:
        has_left = any(point.period.end < cut.day for point in line if point.value is not None)
        apart = " Links en rechts zijn niet te vergelijken." if has_left else ""
        found.append(f"Trendbreuk op {wording.day(cut.day)}: {cut.title}.{apart}")
    return found


def _unknown(line: Sequence[Point], many: str) -> list[str]:
    """Per reason how many periods have no value: `Niet geregistreerd: 4 van de 23 kwartalen.`"""
    reasons = Counter(str(p.row.get("waarom_leeg") or "niet bekend") for p in line if p.state is State.EMPTY)
    counted = ((reason[:1].upper() + reason[1:], count) for reason, count in reasons.items())
    return [f"{reason}: {count} van de {len(line)} {many}." for reason, count in counted]


def _latest_is_not_shown(line: Sequence[Point], last: Point) -> str:
    if line[-1] is last:
        return ""
    newest_point = line[-1]
    what = {State.HIDDEN: wording.HIDDEN, State.MISSING: "niet geleverd"}.get(newest_point.state, "niet bekend")
    return f"Dit gaat over {wording.period(str(last.period))}; {wording.period(str(newest_point.period))} is {what}."


def _before(known: Sequence[Point]) -> Point | None:
    """The shown period just before the last one, when the two may be compared."""
    return next((p for p in known if p.x == known[-1].x - 1 and p.segment == known[-1].segment), None)


def _year_before(known: Sequence[Point]) -> Point | None:
    """The shown value of the same period a year earlier, when the two may be compared."""
    last = known[-1]
    steps = 12 // last.period.level
    return next((p for p in known if p.x == last.x - steps and p.segment == last.segment), None)


def _places(indicator: Indicator, known: Sequence[Point]) -> int:
    """The decimals of the chart; one more when two shares that differ would read as the same."""
    return wording.decimals(indicator.unit, [point.value for point in known])


def _text(point: Point, indicator: Indicator, places: int) -> str:
    return wording.value(point.value, indicator.unit, places)


def _at(point: Point, indicator: Indicator, places: int) -> str:
    return f"{wording.period(str(point.period))}: {wording.label(point.value, indicator.unit, places)}"


def _counted(point: Point, indicator: Indicator) -> str:
    """How many the newest value is about, as far as that is shown."""
    counted = phrase(indicator).counted
    teller, noemer = point.row.get("teller"), point.row.get("noemer")
    if indicator.unit is Unit.DRIFT and teller is not None and noemer is not None:
        return f"{wording.euro(teller)} uitgeput van {wording.euro(noemer)} afgesproken"
    if not counted or noemer is None:
        return ""
    if indicator.shape is Shape.SHARE and teller is not None and point.state is State.KNOWN:
        return f"{wording.number(teller)} van {wording.number(noemer)} {counted}"
    return f"{wording.number(noemer)} {counted}"


def _nothing_shown(line: Sequence[Point]) -> str:
    return all_hidden([point.row for point in line if point.row])
