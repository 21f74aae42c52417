"""What truly happened in the example municipality, `factor` times, as the tables that are then delivered?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from data.example import plan
from data.example.aanmeldingen import aanmeldingen
from data.example.budget import DELIVERED_LATER, NOT_DELIVERED, Budget
from data.example.draws import pseudonyms
from data.example.ervaringen import ervaringen
from data.example.populatie import populatie
from data.example.registers import registers
from data.example.zorg import STRIDE, leveringen_frame

LEVERING_COLUMNS = (
    "levering", "client_id", "aanbieder", "wet", "zorgvorm", "gebied", "geboortejaar", "toewijzingsdatum",
    "ingangsdatum", "begindatum", "einddatum", "reden_beeindiging", "verwijzer",
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """Copies have their own pseudonyms and keys; amounts and population grow with `factor`."""

    factor: int = 1

    def records(self) -> dict[str, pl.DataFrame]:
        """The tables that come in piece by piece; `bekend*` are the days on which the owner knew."""
        return {
            "aanmeldingen": self.aanmeldingen,
            "leveringen": self.leveringen,
            "ervaringen": self.ervaringen,
            "uitputting": self.uitputting,
        }

    def _copies(self, frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
        grown = [frame.with_columns(pl.col(columns) + number * STRIDE) for number in range(self.factor)]
        return pl.concat(grown)

    @cached_property
    def _families(self) -> pl.DataFrame:
        return aanmeldingen()

    @cached_property
    def aanmeldingen(self) -> pl.DataFrame:
        frame = self._copies(self._families, ["nummer", "gezin"])
        asked = pl.col("bekend_nieuw")
        met = pl.when(pl.col("kennismakingsdatum").is_not_null()).then(pl.max_horizontal(asked, "bekend_kennismaking"))
        begun = pl.when(pl.col("startdatum").is_not_null()).then(
            pl.max_horizontal(asked, "bekend_kennismaking", "bekend_start")
        )
        ended = pl.when(pl.col("einddatum").is_not_null())
        known = pl.max_horizontal(asked, met, begun, "bekend_einde")
        return frame.select(
            (pl.lit("A") + pl.col("nummer").cast(pl.String).str.zfill(6)).alias("aanmelding"),
            pseudonyms("G", frame["gezin"].to_numpy()).alias("gezin_id"),
            *[pl.col(name) for name in ("team", "organisatie", "aanmelddatum", "kennismakingsdatum", "gewenst_later")],
            *[pl.col(name) for name in ("startdatum", "einddatum", "verwijzer", "leefgebieden", "jeugdigen")],
            bekend=asked,
            bekend_kennismaking=met,
            bekend_start=begun,
            bekend_einde=ended.then(known),
        )

    @cached_property
    def leveringen(self) -> pl.DataFrame:
        frame = leveringen_frame(self.factor)
        ended = pl.when(pl.col("einddatum").is_not_null()).then(pl.max_horizontal("bekend_begin", "bekend_einde"))
        return frame.select(*LEVERING_COLUMNS, bekend="bekend_begin", bekend_einde=ended)

    @cached_property
    def ervaringen(self) -> pl.DataFrame:
        frame = self._copies(ervaringen(), ["nummer"])
        respondent = (pl.lit("R") + pl.col("nummer").cast(pl.String).str.zfill(6)).alias("respondent")
        return frame.select(respondent, "stelling", "datum", "organisatie", "team", "antwoord", "bekend")

    @cached_property
    def _budget(self) -> Budget:
        years = []
        for year in range(2019, 2027):
            begin, end = date(year, 1, 1), date(year, 12, 31)
            helped = (pl.col("startdatum") <= end) & (pl.col("einddatum").is_null() | (pl.col("einddatum") >= begin))
            families = self._families.filter(helped).group_by("organisatie").agg(gezinnen=pl.col("gezin").n_unique())
            years.append(families.with_columns(jaar=pl.lit(year)))
        return Budget(leveringen_frame(), pl.concat(years))

    @cached_property
    def uitputting(self) -> pl.DataFrame:
        """Costs known at the end of the month after; a few months were never delivered, a few late."""
        missing = pl.DataFrame(NOT_DELIVERED, schema=["aanbieder", "maand"], orient="row")
        late = pl.DataFrame(
            [(*key, months) for key, months in DELIVERED_LATER.items()],
            schema=["aanbieder", "maand", "later"],
            orient="row",
        )
        rows = self._budget.uitputting.join(missing, on=["aanbieder", "maand"], how="anti", maintain_order="left")
        rows = rows.join(late, on=["aanbieder", "maand"], how="left", maintain_order="left")
        months = (1 + pl.col("later").fill_null(0)).cast(pl.String) + "mo"
        known = (pl.col("maand").dt.offset_by(months).dt.month_end() - pl.lit(date(1970, 1, 1))).dt.total_days()
        return rows.with_columns(pl.col("kosten") * self.factor, bekend=known).drop("later")

    @cached_property
    def vierkanten(self) -> pl.DataFrame:
        return self._budget.vierkanten.with_columns(pl.col("budget", "clienten") * self.factor)

    @cached_property
    def prognoses(self) -> pl.DataFrame:
        return self._budget.prognoses.filter(pl.col("datum") <= date(2026, 10, 31)).with_columns(
            pl.col("verwacht") * self.factor
        )

    @cached_property
    def seizoen(self) -> pl.DataFrame:
        return self._budget.seizoen

    @cached_property
    def populatie(self) -> pl.DataFrame:
        return populatie(self.factor)

    @cached_property
    def bereikopgaven(self) -> pl.DataFrame:
        return plan.table("bereikopgaven").with_columns(pl.col("deelnemers").cast(pl.Int64) * self.factor)

    @cached_property
    def registers(self) -> dict[str, pl.DataFrame]:
        """The other registers; they do not grow with `factor`."""
        return registers()

    @cached_property
    def gebeurtenissen(self) -> pl.DataFrame:
        return plan.table("gebeurtenissen")
