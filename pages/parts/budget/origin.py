"""From which agreements and deliveries does every euro come?"""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

import results
from metrics import CATALOGUE
from metrics.trace import Trace
from pages.parts import logbook, month_runs, nothing, wording
from pages.parts.bookkeeping import plain_table
from pages.parts.budget.numbers import chosen_provider, quarter
from pages.parts.layout import row
from pages.parts.markdown import plain
from pages.parts.page import Page
from pages.parts.selection_text import selection_sentence
from pages.parts.trace_export import workbook
from results import Query

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def origin(page: Page) -> None:
    """Agreements with their revisions left, deliveries right, and the workbook that adds up by itself."""
    query = Query("vierkant", (quarter(page),), (), chosen_provider(page))
    try:
        found = results.trace(query)
    except results.AccessError as error:
        st.markdown(plain(str(error)))
        return
    names = {each.key: each.naam for each in results.choices().aanbieders}
    if found.agreements.is_empty() and found.spending.is_empty():
        _nothing()
        return
    left, right = row(56, 44)
    with left, st.container(key="fig-afspraken", gap=None):
        _agreements(found, names)
        _missing(found, names)
    with right:
        with st.container(key="fig-narekenen", gap=None):
            _totals(found, names, query)
        with st.container(key="fig-geleverd", gap=None):
            _deliveries(found)


def _nothing() -> None:
    """Neither agreements nor costs: then there is nothing to check, and no workbook."""
    with st.container(key="fig-afspraken", gap=None):
        st.header("Er is hier geen bedrag om na te rekenen", anchor=False)
        missing = nothing.not_delivered(CATALOGUE["vierkant"].tables)
        st.markdown(missing or "Voor deze keuze is niets geleverd. Kies een andere periode of aanbieder.")


def _agreements(found: Trace, names: dict[str, str]) -> None:
    """Every agreement of the year; a revision stands under what it revised."""
    revised = found.agreements.group_by("aanbieder", "wet", "zorgvorm").len().filter(pl.col("len") > 1).height
    if found.agreements.is_empty():
        st.header("Er zijn voor dit jaar geen afspraken geleverd", anchor=False)
        st.markdown("Er is wel uitgegeven. Lees vierkanten in om het ernaast te leggen.")
        return
    title = "Dit jaar is geen afspraak herzien" if not revised else f"{revised} afspraken zijn dit jaar herzien"
    st.header("Een afspraak is dit jaar herzien" if revised == 1 else title, anchor=False)
    first = pl.col("budget").first().over("aanbieder", "wet", "zorgvorm", order_by="ingangsdatum")
    begun = pl.col("ingangsdatum").min().over("aanbieder", "wet", "zorgvorm")
    rows = found.agreements.with_columns(change=pl.col("budget") - first, eerst=begun).to_dicts()
    table = [
        {
            "wie": names.get(each["aanbieder"], each["aanbieder"]),
            "deel": _for_what(each["wet"], each["zorgvorm"]),
            "vanaf": wording.day_short(each["ingangsdatum"]),
            "soort": "eerste" if each["ingangsdatum"] == each["eerst"] else "herzien",
            "budget": wording.whole_euro(each["budget"]),
            "verschil": _plus(each["change"]) if each["change"] else "",
            "clienten": _agreed_number(each["clienten"]),
            "telt": "ja" if each["telt"] else "nee, uitsplitsing",
            "bron": _source(each),
        }
        for each in rows
    ]
    heads = {
        "wie": "Aanbieder", "deel": "Waarvoor", "vanaf": "Vanaf", "soort": "Afspraak", "budget": "Budget per jaar",
        "verschil": "Meer dan eerst", "clienten": "Cliënten", "telt": "Telt mee", "bron": "Bestand en levering",
    }  # fmt: skip
    st.html(plain_table(pl.DataFrame(table), heads, f"Afspraken voor {found.period.year}, eerste en herziene"))


