"""Does everything that a group says stay within the screen of the room, in good Dutch, whatever the figure is?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data.session.figures import Shown, figures, pin
from data.session.inbreng import Said, Soort, join, record
from data.session.report_model import report_of
from data.session.sessions import create_session
from data.session.stand import Position
from data.store import Store
from metrics.indicator import Unit
from metrics.viewer import INVENTED, looking_as
from pages.parts.figure import Figure
from pages.parts.look import SESSIE
from pages.parts.report.content import content_of
from pages.parts.report.slide_parts import Words, split
from pages.parts.session import group, opening, place, small_figure, space, words
from pages.parts.session.catalogue import put_in
from pages.parts.session.then_and_now import indicator_of, kept_headline
from pages.parts.views.compared import fitting
from results import Context, Query
from tests.session_figures import kept_table, shown
from tests.small_store import own_small_store
from tests.test_session_pages import opened

LONG = (
    "Gezinnen kiezen zelf een latere datum, en dat zien we niet terug in het cijfer dat hier op het scherm staat. " * 3
)
DAY = date(2026, 11, 22)


@pytest.fixture
def filled(own_store: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    store = own_small_store(own_store)
    monkeypatch.setattr(place, "base_address", lambda: "http://tafel")
    return store


def said_by(store: Store, count: int, soort: Soort, text: str = LONG[:280]) -> tuple[str, str]:
    """A session in which so many people said something long about its one figure."""
    sessie = create_session(store, "Sessie Zuid", DAY, ["gemeente", "buurtteam"])
    figuur = pin(store, sessie, shown(), question="Herkennen de mensen aan deze tafel dit uit hun eigen werk?")
    for number in range(count):
        join(store, sessie, f"t{number}", "gemeente")
        record(store, Said(sessie, figuur, soort, f"t{number}", 0, "gemeente", tekst=f"{number} {text}"[:280],
                           eigenaar="teammanager", datum=DAY))  # fmt: skip
    return sessie, figuur


def panel(store: Store, sessie: str, step: str) -> str:
    (kept,) = figures(store, sessie)
    return group.panel(kept, Position(kept.figuur, frozenset(), step, 0), ["gemeente", "buurtteam"])


def lines_of(html: str) -> float:
    """How many lines the answers take, counted as the browser breaks them."""
    answers = re.findall(r'<p class="wat[^"]*">(.*?)</p>', html)
    small = re.findall(r'<p class="wie">(.*?)</p>', html)
    plain = [re.sub(r"<[^>]+>", "", each) for each in (*answers, *small)]
    return sum(space.height(each) for each in plain[: len(answers)]) + space.SMALL * len(small)


@pytest.mark.parametrize(
    ("step", "soort"), [("zien", Soort.ZIEN), ("verklaren", Soort.VERKLAREN), ("afspreken", Soort.AFSPRAAK)]
)
def test_long_answers_stay_above_the_buttons(step: str, soort: Soort, filled: Store) -> None:
    sessie, figuur = said_by(filled, 5, soort)
    record(filled, Said(sessie, figuur, Soort.TEGENGELUID, "t0", 0, "gemeente", tekst=LONG[:280]))
    html = panel(filled, sessie, step)
    assert lines_of(html) <= space.PANEL + 2
    assert re.search(r"En nog [34], in het verslag", html) and "…" in html and "Tegengeluid." in html


def test_short_answers_are_shown_whole(filled: Store) -> None:
    sessie, _ = said_by(filled, 4, Soort.ZIEN, "Het daalt.")
    html = panel(filled, sessie, "zien")
    assert [f"{number} Het daalt." in html for number in range(4)] == [False, True, True, True]
    assert "En nog 1, in het verslag" in html and "…" not in html


def test_many_parties_are_counted_after_the_first(filled: Store) -> None:
    sessie = create_session(filled, "Sessie Zuid", DAY, [f"aanbieder {number}" for number in range(9)])
    figuur = pin(filled, sessie, shown())
    for number in range(9):
        join(filled, sessie, f"t{number}", f"aanbieder {number}")
        record(filled, Said(sessie, figuur, Soort.HERKENNEN, f"t{number}", 0, f"aanbieder {number}", keuze="ja"))
    html = panel(filled, sessie, "herkennen")
    assert "9 van 9 · aanbieder 0, aanbieder 1, aanbieder 2, aanbieder 3, aanbieder 4 en nog 4" in html


def test_a_text_is_cut_after_a_whole_word() -> None:
    assert space.clipped("kort", 1) == "kort"
    cut = space.clipped(LONG, 3)
    assert cut.endswith("…") and len(cut) <= 3 * space.SIGNS and LONG.startswith(cut[:-1] + " ")


def test_an_agenda_of_many_figures_says_how_many_more(filled: Store) -> None:
    few = opening._agenda([("Bereik", "Wie bereiken we niet?")])
    assert "Wie bereiken we niet?" in few and "En nog" not in few
    many = opening._agenda([(f"Figuur {number}", "Wie bereiken we niet?") for number in range(20)])
    told = many.count("<li>")
    assert told < 20 and f"En nog {20 - told} figuren." in many and "Wie bereiken we niet?" not in many


@pytest.mark.parametrize(
    "figure",
    [
        Figure("met_wachtenden", Query("kennismaking_met_wachtenden", ("2022",))),
        Figure("curve", Query("kennismaking_curve", ("2022",))),
    ],
    ids=lambda figure: figure.view,
)
def test_a_working_view_goes_on_the_wall_as_well(figure: Figure, filled: Store) -> None:
    """It has no name in the list of figures, but it has the button that puts it in a session."""
    sessie = create_session(filled, "Sessie Zuid", DAY, ["gemeente"])
    with looking_as(INVENTED):
        put_in(sessie, figure, figure.answers(Context.GEDEELD))
    (kept,) = figures(filled, sessie)
    assert indicator_of(kept).name == kept.tables[0].definition.name
    kept_headline(kept)
    screen = opened("sessie", s=sessie, f="1", scherm="vol")
    assert kept.titel in screen.replace("\\", "") and "Volgende" in screen
    assert "bestaat in deze versie" not in panel(filled, sessie, "zien")


@pytest.mark.parametrize(("bars", "laptop", "wall"), [(1, 2.75, 3.6), (6, 11.5, 16.6), (12, 19.0, 19.0)])
def test_few_bars_fill_more_of_the_wall_than_of_a_page(bars: int, laptop: float, wall: float) -> None:
    rows = pl.DataFrame({"periode": ["2022"] * bars, "team": ["Zuid"] * bars})
    assert fitting(rows, "team", 19.0, 14) == pytest.approx(laptop)
    assert fitting(rows, "team", 19.0, 14, SESSIE) == pytest.approx(wall)


def test_a_report_says_what_its_own_picture_leaves_out(filled: Store) -> None:
    """The page where a figure was taken had room for other bars than paper has; a slide has room for all."""
    sessie = create_session(filled, "Sessie Zuid", DAY, ["gemeente"])
    table = kept_table(
        pl.DataFrame({"periode": ["2022"] * 9, "gebied": list("abcdefghi")}).with_columns(
            teller=pl.lit(50.0), noemer=pl.lit(100.0), waarde=pl.lit(0.5), voorlopig=False, afgeschermd=False,
            waarom_leeg=pl.lit(None, dtype=pl.String),
        )
    )  # fmt: skip
    address = {"vorm": ["balken"], "indicator": [table.indicator], "periode": ["2022"], "per": ["gebied"],
               "vergelijk": ["niets"], "beeld": ["laptop"]}  # fmt: skip
    table = replace(table, query={"indicator": [table.indicator], "periode": ["2022"], "per": ["gebied"]})
    pin(filled, sessie, Shown("x", address, "Het hoogst is a", "per gebied · nog 5 in de tabel", "Gelijk.", (table,)))
    (part,) = content_of(report_of(filled, sessie)).parts
    assert (part.subtitle, part.left_out) == ("per gebied", " · nog 2 in de tabel")


def test_captions_of_one_cijfer_differ_by_their_split(filled: Store) -> None:
    sessie = create_session(filled, "Sessie Zuid", DAY, ["gemeente"])
    with looking_as(INVENTED):
        for figure in (Figure("ses", Query("bereik", ("2022",))), Figure("lijn", Query("bereik", ("2022",)))):
            put_in(sessie, figure, figure.answers(Context.GEDEELD))
    assert [kept.bijschrift for kept in figures(filled, sessie)] == [
        "Bereik van de basiszorg per SES-groep", "Bereik van de basiszorg",
    ]  # fmt: skip


def test_the_last_screen_says_where_the_report_is(filled: Store) -> None:
    sessie, _ = said_by(filled, 1, Soort.AFSPRAAK, "Samen bellen.")
    assert "Wat nemen we mee?" in opened("sessie", s=sessie, f="2", scherm="vol")
    assert "Er staat nu geen figuur op het scherm" in opened("deelnemen", s=sessie, d="t0")


def test_a_session_without_figures_says_so_on_the_wall(filled: Store) -> None:
    sessie = create_session(filled, "Sessie Zuid", DAY, ["gemeente"])
    assert "Er staat nog geen figuur in deze sessie." in opened("sessie", s=sessie, scherm="vol")
    assert "1 partij" in opened("sessie") and "1 partijen" not in opened("sessie")


@pytest.mark.parametrize(("number", "told"), [(0.4, "40%"), (0.355, "35,5%"), (0.05, "5%")])
def test_an_expectation_is_repeated_as_it_was_typed(number: float, told: str, filled: Store) -> None:
    entry = Said("s", "f", Soort.VERWACHTEN, "t", 0, "gemeente", getal=number, periode="2026-Q4", tekst="Omdat.")
    assert words.amount(entry, Unit.SHARE) == told  # type: ignore[arg-type]
    assert words.sentence(entry, Unit.SHARE) == f"{told} in het 4e kwartaal 2026 · Omdat."  # type: ignore[arg-type]


def test_what_was_agreed_has_no_full_stop_before_a_dot() -> None:
    entry = Said("s", "f", Soort.AFSPRAAK, "t", 0, "gemeente", tekst="Samen bellen.", eigenaar="teammanager", datum=DAY)
    told = words.sentence(entry, Unit.SHARE)  # type: ignore[arg-type]
    assert told == "Samen bellen · teammanager · voor 22 november 2026"


def test_a_kind_of_explanation_is_said_in_words_that_everybody_knows() -> None:
    entry = Said("s", "f", Soort.VERKLAREN, "t", 0, "gemeente", tekst="Meer gezinnen.", categorie="populatie")
    assert words.sentence(entry, Unit.SHARE) == "Meer gezinnen · wie er komen"  # type: ignore[arg-type]


def test_a_matrix_on_a_phone_keeps_the_width_of_its_names(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[int, bool]] = []
    monkeypatch.setattr(
        small_figure, "inline_picture", lambda kept, size, wide, heights, key, slides: drawn.append((wide, slides))
    )
    sessie = create_session(filled, "Sessie Zuid", DAY, ["gemeente"])
    with looking_as(INVENTED):
        for figure in (Figure("matrix", Query("doorstroom", ("2022",))), Figure("lijn", Query("bereik", ("2022",)))):
            put_in(sessie, figure, figure.answers(Context.GEDEELD))
    for kept in figures(filled, sessie):
        small_figure.small_figure(kept)
    assert drawn == [(880, True), (440, False)]


def test_who_said_it_stays_on_the_slide_of_what_was_said() -> None:
    lines = [Words("Wat zien we?", strong=True)]
    for number in range(30):
        lines += [Words(f"Het daalt {number}", bullet=True), Words("gemeente", 10)]
    pages = split(lines, 4, 2)
    assert len(pages) > 3 and [words for page in pages for words in page] == lines
    assert all(page[0].bullet or page[0].strong for page in pages)
    assert not any(page[-1].bullet or page[-1].strong for page in pages)
