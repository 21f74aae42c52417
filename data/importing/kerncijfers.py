"""How do CBS numbers of buurten become the populatie of our own areas and of the city?"""

from __future__ import annotations

import polars as pl

from data.importing.areas import WHOLE_CITY
from data.importing.numbers import read_numbers
from data.importing.outcome import REJECTION_SCHEMA
from data.sources import Sheet
from data.sources.cbs import COUNTS, Kerncijfers

NO_BUURTEN = pl.DataFrame(schema={"buurt": pl.String, "gebied": pl.String})
_HEADER = ["gebied", "jaar", "doelgroep", "aantal", "bron"]
_NOT_IN_BUURTEN = "onbekende buurt"
_SENTENCE = "Deze buurt staat niet in de tabel buurten. Vul buurten aan en lees dit bestand opnieuw in."


def populatie(numbers: Kerncijfers, buurten: pl.DataFrame) -> tuple[Sheet, pl.DataFrame, list[str]]:
    """A sheet of populatie, the rejected buurten, and warnings.

    An area is the sum of its buurten, and not known (no row) when one of them is not. Buurten of other
    municipalities than those in `buurten` are skipped.
    """
    own = own_municipalities(numbers.rows.filter(level="gemeente")["code"], buurten)
    rows = numbers.rows.filter(pl.col("code").str.slice(2, 4).is_in(own))
    rows = rows.with_columns(read_numbers(rows[group], whole=True)[0].alias(group) for group in COUNTS)
    # Where nobody lives, CBS gives no households: that is none, not unknown.
    rows = rows.with_columns(gezinnen=pl.when(inwoners=0).then(pl.col("gezinnen").fill_null(0)).otherwise("gezinnen"))
    placed = rows.filter(level="buurt").join(buurten, left_on="code", right_on="buurt", how="left")
    city = rows.filter(level="gemeente").with_columns(gebied=pl.lit(WHOLE_CITY))
    sums = pl.concat([_sums(city), _sums(placed.filter(pl.col("gebied").is_not_null()))])
    given = [group for group in COUNTS if rows[group].null_count() < rows.height]
    unknown = sums.filter(pl.col("aantal").is_null(), pl.col("doelgroep").is_in(given))
    warnings = [_unknown_sentence(row["gebied"], row["doelgroep"]) for row in unknown.iter_rows(named=True)]
    if buurten.is_empty():
        warnings.append("De tabel buurten is leeg. Lever die eerst of tegelijk, en lees dit bestand dan opnieuw in.")
    return _sheet(numbers.jaar, sums.drop_nulls("aantal")), _rejections(placed), warnings


def own_municipalities(codes: pl.Series, buurten: pl.DataFrame) -> list[str]:
    """The numbers of our municipalities, from `buurten`; while that is empty, the only one of `codes` in a file."""
    known = buurten["buurt"].str.slice(2, 4).unique()
    if known.is_empty():
        known = codes.str.slice(2, 4).unique()
        return known.to_list() if known.len() == 1 else []
    return known.to_list()


def _sums(rows: pl.DataFrame) -> pl.DataFrame:
    """Per area and doelgroep the sum, null when a part is null, and the record of the first part."""
    long = rows.unpivot(list(COUNTS), index=["record", "gebied"], variable_name="doelgroep", value_name="aantal")
    total = pl.when(pl.col("aantal").is_not_null().all()).then(pl.col("aantal").sum()).alias("aantal")
    return long.group_by("gebied", "doelgroep").agg(pl.col("record").min(), total).sort("record", "gebied", "doelgroep")


def _unknown_sentence(area: str, group: str) -> str:
    return f"Het aantal {group} van {area} is niet bekend: het CBS geeft het voor een deel niet."


def _sheet(jaar: int, sums: pl.DataFrame) -> Sheet:
    columns = [
        sums["gebied"],
        pl.Series([str(jaar)] * sums.height, dtype=pl.String),
        sums["doelgroep"],
        sums["aantal"].cast(pl.Int64).cast(pl.String),
        pl.Series([f"CBS Kerncijfers wijken en buurten {jaar}"] * sums.height, dtype=pl.String),
    ]
    cells = pl.DataFrame([column.alias(str(i)) for i, column in enumerate(columns)])
    return Sheet("", _HEADER, cells, sums["record"], pl.repeat(False, sums.height, dtype=pl.Boolean, eager=True))


def _rejections(placed: pl.DataFrame) -> pl.DataFrame:
    records = placed.filter(pl.col("gebied").is_null())["record"]
    rows = [(record, "gwb_code_10", _NOT_IN_BUURTEN, _SENTENCE, None) for record in records]
    return pl.DataFrame(rows, schema=REJECTION_SCHEMA, orient="row")
