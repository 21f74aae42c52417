"""Does the catalogue hold every indicator, and does every indicator hold what a reader needs?"""

from __future__ import annotations

import importlib
import pkgutil

import polars as pl
import pytest

import metrics
from data.frames import schema_of
from data.tables import MESSAGE_TABLES, SOURCE_TABLES
from metrics import CATALOGUE
from metrics.indicator import DERIVED, Indicator
from metrics.period import Period
from metrics.prepare import prepare
from metrics.registers import REGISTERS
from metrics.request import Request
from metrics.run import result_columns, run
from tests.measuring import CALENDAR, tables_of

TABLES = {**SOURCE_TABLES, **MESSAGE_TABLES}
STANDARD = {"periode", "teller", "noemer", "waarde", "voorlopig", "afgeschermd", "waarom_leeg", "personen"}
KEYS = {
    "bereik", "bereik_aanvullend", "ses_kloof", "in_zorg", "gemiddeld_in_zorg", "instroom", "uitstroom",
    "reden_beeindiging", "verwijzer", "bereik_opgave", "kennismaking_binnen_vijf_werkdagen", "gewenst_later",
    "werkdagen_tot_kennismaking", "start_binnen_twee_weken", "start_na_vier_weken", "wachtend",
    "wachttijd_toewijzing", "wachttijd_beoogd", "wachttijd_verzoek", "doorstroom", "in_een_keer_goed", "ervaring",
    "vierkant", "macrovierkant", "drift_ontleed", "prognose", "vierkant_clienten", "kosten_per_client",
}  # fmt: skip

each = pytest.mark.parametrize("indicator", CATALOGUE.values(), ids=CATALOGUE.keys())


def modules_with_an_indicator() -> dict[str, Indicator]:
    names = [module.name for module in pkgutil.iter_modules(metrics.__path__) if module.name != "__main__"]
    loaded = {name: importlib.import_module(f"metrics.{name}") for name in names}
    return {name: module.INDICATOR for name, module in loaded.items() if hasattr(module, "INDICATOR")}


def test_every_module_with_an_indicator_is_in_the_catalogue_under_its_own_name() -> None:
    assert modules_with_an_indicator() | REGISTERS == dict(CATALOGUE)


def test_catalogue_holds_every_key_of_the_definitions() -> None:
    assert set(CATALOGUE) >= KEYS
    assert not KEYS & set(REGISTERS)


@each
def test_tables_of_an_indicator_are_tables_of_the_store(indicator: Indicator) -> None:
    assert indicator.tables
    assert set(indicator.tables) <= set(TABLES)
    assert set(indicator.needs) <= set(TABLES) | set(DERIVED)


@each
def test_dimensions_are_named_once_and_always_per_is_among_them(indicator: Indicator) -> None:
    assert len(set(indicator.dimensions)) == len(indicator.dimensions)
    assert set(indicator.always_per) <= set(indicator.dimensions)
    assert not set(indicator.dimensions) & (set(indicator.options) | set(indicator.extra) | STANDARD)


@each
def test_texts_are_dutch_sentences_without_technical_words(indicator: Indicator) -> None:
    for text in (indicator.definition, *indicator.caveats):
        assert text[0].isupper() or text[0] in "'0123456789", text
        assert text.endswith("."), text
    texts = " ".join((indicator.name, indicator.question, indicator.definition, indicator.teller, *indicator.caveats))
    for word in (" null", "dataframe", " row ", " the ", "filter", "Kaplan"):
        assert word not in texts, word


@each
def test_result_has_the_same_columns_and_types_without_any_data(indicator: Indicator) -> None:
    frames = prepare(tables_of(), CALENDAR)
    options = {name: values[0] for name, values in indicator.options.items()}
    per = tuple(name for name in indicator.dimensions if name not in indicator.always_per)[:1]
    periods = () if indicator.on_peildatum else (Period.parse("2022"), Period.parse("2022-03"))
    request = Request(CALENDAR_DAY, periods, per, {}, options)
    rows = run(indicator, request, frames)
    assert rows.is_empty()
    assert dict(rows.schema) == result_columns(indicator, request)


CALENDAR_DAY = Period.parse("2022").end


def test_prepared_frames_keep_types_when_empty_and_when_filled() -> None:
    frames = prepare(tables_of(), CALENDAR)
    assert set(frames) == set(TABLES) | set(DERIVED)
    for name in ("populatie", "zorgvormen", "aanbieders", "seizoen"):
        assert dict(frames[name].schema) == dict(pl.DataFrame(schema=schema_of(TABLES[name])).schema)


def test_an_indicator_without_a_full_stop_is_refused() -> None:
    good = CATALOGUE["in_zorg"]
    fields = {name: getattr(good, name) for name in good.__dataclass_fields__}
    with pytest.raises(ValueError, match="eindigt niet met een punt"):
        Indicator(**{**fields, "definition": "Zonder punt"})
    with pytest.raises(ValueError, match="eindigt niet met een vraagteken"):
        Indicator(**{**fields, "question": "Zonder vraagteken."})
    with pytest.raises(ValueError, match="leg elke extra kolom uit"):
        Indicator(**{**fields, "extra": {"p80": pl.Float64()}})
    with pytest.raises(ValueError, match="name is leeg"):
        Indicator(**{**fields, "name": " "})
