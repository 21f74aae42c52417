"""Does axe-core find a barrier on any page, sheet, panel or screen of a session, in either theme?"""

# ruff: noqa: F811  (a fixture that is imported is also the name of an argument)
from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from data.session.figures import figures, pin
from data.session.inbreng import join
from data.session.sessions import create_session
from data.session.stand import ask, go_to
from data.store import Store, open_store
from pages.parts.register_sheets import SHEETS as REGISTERS
from pages.parts.shell import PAGES
from tests.accessibility import MOST, REPORT, disorder, known, violations
from tests.paper import wrong_on_paper
from tests.places import new_place
from tests.session_figures import shown
from tests.session_room import LAPTOP, PHONE, address, browser  # noqa: F401  (fixtures)
from tests.small_municipality import fill
from tests.test_browser import SHEETS

pytestmark = [pytest.mark.browser, pytest.mark.long]

OTHERS = {**SHEETS, "verdieping": tuple(REGISTERS)[1:]}
ADDRESSES = [*PAGES, *(f"{name}?{name}_blad={sheet}" for name, sheets in OTHERS.items() for sheet in sheets)]
THEMES = ("light", "dark")
LARGER, REFLOW = ViewportSize(width=640, height=512), ViewportSize(width=320, height=256)
"""What is left of 1280 by 1024 pixels at a zoom of 200% and of 400%."""
WAITING = "[data-testid=stSpinner], [data-testid=stSkeleton]"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path | str:
    """A small municipality: what counts is what stands on the page, not how much of it."""
    path = new_place(tmp_path_factory.mktemp("toegankelijk"))
    fill(open_store(str(path), create=True))
    return path


@pytest.fixture
def store(place: Path) -> Store:
    return open_store(str(place))


@pytest.fixture(params=THEMES)
def screen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A laptop in one of the themes, without movement, so that nothing is judged half way."""
    context = browser.new_context(
        viewport=LAPTOP,
        locale="nl-NL", color_scheme=request.param, reduced_motion="reduce",
    )  # fmt: skip
    yield context.new_page()
    context.close()


def visit(page: Page, where: str) -> None:
    """Open, and wait until all of it stands there."""
    page.goto(where)
    page.locator("[data-testid=stMain] :is(h1, h2, h3, button)").first.wait_for(timeout=120_000)
    still(page)


def still(page: Page) -> None:
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'", timeout=180_000
    )
    expect(page.locator(WAITING)).to_have_count(0, timeout=60_000)
    page.wait_for_timeout(400)


def test_what_streamlit_does_wrong_is_written_down_with_its_issue() -> None:
    text = REPORT.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| `") and not line.startswith("| `tests")]
    assert len(lines) == len(known()) <= MOST, "elke regel noemt regel, plaats en probleem"


@pytest.mark.parametrize("where", ADDRESSES)
def test_page_has_no_barrier(where: str, address: str, screen: Page) -> None:
    visit(screen, f"{address}/{where}")
    assert violations(screen) == []
    assert disorder(screen) == []
    assert screen.evaluate("document.getAnimations().length") == 0, "wie om minder beweging vraagt, ziet er geen"
    assert wrong_on_paper(screen) == []


@pytest.mark.parametrize("panel", ["Tabel", "Definitie", "Duiding"])
def test_panel_of_a_figure_has_no_barrier(panel: str, address: str, screen: Page) -> None:
    visit(screen, f"{address}/bereik")
    screen.get_by_role("button", name=panel).first.click()
    expect(screen.locator('[data-testid="stPopoverBody"] > [data-testid="stVerticalBlock"]:empty')).to_have_count(0)
    still(screen)
    assert violations(screen) == []


def test_selection_has_no_barrier(address: str, screen: Page) -> None:
    visit(screen, f"{address}/wachttijden?gebied=NO")
    screen.locator(".st-key-selectie button").first.click()
    screen.get_by_role("combobox", name="Gebied of team").first.click()
    screen.get_by_role("option").first.wait_for()
    assert violations(screen) == []


def test_session_has_no_barrier(address: str, screen: Page, store: Store) -> None:
    sessie = create_session(store, "Sessie Noord", date(2026, 11, 22), ["gemeente", "buurtteam"])
    pin(store, sessie, shown(), caption="Kennismaking")
    pin(store, sessie, shown(), caption="Nog eens")
    first = figures(store, sessie)[0].figuur
    go_to(store, sessie, first)
    join(store, sessie, "toestel", "gemeente")
    found = {}
    for step in ("zien", "herkennen", "verklaren", "verwachten", "afspreken"):
        ask(store, sessie, step)
        for size, where in (
            (LAPTOP, f"sessie?s={sessie}&f=1&scherm=vol"),
            (LAPTOP, f"sessie?s={sessie}&rol=notulist"),
            (PHONE, f"deelnemen?s={sessie}&d=toestel"),
        ):
            screen.set_viewport_size(size)
            visit(screen, f"{address}/{where}")
            found[f"{step} {where}"] = violations(screen)
    for where in (f"?s={sessie}", f"?s={sessie}&f=0&scherm=vol", f"?s={sessie}&f=3&scherm=vol"):
        visit(screen, f"{address}/sessie{where}")
        found[where] = violations(screen)
    screen.set_viewport_size(PHONE)
    visit(screen, f"{address}/deelnemen?s={sessie}")
    found["aan tafel"] = violations(screen)
    assert {where: each for where, each in found.items() if each} == {}


@pytest.mark.parametrize("where", ADDRESSES)
def test_page_is_whole_at_a_zoom_of_two_and_of_four(where: str, address: str, browser: Browser) -> None:
    context = browser.new_context(viewport=LARGER, locale="nl-NL")
    page = context.new_page()
    visit(page, f"{address}/{where}")
    found = {}
    for size in (LARGER, REFLOW):
        page.set_viewport_size(size)
        page.wait_for_timeout(500)
        width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        found[size["width"]] = [*page.evaluate(OUT_OF_VIEW), *([] if width <= size["width"] else [f"breed {width}"])]
    context.close()
    assert found == {LARGER["width"]: [], REFLOW["width"]: []}


OUT_OF_VIEW = """() => [...document.querySelectorAll(
  "[data-testid=stMain] :is(h1, h2, h3, p, button, input, label, li)")].filter((each) => {
    const box = each.getBoundingClientRect();
    if (!each.checkVisibility({ visibilityProperty: true }) || box.width < 2 || box.height < 2) { return false; }
    if (each.closest("svg, .cijfertabel, [data-testid=stCode]")) { return false; }
    return box.right > innerWidth + 1 || box.left < -1;
  }).map((each) => each.innerText || each.outerHTML.slice(0, 120))"""
"""Words and controls that stick out sideways; a table may scroll in its own box, which WCAG allows."""
