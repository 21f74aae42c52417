"""Which number does the text of a cell stand for, when a point may mean thousands or decimals?"""

from __future__ import annotations

import polars as pl

UNCLEAR = "onduidelijk getal"
NO_NUMBER = "geen getal"
NO_WHOLE_NUMBER = "geen heel getal"
NEGATIVE = "negatief"

LARGEST_WHOLE = 2_147_483_647

_COMMA, _POINT = ",", "."


def read_numbers(text: pl.Series, *, whole: bool, numbers: pl.Series | None = None) -> tuple[pl.Series, pl.Series]:
    """The numbers (null where there is none) and per cell the reason when it could not be read.

    `whole`: a single point or comma before exactly three digits means thousands. Otherwise such a number
    is unclear, unless other cells of the column show which mark is the decimal one. `numbers` marks
    cells that were numbers in a workbook: those are exact.
    """
    if text.null_count() == text.len():
        return pl.Series(text.name, [None] * text.len(), pl.Float64), pl.Series([None] * text.len(), dtype=pl.String)
    frame = pl.DataFrame({"text": text}).with_columns(
        (pl.lit(numbers) if numbers is not None else pl.lit(False)).alias("exact")
    )
    frame = frame.with_columns(_body().alias("body"), _negative().alias("negative")).with_columns(_form().alias("form"))
    frame = frame.with_columns(_value(whole, _decimal_mark(frame)).alias("value"))
    frame = frame.with_columns(_value_signed().alias("value"))
    return frame["value"], frame.select(_reason(whole)).to_series()


def _body() -> pl.Expr:
    """The text without currency, sign, and blanks between groups of three digits."""
    bare = pl.col("text").str.replace(r"^(€|EUR|eur)\s*", "").str.replace(r"^[-+−]\s*", "")
    bare = bare.str.replace(r"^(€|EUR|eur)\s*", "").str.replace(r"\s*(€|EUR|eur)$", "")
    grouped = bare.str.contains(r"^\d{1,3}([\s'’]\d{3})+([.,]\d+)?$")
    return pl.when(grouped).then(bare.str.replace_all(r"[\s'’]", "")).otherwise(bare)


def _negative() -> pl.Expr:
    return pl.col("text").str.contains(r"^(€\s*)?[-−]")


_FORMS = {
    "digits": r"^\d+$",
    "point thousands, comma decimal": r"^\d{1,3}(\.\d{3})+,\d+$",
    "comma thousands, point decimal": r"^\d{1,3}(,\d{3})+\.\d+$",
    "point thousands": r"^\d{1,3}(\.\d{3}){2,}$",
    "comma thousands": r"^\d{1,3}(,\d{3}){2,}$",
    "either point": r"^[1-9]\d{0,2}\.\d{3}$",
    "either comma": r"^[1-9]\d{0,2},\d{3}$",
    "point decimal": r"^\d+\.\d+$",
    "comma decimal": r"^\d+,\d+$",
}
_SHOWS = {
    _COMMA: ("point thousands, comma decimal", "point thousands", "comma decimal"),
    _POINT: ("comma thousands, point decimal", "comma thousands", "point decimal"),
}


def _form() -> pl.Expr:
    """How the number is written; the first form that fits, null for none."""
    fitting = (pl.when(pl.col("body").str.contains(pattern)).then(pl.lit(name)) for name, pattern in _FORMS.items())
    return pl.coalesce(pl.when(pl.col("exact")).then(pl.lit("exact")), *fitting)


def _decimal_mark(frame: pl.DataFrame) -> str | None:
    """The decimal mark that the clear cells of the column show; None when they show none, or both."""
    forms = set(frame["form"].unique().to_list())
    shown = [mark for mark, names in _SHOWS.items() if forms & set(names)]
    return shown[0] if len(shown) == 1 else None


def _value(whole: bool, mark: str | None) -> pl.Expr:
    form, body = pl.col("form"), pl.col("body")
    without_points = body.str.replace_all(".", "", literal=True)
    without_commas = body.str.replace_all(",", "", literal=True)
    comma_decimal = without_points.str.replace(",", ".", literal=True)
    unclear_point = without_points if whole or mark == _COMMA else body if mark == _POINT else pl.lit(None)
    unclear_comma = without_commas if whole or mark == _POINT else comma_decimal if mark == _COMMA else pl.lit(None)
    plain = (
        pl.when(form == "exact")
        .then(pl.col("text"))
        .when(form == "either point")
        .then(unclear_point)
        .when(form == "either comma")
        .then(unclear_comma)
        .when(form.is_in(["point thousands, comma decimal", "point thousands", "comma decimal"]))
        .then(comma_decimal)
        .when(form.is_in(["comma thousands, point decimal", "comma thousands"]))
        .then(without_commas)
        .when(form.is_not_null())
        .then(body)
    )
    return plain.cast(pl.Float64, strict=False)


def _value_signed() -> pl.Expr:
    value = pl.col("value")
    value = pl.when(pl.col("negative") & (pl.col("form") != "exact")).then(-value).otherwise(value)
    return pl.when(value.is_finite()).then(value)


def _reason(whole: bool) -> pl.Expr:
    value = pl.col("value")
    unclear = pl.col("form").str.starts_with("either") & value.is_null()
    reason = pl.when(pl.col("text").is_null()).then(pl.lit(None, pl.String)).when(unclear).then(pl.lit(UNCLEAR))
    reason = reason.when(value.is_null()).then(pl.lit(NO_NUMBER))
    if whole:
        reason = reason.when(value != value.round()).then(pl.lit(NO_WHOLE_NUMBER))
        reason = reason.when(value.abs() > LARGEST_WHOLE).then(pl.lit(NO_NUMBER))
    return reason.when(value < 0).then(pl.lit(NEGATIVE))
