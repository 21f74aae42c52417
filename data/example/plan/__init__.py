"""What was decided about the example municipality? Tables that a person can read and change."""

from __future__ import annotations

from pathlib import Path

import polars as pl

FOLDER = Path(__file__).parent
AREA_COUNT = 18


def table(name: str) -> pl.DataFrame:
    """The plan table `name`, every value as text."""
    return pl.read_csv(FOLDER / f"{name}.csv", separator=";", infer_schema=False)


def teams() -> pl.DataFrame:
    """The 18 areas and the two teams without area, with size, intended reach and wait in 2022, and side of the city."""
    numbers = pl.col("gezinnen", "jeugd", "inwoners", "bereik", "wachten").cast(pl.Float64)
    return (
        table("teams")
        .join(
            table("gebieden").select("gebied", "ses_groep"),
            left_on="team",
            right_on="gebied",
            how="left",
            maintain_order="left",
        )
        .with_columns(numbers)
    )
