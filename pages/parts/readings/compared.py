"""What do values beside each other say: which is highest, which lowest, how many are hidden?"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from metrics.indicator import Indicator, Shape, Unit
from pages.parts import wording
from pages.parts.charts.naming import name_of, spoken
from pages.parts.charts.placeholder import why_empty
from pages.parts.charts.timeline import newest
from pages.parts.phrases import phrase, said
from pages.parts.readings.reading import (
    Reading,
    Row,
    all_hidden,
    fitting,
    hidden_remark,
    joined,
    provisional_remark,
    short,
    shown_of,
)


def compared(frame: pl.DataFrame, indicator: Indicator, *, per: str, events: pl.DataFrame | None = None) -> Reading:
    """Several values in the newest period (map, bars, funnel, lines per group): highest, lowest, how many hidden."""
    rows = newest(frame).to_dicts()
    shown = sorted(shown_of(rows), key=lambda row: (-row["waarde"], name_of(row, per)))
    if not shown:
        return Reading(all_hidden(rows), why_empty(newest(frame)))
    places = wording.decimals(indicator.unit, [row["waarde"] for row in shown])
    first, last = (f"{spoken(row, per)} ({_valued(row, indicator, places)})" for row in (shown[0], shown[-1]))
    remarks = [*hidden_remark(rows, per), *provisional_remark(rows)]
    if len(rows) == 1:
        sentence = phrase(indicator).sentence(said(shown[0]["waarde"], indicator.unit, places))
        return Reading(fitting(f"{sentence}: {spoken(shown[0], per)}", first[:1].upper() + first[1:]), joined(remarks))
    if len(shown) == 1:
        return Reading(f"Alleen {first} is te tonen", joined(remarks))
    if indicator.shape is Shape.COUNT:
        second = f"{spoken(shown[1], per)} ({_valued(shown[1], indicator, places)})"
        least = f"Het minst: {last}." if len(shown) == len(rows) > 2 else ""
        head = "De meeste zijn bij" if per in ("aanbieder", "organisatie", "voorziening") else "Het meest komt voor:"
        return Reading(fitting(f"{head} {first}, dan {second}", f"{head} {first}"), joined([least, *remarks]))
    title = fitting(f"Het hoogst is {first}, het laagst {last}", f"Het hoogst is {first}")
    if len(rows) == 2:
        text = [short(row, indicator, places) for row in shown]
        other = f"{spoken(shown[1], per)} ({_valued(shown[1], indicator, places)})"
        title = f"{first} ligt hoger dan {other}" if text[0] != text[1] else f"{first} en {other} liggen gelijk"
        title = fitting(title[:1].upper() + title[1:], f"Het hoogst is {first}")
    return Reading(title, joined([_distance(shown, indicator, places, per), *remarks]))


def _valued(row: Row, indicator: Indicator, places: int) -> str:
    """The value with its unit, also where a label beside a bar leaves that out: `15,7 weken`."""
    return (
        wording.value(row["waarde"], indicator.unit, places) if _says_unit(indicator) else short(row, indicator, places)
    )


def _says_unit(indicator: Indicator) -> bool:
    return indicator.unit in (Unit.DAYS, Unit.WORKING_DAYS)


def spread(frame: pl.DataFrame, indicator: Indicator, *, per: str) -> Reading:
    """Counts per class: the largest class and how many there are in the shown classes."""
    rows = newest(frame).to_dicts()
    shown = shown_of(rows)
    if not shown:
        return Reading(all_hidden(rows), why_empty(newest(frame)))
    total = wording.number(sum(row["waarde"] for row in shown))
    largest = max(shown, key=lambda row: row["waarde"])
    least = "" if len(shown) == len(rows) else "ten minste "
    title = phrase(indicator).sentence(f"{least}{total}")
    days = {"1": " werkdagen", "2": " dagen"}.get(str(largest.get("been")), "")
    class_name, amount = f"{name_of(largest, per)}{days}", wording.number(largest["waarde"])
    title = fitting(f"{title}; de grootste groep is {class_name}: {amount}", title)
    return Reading(title, joined([*hidden_remark(rows, per), *provisional_remark(rows)]))


def transitions(frame: pl.DataFrame, indicator: Indicator) -> Reading:
    """A matrix of van by naar: the largest cells and how many are hidden."""
    rows = newest(frame).to_dicts()
    shown = sorted(shown_of(rows), key=lambda row: (-row["waarde"], row["van"], row["naar"]))
    if not shown:
        return Reading(all_hidden(rows), why_empty(newest(frame)))
    pairs = [
        f"van {name_of(row, 'van')} naar {name_of(row, 'naar')} ({wording.number(row['waarde'])})" for row in shown[:2]
    ]
    hidden = sum(row["afgeschermd"] for row in rows)
    remarks = [f"{hidden} van de {len(rows)} overgangen zijn afgeschermd." if hidden else ""]
    if len(pairs) > 1:
        remarks.insert(0, f"Daarna {pairs[1]}.")
    return Reading(fitting(f"De meeste cliënten gingen {pairs[0]}"), joined([*remarks, *provisional_remark(rows)]))


def budgets(frame: pl.DataFrame, indicator: Indicator, *, per: str) -> Reading:
    """Realised against agreed per provider: furthest above and below."""
    rows = newest(frame).to_dicts()
    agreed = 1.0 if indicator.unit is Unit.RATIO else 0.0
    drifts = sorted(((row["waarde"] - agreed, name_of(row, per)) for row in shown_of(rows)), reverse=True)
    if not drifts:
        return Reading(all_hidden(rows), why_empty(newest(frame)))
    (most, first), (least, last) = drifts[0], drifts[-1]
    above = sum(drift > 0 for drift, _ in drifts)
    many = wording.dimension(per, plural=True)
    remarks = [f"{above} van de {len(drifts)} {many} {'zit' if above == 1 else 'zitten'} boven de afspraak."]
    title = f"{first} zit het verst boven de afspraak ({wording.drift(most)})"
    if most <= 0:
        title = f"Geen van de {many} zit boven de afspraak, {last} het verst eronder ({wording.drift(least)})"
    elif least < 0:
        title = fitting(f"{title}, {last} het verst eronder ({wording.drift(least)})", title)
    return Reading(fitting(title), joined([*remarks, *hidden_remark(rows, per), *provisional_remark(rows)]))


def streams(arrivals: pl.DataFrame, departures: pl.DataFrame) -> Reading:
    """Instroom against uitstroom in the newest period, when both are shown."""
    coming = {row["periode"]: row for row in shown_of(newest(arrivals).to_dicts())}
    leaving = {row["periode"]: row for row in shown_of(newest(departures).to_dicts())}
    both = [period for period in coming if period in leaving]
    if not both:
        title = "Instroom en uitstroom zijn in deze periode niet samen te tonen"
        return Reading(title, why_empty(arrivals if arrivals.is_empty() or not coming else departures))
    came, left = coming[both[0]]["waarde"], leaving[both[0]]["waarde"]
    when = wording.in_period(both[0])
    title = f"{when} kwamen {wording.number(came)} cliënten erbij en gingen {wording.number(left)} weg"
    title = title[:1].upper() + title[1:]
    change = came - left
    how_many = f"{'is' if abs(change) == 1 else 'zijn'} er {wording.number(abs(change))}"
    balance = f"Dat {how_many} {'meer' if change > 0 else 'minder'}."
    sentence = balance if change else "Dat zijn er evenveel."
    return Reading(title, joined([sentence, *provisional_remark([coming[both[0]]])]))


def _distance(shown: Sequence[Row], indicator: Indicator, places: int, per: str) -> str:
    """Between highest and lowest, from the values as they are written, so that the sum is right on paper."""
    if indicator.unit in (Unit.RATIO, Unit.DRIFT):
        return f"{len(shown)} {wording.dimension(per, plural=True)} zijn te vergelijken."
    if indicator.unit not in (Unit.SHARE, Unit.PERCENT_POINT):
        far = round(shown[0]["waarde"], places) - round(shown[-1]["waarde"], places)
        return f"Tussen het hoogste en het laagste zit {wording.value(far, indicator.unit, places)}."
    high, low = (round(100 * row["waarde"], places) for row in (shown[0], shown[-1]))
    return f"Tussen het hoogste en het laagste zit {wording.number(high - low, places)} procentpunt."
