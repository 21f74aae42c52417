"""Hoe lang wachten gezinnen op een kennismaking? From aanmelding to kennismaking to start, and who waits now."""

from pages.parts.layout import row
from pages.parts.page import open_page

KENNISMAKING = "kennismaking_binnen_vijf_werkdagen"

page = open_page(
    "Hoe lang wachten gezinnen?", uses=("gebied", "organisatie", "aanbieder"), sheets=("Kennismaking", "Start en zorg"),
    key="wachttijden_blad",
)  # fmt: skip
if page and page.sheet == "Kennismaking":
    chosen = page.selection
    first, second = row(56, 44), row(56, 44)
    with first[0]:
        page.show("lezingen", chosen.query(KENNISMAKING, periods=chosen.series()), "kennismaking", height=11)
    with first[1]:
        page.show("trechter", chosen.query(KENNISMAKING), "trechter", height=11)
    with second[0]:
        page.show("spreiding", chosen.query("werkdagen_tot_kennismaking"), "spreiding", height=9)
    with second[1]:
        page.show("wachtend", chosen.query("wachtend", periods=(), been="1"), "wachtend", height=9)
elif page:
    chosen = page.selection
    first, second = row(56, 44), row(56, 44)
    with first[0]:
        page.show("start", chosen.query("start_binnen_twee_weken", periods=chosen.series()), "start", height=11)
    with first[1]:
        page.show("wachtend", chosen.query("wachtend", periods=(), been="2"), "wachtend_start", height=11)
    with second[0]:
        page.show("lijn", chosen.query("werkdagen_tot_kennismaking", periods=chosen.series()), "werkdagen", height=9)
    with second[1]:
        page.show("spreiding", chosen.query("wachttijd_toewijzing"), "zorg", height=9)
