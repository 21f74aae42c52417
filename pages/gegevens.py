"""Welke gegevens zijn er? What was delivered when, what was refused, what stands out, what changed, and a delivery."""

import streamlit as st

from pages.parts.data_panels import deliveries, findings, internal_switch, known_when, per_source, rejected
from pages.parts.events_panel import event_form, register
from pages.parts.fixed_panel import fixed_list, fixing_form
from pages.parts.import_panel import import_panel
from pages.parts.layout import row
from pages.parts.logbook import logbook, rules
from pages.parts.page import plain_heading, store_is_usable
from pages.parts.stories_panel import all_stories, story_form

QUESTION = "Welke gegevens zijn er?"
LEFT = {
    "Leveringen": {"leveringen": deliveries, "afgekeurd": rejected},
    "Gebeurtenissen": {"register": register, "bekend": known_when},
    "Verhalen": {"verhalen": all_stories},
    "Vaste jaren": {"vastgesteld": fixed_list},
    "Logboek": {"logboek": logbook},
}
RIGHT = {
    "Leveringen": {
        "inlezen": import_panel, "bronnen": per_source, "intern": internal_switch, "bevindingen": findings,
    },
    "Gebeurtenissen": {"opschrijven": event_form},
    "Verhalen": {"verhaal": story_form},
    "Vaste jaren": {"vaststellen": fixing_form},
    "Logboek": {"rollen": rules},
}  # fmt: skip

if store_is_usable(QUESTION):
    heading = plain_heading(QUESTION, sheets=tuple(LEFT), key="gegevens_blad")
    for column, panels in zip(row(56, 44), (LEFT[heading.sheet], RIGHT[heading.sheet]), strict=True):
        with column:
            for name, panel in panels.items():
                with st.container(key=f"fig-{name}", gap=None):
                    panel()
