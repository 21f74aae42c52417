"""Does every page show what it should, on an empty and on a filled store, in Dutch, without an error?"""

from __future__ import annotations

import json
import re
from pathlib import Path

import polars as pl
import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from data.frames import read_frame
from data.importing import import_paths
from data.store import Store
from pages.parts.nothing import NOT_YET
from pages.parts.page import EMPTY
from pages.parts.register_sheets import SHEETS as REGISTER_SHEETS
from pages.parts.shell import PAGES
from tests.places import new_place
from tests.small_store import own_small_store
from tests.small_store import small_store as shared_small_store

DASHBOARD = str(Path(__file__).resolve().parents[1] / "dashboard.py")
FIGURE_PAGES = ("overzicht", "bereik", "wachttijden", "doorstroom", "ervaringen", "budget", "verdieping")
SHEETS = {
    "bereik": ("Wijken", "Soorten hulp"),
    "wachttijden": ("Kennismaking", "Start en zorg"),
    "doorstroom": ("Overgangen", "In en uit"),
    "budget": ("Euro’s", "Cliënten"),
}
DELIVERED = [page for page in FIGURE_PAGES if page != "verdieping"]
FIGURES = [(page, sheet) for page in DELIVERED for sheet in SHEETS.get(page, ("",))]


@pytest.fixture(scope="module")
def small_store() -> Path | str:
    """The made-up municipality; no test writes to it."""
    return shared_small_store()


@pytest.fixture
def filled(small_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(small_store))
    return small_store


@pytest.fixture(autouse=True)
def errors_in_full() -> None:
    """A user sees no traceback; who reads a failed test does."""
    config.set_option("client.showErrorDetails", "full")


def opened(page: str, **params: str) -> AppTest:
    """The page as a browser with these words in its address would first get it."""
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    for name, word in params.items():
        app.query_params[name] = word
    if page != "overzicht":
        app.switch_page(f"pages/{page}.py")
    return app.run()


def on_sheet(page: str, sheet: str, **params: str) -> AppTest:
    return opened(page, **params, **({f"{page}_blad": sheet} if sheet else {}))


def texts(app: AppTest) -> str:
    """Every text of the page itself."""
    kinds = (app.title, app.header, app.markdown, app.button, app.selectbox)
    said = [getattr(element, "value", "") for kind in kinds for element in kind if isinstance(element.value, str)]
    return "\n".join([*said, *(element.label for element in app.selectbox), *(element.label for element in app.button)])


@pytest.mark.parametrize("page", FIGURE_PAGES)
def test_empty_store_says_what_to_do(page: str, store: Store) -> None:
    app = opened(page)
    assert not app.exception
    assert app.markdown[0].value == EMPTY
    assert "Er zijn nog geen gegevens ingelezen." in EMPTY and "python -m data example" in EMPTY


@pytest.mark.parametrize("page", FIGURE_PAGES)
def test_without_any_store_the_page_says_the_same(page: str) -> None:
    app = opened(page)
    assert not app.exception and app.markdown[0].value == EMPTY


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_the_filled_store(page: str, filled: Path) -> None:
    app = opened(page)
    assert not app.exception, app.exception[0].message
    assert len(app.title) == 1 and app.title[0].value.endswith("?")
    assert "Peildatum **31 oktober 2026**" in texts(app) and "verzonnen gegevens" in texts(app)


@pytest.mark.parametrize(("page", "sheet"), FIGURES)
def test_every_figure_has_its_anatomy(page: str, sheet: str, filled: Path) -> None:
    # Answers of a quarter are too few to show in a municipality this small.
    app = on_sheet(page, sheet, **({"periode": "2025"} if page == "ervaringen" else {}))
    assert not app.exception, app.exception[0].message
    charts = app.get("plotly_chart")
    assert charts
    for chart in charts:
        assert len(chart.proto.alt) > 20, "de figuur heeft een beschrijving voor wie haar niet ziet"
        assert json.loads(chart.proto.config)["displaylogo"] is False
    if page != "overzicht":
        assert texts(app).count("**Lezing.**") == len(charts)
    assert texts(app).count("## ") >= len(charts), "elke figuur heeft een titel"
    popovers = [block.proto.popover.label for block in blocks(app, "popover")]
    assert popovers.count("Tabel") == popovers.count("Definitie") >= len(charts)


@pytest.mark.parametrize("sheet", REGISTER_SHEETS)
def test_registers_that_were_not_delivered_say_so(sheet: str, filled: Path) -> None:
    app = on_sheet("verdieping", sheet)
    assert not app.exception, app.exception[0].message
    keys = [figure.key for column in REGISTER_SHEETS[sheet] for figure in column]
    own = keys.count("bereik_aanvullend")  # the figure of ours that stands beside the country
    assert texts(app).count(NOT_YET) == len(keys) - own
    assert texts(app).count("Er zijn nog geen cijfers van het CBS ingelezen.") == own
    assert texts(app).count("## ") == len(keys)


