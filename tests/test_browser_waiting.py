"""Is the page about waiting calm on a laptop: one heading row, no words over each other, the area kept?"""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page

from pages.parts.waiting_sheets import SHEETS
from tests.test_browser import WALL, address, browser, screen, visit  # noqa: F401  (fixtures)

pytestmark = pytest.mark.browser

OVERLAPS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const words = [...plot.querySelectorAll('.annotation text, .scatterlayer .text text')]
    .filter(t => t.textContent.trim()).map(t => ({said: t.textContent, box: t.getBoundingClientRect()}));
  return words.flatMap((a, i) => words.slice(i + 1).filter(b =>
    Math.min(a.box.right, b.box.right) - Math.max(a.box.x, b.box.x) > 2 &&
    Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.y, b.box.y) > 5).map(b => [a.said, b.said]));
})"""


@pytest.mark.parametrize("sheet", [next(iter(SHEETS)), list(SHEETS)[-1]])
def test_heading_is_one_row_on_a_laptop_whatever_sheet(sheet: str, address: str, screen: Page) -> None:  # noqa: F811
    visit(screen, f"{address}/wachttijden?wachttijden_blad={sheet}&gebied=Overvecht-De Gagel")
    title, freshness = screen.locator(".st-key-kop h1"), screen.locator(".st-key-sub-peildatum")
    freshness.wait_for()
    boxes: list[Any] = [each.bounding_box() for each in (title, freshness)]
    middles = [box["y"] + box["height"] / 2 for box in boxes]
    assert abs(middles[0] - middles[1]) < 12
    assert boxes[1]["x"] + boxes[1]["width"] <= 1366


@pytest.mark.parametrize(("place", "beeld"), list(product(("Kennismaking", "Start en zorg"), ("Laptop", "Wand"))))
def test_no_words_in_a_figure_stand_over_each_other(
    place: str,
    beeld: str,
    address: str,  # noqa: F811
    screen: Page,  # noqa: F811
) -> None:
    if beeld == "Wand":
        screen.set_viewport_size(WALL)
    for area in ("Hele stad", "Lunetten"):
        visit(screen, f"{address}/wachttijden?wachttijden_blad={place}&gebied={area}&beeld={beeld}")
        screen.locator(".js-plotly-plot").first.wait_for()
        assert screen.evaluate(OVERLAPS) == []


def test_area_stays_within_the_organisation_and_past_pages_without_a_selection(
    address: str,  # noqa: F811
    screen: Page,  # noqa: F811
) -> None:
    visit(screen, f"{address}/wachttijden?gebied=Zuilen")
    for name in ("Gegevens", "Definities", "Bereik"):
        screen.get_by_role("link", name=name, exact=True).first.click()
        screen.wait_for_url(f"**/{name.lower()}*")
        if name == "Gegevens":
            screen.get_by_text("Toon als eigen organisatie").click()
            screen.get_by_text("Intern, niet delen").first.wait_for()
    screen.locator(".st-key-selectie button", has_text="Zuilen").wait_for()
    assert "gebied=Zuilen" in screen.url
    screen.get_by_text("Intern, niet delen").first.wait_for()
