"""What does a team manager read in the morning: who waits, where it goes, what it takes, who needs attention?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from metrics.queue import AHEAD, RECENT, Expected, Needed, Rates
from metrics.signals.funnel import Judged
from pages.parts import wording
from pages.parts.readings.reading import Reading, fitting, joined

Row = Mapping[str, Any]
WAIT = {"1": "op een kennismaking", "2": "op de start"}
DAYS = {"1": "werkdagen", "2": "dagen"}
LONGEST = ">40"


def waiting_now(rows: Sequence[Row], whose: str = "") -> Reading:
    """Rows per been and klasse on the peildatum; a hidden class makes a total a lower bound."""
    told, longest = [], []
    for been in ("1", "2"):
        own = [row for row in rows if row["been"] == been]
        shown = [row for row in own if row["waarde"] is not None]
        if not shown:
            continue
        least = "ten minste " if len(shown) < len(own) else ""
        total = sum(row["waarde"] for row in shown)
        told.append(f"{least}{wording.number(total)} {WAIT[been]}")
        longest += [
            f"{wording.number(row['waarde'])} al meer dan 40 {DAYS[been]} {WAIT[been]}"
            for row in shown
            if row["klasse"] == LONGEST and row["waarde"]
        ]
    if not told:
        return Reading("Wie nu wacht is hier niet te tonen", "Dit gaat over te weinig mensen. Kies een groter gebied.")
    start = f"{whose[:1].upper()}{whose[1:]} wachten nu" if whose else "Nu wachten"
    hidden = sum(bool(row["afgeschermd"]) for row in rows)
    remarks = [f"Afgeschermd: {hidden} van de {len(rows)} klassen."] if hidden else []
    return Reading(
        fitting(f"{start} {wording.together(told)}", f"{start} {told[0]}"),
        joined([f"Het langst wachten {wording.together(longest)}." if longest else "", *remarks]),
    )


def queue_ahead(waiting: float, per_week: Rates, ahead: Sequence[Expected], whose: str = "") -> Reading:
    """The queue for the kennismaking, with the assumption under it."""
    last = ahead[-1]
    now, then = round(waiting), round(last.middle)
    move = "groeit" if then > now else "krimpt" if then < now else "blijft gelijk"
    place = f"{whose[:1].upper()}{whose[1:]} {move} de wachtrij" if whose else f"De wachtrij {move}"
    title = f"{place}: nu {now}, over {AHEAD} weken naar verwachting {then}"
    low, high = round(last.lower), round(last.upper)
    return Reading(
        fitting(title, title.replace(" naar verwachting", "")),
        f"80% kans tussen {low} en {high}. Aanname: de komende weken lijken op de laatste {RECENT}: per week "
        f"{wording.number(per_week.erbij, 1)} erbij, {wording.number(per_week.geholpen, 1)} kennismakingen en "
        f"{wording.number(per_week.weg, 1)} weg zonder kennismaking.",
    )


def needed_per_week(takes: Needed, whose: str = "") -> Reading:
    """How many kennismakingen per week, with the assumption under it."""
    more = takes.to_reach - takes.now
    place = f"{whose[:1].upper()}{whose[1:]} zijn" if whose else "Er zijn"
    title = f"{place} {wording.number(takes.to_reach, 1)} kennismakingen per week nodig om bij te komen"
    if round(more, 1) <= 0:
        title = f"{place} nu genoeg kennismakingen per week om de norm te halen ({wording.number(takes.now, 1)})"
    return Reading(
        fitting(title),
        f"Dan past de wachtrij over {AHEAD} weken binnen vijf werkdagen ({wording.number(round(takes.allowed))} "
        f"wachtenden). Aanname: er komen er evenveel bij als in de laatste {RECENT} weken, de langst wachtende eerst.",
    )


def attention(
    ranked: Sequence[Judged], names: Mapping[str, str], city: float, left_out: int, what: str = "op tijd"
) -> Reading:
    """Only what lies outside the limits is named as different; the others fit chance."""
    below = [row for row in ranked if row.is_signal and row.distance < 0]
    above = [row for row in ranked if row.is_signal and row.distance > 0]
    mean = wording.share(city, 0)
    if not ranked:
        return Reading("Geen team is groot genoeg om te vergelijken", "Kies een langere periode.")
    if below:
        told = [f"{names[row.key]} ({wording.share(row.share, 0)})" for row in below]
        verb = "ligt" if len(below) == 1 else "liggen"
        title = fitting(
            f"{wording.together(told)} {verb} duidelijk onder de stad ({mean} {what})",
            f"{len(below)} teams liggen duidelijk onder de stad ({mean} {what})",
        )
    else:
        title = f"Geen team ligt duidelijk onder de stad ({mean} {what})"
    higher = [f"{names[row.key]} ({wording.share(row.share, 0)})" for row in above[:3]]
    remarks = [f"Duidelijk erboven: {wording.together(higher)}." if higher else ""]
    inside = len(ranked) - len(below) - len(above)
    remarks.append(f"Bij {inside} van de {len(ranked)} teams past het verschil bij toeval.")
    if left_out:
        remarks.append(f"{left_out} teams zijn te klein of afgeschermd en staan er niet bij.")
    return Reading(title, joined(remarks))


def came_and_seen(rows: Sequence[tuple[str, float | None, float | None]], whose: str = "") -> Reading:
    """Aanmeldingen and kennismakingen per period; the newest of which both are shown."""
    both = [(period, came, seen) for period, came, seen in rows if came is not None and seen is not None]
    if not both:
        return Reading("Erbij en geholpen zijn hier niet samen te tonen", "Dit gaat over te weinig mensen.")
    period, came, seen = both[-1]
    place = f" {whose}" if whose else ""
    title = (
        f"{wording.in_period(period)}{place}: {wording.number(came)} aanmeldingen erbij, "
        f"{wording.number(seen)} kennismakingen"
    )
    more = came - seen
    was, what = ("was", "kennismaking") if abs(more) == 1 else ("waren", "kennismakingen")
    side = "minder" if more > 0 else "meer"
    sentence = f"Er {was} {wording.number(abs(more))} {what} {side} dan aanmeldingen."
    sentence = sentence if more else "Er waren evenveel kennismakingen als aanmeldingen."
    return Reading(fitting(title[:1].upper() + title[1:]), f"{sentence} Per week is dit alleen intern te zien.")
