"""Do the sheets of the budget page answer a controller, on little data and on the example, and do links work?"""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import results
from data.scenarios import scenarios
from data.store import open_store
from metrics.whatif.levers import RANGES, Levers
from pages.parts import wording
from pages.parts.bookkeeping import kept
from pages.parts.budget.kept import address, described, place_word
from pages.parts.markdown import plain
from tests.example_store import copy_example
from tests.places import new_place
from tests.small_store import small_store
from tests.test_pages import opened, texts

SHEETS = ("Euro’s", "Cliënten", "Signalen", "Prognose", "Wat als", "Herkomst")


def sheet(name: str, **params: str) -> AppTest:
    app = opened("budget", budget_blad=name, **params)
    assert not app.exception, app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


@pytest.fixture
def example(example_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))
    return example_store


@pytest.fixture
def own_example(example_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path | str:
    """An example store that this test may write in."""
    path = new_place(tmp_path)
    copy_example(example_store, path)
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(path))
    return path


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_stands_on_a_municipality_with_little_data(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(small_store()))
    assert texts(sheet(name))


def test_title_says_where_the_year_is_and_where_it_ends(example: Path) -> None:
    said = texts(sheet("Euro’s"))
    assert "Het macrovierkant ligt 0,8% boven de afspraak en komt zonder ingreep uit op" in said
    assert "Zevensluis Jeugd leverde september 2026 niet" in said
    assert "niet als nul" in said


def test_every_signal_carries_the_three_questions(example: Path) -> None:
    said = texts(sheet("Signalen")).replace("\\", "")
    assert "Wolkenwerf: 9,6% boven de afspraak" in said
    assert "onder de afspraak" in said
    many = said.count("Waardoor komt het?")
    assert many == 2
    assert said.count("Gaat het zo door tot het einde van het jaar?") == many
    assert said.count("Is het te dragen?") == many
    assert "samen kijken (grens 5%) · 3 kwartalen op rij" in said


def test_forecast_names_its_method_and_shows_how_good_it_was(example: Path) -> None:
    app = sheet("Prognose")
    shown = html(app)
    for word in (
        "stand en stroom",
        "80% kans tussen",
        "Na kwartaal 1",
        "Het werd",
        "doortrekken: de maanden tot nu toe",
    ):
        assert word in shown, word
    assert "Zevensluis Jeugd september 2026" in texts(app)
    assert "Van 2024 ontbreekt een maand van een aanbieder; wat het werd, is niet bekend." in texts(app)
    assert "In de proef: 79%, 80% en 77% van 934 jaren" in texts(app)


def test_origin_names_files_dates_revisions_and_what_is_missing(example: Path) -> None:
    app = sheet("Herkomst")
    shown = html(app)
    for word in ("uitputting_202610.csv", "31-10-2026", "herzien", "met het eerste budget", "nee, uitsplitsing"):
        assert word in shown, word
    assert "opgeteld vanaf januari" in shown


def test_origin_writes_every_euro_so_that_deliveries_add_up_to_what_was_spent(example: Path) -> None:
    shown = html(sheet("Herkomst"))
    spent = results.result(results.Query("vierkant", ("2026-Q3",))).frame["teller"][0]
    assert wording.whole_euro(spent) in shown
    files = shown.partition("Rijen die meetellen, per bestand")[2]
    amounts = [int(text.replace(".", "")) for text in re.findall(r"€ (\d{1,3}(?:\.\d{3})+)", files)]
    assert len(amounts) == 9 and abs(sum(amounts) - spent) < len(amounts)
    assert ">96,3<" in shown and ">11.088.000" not in shown and "€ 11.088.000" in shown


def test_origin_names_what_was_not_delivered(example: Path) -> None:
    app = sheet("Herkomst")
    assert plain("De Luwtehof: augustus 2026") in texts(app)


def test_a_lever_in_the_address_gives_its_answer_with_interval_and_assumptions(example: Path) -> None:
    app = sheet("Wat als", huisarts="50")
    said = texts(app)
    assert "cliënten minder in zorg" in said
    assert "geen besparing per cliënt" in said
    assert "aanname" in said
    assert "Gezinnen erbij bij de buurtteams" in html(app)
    assert "80% kans tussen" in html(app)


def test_a_scenario_is_named_kept_found_again_and_laid_beside_another(own_example: Path) -> None:
    for name, percent in (("Minder erbij", "-10"), ("Meer erbij", "10")):
        app = sheet("Wat als", instroom=percent)
        app.text_input(key="scenario_naam").input(name)
        app.button(key="scenario_bewaar").click().run()
        assert not app.exception
        assert f"?budget_blad=Wat+als&instroom={percent}" in texts(app)
    assert {each.name for each in scenarios(open_store())} == {"Minder erbij", "Meer erbij"}
    shown = html(sheet("Wat als"))
    assert "instroom −10%" in shown and "instroom +10%" in shown
    again = sheet("Wat als", instroom="10")
    again.text_input(key="scenario_naam").input("meer ERBIJ")
    again.button(key="scenario_bewaar").click().run()
    assert "Er is al een scenario met de naam" in texts(again)


def test_what_if_answers_within_a_second_on_the_example(example: Path) -> None:
    results.what_if(Levers())
    begin = time.perf_counter()
    results.what_if(Levers(instroom=10, duur=2, huisarts=30, wachtenden=100, indexatie=3, basiszorg=500_000))
    assert time.perf_counter() - begin < 1


def test_words_of_a_scenario_and_its_link(example: Path) -> None:
    levers = Levers(instroom=-10, waar="gebied:zuilen", budget=-3.5, basiszorg=500_000)
    assert described(levers) == ["instroom −10%", "alleen Zuilen", "budget −3,5%", "geld naar basiszorg € 500 dzd."]
    assert address(levers) == "?budget_blad=Wat+als&instroom=-10&waar=Zuilen&budget=-3.5&basiszorg=500000"
    assert place_word("vorm:jw:45A04").endswith("(45A04)")
    assert set(RANGES) | {"waar"} == set(Levers.__dataclass_fields__)


def test_an_amount_and_a_date_stay_in_one_piece_and_text_of_others_stays_text() -> None:
    assert kept("€ 24,0 mln. – € 24,3 mln.") == (
        '<span class="heel">€ 24,0 mln.</span> – <span class="heel">€ 24,3 mln.</span>'
    )
    assert kept("vierkanten.csv, 31-1-2026") == 'vierkanten.csv, <span class="heel">31-1-2026</span>'
    assert kept("<b>€ 5</b>") == '&lt;b&gt;<span class="heel">€ 5</span>&lt;/b&gt;'
