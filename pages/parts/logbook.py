"""What does a page write in the log, and how does the beheerder read it?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import polars as pl
import streamlit as st

from data import log
from data.access import Rule, load_access
from data.log import Deed
from data.settings import SettingsError
from data.store import open_store, store_exists, store_url
from metrics.viewer import current, looking_as
from pages.parts import wording
from pages.parts.bookkeeping import csv_bytes, plain_table
from pages.parts.markdown import plain

HEADERS = {"moment": "Wanneer (UTC)", "wie": "Wie", "rol": "Rol", "wat": "Wat", "onderwerp": "Waarover"}
SHOWN = 25
SPANS = {"Vandaag": 0, "Een week": 7, "Een maand": 31, "Alles": None}


def note(what: Deed, subject: str, *, once: bool = False) -> None:
    """A line about who looks now; `once` per visit. Nothing of those who look at invented data without login."""
    viewer = current()
    if not viewer.invented:
        log.note(store_url(), viewer.who or "onbekend", viewer.role, what, subject, visit=viewer.visit if once else "")


def file(subject: str, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The content of a file, made when somebody clicks: in a thread of the server, as whoever looks now."""
    viewer = current()

    def made() -> bytes:
        with looking_as(viewer):
            content = make()
            note(Deed.EXPORTED, subject)
            return content

    return made


def logbook() -> None:
    """Who looked at, exported, imported and changed what: the newest lines, by person and deed, with a file."""
    st.header("Wie deed wat?", anchor=False)
    if not store_exists():
        st.markdown("Er is nog geen opslag, dus ook geen logboek.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.text_input("Wie", key="log-wie", max_chars=100, placeholder="deel van het account")
        what = st.multiselect("Wat", [str(deed) for deed in Deed], key="log-wat", placeholder="alles")
        span = st.selectbox("Hoe ver terug", list(SPANS), index=1, key="log-terug")
    back = SPANS[span]
    since = None if back is None else datetime.now(UTC).date() - timedelta(days=back)
    log.log.flush()
    found = log.lines(open_store(), since=since, who=who, what=what, most=50_000)
    if found.is_empty():
        st.markdown("Er zijn geen regels. Kies een langere tijd, of minder voorwaarden.")
    else:
        st.html(plain_table(_readable(found.head(SHOWN)), HEADERS, "De nieuwste regels"))
        st.markdown(f"{wording.number(found.height)} regels; hier staan de nieuwste {min(SHOWN, found.height)}.")
        st.download_button(
            "Alle gekozen regels (CSV)", data=file("logboek", lambda: csv_bytes(_readable(found), HEADERS)),
            file_name="logboek.csv", mime="text/csv", icon=":material/download:", type="tertiary", on_click="ignore",
            key="bestand-logboek",
        )  # fmt: skip
    st.markdown(
        f"Regels blijven {wording.number(load_access().bewaar_logboek_dagen)} dagen. In het logboek staan geen "
        "cijfers en geen cliënten. Wie zonder aanmelding naar verzonnen gegevens kijkt, staat er niet in."
    )


def rules() -> None:
    """Which account has which role, as the configuration says it."""
    st.header("Wie mag wat?", anchor=False)
    try:
        access = load_access()
    except SettingsError as error:
        st.markdown(plain(str(error)))
        return
    if not access.rollen:
        st.markdown(
            "Er zijn geen rollen ingesteld. Zonder aanmelding ziet iedereen verzonnen gegevens, en bij echte gegevens "
            "alleen wie op deze computer werkt. Hoe u aanmelden instelt, staat in docs/toegang.md."
        )
        return
    rows = [
        {
            "wie": f"{rule.claim} = {rule.waarde}",
            "rol": rule.rol,
            "van": _whose(rule),
            "intern": "ja" if rule.intern else "nee",
        }
        for rule in access.rollen
    ]
    heads = {"wie": "Account met", "rol": "Rol", "van": "Eigen rijen", "intern": "Ziet kleine aantallen"}
    st.html(plain_table(pl.DataFrame(rows), heads, "Rollen"))
    st.markdown("Een account dat bij geen regel past, ziet niets. Een deelnemer ziet één sessie, met de link ervan.")


def _whose(rule: Rule) -> str:
    code = f"de code in {rule.aanbieder_claim}" if rule.aanbieder_claim else ""
    return " · ".join(filter(None, (rule.organisatie, ", ".join(rule.teams), rule.aanbieder, code)))


def _readable(found: pl.DataFrame) -> pl.DataFrame:
    return found.with_columns(pl.col("moment").dt.strftime("%d-%m-%Y %H:%M:%S"))
