"""Why is a row rejected, in a code and in a sentence, and what of it may be kept?"""

from __future__ import annotations

import re

import polars as pl

from data.importing import numbers

EMPTY = "leeg"
NO_DAY = "geen datum"
NO_MONTH = "geen maand"
NO_PERIOD = "geen periode"
NO_YES_NO = "geen ja of nee"
NOT_IN_LIST = "niet in lijst"
NO_AREA = "onbekend gebied"
NO_TEAM = "onbekend team"
NO_BSN = "geen bsn"
NO_POSTCODE = "geen postcode"
NO_OUTLINE = "geen vorm"
TOO_EARLY = "te vroeg"
TOO_LATE = "te laat"
OUT_OF_RANGE = "buiten bereik"
WRONG_ORDER = "volgorde"
TOTAL_ROW = "totaalrij"
TOO_MANY_CELLS = "te veel cellen"
ABOUT_A_PERSON = "over een persoon"
TOO_LONG = "te lang"

SENTENCES = {
    EMPTY: "De kolom '{kolom}' is leeg, maar is verplicht. Vul hem in.",
    NO_DAY: "In de kolom '{kolom}' staat geen bestaande datum. "
    "Schrijf een datum als 2022-03-31 of 31-03-2022, of laat leeg.",
    NO_MONTH: "In de kolom '{kolom}' staat geen maand. Schrijf een maand als 2022-03.",
    NO_PERIOD: "In de kolom '{kolom}' staat geen periode. Schrijf een periode als 2022, 2022-H1 of 2022-Q1.",
    numbers.NO_NUMBER: "In de kolom '{kolom}' staat geen getal. "
    "Schrijf alleen cijfers, met hooguit een komma voor decimalen.",
    numbers.NO_WHOLE_NUMBER: "In de kolom '{kolom}' hoort een heel getal. Rond het af in het bestand.",
    numbers.UNCLEAR: "In de kolom '{kolom}' is niet duidelijk of de punt of komma duizendtallen of decimalen scheidt. "
    "Schrijf het getal zonder scheiding voor duizendtallen, met twee decimalen.",
    numbers.NEGATIVE: "In de kolom '{kolom}' staat een negatief getal. Schrijf 0 of meer.",
    NO_YES_NO: "In de kolom '{kolom}' hoort ja of nee. Laat leeg als het niet bekend is.",
    NOT_IN_LIST: "In de kolom '{kolom}' staat een waarde die niet mag. Kies uit: {keuzes}.",
    NO_AREA: "Het gebied in de kolom '{kolom}' is niet bekend. Verbeter het, of voeg het toe aan gebieden of aliassen.",
    NO_TEAM: "Het team in de kolom '{kolom}' is niet bekend. Verbeter het, of voeg het toe aan gebieden of aliassen.",
    NO_BSN: "Het nummer in de kolom '{kolom}' is geen geldig BSN. Controleer het in uw eigen systeem.",
    NO_POSTCODE: "In de kolom '{kolom}' hoort een postcode van 4 of 6 tekens, zoals 3511 of 3511AB.",
    NO_OUTLINE: "In de kolom '{kolom}' staat geen omtrek. Lever een GeoJSON-bestand met de vormen van de gebieden.",
    TOO_EARLY: "De datum in de kolom '{kolom}' ligt voor 1990. Controleer het jaar.",
    TOO_LATE: "De datum in de kolom '{kolom}' ligt te ver in de toekomst. Controleer het jaar.",
    OUT_OF_RANGE: "Het getal in de kolom '{kolom}' kan niet. Controleer het.",
    WRONG_ORDER: "De datum in de kolom '{kolom}' ligt voor die in '{eerder}'. Controleer beide datums.",
    ABOUT_A_PERSON: "In de kolom '{kolom}' staat misschien iets over één persoon, "
    "zoals een naam, nummer of adres. Haal het weg.",
    TOO_LONG: "De tekst in de kolom '{kolom}' is te lang. Maak hem korter; Bronnen zegt hoe lang hij mag zijn.",
    TOTAL_ROW: "Dit lijkt een totaalrij. Haal die uit het bestand.",
    TOO_MANY_CELLS: "Deze rij heeft meer cellen dan er kolommen zijn. Zet tekst met een scheidingsteken "
    "tussen aanhalingstekens.",
}

_LONGEST_VALUE = 20
_HARMLESS_WORDS = re.compile(
    r"jan(uari)?|feb(ruari)?|mrt|mar|maart|apr(il)?|mei|may|jun[ie]?|jul[iy]?|aug(ustus)?|sept?(ember)?"
    r"|o[kc]t(ober)?|nov(ember)?|dec(ember)?|totaal|onbekend|nvt|ja|nee|leeg|geen|eur|euro|jaar|ca|null|nan|na|[a-z]"
)


