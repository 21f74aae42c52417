"""What was agreed with each aanbieder, what did it cost, and what did the aanbieder itself expect?

Costs follow the days of care in the true leveringen, agreed numbers and budgets follow the stock, so that the
figures of the plan (a buurtteam at some 2,800 euro a family, jeugdhulp at some 5,000) come out when computed.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from data.example import plan
from data.example.draws import FIRST_YEAR, LAST_YEAR, Floats, generator

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
YOUTH_PER_CLIENT_2019 = 5005.0
PER_FAMILY_2019 = {"Lokalis": 2815.0, "BTO Sociaal": 2350.0}
INDEX = {2019: 1.0, 2020: 1.025, 2021: 1.045, 2022: 1.075, 2023: 1.135, 2024: 1.195, 2025: 1.24, 2026: 1.28}
SEASON_FROM = 2023
LAST_MONTH = date(2026, 9, 1)
"""Costs of a month are known a month later."""

AGREED = {("99000103", 2025): 0.99, ("99000103", 2026): 0.905, ("99000104", 2026): 1.06, ("99000204", 2020): 1.02}
"""Budget relative to what was spent; other years and aanbieders lie around 1."""

PLACES = {("99000103", 2025): 0.98, ("99000103", 2026): 0.90}
FIRST_QUARTER_RATIO = ("99000204", 2020, 1.15)
REVISED = {("99000101", 2022): (7, 0.04), ("99000102", 2023): (7, 0.03), ("99000202", 2024): (4, 0.16),
           ("99000103", 2025): (7, 0.05), ("99000201", 2026): (7, 0.03)}  # fmt: skip
"""Month from which a higher budget held, and the share by which it was higher."""

SPLIT = "99000101"
"""This aanbieder also has an agreement per zorgvorm."""

NOT_DELIVERED = [("99000203", date(2021, 5, 1)), ("99000104", date(2024, 11, 1)), ("99000204", date(2026, 8, 1)),
                 ("99000102", date(2026, 9, 1))]  # fmt: skip
DELIVERED_LATER = {("99000103", date(2025, 3, 1)): 3, ("99000104", date(2026, 2, 1)): 2}
"""Months a delivery came late."""


def spells(care: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Days in care per `by` and client, without counting a day twice."""
    last = pl.col("einddatum").fill_null(date(2026, 12, 31))
    keys = [*by, "persoon"]
    ordered = care.with_columns(last=last).sort(*keys, "begindatum")
    seen = pl.col("last").cum_max().shift(1).over(keys)
    begin = pl.max_horizontal("begindatum", seen + pl.duration(days=1))
    return ordered.select(*keys, "last", begin=begin).filter(pl.col("begin") <= pl.col("last"))


