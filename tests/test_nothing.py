"""Where there is nothing to see: does the page say why, and only what somebody can really do there?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import polars as pl
import pytest

import results
from data.store import Store
from metrics.viewer import Role, Viewer, looking_as
from pages.parts import month_runs, nothing
from pages.parts.bookkeeping import plain_table
from pages.parts.columns_panel import columns_of
from pages.parts.import_panel import _refused
from pages.parts.page import NO_PERIOD
from pages.parts.readings.budget import not_delivered as readings_not_delivered
from pages.parts.selection_text import whose
from results import Context, Query, Result
from tests.drawn_frames import events, indicator, line
from tests.stocked import aanmeldingen, areas, stock
from tests.test_pages import opened, texts

TO_READ = "Hiervoor is nog niets ingelezen van vierkanten en uitputting. Inlezen kan op de pagina Gegevens."


@pytest.fixture
def only_aanmeldingen(store: Store) -> Store:
    stock(store, {"gebieden": areas(), "aanmeldingen": aanmeldingen(Random(1), 300)}, delivered=date(2022, 12, 31))
    return store


def hidden(offer: str | None, where: tuple[tuple[str, str], ...] = (), **changes: Any) -> Result:
    return Result(
        query=Query("bereik", where=where), indicator=replace(indicator(), **changes),
        frame=line({"2026-Q3": "hidden"}), peildatum=date(2026, 10, 31), data_version="ab12-41", example=True,
        context=Context.GEDEELD, events=events(), offer=offer,
    )  # fmt: skip


def test_a_source_that_nobody_delivered_is_named_with_where_to_bring_it(only_aanmeldingen: Store) -> None:
    assert {"vierkanten", "uitputting", "leveringen"} <= results.store_facts().absent
    said = texts(opened("overzicht"))
    assert TO_READ in said and "van ervaringen." in said and "van bevolkingscijfers." in said
    assert nothing.NOT_YET in said and "Voor deze keuze is niets geleverd" not in said


def test_without_agreements_no_provider_is_said_to_be_near_one(only_aanmeldingen: Store) -> None:
    said = texts(opened("budget", budget_blad="Signalen"))
    assert "dicht bij" not in said and TO_READ in said


def test_without_agreements_and_costs_there_is_nothing_to_check_and_no_workbook(only_aanmeldingen: Store) -> None:
    app = opened("budget", budget_blad="Herkomst")
    assert TO_READ in texts(app)
    assert not app.get("download_button")


def test_what_a_figure_can_do_without_is_not_asked_for() -> None:
    assert nothing.needed(("leveringen", "gebieden"), {"leveringen", "gebieden"}) == ["leveringen"]
    assert nothing.needed(("uitputting", "prognoses"), {"prognoses"}) == []


def test_an_offer_names_only_what_a_page_can_choose() -> None:
    wijk = "Afgeschermd; per wijk is er wel een getal."
    assert nothing.offered(hidden(wijk, (("team", "A1"),))) == f"{nothing.TOO_FEW} Kies de hele stad."
    assert "wijk" not in str(nothing.offered(hidden(wijk)))
    year = "Afgeschermd; per jaar is er wel een getal."
    assert nothing.offered(hidden(year)) == year
    longer = "Kies een langere periode of een groter gebied."
    now = nothing.offered(hidden(longer, (("gebied", "A1"),), on_peildatum=True))
    assert now == f"{nothing.TOO_FEW} Kies de hele stad."


def test_a_team_reads_where_its_own_people_see_who_waits_now() -> None:
    today = hidden("Afgeschermd; per wijk is er wel een getal.", (("team", "A1"),), on_peildatum=True)
    today = replace(today, frame=line({"2026-10-31": "x"}))
    shared, where = f"{nothing.TOO_FEW} Kies de hele stad.", "Eigen rijen ziet u intern wel: dat zet u aan"
    assert nothing.why_empty(today) == f"{shared} {where} op de pagina Gegevens."
    team = Viewer(frozenset({Role.BUURTTEAMORGANISATIE}), teams=frozenset({"A1"}))
    with looking_as(replace(team, intern=True)):
        assert nothing.why_empty(today) == f"{shared} {where} in de hoek, onder uw rol."
    with looking_as(team):
        assert nothing.why_empty(today) == shared
    assert nothing.why_empty(replace(today, context=Context.INTERN)) == shared
    assert "intern" not in nothing.why_empty(replace(today, query=Query("bereik")))


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (["2026-09"], "september 2026"),
        (["2026-01", "2026-02"], "januari en februari 2026"),
        (["2026-03", "2026-01", "2026-02", "2026-07"], "januari tot en met maart 2026 en juli 2026"),
        (["2025-11", "2025-12", "2026-01"], "november 2025 tot en met januari 2026"),
    ],
)
def test_months_in_a_row_are_named_by_the_first_and_the_last(months: list[str], said: str) -> None:
    assert month_runs.named(months) == said


def test_amounts_and_shares_stand_at_the_right_and_words_do_not() -> None:
    frame = pl.DataFrame(
        {"wie": ["Aa"], "geld": ["€ 24,0–24,3 mln."], "deel": ["−3,6% ✓"], "jaar": ["2024"], "op": ["–"]}
    )
    html = plain_table(frame, {name: name for name in frame.columns}, "proef")
    assert [name for name in frame.columns if f'class="getal">{name}</th>' in html] == ["geld", "deel"]


def test_a_law_is_what_care_falls_under(store: Store) -> None:
    assert whose(Query("bereik_aanvullend", where=(("wet", "jw"),))) == "onder de Jeugdwet"


def test_who_has_nothing_yet_reads_which_columns_a_file_has(store: Store) -> None:
    app = opened("gegevens")
    assert not app.exception, app.exception[0].message
    app.selectbox(key="kolommen_van").select("vierkanten").run()
    shown = "\n".join(str(element.proto.body) for element in app.get("html"))
    assert "Kolommen van vierkanten" in shown
    assert columns_of("vierkanten").filter(kolom="budget")["moet"].to_list() == ["ja"]


def test_without_a_period_that_is_over_a_page_says_so_and_does_not_break(store: Store) -> None:
    stock(store, {"aanmeldingen": aanmeldingen(Random(1), 3, teams=0, days=5)}, delivered=date(2022, 1, 8))
    for page in ("overzicht", "wachttijden", "budget", "sessie"):
        app = opened(page)
        assert not app.exception, app.exception[0].message
    assert NO_PERIOD in texts(opened("wachttijden"))


def test_a_refusal_is_told_once_with_the_rows_it_is_about() -> None:
    rows = [("a", number) for number in range(2, 9)] + [("b", 9)]
    assert _refused(pl.DataFrame(rows, schema=["zin", "record"], orient="row")) == [
        ("Rij 2, 3, 4, 5, 6 en verder", "a"),
        ("Rij 9", "b"),
    ]


@pytest.mark.parametrize(
    ("months", "count"), [("2026-08 (a)", "die maand telt"), ("2026-07, 2026-08", "die maanden tellen")]
)
def test_one_month_that_nobody_delivered_is_one_month(months: str, count: str) -> None:
    row = {"aanbieder": "a", "aanbieder_naam": "Aa", "ontbrekende_maanden": months}
    assert f"niet: {count} niet mee" in readings_not_delivered(pl.DataFrame([row]))