def sentence(reason: str, column: str | None, choices: tuple[str, ...] = ()) -> str:
    """What is wrong and what to do. A reason `volgorde:x` names the column that should come first."""
    code, _, earlier = reason.partition(":")
    return SENTENCES[code].format(kolom=column or "", eerder=earlier, keuzes=", ".join(choices)).replace("..", ".")


def harmless(value: str | None, column: str | None) -> str | None:
    """The value as it may be kept with a rejected row: short, and nothing a person could be known by.

    Numbers and dates are kept, and single words of a closed list; other words only when they are
    months and the like. Digits that may be a BSN or a full date of birth are not kept.
    """
    if value is None:
        return None
    if column == "geboortejaar" and not re.fullmatch(r"-?\d{1,4}", value):
        return None
    is_day = re.fullmatch(r"\d{1,2}-\d{1,2}-\d{4}|\d{4}-\d{1,2}-\d{1,2}", value)
    if "@" in value or (not is_day and re.fullmatch(r"\d{7,9}", re.sub(r"[.\s-]", "", value))):
        return None
    words = re.findall(r"[^\W\d_]+", value.lower())
    if not all(_HARMLESS_WORDS.fullmatch(word) for word in words):
        return None
    return value[:_LONGEST_VALUE]


def harmless_choice(value: str | None) -> str | None:
    """The same for a column with a closed list: one short word is kept, or a number."""
    if value is None or not re.fullmatch(r"[\w.-]{1,20}", value) or re.search(r"\d{5}", value):
        return None
    return value


def flag(rows: pl.Series, reason: str) -> pl.Series:
    """`reason` in the rows that are true, else null."""
    return pl.select(pl.when(rows).then(pl.lit(reason)).otherwise(None)).to_series()


class Problems:
    """The first problem of every row of a sheet, in the order in which checks are made."""

    def __init__(self, height: int) -> None:
        self._found = pl.DataFrame(
            {name: pl.Series(name, [None] * height, pl.String) for name in ("kolom", "reden", "waarde")}
        )
        self._choices: dict[str, tuple[str, ...]] = {}

    def copy(self) -> Problems:
        """The same problems, to which others can be added apart."""
        same = Problems(0)
        same._found, same._choices = self._found, dict(self._choices)
        return same

    @property
    def clean(self) -> pl.Series:
        """Which rows have no problem so far."""
        return self._found["reden"].is_null()

    def add(
        self, column: str | None, reason: pl.Series, value: pl.Series | None = None, choices: tuple[str, ...] = ()
    ) -> None:
        """Rows with a `reason` (not null) get it, unless they have one already."""
        if reason.null_count() == reason.len():
            return
        if choices and column:
            self._choices[column] = choices
        kept = pl.lit(value) if value is not None else pl.lit(None, pl.String)
        first = self._found["reden"].is_null() & reason.is_not_null()
        self._found = self._found.with_columns(
            kolom=pl.when(first).then(pl.lit(column, pl.String)).otherwise(pl.col("kolom")),
            reden=pl.when(first).then(reason).otherwise(pl.col("reden")),
            waarde=pl.when(first).then(kept).otherwise(pl.col("waarde")),
        )

    def rejections(self, record: pl.Series) -> pl.DataFrame:
        """One row per rejected row, as `REJECTION_SCHEMA`."""
        rows = self._found.with_columns(record.alias("record")).filter(pl.col("reden").is_not_null())
        # Many rows have the same problem: sentences are made once per kind.
        kinds = rows.select("kolom", "reden", "waarde").unique()
        made = [(*kind, *self._said(*kind)) for kind in kinds.iter_rows()]
        text = {name: pl.String for name in ("kolom", "reden", "waarde", "code", "zin", "kept")}
        said = pl.DataFrame(made, schema=text, orient="row")
        full = rows.join(said, on=["kolom", "reden", "waarde"], how="left", nulls_equal=True, maintain_order="left")
        return full.select("record", "kolom", pl.col("code").alias("reden"), "zin", pl.col("kept").alias("waarde"))

    def _said(self, column: str | None, reason: str, value: str | None) -> tuple[str, str, str | None]:
        """The short code, the sentence, and the value as it may be kept."""
        choices = self._choices.get(column or "", ()) if reason == NOT_IN_LIST else ()
        kept = harmless_choice(value) if choices else harmless(value, column)
        return reason.partition(":")[0], sentence(reason, column, choices), kept
