"""Welke gegevens zijn er? What was delivered when, what was refused, what stands out, and a new delivery."""

import streamlit as st

from pages.parts.data_panels import deliveries, findings, internal_switch, per_source, rejected
from pages.parts.import_panel import import_panel
from pages.parts.layout import row
from pages.parts.page import plain_heading

plain_heading("Welke gegevens zijn er?")
left, right = row(56, 44)
with left:
    with st.container(key="fig-leveringen", gap=None):
        deliveries()
    with st.container(key="fig-afgekeurd", gap=None):
        rejected()
with right:
    with st.container(key="fig-inlezen", gap=None):
        import_panel()
    with st.container(key="fig-bronnen", gap=None):
        per_source()
    with st.container(key="fig-intern", gap=None):
        internal_switch()
    with st.container(key="fig-bevindingen", gap=None):
        findings()
