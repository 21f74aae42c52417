"""What does axe-core find on a page, and what of it is known to be Streamlit's own?

The list of what is known stands in `docs/toegankelijkheid.md`, for people to read; the tests read the same lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

REPORT = Path(__file__).resolve().parents[1] / "docs" / "toegankelijkheid.md"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
GRAVE = ("serious", "critical")
MOST = 5
_KNOWN = re.compile(
    r"^\| `(?P<rule>[a-z-]+)` \| `(?P<place>[^`]+)` \|.*"
    r"\[#\d+\]\((?P<issue>https://github\.com/streamlit/streamlit/issues/\d+)\)",
    re.MULTILINE,
)
_RUN = """async (rules) => {
  const found = await axe.run(document, { runOnly: rules });
  const place = (node) => { const at = node.target.flat(); return at[at.length - 1]; };
  const plain = (found) => found.flatMap((each) => each.nodes.map((node) => ({
    rule: each.id, impact: each.impact, place: place(node), html: node.html.slice(0, 200),
    told: node.failureSummary ?? "",
  })));
  return { violations: plain(found.violations), looked_at: plain(found.passes).length };
}"""


@dataclass(frozen=True)
class Known:
    """A violation in Streamlit's shell: the rule, where, and the issue in which it was reported."""

    rule: str
    place: str
    issue: str


_ORDER = """() => {
  const seen = (each) => each.checkVisibility({ visibilityProperty: true });
  const heads = [...document.querySelectorAll(":is(h1, h2, h3, h4, h5, h6)")].filter(seen);
  const levels = heads.map((each) => Number(each.tagName[1]));
  const found = levels.flatMap((level, place) => level > (levels[place - 1] ?? 0) + 1
    ? [`h${level} na h${levels[place - 1] ?? 0}: ${heads[place].innerText}`] : []);
  const first = levels.filter((level) => level === 1).length;
  if (first !== 1) { found.push(`${first} × h1`); }
  if (!document.querySelector("main, [role=main]")) { found.push("geen hoofdgebied"); }
  for (const each of document.querySelectorAll("[data-testid=stPlotlyChart]")) {
    const named = each.closest("[role=figure], [role=img]") ?? each.querySelector("[role=figure], [role=img]");
    if ((named?.getAttribute("aria-label") ?? "").length < 20) { found.push("figuur zonder tekst"); }
  }
  return found;
}"""


def disorder(page: Page) -> list[str]:
    """What a screen reader would stumble over: levels that are skipped, no main part, a figure without words."""
    return list(page.evaluate(_ORDER))


def known() -> list[Known]:
    """The lines of the report."""
    return [Known(**found.groupdict()) for found in _KNOWN.finditer(REPORT.read_text(encoding="utf-8"))]


def violations(page: Page) -> list[str]:
    """The serious and critical ones that are ours, each as one line; nothing on a page that axe could not look at."""
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate(_RUN, list(RULES))
    assert found["looked_at"] > 10, "axe looked at an empty page"
    return [
        f"{each['rule']} ({each['impact']}): {each['html']} {each['told']}"
        for each in found["violations"]
        if each["impact"] in GRAVE and not _is_known(page, each)
    ]


def _is_known(page: Page, violation: dict[str, str]) -> bool:
    places = [each.place for each in known() if each.rule == violation["rule"]]
    return any(
        page.evaluate("([at, known]) => !!document.querySelector(at)?.closest(known)", [violation["place"], place])
        for place in places
    )
