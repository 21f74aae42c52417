"""Can a figure be read from the back of the room: large enough, thick enough, dark enough, not too many lines?"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from pages.parts.look import LIGHT
from tests.test_browser import WALL, address, browser, visit  # noqa: F401  (fixtures)
from tests.test_look import contrast

pytestmark = pytest.mark.browser

PLACES = (
    "?beeld=Wand",
    "bereik?beeld=Wand",
    *(
        f"wachttijden?beeld=Wand&wachttijden_blad={sheet}"
        for sheet in ("Kennismaking", "Start en zorg", "Vandaag", "Curven", "Verschillen")
    ),
    "ervaringen?beeld=Wand",
    "doorstroom?beeld=Wand&doorstroom_blad=In en uit",
)
MOST_SERIES = 6
READ = """() => [...document.querySelectorAll('.js-plotly-plot')].map(plot => ({
  name: plot.closest('[class*="st-key-fig-"]')?.className.match(/st-key-fig-[\\w-]+/)?.[0] ?? '',
  texts: [...plot.querySelectorAll('svg.main-svg text')].filter(t => t.textContent.trim()).map(t => {
    const style = getComputedStyle(t);
    const box = t.getBoundingClientRect();
    const over = [...plot.querySelectorAll('.barlayer path, .heatmaplayer image')].some(bar => {
      const b = bar.getBoundingClientRect();
      const x = box.x + box.width / 2, y = box.y + box.height / 2;
      return b.x <= x && x <= b.x + b.width && b.y <= y && y <= b.y + b.height;
    });
    return {text: t.textContent, size: parseFloat(style.fontSize), fill: style.fill, over};
  }),
  lines: [...plot.querySelectorAll('.scatterlayer .js-line, .shapelayer path')].map(l => {
    const style = getComputedStyle(l);
    return {width: parseFloat(style.strokeWidth), stroke: style.stroke, series: l.classList.contains('js-line'),
            dash: style.strokeDasharray};
  }).filter(l => l.stroke !== 'none'),
}))"""


@pytest.fixture(scope="module")
def wall(browser: Any) -> Any:  # noqa: F811
    page = browser.new_context(viewport=WALL, locale="nl-NL").new_page()
    yield page
    page.context.close()


def figures_at(wall: Page, address: str, place: str) -> list[dict[str, Any]]:  # noqa: F811
    visit(wall, f"{address}/{place}")
    wall.wait_for_timeout(2500)
    found = wall.evaluate(READ)
    assert found, "there is no figure on this page"
    return found


def ratio(colour: str) -> float:
    """The contrast of a colour of the browser with the white ground."""
    parts = [round(float(part)) for part in re.findall(r"[\d.]+", colour)[:3]]
    return contrast("#" + "".join(f"{part:02X}" for part in parts), "#FFFFFF")


def is_axis(line: dict[str, Any]) -> bool:
    """Whether a shape is the line on which bars stand: it says no more than the axis, and is as thin."""
    axis = "rgb({}, {}, {})".format(*(int(LIGHT.axis[place : place + 2], 16) for place in (1, 3, 5)))
    return not line["series"] and line["stroke"] == axis


@pytest.mark.parametrize("place", PLACES)
def test_figures_can_be_read_from_the_back_of_the_room(place: str, address: str, wall: Page) -> None:  # noqa: F811
    for figure in figures_at(wall, address, place):
        small = [text for text in figure["texts"] if text["size"] < 20]
        assert not small, (figure["name"], small)
        faint = [text for text in figure["texts"] if not text["over"] and ratio(text["fill"]) < 4.5]
        assert not faint, (figure["name"], faint)
        thin = [line for line in figure["lines"] if line["width"] < 3 and not is_axis(line)]
        assert not thin, (figure["name"], thin)
        pale = [line for line in figure["lines"] if ratio(line["stroke"]) < 3]
        assert not pale, (figure["name"], pale)
        series = {line["stroke"] for line in figure["lines"] if line["series"]}
        assert len(series) <= MOST_SERIES, figure["name"]
