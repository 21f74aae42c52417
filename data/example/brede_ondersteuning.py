"""What stands in the registers about parents of the toeslagenherstel?"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from data.example.draws import as_dates, day, days_between, days_in, evenly, generator, perhaps, pseudonyms, quotas

RECOMMENDATIONS = (
    ("1. De bedoeling opnieuw bepalen", "Een gedeelde visie en een kader voor besluiten.", "klaar"),
    ("2. Het gesprek binnen de teams", "Casuïstiek en moreel beraad; een kleinere groep medewerkers.", "bezig"),
    ("3. Duidelijk zeggen wat ouders mogen verwachten", "Een beleidsregel, een folder en een informatieblad.", "klaar"),
    ("4. Het plan van aanpak voorop", "Eén plan, beschikkingen, aparte klachten en een eigen vragenlijst.", "bezig"),
    ("5. Aanvragen eenvoudiger maken", "Een snelle route naast een beoordeling, met vaste criteria.", "klaar"),
    ("6. Overal op dezelfde manier werken", "Een beschreven werkwijze; nieuwe mensen naast ervaren mensen.", "bezig"),
    ("7. Medewerkers steunen", "Intervisie, coaching bij zware casussen, ervaringsdeskundigen.", "niet begonnen"),
)


def parents() -> dict[str, pl.DataFrame]:
    """The five registers by table."""
    return {
        "oudertrajecten": oudertrajecten(),
        "maatwerkbesluiten": maatwerkbesluiten(),
        "klachten": klachten(),
        "ouderervaringen": ouderervaringen(),
        "aanbevelingen": aanbevelingen(),
    }


def oudertrajecten() -> pl.DataFrame:
    """Some 1.200 parents in 2021 and 2022, of whom a quarter want help; later fewer, who want it more often."""
    rng = generator("oudertrajecten")
    numbers = {2021: 480, 2022: 740, 2023: 210, 2024: 190, 2025: 240, 2026: 260}
    year = np.repeat(list(numbers), list(numbers.values()))
    contact = days_in(year, rng)
    wants = evenly(year, rng) < np.where(year < 2023, 0.25, 0.62)
    planned = contact + rng.integers(14, 95, len(year))
    has_plan = wants & (rng.random(len(year)) < 0.84)
    simple = rng.random(len(year)) < 0.58
    decided = np.maximum(planned, day(date(2026, 3, 1))) + np.where(
        simple, rng.integers(5, 22, len(year)), rng.integers(20, 75, len(year))
    )
    has_decision = has_plan & (planned >= day(date(2026, 2, 1)))
    route = pl.Series(np.where(simple, "snelle route", "beoordeling")).set(pl.Series(~has_decision), None)
    return pl.DataFrame(
        {
            "ouder_id": pseudonyms("O", np.arange(len(year))),
            "contactdatum": as_dates(contact),
            "wil_hulp": wants,
            "plandatum": perhaps(planned, has_plan),
            "beschikkingsdatum": perhaps(decided, has_decision),
            "route": route,
        }
    )


def maatwerkbesluiten() -> pl.DataFrame:
    """97 families and € 181.000 in 2022, the first whole year."""
    rng = generator("maatwerkbesluiten")
    families = {2021: 14, 2022: 97, 2023: 84, 2024: 71, 2025: 66, 2026: 52}
    euros = {2021: 21_500, 2022: 181_000, 2023: 163_400, 2024: 139_800, 2025: 142_600, 2026: 118_300}
    year = np.repeat(list(families), list(families.values()))
    when = np.where(
        year == 2021, days_between(date(2021, 11, 1), date(2021, 12, 31), len(year), rng), days_in(year, rng)
    )
    amounts = []
    for each, number in families.items():
        high = round(number * 0.13) if number > 80 else 0
        rest = rng.uniform(300, 2200, number - high)
        large = rng.uniform(5_200, 8_400, high)
        rest *= (euros[each] - large.sum()) / rest.sum()
        cents = quotas(np.concatenate([large, rest]) * 100)
        amounts.append(cents / 100)
    return pl.DataFrame(
        {
            "besluit": [f"B{number:04d}" for number in range(1, len(year) + 1)],
            "gezin_id": pseudonyms("M", np.arange(len(year))),
            "besluitdatum": as_dates(when),
            "bedrag": np.concatenate(amounts),
        }
    )


def klachten() -> pl.DataFrame:
    rng = generator("klachten")
    when = days_between(date(2026, 3, 1), date(2026, 10, 31), 24, rng)
    return pl.DataFrame({"klacht": [f"K{n:03d}" for n in range(1, 25)], "ontvangstdatum": as_dates(np.sort(when))})


def ouderervaringen() -> pl.DataFrame:
    """A survey that began in 2026."""
    rng = generator("ouderervaringen")
    agrees = {"Ik wist waar ik aan toe was": 0.61, "Er is naar mij geluisterd": 0.78, "Ik kan weer vooruit": 0.66}
    number = 92
    when = as_dates(days_between(date(2026, 4, 1), date(2026, 10, 31), number, rng))
    parts = []
    for question, share in agrees.items():
        score = np.where(
            evenly(np.zeros(number, dtype=np.int64), rng) < share,
            rng.integers(4, 6, number),
            rng.integers(1, 4, number),
        )
        answers = pl.DataFrame({"invuller": [f"V{n:03d}" for n in range(1, number + 1)], "invuldatum": when})
        parts.append(answers.with_columns(vraag=pl.lit(question), score=pl.Series(score).cast(pl.String)))
    return pl.concat(parts).select("invuller", "vraag", "invuldatum", "score")


def aanbevelingen() -> pl.DataFrame:
    """The state of April 2026, and that of September."""
    rows = []
    for name, action, status in RECOMMENDATIONS:
        rows.append((name, date(2026, 4, 28), action, "bezig" if status != "niet begonnen" else status))
        if status == "klaar":
            rows.append((name, date(2026, 9, 30), action, status))
    return pl.DataFrame(rows, schema=["aanbeveling", "standdatum", "actie", "status"], orient="row")
