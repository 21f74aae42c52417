"""Does every page hold for every role: its figures or a sentence, no error, and for an aanbieder no other's name?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from data.session.sessions import create_session
from data.store import Store, open_store
from metrics import viewer as viewer_module
from metrics.viewer import Role, Viewer
from pages.parts.entrance import NEEDS, allowed
from pages.parts.shell import PAGES
from tests.city_of_providers import DELIVERED, OWN, PROVIDERS, build
from tests.places import new_place
from tests.test_browser import SHEETS
from world import World

DASHBOARD = str(Path(__file__).resolve().parents[1] / "dashboard.py")
OTHERS = [word for code in PROVIDERS if code != OWN for word in (code, f"Zorghuis {code}")]
ROLES = {
    "niemand": Viewer(),
    "gemeente": Viewer(frozenset({Role.GEMEENTE}), who="gemma", visit="een"),
    "buurtteam": Viewer(
        frozenset({Role.BUURTTEAMORGANISATIE}), organisatie="Een", intern=True, who="lotte", visit="een"
    ),
    "aanbieder": Viewer(frozenset({Role.AANBIEDER}), aanbieder=OWN, intern=True, who="aafke", visit="een"),
    "beheerder": Viewer(frozenset({Role.BEHEERDER}), who="bram", visit="een"),
}
VISITS = [(page, sheet) for page in PAGES for sheet in ("", *SHEETS.get(page, ()))]


@pytest.fixture(scope="module")
def city_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | str]:
    path = new_place(tmp_path_factory.mktemp("rollen"))
    build(open_store(str(path), create=True), 1, 900)
    yield path


@pytest.fixture(autouse=True)
def city(city_file: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The city of aanbieders, for real as far as the dashboard knows; cells beside small ones are decided elsewhere."""
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(city_file))
    monkeypatch.setattr(World, "decided", lambda *_: None)
    config.set_option("client.showErrorDetails", "full")
    return open_store(str(city_file))


def opened(role: str, page: str, monkeypatch: pytest.MonkeyPatch, **params: str) -> AppTest:
    """A page as somebody with this role gets it from the address."""
    monkeypatch.setattr(viewer_module, "_asked", lambda: ROLES[role])
    app = AppTest.from_file(DASHBOARD, default_timeout=120)
    for name, word in params.items():
        app.query_params[name] = word
    app.switch_page(f"pages/{page}.py")
    return app.run()


def everything(app: AppTest) -> str:
    """Every text on a page with the data of its pictures."""
    texts = [str(getattr(element, "value", "")) for element in (*app.title, *app.header, *app.markdown)]
    texts += [element.proto.body for element in app.get("html")]
    texts += [element.proto.spec + element.proto.alt for element in app.get("plotly_chart")]
    texts += [json.dumps(element.options, ensure_ascii=False) for element in (*app.selectbox, *app.multiselect)]
    return "\n".join(texts)


@pytest.mark.parametrize("role", ["niemand", "beheerder"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_is_not_for_a_role_says_so_and_shows_nothing(
    role: str, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(role, page, monkeypatch)
    assert not app.exception
    if allowed(page, ROLES[role]):
        assert "Deze pagina is niet voor u" not in everything(app)
    else:
        assert app.title[0].value == "Deze pagina is niet voor u"
        assert not app.get("plotly_chart") and not app.get("download_button")


@pytest.mark.parametrize(("page", "sheet"), VISITS)
def test_an_aanbieder_finds_itself_and_no_other(page: str, sheet: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened("aanbieder", page, monkeypatch, **({f"{page}_blad": sheet} if sheet else {}))
    assert not app.exception
    if page in ("sessie", "gegevens"):
        assert f"U mag hier niet {NEEDS[page]}." in everything(app)
        return
    assert [word for word in OTHERS if word in everything(app)] == []
    app.session_state["intern"] = True
    app.run()
    assert not app.exception
    assert "Intern, niet delen" in everything(app)
    assert [word for word in OTHERS if word in everything(app)] == []


@pytest.mark.parametrize(
    ("role", "page", "sheet"),
    [("gemeente", *visit) for visit in VISITS if visit[0] != "gegevens"]
    + [("buurtteam", page, "") for page in PAGES if page != "gegevens"],
)  # fmt: skip
def test_partners_have_every_page_but_that_of_the_beheerder(
    role: str, page: str, sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(role, page, monkeypatch, **({f"{page}_blad": sheet} if sheet else {}))
    assert not app.exception
    assert "Deze pagina is niet voor u" not in everything(app)


def test_sessions_are_closed_to_an_aanbieder_by_every_address(city: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    key = create_session(city, "Sessie Zuid", DELIVERED, ("gemeente",), None)
    for more in ({}, {"scherm": "vol"}, {"rol": "notulist"}):
        for role in ("aanbieder", "beheerder", "niemand"):
            app = opened(role, "sessie", monkeypatch, s=key, **more)
            assert "Sessie Zuid" not in everything(app)
            assert app.title[0].value == "Deze pagina is niet voor u"
        assert "Deze pagina is niet voor u" not in everything(opened("gemeente", "sessie", monkeypatch, s=key, **more))


@pytest.mark.parametrize("word", [f"Zorghuis {code}" for code in PROVIDERS[1:3]])
@pytest.mark.parametrize("page", ["budget", "wachttijden", "doorstroom"])
def test_an_aanbieder_cannot_choose_another_by_the_address(
    page: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened("aanbieder", page, monkeypatch, aanbieder=word)
    assert not app.exception
    assert word not in everything(app)
