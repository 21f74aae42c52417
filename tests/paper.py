"""What would a printed page show, and what does it cut off? Asked of a page that shows itself as on paper."""

from __future__ import annotations

from playwright.sync_api import Page

from pages.parts.palette import DARK
from pages.parts.print_style import PAPER

_WRONG = """([widest, dark]) => {
  const seen = (each) => {
    const box = each.getBoundingClientRect();
    return each.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
  };
  const told = (what, each) => `${what}: ${(each.innerText || each.outerHTML).slice(0, 80)}`;
  const found = [];
  const shell = "[data-testid=stHeader], [data-testid=stToolbar], [data-testid=stDownloadButton], input, textarea, "
    + "[data-testid=stMain] [data-testid=stButton], [data-testid=stFileUploader], [data-testid=stMain] summary svg";
  for (const each of document.querySelectorAll(shell)) { if (seen(each)) { found.push(told("te bedienen", each)); } }
  const left = document.querySelector("[data-testid=stMainBlockContainer]").getBoundingClientRect().left;
  const printed = "[data-testid=stMain] :is(h1, h2, h3, p, li, td, th, .main-svg, .js-plotly-plot text)";
  for (const each of document.querySelectorAll(printed)) {
    const { left: from, right: to } = each.getBoundingClientRect();
    if (seen(each) && (to - left > widest + 1 || from < left - 1)) { found.push(told("buiten papier", each)); }
  }
  for (const each of document.querySelectorAll(".cijfertabel")) {
    if (each.scrollHeight > each.clientHeight + 2) { found.push(told("afgebroken tabel", each)); }
  }
  for (const each of document.querySelectorAll("[data-testid=stMain] :is(h1, h2, h3, p, li, td, p span)")) {
    const [red, green, blue] = getComputedStyle(each).color.match(/[0-9.]+/g).map(Number);
    if (seen(each) && Math.min(red, green, blue) > 160) { found.push(told("te licht", each)); }
  }
  for (const each of document.querySelectorAll(".js-plotly-plot .main-svg [style]")) {
    const style = getComputedStyle(each);
    if (seen(each) && (dark.includes(style.fill) || dark.includes(style.stroke))) {
      found.push(told("donkere kleur", each));
    }
  }
  const ground = getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor;
  return ground === "rgb(255, 255, 255)" ? found : [...found, `ondergrond ${ground}`];
}"""


def wrong_on_paper(page: Page) -> list[str]:
    """What of the shell is still there, what sticks out, and what is not light; after it the page is a screen again."""
    page.emulate_media(media="print")
    page.wait_for_timeout(150)
    only_dark = [_written(each) for each in (DARK.value, DARK.ink, DARK.signal, DARK.soft, DARK.background)]
    found = page.evaluate(_WRONG, [PAPER, only_dark])
    page.emulate_media(media="screen")
    return list(found)


def _written(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))
