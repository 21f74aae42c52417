"""Which files can somebody deliver, and which columns does each have?"""

from __future__ import annotations

import polars as pl
import streamlit as st

from data.tables import SOURCE_TABLES, column_specs
from pages.parts.bookkeeping import plain_table

FIRST = "aanmeldingen"
HEADERS = {"kolom": "Kolom", "moet": "Verplicht", "uitleg": "Wat erin staat"}
BEFORE = (
    "De namen van de kolommen staan op de eerste rij. Lees `gebieden` het eerst in: andere bestanden noemen een gebied "
    "of team bij zijn naam of code."
)


def columns_panel() -> None:
    """Folded in until somebody asks: one table at a time with its columns."""
    with st.expander("Welke bestanden en kolommen kan ik inlezen?"):
        st.markdown(BEFORE)
        names = list(SOURCE_TABLES)
        name = st.selectbox("Soort bestand", names, index=names.index(FIRST), key="kolommen_van")
        st.html(plain_table(columns_of(str(name)), HEADERS, f"Kolommen van {name}"))


def columns_of(table: str) -> pl.DataFrame:
    """Every column of a file as it may be delivered, in the order of the table."""
    specs = column_specs(SOURCE_TABLES[table]).values()
    rows = [(each.name, "ja" if each.required else "nee", each.description) for each in specs]
    return pl.DataFrame(rows, schema=list(HEADERS), orient="row")