def _totals(found: Trace, names: dict[str, str], query: Query) -> None:
    original = results.result(Query(query.indicator, query.periods, (), (*query.where, ("budget", "origineel"))))
    now = results.result(query)
    st.header("Reken het zelf na", anchor=False)
    table = []
    for label, answer in (("met het actuele budget", now), ("met het eerste budget", original)):
        for each in answer.frame.to_dicts():
            table.append(
                {"budget": label, "begroot": wording.whole_euro(each["noemer"]),
                 "uitgeput": wording.whole_euro(each["teller"]),
                 "afwijking": wording.drift(each["waarde"])}
            )  # fmt: skip
    heads = {"budget": "Gerekend", "begroot": "Begroot", "uitgeput": "Uitgeput", "afwijking": "Afwijking"}
    if table:
        st.html(plain_table(pl.DataFrame(table), heads, f"{selection_sentence(query)} · opgeteld vanaf januari"))
    head = [
        ("Cijfer", now.indicator.name), ("Selectie", selection_sentence(query)),
        ("Peildatum", wording.day(now.peildatum)), ("Gegevensversie", now.data_version),
    ]  # fmt: skip
    if now.example:
        head.append(("Let op", "De gegevens zijn verzonnen. Trek er geen conclusies uit."))
    st.download_button(
        "Excel met formules", data=logbook.file("herkomst", lambda: workbook(found, names, head)),
        file_name=f"herkomst_{found.period}.xlsx", mime=MIME, icon=":material/download:", type="tertiary",
        on_click="ignore", key="bestand-herkomst",
    )  # fmt: skip
    st.markdown("Elke som in het bestand is een formule over de geleverde rijen. Verander een rij en het totaal volgt.")


def _deliveries(found: Trace) -> None:
    """Per file the euros it brought."""
    st.header("Welke leveringen zitten in de uitputting?", anchor=False)
    files = (
        found.spending.filter("telt")
        .group_by("bestand", "leverdatum")
        .agg(pl.len().alias("rijen"), pl.col("kosten").sum())
        .sort("leverdatum", "bestand")
    )
    table = [
        {
            "bestand": each["bestand"],
            "op": wording.day_short(each["leverdatum"]),
            "rijen": wording.number(each["rijen"]),
            "kosten": wording.whole_euro(each["kosten"]),
        }
        for each in files.to_dicts()
    ]
    if not table:
        st.markdown("Er zijn voor dit jaar geen kosten geleverd. Lees uitputting in.")
    else:
        heads = {"bestand": "Bestand", "op": "Geleverd op", "rijen": "Rijen", "kosten": "Kosten"}
        st.html(plain_table(pl.DataFrame(table), heads, "Rijen die meetellen, per bestand"))


def _missing(found: Trace, names: dict[str, str]) -> None:
    """The months with a budget of which nobody delivered the costs."""
    empty = found.months.filter(pl.col("uitgeput").is_null() & pl.col("begroot").is_not_null())
    missing = [
        f"{names.get(key, key)}: {month_runs.named(own['maand'].dt.strftime('%Y-%m'))}"
        for (key,), own in empty.group_by("aanbieder", maintain_order=True)
    ]
    if missing:
        st.markdown(f"**Niet geleverd, dus niet meegeteld en geen nul:** {plain('; '.join(missing))}.")


def _for_what(wet: str | None, form: str | None) -> str:
    return " ".join([wording.option("wet", wet) if wet else "", form or ""]).strip() or "alles"


def _agreed_number(clients: float) -> str:
    """As it was agreed: 96,3 stays 96,3."""
    return wording.number(clients, 0 if float(clients).is_integer() else 1)


def _source(row: dict[str, object]) -> str:
    """The file of an agreement with its leverdatum, as far as that is known."""
    day = row["leverdatum"]
    return f"{row['bestand']}, {wording.day_short(day)}" if isinstance(day, date) else str(row["bestand"])


def _plus(amount: float) -> str:
    return f"{'+' if amount > 0 else wording.MINUS} {wording.whole_euro(abs(amount))}"