@pytest.mark.long
def test_the_map_is_a_choice_only_where_somebody_delivered_the_shapes_of_areas(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forms(**params: str) -> tuple[bool, set[str]]:
        app = opened("bereik", **params)
        assert not app.exception, app.exception[0].message
        offered = any("Kaart" in str(control.proto) for control in app.get("button_group"))
        return offered, {trace["type"] for trace in json.loads(app.get("plotly_chart")[-1].proto.spec)["data"]}

    assert forms(kaartvorm="Kaart") == (False, {"bar"})
    place = new_place(tmp_path)
    store = own_small_store(place)
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(place))
    codes = read_frame(store, "gebieden").filter(pl.col("rij").is_not_null())["gebied"].to_list()
    features = [
        {"type": "Feature", "properties": {"gebied": code}, "geometry": {"type": "Polygon", "coordinates": [
            [[136_000 + 900 * n, 455_000], [136_800 + 900 * n, 455_000], [136_800 + 900 * n, 455_800]]
        ]}}
        for n, code in enumerate(codes)
    ]  # fmt: skip
    (tmp_path / "vormen.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert import_paths(store, [tmp_path / "vormen.geojson"]).stored == len(codes) > 1
    assert forms() == (True, {"bar"})
    assert forms(kaartvorm="Kaart") == (True, {"scatter"})


def blocks(app: AppTest, kind: str) -> list:
    """Every block of that kind on the page; AppTest has no name for popovers."""
    found, stack = [], [app._tree]
    while stack:
        block = stack.pop()
        for child in getattr(block, "children", {}).values():
            stack.append(child)
            if getattr(child, "type", "") == kind:
                found.append(child)
    return found


@pytest.mark.parametrize(("page", "sheet"), FIGURES)
@pytest.mark.parametrize("period", ["2025", "2e halfjaar 2025", "Juli 2026", "1e kwartaal 2021"])
def test_every_period_gives_a_figure_or_a_calm_sentence(page: str, sheet: str, period: str, filled: Path) -> None:
    app = on_sheet(page, sheet, periode=period)
    assert not app.exception, app.exception[0].message


@pytest.mark.parametrize(("page", "sheet"), FIGURES)
def test_every_choice_gives_a_figure_or_a_calm_sentence(page: str, sheet: str, filled: Path) -> None:
    app = on_sheet(page, sheet, gebied="Noord", organisatie="Lokaal", aanbieder="De Brug", zorgvorm="Jeugdwet")
    assert not app.exception, app.exception[0].message


def test_selection_comes_from_the_address(filled: Path) -> None:
    app = opened("wachttijden", gebied="Noord", periode="2e kwartaal 2026")
    assert app.selectbox(key="gebied").value == "Noord"
    assert app.selectbox(key="periode").value == "2e kwartaal 2026"


def test_unknown_word_in_the_address_is_dropped(filled: Path) -> None:
    app = opened("bereik", gebied="Atlantis", periode="morgen")
    assert not app.exception
    assert app.selectbox(key="gebied").value == "Hele stad"
    assert "Atlantis" not in texts(app)


def test_choice_changes_the_figure(filled: Path) -> None:
    def values(app: AppTest) -> list[str]:
        return [chart.proto.spec for chart in app.get("plotly_chart")]

    assert values(opened("wachttijden", gebied="Noord")) != values(opened("wachttijden"))


def test_wall_has_larger_letters(filled: Path) -> None:
    def size(app: AppTest) -> int:
        return json.loads(app.get("plotly_chart")[0].proto.spec)["layout"]["font"]["size"]

    assert size(opened("bereik", beeld="Wand")) > size(opened("bereik"))


def test_internal_view_says_so_on_every_screen(filled: Path) -> None:
    app = AppTest.from_file(DASHBOARD, default_timeout=60)
    app.session_state["intern"] = True
    for page in ("wachttijden", "bereik", "definities"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        assert "Intern, niet delen" in texts(app)


def test_shared_view_is_the_default_and_shows_no_small_number(filled: Path) -> None:
    app = opened("wachttijden")
    assert "Intern, niet delen" not in texts(app)


@pytest.mark.sqlite
@pytest.mark.parametrize("page", ["overzicht", "gegevens", "sessie"])
def test_unreadable_store_is_a_sentence_with_the_steps_to_take_and_no_traceback(page: str, own_store: Path) -> None:
    own_store.write_text("dit is geen opslag" * 100)
    app = opened(page)
    assert not app.exception and not app.header
    assert "geen opslag van Cijfertafel" in texts(app)
    assert "3. Geef in de map van Cijfertafel `python -m data restore KOPIE`" in texts(app)


def test_search_in_the_definitions(filled: Path) -> None:
    app = opened("definities", zoek="vierkant")
    labels = [expander.label for expander in app.expander]
    assert labels and all("ierkant" in label or label for label in labels)
    assert len(labels) < len(opened("definities").expander)
    assert "Geen cijfer gevonden" in texts(opened("definities", zoek="qqqq"))


def test_import_is_refused_on_invented_data(filled: Path) -> None:
    assert "verzonnen gegevens" in texts(opened("gegevens")) and "python -m data new" in texts(opened("gegevens"))


ENGLISH = re.compile(r"\b(the|and|with|choose|select|loading|table|file|error|of data|download)\b", re.IGNORECASE)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_ours_is_english(page: str, filled: Path) -> None:
    app = opened(page)
    found = {match.group().lower() for match in ENGLISH.finditer(texts(app))}
    assert not found
    for select in app.selectbox:
        assert select.placeholder != "Choose an option"


def test_national_figure_stands_beside_where_it_was_published(filled: Path) -> None:
    said = texts(on_sheet("bereik", "Soorten hulp", periode="2025"))
    assert r"In heel Nederland kreeg 8,0% van de jeugdigen in het jaar 2019" in said


def test_what_services_report_stays_of_the_whole_city_when_an_area_is_chosen(filled: Path) -> None:
    """A report is split once, so beside an area the figure keeps its split and says whose it is."""
    said = texts(on_sheet("bereik", "Soorten hulp", periode="2025", gebied="Zuid"))
    assert "niet met al deze verdelingen tegelijk" not in said
