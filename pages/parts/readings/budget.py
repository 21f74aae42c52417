"""What do a budget, its expected end and the parts of its drift say?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from pages.parts import month_runs, wording
from pages.parts.charts.naming import name_of
from pages.parts.readings.reading import Reading, fitting, joined

PARTS = {
    "volume": ("meer cliënten", "minder cliënten"),
    "prijs": ("een hogere prijs", "een lagere prijs"),
    "mix": ("een duurdere mix", "een goedkopere mix"),
}
SHORT = {
    "volume": ("meer cliënten", "minder cliënten"),
    "prijs": ("hogere prijs", "lagere prijs"),
    "mix": ("andere mix", "andere mix"),
}
SHARES = (
    (0.955, "Vrijwel alles"), (0.86, "Negen tiende"), (0.775, "Vier vijfde"), (0.7, "Drie kwart"),
    (0.63, "Twee derde"), (0.55, "Drie vijfde"), (0.45, "De helft"),
)  # fmt: skip
SMALL = 0.005
"""A drift of less than half a percent is no reason to look for a cause."""


def part_name(part: str, amount: float) -> str:
    """The words under a bar: `meer cliënten`, `lagere prijs`."""
    return SHORT[part][amount < 0]


def parts_of_drift(amounts: Mapping[str, float], agreed: float, transfers: float | None) -> Reading:
    """Which part makes the drift, and how much of it moved along with clients."""
    total = sum(amounts.values())
    shown = [f"{part_name(name, amount)} {_plus(amount)}" for name, amount in amounts.items()]
    moved = f"Daarin zit {_plus(transfers)} door overgangen tussen aanbieders." if transfers is not None else ""
    sentence = joined([f"{shown[0][:1].upper()}{', '.join(shown)[1:]}: samen {_plus(total)}".rstrip(".") + ".", moved])
    if abs(total) < SMALL * agreed:
        large = max(amounts, key=lambda name: abs(amounts[name]))
        if abs(amounts[large]) < 2 * SMALL * agreed:
            return Reading("Kosten en afspraak liggen dicht bij elkaar", sentence)
        return Reading(fitting(f"Kosten en afspraak zijn bijna gelijk, maar {_against(amounts)}"), sentence)
    what = "de uitloop" if total > 0 else "wat minder is uitgegeven"
    name, share = max(((name, amount / total) for name, amount in amounts.items()), key=lambda pair: pair[1])
    cause = PARTS[name][amounts[name] < 0]
    if share > 1.045:
        return Reading(
            fitting(f"{_said(name, amounts)}, {_lower(_said(_opposite(amounts, total), amounts))}"), sentence
        )
    fraction = next((words for least, words in SHARES if share >= least), "Het grootste deel")
    return Reading(fitting(f"{fraction} van {what} komt door {cause}"), sentence)


def _plus(amount: float) -> str:
    text = wording.euro(abs(amount))
    return f"{'+' if amount >= 0 else wording.MINUS} {text}"


def _against(amounts: Mapping[str, float]) -> str:
    ranked = sorted(amounts, key=lambda name: amounts[name])
    return f"{PARTS[ranked[-1]][0]} en {PARTS[ranked[0]][1]} heffen elkaar op"


def _opposite(amounts: Mapping[str, float], total: float) -> str:
    """The part that goes furthest the other way."""
    return min(amounts, key=lambda name: amounts[name] * (1 if total > 0 else -1))


def _said(name: str, amounts: Mapping[str, float]) -> str:
    words, amount = PARTS[name][amounts[name] < 0], amounts[name]
    verb = ("kosten" if name == "volume" else "kost") if amount > 0 else ("schelen" if name == "volume" else "scheelt")
    return f"{words[:1].upper()}{words[1:]} {verb} {wording.euro(abs(amount))}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def year_end(now: float, expected: float | None, whose: str, macro: bool) -> str:
    """The title of the line with its fan: where it is, and where it ends when nothing changes."""
    subject = "Het macrovierkant ligt" if macro else f"{whose[:1].upper()}{whose[1:]} liggen de kosten"
    verb = "komt" if macro else "komen"
    here = f"{subject} {_beside(now)}"
    if expected is None:
        return fitting(here)
    if wording.drift(now) == wording.drift(expected):
        return fitting(f"{here} en {verb} zonder ingreep daar ook uit", here)
    return fitting(f"{here} en {verb} zonder ingreep uit op {wording.drift(expected)}", here)


def _beside(drift: float) -> str:
    text = wording.drift(drift)
    if text[0] not in "+" + wording.MINUS:
        return "op de afspraak"
    return f"{text[1:]} {'boven' if drift > 0 else 'onder'} de afspraak"


def above_agreed(providers: pl.DataFrame) -> str:
    """How many providers are above their vierkant."""
    known = providers.filter(pl.col("waarde").is_not_null() & (pl.col("noemer") > 0))
    above = known.filter(pl.col("waarde") > 0).height
    if known.height < 2:  # of one provider the title says it
        return ""
    return f"{above} van de {known.height} aanbieders {'zit' if above == 1 else 'zitten'} boven hun vierkant."


def not_delivered(providers: pl.DataFrame, most: int = 3) -> str:
    """Which months of which provider were not delivered: they do not count, and are never zero."""
    said, missed = [], 0
    for row in providers.filter(pl.col("ontbrekende_maanden").is_not_null()).to_dicts():
        months = {text.strip()[:7] for text in row["ontbrekende_maanden"].split(",")}
        missed += len(months)
        said.append(f"{name_of(row, 'aanbieder')} leverde {month_runs.named(months)} niet")
    if not said:
        return ""
    count = "die maand telt" if missed == 1 else "die maanden tellen"
    more = f" Nog {len(said) - most} aanbieders misten maanden." if len(said) > most else ""
    return f"{'; '.join(said[:most])}: {count} niet mee, ook niet als nul.{more}"


def last_year(before: pl.DataFrame) -> str:
    """How far the same forecast was off a year ago."""
    rows = before.drop_nulls(["waarde", "werkelijk", "noemer"]).to_dicts()
    if not rows or not rows[0]["noemer"]:
        return ""
    row = rows[0]
    off = abs(row["waarde"] - row["werkelijk"]) / row["noemer"]
    when = wording.period(row["periode"])
    much = "minder dan 0,1 procentpunt" if off < 0.001 else wording.points(off)
    return f"De verwachting van {when} zat er {much} naast."


def past_errors(row: Mapping[str, object]) -> str:
    """How good the method was in the years by which it was chosen, beside simply going on."""
    error, plain = row.get("fout"), row.get("fout_doortrekken")
    if not isinstance(error, float) or not isinstance(plain, float):
        return "Er zijn te weinig eerdere jaren om de verwachting na te gaan."
    return (
        f"De manier die bij eerdere jaren het best past, zat er toen per aanbieder gemiddeld {wording.share(error)} "
        f"naast; gewoon doortrekken {wording.share(plain)}."
    )


def sentences(parts: Sequence[str]) -> str:
    return joined(parts)
