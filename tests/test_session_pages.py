"""Do the pages of a session say what to do when there is nothing, or when a link is wrong?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from data.session.figures import USED, figures, pin
from data.session.inbreng import Said, Soort, entries, record
from data.session.remember import agreements
from data.session.sessions import create_session, sessions
from data.store import Store
from pages.parts.figure import Figure
from pages.parts.page import EMPTY
from pages.parts.session import keeping
from pages.parts.session.words import first_sentences
from results import Context, Query
from tests.session_figures import shown
from tests.small_store import own_small_store
from tests.test_session_frozen import add_late_rows

DASHBOARD = str(Path(__file__).resolve().parents[1] / "dashboard.py")


@pytest.fixture
def filled(own_store: Path) -> Store:
    return own_small_store(own_store)


def opened(page: str, **params: str) -> str:
    """Every text of a page that was opened with these words in its address."""
    return texts(started(page, **params))


def started(page: str, **params: str) -> AppTest:
    """A page that was opened with these words in its address; it must not fail."""
    config.set_option("client.showErrorDetails", "full")
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    for name, word in params.items():
        app.query_params[name] = word
    return whole(app.switch_page(f"pages/{page}.py").run())


def whole(app: AppTest) -> AppTest:
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    kinds = (app.title, app.header, app.markdown, app.text_input, app.button)
    return "\n".join(f"{element.value} {getattr(element, 'label', '')}" for kind in kinds for element in kind)


def test_without_figures_the_page_says_what_to_do(store: Store) -> None:
    assert EMPTY in opened("sessie")


def test_first_visit_explains_how_to_begin(filled: Store) -> None:
    said = opened("sessie")
    assert "Er is nog geen sessie." in said and "Er zijn geen open afspraken." in said


@pytest.mark.parametrize("params", [{"s": "weg"}, {"s": "weg", "scherm": "vol"}, {"s": "weg", "rol": "notulist"}])
def test_link_to_no_session_says_so(params: dict[str, str], filled: Store) -> None:
    shown = opened("sessie", **params)
    assert "Deze sessie bestaat niet" in shown and "Alle sessies" in shown
    assert "Presenteren" not in shown, "van een sessie die er niet is, staat er verder niets"


def test_phone_without_session_asks_for_the_code(filled: Store) -> None:
    assert "Welke code staat op het scherm?" in opened("deelnemen")
    assert "Deze sessie bestaat niet" in opened("deelnemen", s="weg")


def test_phone_asks_for_a_party_and_no_name(filled: Store) -> None:
    sessie = create_session(filled, "Sessie Zuid", date(2026, 11, 22), ["gemeente", "buurtteam"])
    said = opened("deelnemen", s=sessie, d="onbekend")
    assert "We vragen geen naam." in said and "gemeente" in said and "buurtteam" in said


def test_more_than_a_handful_is_advised_against(filled: Store) -> None:
    sessie = create_session(filled, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    for _ in range(6):
        pin(filled, sessie, shown())
    said = opened("sessie", s=sessie)
    assert "Dit zijn 6 figuren. Kies er hooguit 5" in said
    assert "zijn er nieuwere gegevens" in said


def test_figures_are_renewed_only_when_asked(filled: Store) -> None:
    """Newer data leave the kept figure alone; the button keeps the figure of now, with its words and place."""
    sessie = create_session(filled, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    figure = Figure("lijn", Query("kennismaking_binnen_vijf_werkdagen", ("2026-Q1", "2026-Q2")))
    pin(filled, sessie, keeping.shown(figure, figure.answers(Context.GEDEELD)), question="Herkennen we dit?")
    (before,) = figures(filled, sessie)
    add_late_rows(filled)
    page = started("sessie", s=sessie)
    assert "zijn er nieuwere gegevens" in texts(page)
    assert figures(filled, sessie) == (before,)
    whole(page.button(key="vernieuw").click().run())
    (after,) = figures(filled, sessie)
    assert (after.vraag, after.volgorde) == ("Herkennen we dit?", 1)
    (now,) = figure.answers(Context.GEDEELD)
    assert after.tables[0].frame.equals(now.frame) and not before.tables[0].frame.equals(now.frame)
    assert "zijn er nieuwere gegevens" not in texts(page)


def test_figure_that_was_spoken_about_is_not_renewed(filled: Store) -> None:
    """What people said is about the numbers that they saw."""
    sessie = create_session(filled, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    figure = Figure("lijn", Query("kennismaking_binnen_vijf_werkdagen", ("2026-Q1", "2026-Q2")))
    figuur = pin(filled, sessie, keeping.shown(figure, figure.answers(Context.GEDEELD)))
    record(filled, Said(sessie, figuur, Soort.ZIEN, "a", 0, "gemeente", tekst="Het daalt."))
    before = figures(filled, sessie)
    add_late_rows(filled)
    page = started("sessie", s=sessie)
    whole(page.button(key="vernieuw").click().run())
    assert figures(filled, sessie) == before
    assert [each.value for each in page.warning] == [USED]


def test_agreement_is_closed_by_its_buttons(filled: Store) -> None:
    sessie = create_session(filled, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    figuur = pin(filled, sessie, shown())
    for number, text in enumerate(("Bellen.", "Schrijven.", "Wachten.")):
        record(filled, Said(sessie, figuur, Soort.AFSPRAAK, "a", number, "gemeente", tekst=text, eigenaar="teammanager",
                            datum=date(2020, 3, 1)))  # fmt: skip
    keys = {entry.tekst: entry.inbreng for entry in entries(filled, sessie)}
    page = started("sessie")
    assert "te laat" in texts(page)
    whole(page.button(key=f"klaar-{keys['Bellen.']}").click().run())
    whole(page.button(key=f"vervallen-{keys['Schrijven.']}").click().run())
    found = {each.entry.tekst: each.status for each in agreements(filled)}
    assert found == {"Bellen.": "klaar", "Schrijven.": "vervallen", "Wachten.": "open"}
    said = texts(page)
    assert "Wachten." in said and "Bellen." not in said and "Schrijven." not in said


def test_way_to_a_session_and_back_stands_in_the_address(filled: Store) -> None:
    """Else the next click on the page would lead back to where one came from."""
    sessie = create_session(filled, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    page = started("sessie")
    whole(page.button(key=f"voorbereiden-{sessie}").click().run())
    assert page.query_params["s"] == sessie and "Over de sessie" in texts(page)
    whole(page.button(key="meeschrijven").click().run())
    assert page.query_params["rol"] == "notulist"
    whole(page.button(key="terug-naar-voorbereiden").click().run())
    whole(page.button(key="alle-sessies").click().run())
    assert not {"s", "rol", "scherm", "f"} & set(page.query_params) and "Een nieuwe sessie" in texts(page)
    whole(page.button(key=f"presenteren-{sessie}").click().run())
    assert page.query_params["scherm"] == "vol"


def test_pinned_figure_comes_with_a_link_to_its_session(filled: Store) -> None:
    """Whoever put a figure in a session goes on there; before that there is nowhere to go."""
    create_session(filled, "Sessie Noord", date(2026, 11, 29), ["gemeente"])
    zuid = create_session(filled, "Sessie Zuid", date(2026, 11, 22), ["gemeente"])
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    app.session_state["duiding-ses"] = True
    page = whole(app.switch_page("pages/bereik.py").run())
    assert links(page) == []
    whole(page.selectbox(key="speld-ses").select(zuid).run())
    whole(page.button(key="zet-ses").click().run())
    assert links(page) == [("Naar deze sessie", "sessie", f"s={zuid}")]
    assert len(figures(filled, zuid)) == 1


def test_figure_for_a_new_session_makes_one_session_however_often_it_is_clicked(filled: Store) -> None:
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    app.session_state["duiding-ses"] = True
    page = whole(app.switch_page("pages/bereik.py").run())
    for clicks in (1, 2):
        whole(page.button(key="zet-ses").click().run())
        (made,) = sessions(filled)
        assert page.selectbox(key="speld-ses").value == made.sessie
        assert len(figures(filled, made.sessie)) == clicks


def links(page: AppTest) -> list[tuple[str, str, str]]:
    """Label, page and words of the address of every link in the page."""
    made = [each.proto for each in page.main.get("page_link")]
    return [(each.label, each.page, each.query_string) for each in made]


def test_reading_is_cut_between_sentences() -> None:
    assert first_sentences("Kort. Ook kort. " + "x" * 90 + ".") == "Kort. Ook kort."
    assert first_sentences("Een zin. Nog een.") == "Een zin. Nog een."