def days_per_month(rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Days between `begin` and `last` of `rows` in each month, summed per `by`."""
    months = []
    for month in pl.date_range(date(FIRST_YEAR, 1, 1), date(2026, 10, 1), "1mo", eager=True):
        end = pl.select(pl.lit(month).dt.month_end()).item()
        overlap = (
            pl.min_horizontal("last", pl.lit(end)) - pl.max_horizontal("begin", pl.lit(month))
        ).dt.total_days() + 1
        inside = rows.filter((pl.col("begin") <= end) & (pl.col("last") >= month))
        months.append(inside.group_by(by).agg(dagen=overlap.sum()).with_columns(maand=pl.lit(month), lengte=end.day))
    return pl.concat(months).sort(*by, "maand")


class Budget:
    """All tables about money for the true `leveringen`, and families per buurtteam organisation and year."""

    def __init__(self, leveringen: pl.DataFrame, families: pl.DataFrame) -> None:
        self.care, self.families = leveringen, families
        self.rng = generator("budget")

    @cached_property
    def uitputting(self) -> pl.DataFrame:
        """Costs per aanbieder, wet, zorgvorm and month, for buurtteams per month; until the last known month."""
        whole = pl.concat([self._care_costs, self._team_costs])
        return whole.filter(pl.col("maand") <= LAST_MONTH).sort("maand", "aanbieder", "wet", "zorgvorm")

    @cached_property
    def _care_costs(self) -> pl.DataFrame:
        by = ["aanbieder", "wet", "zorgvorm"]
        last = pl.col("einddatum").fill_null(date(2026, 12, 31))
        rows = days_per_month(self.care.with_columns(begin="begindatum", last=last), by)
        prices = plan.table("zorgkenmerken").select("wet", zorgvorm="code", prijs=pl.col("kosten").cast(pl.Float64))
        stay = plan.table("zorgvormen").select("wet", "verblijf", zorgvorm="code")
        rows = rows.join(prices, on=["wet", "zorgvorm"], maintain_order="left").join(
            stay, on=["wet", "zorgvorm"], maintain_order="left"
        )
        noise = pl.Series(self.rng.normal(1.0, 0.015, rows.height))
        index = pl.col("maand").dt.year().replace_strict(INDEX, return_dtype=pl.Float64)
        rows = rows.with_columns(kosten=pl.col("dagen") / 30.4 * pl.col("prijs") * index * noise)
        light = (pl.col("wet") == "jw") & (pl.col("verblijf") == "nee")
        spent = float(rows.filter(light, pl.col("maand").dt.year() == 2019)["kosten"].sum())
        scale = YOUTH_PER_CLIENT_2019 * self._light_clients(2019) / spent
        cost = pl.when(light).then(pl.col("kosten") * scale).otherwise("kosten").round(2)
        return rows.select(*by, "maand", kosten=cost)

    def _light_clients(self, year: int) -> int:
        forms = plan.table("zorgvormen").filter(wet="jw", verblijf="nee")["code"]
        begin, end = date(year, 1, 1), date(year, 12, 31)
        runs = (pl.col("begindatum") <= end) & (pl.col("einddatum").is_null() | (pl.col("einddatum") >= begin))
        return self.care.filter(pl.col("wet") == "jw", pl.col("zorgvorm").is_in(forms.implode()), runs)[
            "persoon"
        ].n_unique()

    @cached_property
    def _team_costs(self) -> pl.DataFrame:
        rows = []
        for organisation, amount in PER_FAMILY_2019.items():
            families = dict(self.families.filter(organisatie=organisation).select("jaar", "gezinnen").iter_rows())
            for year in YEARS:
                # A subsidy follows the agreed scale, not each year's families.
                scale = families[2019] if year == 2019 else np.mean([families[y] for y in range(2019, 2026)])
                total = amount * INDEX[year] * scale
                rows += [
                    {"aanbieder": organisation, "wet": "", "zorgvorm": "", "maand": date(year, month, 1),
                     "kosten": round(total * share * float(self.rng.normal(1.0, 0.004)), 2)}
                    for month, share in enumerate(self._shares(year), 1)
                ]  # fmt: skip
        return pl.DataFrame(rows, schema=self._care_costs.schema)

    def _shares(self, year: int) -> Floats:
        return self.season if year >= SEASON_FROM else np.full(12, 1 / 12)

    @cached_property
    def season(self) -> Floats:
        """Share of each month in the costs of ordinary years, in tenths of a percent that add up to 1."""
        year = pl.col("maand").dt.year()
        costs = self._care_costs.filter(year.is_in([2019, 2022, 2023, 2024]))
        months = (
            costs.group_by(pl.col("maand").dt.month()).agg(pl.col("kosten").sum()).sort("maand")["kosten"].to_numpy()
        )
        share = np.round(months / months.sum(), 4)
        share[-1] = round(1 - share[:-1].sum(), 4)
        return share

    @cached_property
    def seizoen(self) -> pl.DataFrame:
        rows = [
            (year, month, float(share))
            for year in range(SEASON_FROM, LAST_YEAR + 1)
            for month, share in enumerate(self.season, 1)
        ]
        return pl.DataFrame(rows, schema=["jaar", "maand", "aandeel"], orient="row")

    @cached_property
    def _year_costs(self) -> pl.DataFrame:
        """Costs per aanbieder, wet, zorgvorm and year; the running year is carried on by season."""
        costs = pl.concat([self._care_costs, self._team_costs])
        part = float(self.season[:10].sum())
        running = (pl.col("maand").dt.year() == LAST_YEAR) & (pl.col("wet") != "")
        amount = pl.when(running).then(pl.col("kosten") / part).otherwise("kosten")
        return (
            costs.with_columns(amount)
            .group_by("aanbieder", "wet", "zorgvorm", jaar=pl.col("maand").dt.year())
            .agg(pl.col("kosten").sum())
            .sort("aanbieder", "wet", "zorgvorm", "jaar")
        )

    def _stock(self, by: list[str]) -> pl.DataFrame:
        """Average clients in care per `by` and year."""
        days = days_per_month(spells(self.care, by), by)
        length = (
            days.select("maand", "lengte").unique().group_by(jaar=pl.col("maand").dt.year()).agg(pl.col("lengte").sum())
        )
        year = days.group_by(*by, jaar=pl.col("maand").dt.year()).agg(pl.col("dagen").sum())
        return (
            year.join(length, on="jaar").with_columns(stand=pl.col("dagen") / pl.col("lengte")).drop("dagen", "lengte")
        )

    @cached_property
    def vierkanten(self) -> pl.DataFrame:
        """Agreements per aanbieder, wet and year with their revisions, and for one aanbieder per zorgvorm."""
        whole = self._year_costs.group_by("aanbieder", "wet", "jaar").agg(pl.col("kosten").sum())
        whole = whole.join(self._stock(["aanbieder", "wet"]), on=["aanbieder", "wet", "jaar"], how="left")
        rows = []
        for row in whole.sort("aanbieder", "wet", "jaar").iter_rows(named=True):
            rows += self._agreements(row)
        return pl.DataFrame(rows).sort("jaar", "ingangsdatum", "aanbieder", "wet", "zorgvorm")

    def _agreements(self, row: dict) -> list[dict]:
        key = (row["aanbieder"], row["jaar"])
        loose, tight = self.rng.uniform(0.975, 1.04), self.rng.uniform(0.97, 1.05)
        budget = row["kosten"] * AGREED.get(key, loose if row["wet"] else 1.004)
        clients = (row["stand"] or 0.0) * PLACES.get(key, tight)
        if key == FIRST_QUARTER_RATIO[:2]:
            clients = self._first_quarter_stock(*key) / FIRST_QUARTER_RATIO[2]
        base = {"aanbieder": row["aanbieder"], "wet": row["wet"], "zorgvorm": "", "jaar": row["jaar"]}
        month, rise = REVISED.get(key, (0, 0.0))
        later = rise * (13 - month) / 12 if month else 0.0
        first = {**base, "ingangsdatum": date(row["jaar"], 1, 1), "budget": _thousands(budget / (1 + later)),
                 "clienten": round(clients / (1 + later), 1 if clients < 100 else 0)}  # fmt: skip
        rows = [first]
        if month:
            revised = {
                "budget": _thousands(first["budget"] * (1 + rise)),
                "clienten": float(round(first["clienten"] * (1 + rise))),
            }
            rows.append({**first, **revised, "ingangsdatum": date(row["jaar"], month, 1)})
        if row["aanbieder"] == SPLIT and row["jaar"] >= SEASON_FROM:
            rows += self._split(first)
        return rows

    def _split(self, whole: dict) -> list[dict]:
        costs = self._year_costs.filter(aanbieder=whole["aanbieder"], jaar=whole["jaar"])
        share = (costs["kosten"] / costs["kosten"].sum()).to_list()
        budgets = [_thousands(whole["budget"] * part) for part in share[:-1]]
        stock = self._stock(["aanbieder", "zorgvorm"]).filter(aanbieder=whole["aanbieder"], jaar=whole["jaar"])
        agreed = dict(stock.select("zorgvorm", "stand").iter_rows())
        return [
            {**whole, "zorgvorm": form, "budget": budget, "clienten": float(round(agreed.get(form, 0.0)))}
            for form, budget in zip(costs["zorgvorm"], [*budgets, whole["budget"] - sum(budgets)], strict=True)
        ]

    def _first_quarter_stock(self, provider: str, year: int) -> float:
        days = days_per_month(spells(self.care.filter(aanbieder=provider), ["aanbieder"]), ["aanbieder"])
        quarter = days.filter(pl.col("maand").is_between(date(year, 1, 1), date(year, 3, 1)))
        return float(quarter["dagen"].sum()) / float(quarter["lengte"].sum())

    @cached_property
    def prognoses(self) -> pl.DataFrame:
        """What each aanbieder expected after the first, second and third quarter, ever nearer to what it became."""
        whole = self._year_costs.filter(pl.col("wet") != "").group_by("aanbieder", "jaar").agg(pl.col("kosten").sum())
        rows = []
        for row in whole.filter(pl.col("jaar") >= 2021).sort("aanbieder", "jaar").iter_rows(named=True):
            for month, last, spread in ((4, 15, 0.06), (7, 15, 0.04), (10, 15, 0.02)):
                moment = date(row["jaar"], month, last)
                expected = row["kosten"] * float(self.rng.normal(0.99, spread))
                rows.append(
                    {
                        "aanbieder": row["aanbieder"],
                        "jaar": row["jaar"],
                        "datum": moment,
                        "verwacht": _thousands(expected),
                    }
                )
        return pl.DataFrame(rows)


def _thousands(amount: float) -> float:
    return float(round(amount, -3))
