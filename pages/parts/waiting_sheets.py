"""Which figures stand on each sheet of the page about waiting?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from metrics.period import Level
from pages.parts.layout import row
from pages.parts.page import Page
from results import Context

KENNISMAKING = "kennismaking_binnen_vijf_werkdagen"
QUEUE_PERIODS = 12


def kennismaking(page: Page) -> None:
    """The share in time over time, teams beside each other, how long it takes, and two years on one yardstick."""
    chosen = page.selection
    first, second = row(56, 44), row(56, 44)
    with first[0]:
        page.show("lezingen", chosen.query(KENNISMAKING, periods=chosen.series()), "kennismaking", height=12)
    with first[1]:
        page.show("trechter", chosen.query(KENNISMAKING), "trechter", height=12)
    with second[0]:
        page.show("meetlat", chosen.query(KENNISMAKING), "meetlat", height=9.5)
    with second[1]:
        page.show("met_wachtenden", chosen.query("kennismaking_met_wachtenden"), "met_wachtenden", height=8)


def start_and_care(page: Page) -> None:
    """From kennismaking to start, and from toewijzing to care; who waits for care is only known after a while."""
    chosen = page.selection
    year = (chosen.at_level(Level.YEAR),)
    first, second = row(56, 44), row(56, 44)
    with first[0]:
        page.show("start", chosen.query("start_binnen_twee_weken", periods=chosen.series()), "start", height=11)
    with first[1]:
        page.show("met_wachtenden", chosen.query("start_met_wachtenden"), "start_wachtend", height=9)
    with second[0]:
        page.show("lijn", chosen.query("werkdagen_tot_kennismaking", periods=chosen.series()), "werkdagen", height=9)
    with second[1]:
        page.show("met_wachtenden", chosen.query("zorg_met_wachtenden", periods=year), "zorg_wachtend", height=9)


def today(page: Page) -> None:
    """The morning of a team: who waits, where the queue goes, what it takes, and which teams need attention."""
    chosen = page.selection
    first, second = row(56, 44), row(56, 44)
    with first[0]:
        page.show("wie_wacht", chosen.query("wachtend"), "wie_wacht", height=10)
    with first[1]:
        page.show("aandacht", chosen.whole_city().query(KENNISMAKING), "aandacht", height=11)
    if page.screen.context is not Context.INTERN:
        with second[0]:
            periods = chosen.series(QUEUE_PERIODS)
            page.show("erbij_geholpen", chosen.query(KENNISMAKING, periods=periods), "erbij_geholpen", height=9)
        with second[1]:
            page.show("met_wachtenden", chosen.query("kennismaking_met_wachtenden"), "nu_wachtend", height=8)
        return
    with second[0]:
        page.show("wachtrij", chosen.query("wachtrij"), "wachtrij", height=9)
    with second[1]:
        page.show("nodig", chosen.query("wachtrij"), "nodig", height=8)


def curves(page: Page) -> None:
    """The share seen after n days: this period and a year before, SES groups, teams, and care."""
    chosen = page.selection
    year = (chosen.at_level(Level.YEAR),)
    first, second = row(1, 1), row(1, 1)
    with first[0]:
        page.show("curve", chosen.query("kennismaking_curve"), "curve", height=11)
    with first[1]:
        page.show("curve", chosen.query("kennismaking_curve", per=("ses",), periods=year), "curve_ses", height=11)
    with second[0]:
        page.show("curve", chosen.query("start_curve"), "curve_start", height=10)
    with second[1]:
        page.show("curve", chosen.query("zorg_curve", periods=year), "curve_zorg", height=10)


def differences(page: Page) -> None:
    """SES groups, teams and aanbieders: how wide is the gap, and what is chance."""
    chosen = page.selection
    left, right = row(56, 44)
    with left:
        name = st.selectbox(SES_QUESTION, list(SES_FIGURES), key="ses_cijfer", bind="query-params")
        key, options = SES_FIGURES[name]
        # One area has one SES group, so this is about the whole city whatever area is chosen.
        city = replace(chosen, gebied=None, team=None)
        periods = city.years() if key in YEARLY else city.series()
        page.show("ses", city.query(key, periods=periods, **options), f"ses_{key}", height=25)
    with right:
        page.show("trechter", chosen.query("start_binnen_twee_weken"), "trechter_start", height=10)
        # Per aanbieder the number above the norm exists for a year only.
        year = (chosen.at_level(Level.YEAR),)
        page.show("trechter_norm", chosen.query("wachttijd_toewijzing", periods=year), "trechter_norm", height=10)


SES_QUESTION = "Verschil tussen SES-groepen in"
SES_FIGURES: dict[str, tuple[str, dict[str, str]]] = {
    "Kennismaking binnen vijf werkdagen": (KENNISMAKING, {}),
    "Werkdagen tot kennismaking": ("werkdagen_tot_kennismaking", {}),
    "Start binnen twee weken": ("start_binnen_twee_weken", {}),
    "Start na vier weken": ("start_na_vier_weken", {}),
    "Gewenst later": ("gewenst_later", {}),
    "Dagen van toewijzing tot zorg": ("wachttijd_toewijzing", {}),
    "Aanvullende zorg, jeugd": ("bereik_aanvullend", {"wet": "jw"}),
    "Aanvullende zorg, Wmo": ("bereik_aanvullend", {"wet": "wmo"}),
    "In één keer goed": ("in_een_keer_goed", {}),
}
"""Every indicator with SES groups that can be compared: shares and means. Counts only say how large a group is, and
the reach of buurtteams has a page of its own. The first is the default.
"""
YEARLY = {"in_een_keer_goed", "bereik_aanvullend"}
"""Known only a year later, or too small for a quarter."""


SHEETS: dict[str, Callable[[Page], None]] = {
    "Kennismaking": kennismaking,
    "Start en zorg": start_and_care,
    "Vandaag": today,
    "Curven": curves,
    "Verschillen": differences,
}
