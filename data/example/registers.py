"""What stands in the other registers of the example municipality?

Everything is invented but what Utrecht published: those numbers come out of these rows. Rows come in a few deliveries
a year; what happens later in a row is told later.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from data.example import plan
from data.example.aanmeldingen import LEEFGEBIEDEN
from data.example.brede_ondersteuning import parents
from data.example.draws import as_dates, day, days_between, days_in, evenly, generator, pseudonyms, quotas

SICK = {
    "kort": {
        2020: (2.65, 3.01, 1.35, 0.70, 0.28, 0.74, 0.47, 0.67, 1.18, 2.71, 1.35, 1.18),
        2021: (0.90, 0.81, 1.04, 0.98, 0.91, 1.03, 1.32, 1.51, 0.89, 1.93, 3.06, 3.20),
        2022: (2.95, 3.68, 3.77, 1.74, 1.30, 1.73, 0.86, 0.73, 1.10, 2.39, 1.28, 3.34),
    },
    "totaal": {
        2020: (7.36, 7.95, 6.56, 4.97, 4.34, 5.03, 5.51, 5.57, 6.56, 9.12, 7.52, 6.53),
        2021: (6.29, 6.24, 6.05, 5.19, 4.70, 5.43, 6.29, 6.56, 7.42, 8.15, 8.83, 8.84),
        2022: (9.62, 10.60, 10.37, 8.04, 7.67, 8.06, 8.19, 7.65, 9.31, 9.79, 9.93, 12.61),
    },
}
"""Per cent per month, as the annual report of 2022 printed them."""

REASONS = ("anders", "gezin wilde niet", "school kon niet", "geen tijd")
TABLES_OF_CASES = {
    2019: {"stedelijk": 47, "Ondiep": 12, "Zuilen": 14, "Kanaleneiland": 18},
    2020: {"stedelijk": 44},
    2021: {"stedelijk": 63},
    2022: {"stedelijk": 71},
    2023: {"stedelijk": 76},
    2024: {"stedelijk": 74},
    2025: {"stedelijk": 82},
}
PRACTICES, WITH_WORKER = 61, {2019: 27, 2020: 35, 2021: 43, 2022: 49, 2023: 50, 2024: 52, 2025: 53}


def registers() -> dict[str, pl.DataFrame]:
    """Every register as it truly is."""
    return parents() | {
        "gezinsplannen": gezinsplannen(),
        "dossieronderzoek": dossieronderzoek(),
        "driegesprekken": driegesprekken(),
        "vroegsignalen": vroegsignalen(),
        "maatwerktafels": maatwerktafels(),
        "huisartspraktijken": huisartspraktijken(),
        "werkwinkelbezoek": werkwinkelbezoek(),
        "verzuim": verzuim(),
        "huisvesting": huisvesting(),
        "vergelijkcijfers": vergelijkcijfers(),
    }


def gezinsplannen() -> pl.DataFrame:
    """A quarter of the plans of 2022 say yes or no about safety; goals on psychische gezondheid rose that year."""
    rng = generator("gezinsplannen")
    teams = plan.teams()
    filled = {2022: 0.25, 2023: 0.36, 2024: 0.47, 2025: 0.55, 2026: 0.59}
    year = np.repeat(list(filled), 2400)
    weight = (teams["gezinnen"] * teams["bereik"].clip(0.06)).to_numpy()
    team = rng.choice(len(weight), len(year), p=weight / weight.sum())
    when = days_in(year, rng)
    answered = evenly(year, rng) < np.array([filled[each] for each in year.tolist()])
    liking = (
        teams["team"]
        .replace_strict(
            {"MBO": 0.71, "oost": 0.64, "vleuten": 0.62, "kanaleneiland-zuid": 0.17, "overvecht-centrum": 0.19},
            default=0.42,
        )
        .to_numpy()
    )
    digital = rng.random(len(year)) < np.clip(liking[team] + (year - 2022) * 0.03, 0, 0.95)
    late = when > day(date(2022, 6, 30))
    chances = np.tile([0.55, 0.24, 0.30, 0.13, 0.16, 0.14], (len(year), 1))
    chances[late, 1], chances[late, 3] = 0.33, 0.17
    has = rng.random(chances.shape) < chances
    goals = [pl.when(pl.Series(has[:, i])).then(pl.lit(name)) for i, name in enumerate(LEEFGEBIEDEN)]
    worries = pl.Series(rng.random(len(year)) < 0.31).set(pl.Series(~answered), None)
    return pl.DataFrame(
        {
            "plan": [f"P{number:05d}" for number in range(1, len(year) + 1)],
            "gezin_id": pseudonyms("G", rng.integers(0, 26_000, len(year))),
            "team": teams["team"].gather(team),
            "plandatum": as_dates(when),
            "digitaal": digital,
            "zorgen_veiligheid": worries,
            "doelen": pl.select(pl.concat_str(goals, separator="|", ignore_nulls=True)).to_series(),
        }
    )


def dossieronderzoek() -> pl.DataFrame:
    """75 plans of families with worries, reviewed in 2022."""
    found = {
        "Visie van het gezin staat erin": 46,
        "Eigen visie van de gezinswerker staat erin": 29,
        "Doelen over de zorgen staan erin": 49,
        "Nog geen doelen over de zorgen": 26,
    }
    rows = [("Veiligheid in het gezinsplan", "2022", name, number, 75) for name, number in found.items()]
    return pl.DataFrame(rows, schema=["onderzoek", "periode", "kenmerk", "gevonden", "bekeken"], orient="row")


def driegesprekken() -> pl.DataFrame:
    """In the first half of 2022 ten of the eighteen teams rose a little; reasons are counted since June 2022."""
    rng = generator("driegesprekken")
    areas = plan.teams().filter(pl.col("bereik") > 0)["team"].to_list()
    rows: list[tuple[str, date, str | None, int]] = []
    for place, team in enumerate(areas):
        usual = 26 + 2 * (place % 7)
        for half in range(12):
            begin = date(2021 + half // 2, 1 + 6 * (half % 2), 1)
            rise = (4 if place % 9 < 5 else -3) if half >= 2 else 0
            for step, number in enumerate(quotas(np.full(6, (usual + rise + half // 3) / 6)).tolist()):
                month = date(begin.year, begin.month + step, 1)
                rows.append((team, month, None, number))
                if month >= date(2022, 6, 1):
                    reason = REASONS[int(rng.choice(4, p=[0.58, 0.18, 0.13, 0.11]))]
                    rows.append((team, month, reason, int(rng.integers(1, 5))))
    frame = pl.DataFrame(rows, schema=["team", "maand", "reden_niet", "gesprekken"], orient="row")
    return frame.filter(pl.col("maand").dt.month_end() <= date(2026, 10, 31))


def vroegsignalen() -> pl.DataFrame:
    """15 of 100 residents who were spoken to in 2022 wanted help at the door; some others came within four months."""
    rng = generator("vroegsignalen")
    shares = {2020: 0.12, 2021: 0.13, 2022: 0.15, 2023: 0.16, 2024: 0.15, 2025: 0.17, 2026: 0.17}
    months = pl.date_range(date(2020, 1, 1), date(2026, 10, 1), "1mo", eager=True)
    spoken = rng.integers(150, 190, len(months))
    wanted = quotas(spoken * np.array([shares[year] for year in months.dt.year()]))
    return pl.DataFrame(
        {
            "maand": months,
            "bezocht": spoken + rng.integers(190, 260, len(months)),
            "gesproken": spoken,
            "wil_hulp": wanted,
            "later_hulp": quotas(spoken * 0.06),
        }
    )


def maatwerktafels() -> pl.DataFrame:
    rng = generator("maatwerktafels")
    parts = []
    for year, tables in TABLES_OF_CASES.items():
        last = date(2020, 8, 31) if year == 2020 else date(year, 12, 31)
        for table, number in tables.items():
            parts.append(
                pl.DataFrame({"besproken": as_dates(days_between(date(year, 1, 1), last, number, rng))}).with_columns(
                    tafel=pl.lit(table)
                )
            )
    rows = pl.concat(parts).sort("besproken", "tafel")
    return rows.with_columns(casus=pl.format("T{}", pl.int_range(1001, rows.height + 1001)))


def huisartspraktijken() -> pl.DataFrame:
    """61 practices; every year a few more have a gezinswerker, last in Overvecht and Noordoost."""
    wijken = ["West", "Noordwest", "Binnenstad", "Oost", "Zuid", "Zuidwest", "Leidsche Rijn", "Vleuten-De Meern"]
    place = [
        wijken[number % 8] if number < 47 else ("Overvecht", "Noordoost")[number % 2] for number in range(PRACTICES)
    ]
    rows = []
    for number, wijk in enumerate(place):
        first = next((year for year, have in WITH_WORKER.items() if number < have), None)
        rows.append((f"H{number + 1:02d}", date(2019, 1, 1), wijk, first == 2019))
        if first is not None and first > 2019:
            rows.append((f"H{number + 1:02d}", date(first, 9, 1), wijk, True))
    return pl.DataFrame(rows, schema=["praktijk", "standdatum", "wijk", "gezinswerker"], orient="row")


def werkwinkelbezoek() -> pl.DataFrame:
    """Some 400 visitors in 2022, of whom 41 per cent were not known."""
    rng = generator("werkwinkelbezoek")
    numbers = {2021: 268, 2022: 412, 2023: 455, 2024: 471, 2025: 502, 2026: 436}
    year = np.repeat(list(numbers), list(numbers.values()))
    unknown = evenly(year, rng) < 0.41
    return pl.DataFrame(
        {
            "bezoeker_id": pseudonyms("W", np.arange(len(year))),
            "bezoekdatum": as_dates(days_in(year, rng)),
            "werkwinkel": np.where(rng.random(len(year)) < 0.55, "Zuidwest", "Overvecht"),
            "uitkering_bekend": ~unknown,
        }
    )


def verzuim() -> pl.DataFrame:
    """As published for 2020 to 2022; later months are invented near the last year."""
    rng = generator("verzuim")
    rows = []
    for kind, years in SICK.items():
        for year in range(2020, 2027):
            base = years.get(year) or tuple(each * rng.uniform(0.72, 0.95) for each in years[2022])
            for month, percent in enumerate(base, 1):
                if date(year, month, 1) <= date(2026, 10, 1):
                    rows.append(("Lokalis", date(year, month, 1), kind, round(percent, 2)))
    return pl.DataFrame(rows, schema=["organisatie", "maand", "soort_verzuim", "verzuimpercentage"], orient="row")


def huisvesting() -> pl.DataFrame:
    agreed = {"Maatschappelijke opvang": (120, 0.83), "Beschermd wonen": (90, 0.71), "Jongeren uit zorg": (60, 0.78)}
    rows = []
    for number, year in enumerate(range(2019, 2026)):
        for group, (homes, share) in agreed.items():
            rows.append((group, str(year), round(homes * (share + 0.01 * (number % 3))), homes))
    return pl.DataFrame(rows, schema=["doelgroep", "periode", "uitgestroomd", "afgesproken"], orient="row")


WIJKSCORES: dict[str, tuple[float, ...]] = {
    "West": (0.07, 0.09, 0.1, 0.11, 0.12, 0.13),
    "Noordwest": (-0.03, -0.01, 0.0, 0.02, 0.03, 0.04),
    "Overvecht": (-0.38, -0.37, -0.36, -0.36, -0.35, -0.34),
    "Noordoost": (0.19, 0.2, 0.21, 0.22, 0.22, 0.23),
    "Oost": (0.17, 0.18, 0.19, 0.2, 0.2, 0.21),
    "Binnenstad": (0.02, 0.02, 0.03, 0.04, 0.04, 0.05),
    "Zuid": (-0.06, -0.05, -0.04, -0.03, -0.03, -0.02),
    "Zuidwest": (-0.19, -0.18, -0.17, -0.17, -0.16, -0.15),
    "Leidsche Rijn": (0.23, 0.24, 0.25, 0.26, 0.26, 0.27),
    "Vleuten-De Meern": (0.28, 0.28, 0.29, 0.3, 0.3, 0.31),
}
"""Invented scores of 2019 to 2024, for wijken that exist."""


def vergelijkcijfers() -> pl.DataFrame:
    """Invented, in the shape of what CBS publishes; the newest years are not final."""
    invented: dict[tuple[str, str], dict[tuple[str, str], tuple[float, ...]]] = {
        ("jeugdhulp", "procent"): {
            ("NL", "Nederland"): (9.6, 9.4, 9.9, 10.2, 10.3, 10.5, 10.4),
            ("GM0344", "Utrecht"): (12.1, 11.8, 12.0, 12.3, 12.2, 12.6, 12.4),
        },
        ("ses-woa", "score"): {
            ("NL", "Nederland"): (0.0, 0.01, 0.02, 0.02, 0.03, 0.03),
            ("GM0344", "Utrecht"): (0.04, 0.05, 0.07, 0.08, 0.08, 0.1),
            **{(f"WK0344{number:02d}", name): scores for number, (name, scores) in enumerate(WIJKSCORES.items(), 1)},
        },
    }
    status = {2024: "nader voorlopig", 2025: "voorlopig"}
    rows = [
        (
            topic,
            code,
            str(year),
            name,
            value,
            unit,
            "Verzonnen voorbeeld, niet van het CBS",
            status.get(year, "definitief"),
        )
        for (topic, unit), regions in invented.items()
        for (code, name), values in regions.items()
        for year, value in enumerate(values, 2019)
    ]
    names = ["onderwerp", "regio", "periode", "naam", "waarde", "eenheid", "bron", "status"]
    return pl.DataFrame(rows, schema=names, orient="row")
