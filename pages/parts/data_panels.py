"""What was delivered when, which rows were refused, what stands out, and for whom is the screen?"""

from __future__ import annotations

import polars as pl
import streamlit as st

import results
from data import overview
from data.store import open_store, store_exists
from metrics.viewer import current
from pages.parts import logbook, wording
from pages.parts.bookkeeping import csv_bytes, plain_table
from pages.parts.entrance import INTERN

SHOWN = 10
DATED = {
    "aanmeldingen": "Aanmeldingen",
    "leveringen": "Leveringen",
    "bericht": "Berichten (iJw en iWmo)",
    "ervaringen": "Ervaringen",
    "uitputting": "Uitputting",
    "vierkanten": "Vierkanten",
    "prognoses": "Prognoses",
    "bereikopgaven": "Opgaven van bereik",
    "populatie": "Bevolkingscijfers",
    "gebeurtenissen": "Gebeurtenissen",
}
NOTHING = (
    "Er zijn nog geen gegevens ingelezen. Lees onder ‘Een levering inlezen’ een bestand in, of maak de "
    "voorbeeldgemeente met `python -m data example`."
)

DELIVERY = {
    "leverdatum": "Leverdatum", "bestand": "Bestand", "soort": "Tabel", "opgeslagen": "Nieuw", "gewijzigd": "Gewijzigd",
    "ongewijzigd": "Al bekend", "afgekeurd": "Afgekeurd", "afgewezen": "Waarom afgewezen",
}  # fmt: skip
REJECTED = {
    "leverdatum": "Leverdatum", "bestand": "Bestand", "tabel": "Tabel", "record": "Rij", "kolom": "Kolom",
    "reden": "Reden", "zin": "Wat te doen", "waarde": "Waarde",
}  # fmt: skip
REASON = {"tabel": "Tabel", "kolom": "Kolom", "zin": "Wat te doen", "aantal": "Rijen"}
FINDING = {"tabel": "Tabel", "kolom": "Kolom", "zin": "Wat valt op", "aantal": "Aantal"}


def deliveries() -> None:
    """The newest deliveries with what came of them; all of them as a file."""
    st.header("Wat is wanneer geleverd?", anchor=False)
    if not store_exists():
        st.markdown(NOTHING)
        return
    frame = overview.deliveries(open_store())
    if frame.is_empty():
        st.markdown(NOTHING)
        return
    st.html(plain_table(frame.head(SHOWN), DELIVERY, "De nieuwste leveringen"))
    if frame.height > SHOWN:
        st.markdown(f"Dit zijn de nieuwste {SHOWN} van {wording.number(frame.height)} bestanden.")
    st.download_button(
        "Alle leveringen (CSV)",
        data=logbook.file("leveringen", lambda: csv_bytes(frame, DELIVERY)),
        file_name="leveringen_overzicht.csv",
        mime="text/csv", icon=":material/download:", type="tertiary", on_click="ignore", key="bestand-leveringen",
    )  # fmt: skip


def rejected() -> None:
    """How many rows were refused and why, with all of them as a file for the owner of the data."""
    st.header("Welke rijen zijn afgekeurd?", anchor=False)
    frame = overview.rejected_rows(open_store()) if store_exists() else pl.DataFrame()
    if frame.is_empty():
        st.markdown("Er zijn geen afgekeurde rijen.")
        return
    reasons = frame.group_by("tabel", "kolom", "zin").len("aantal").sort("aantal", "tabel", descending=[True, False])
    st.html(plain_table(reasons.head(6), REASON, "De redenen die het meest voorkomen"))
    st.download_button(
        f"Alle {wording.number(frame.height)} afgekeurde rijen (CSV)",
        data=logbook.file("afgekeurde rijen", lambda: csv_bytes(frame, REJECTED)), file_name="afgekeurde_rijen.csv",
        mime="text/csv",
        icon=":material/download:", type="tertiary", on_click="ignore", key="bestand-afgekeurd",
    )  # fmt: skip


def findings() -> None:
    """What was stored and still deserves a look."""
    st.header("Wat valt op in de gegevens?", anchor=False)
    frame = overview.findings(open_store()) if store_exists() else pl.DataFrame()
    if frame.is_empty():
        st.markdown("Er zijn geen bevindingen.")
        return
    st.html(plain_table(frame.head(8), FINDING, "Bevindingen, de grootste eerst"))


def per_source() -> None:
    """Per source the newest delivery."""
    facts = results.store_facts()
    st.header("Tot wanneer zijn de gegevens bekend?", anchor=False)
    if facts.empty:
        st.markdown("Er is nog geen levering.")
        return
    known = {name: when for name, when in facts.leverdata.items() if name in DATED}
    rows = [
        {"tabel": DATED[name], "leverdatum": when} for name, when in sorted(known.items(), key=lambda each: each[1])
    ]
    st.html(plain_table(pl.DataFrame(rows), {"tabel": "Bron", "leverdatum": "Nieuwste levering"}, "Per bron"))


def known_when() -> None:
    """How much of a month is there after some weeks: why the newest periods are provisional."""
    st.header("Hoeveel van een maand is al bekend?", anchor=False)
    frame = overview.known_per_week(open_store()) if store_exists() else pl.DataFrame()
    if frame.is_empty():
        st.markdown("Dat is nog niet te meten: daarvoor zijn ten minste zes leveringen nodig.")
        return
    rows = [
        {"bron": DATED[name], **{f"week_{row['week']}": _known(row) for row in own.to_dicts()}}
        for (name,), own in frame.group_by(["bron"], maintain_order=True)
    ]
    heads = {"bron": "Bron", **{f"week_{week}": f"{week} {'week' if week == 1 else 'weken'}" for week in _weeks(frame)}}
    st.html(plain_table(pl.DataFrame(rows), heads, "Zoveel weken na het einde van de maand"))
    st.markdown("Het midden van de laatste twaalf maanden, met de laagste en de hoogste maand.")


def _weeks(frame: pl.DataFrame) -> list[int]:
    return frame["week"].unique().sort().to_list()


def _known(row: dict[str, float]) -> str:
    middle, low, high = (wording.share(row[name], 0) for name in ("midden", "laagst", "hoogst"))
    return middle if low == high else f"{middle} ({low.removesuffix('%')}–{high})"


def internal_switch() -> None:
    """Only where the data are invented: look as an organisation's own people would after login."""
    st.header("Voor wie is dit scherm?", anchor=False)
    if not current().invented:
        st.markdown("Dit scherm toont altijd de gedeelde cijfers. Kleine aantallen zijn afgeschermd.")
        return
    st.toggle(
        "Toon als eigen organisatie (intern)",
        key=INTERN,
        persist_state="session",
        help="Kan alleen omdat deze gegevens verzonnen zijn. Kleine aantallen zijn dan zichtbaar.",
    )
    st.markdown("Intern zijn kleine aantallen zichtbaar. Op elk scherm staat dan: intern, niet delen.")
