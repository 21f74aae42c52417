"""How does a page look on paper: A4 lying, light, without what one can only click on, no figure cut in half?

A page is drawn for the screen that it stands on, and print has no time to draw it anew. So paper shows the screen,
made smaller until its width fits: the letters, lines and rows keep their proportions. A dark figure gets the light
colours of the same meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache

from pages.parts.palette import DARK, LIGHT, Palette

PAPER = 1047
"""The width between the margins of A4 lying, in pixels of a screen: 297 mm less two of 10, 96 pixels to the inch."""

_FIGURE = '[class*="st-key-fig-"]'
_SHELL = """[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"], [data-testid="stDialog"],
  [data-testid="stStatusWidget"], [data-testid="stDownloadButton"], [data-testid="stButton"],
  [data-testid="stFormSubmitButton"], [data-testid="stTextInput"], [data-testid="stTextArea"],
  [data-testid="stSelectbox"], [data-testid="stMultiSelect"], [data-testid="stDateInput"],
  [data-testid="stNumberInput"], [data-testid="stRadio"], [data-testid="stCheckbox"], [data-testid="stSlider"],
  [data-testid="stFileUploader"], [data-testid="stForm"], [data-testid="stPopoverBody"],
  [data-testid="stTooltipIcon"], [data-testid="stTooltipHoverTarget"] > svg, .modebar-container, .hoverlayer,
  .st-key-fig-nieuw, .st-key-fig-knoppen, .st-key-fig-bewaren, .st-key-sub-wie, .st-key-wegwijzer,
  .st-key-kop .st-key-beeld"""

_PRINT = f"""
.st-key-druk, [data-testid="stLayoutWrapper"]:has(> .st-key-druk) {{ display: none; }}
@page {{ size: A4 landscape; margin: 10mm; }}
@media print {{
  html {{ color-scheme: light !important; print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
  html, body, #root, [data-testid="stApp"], [data-testid="stAppViewContainer"], [data-testid="stMain"] {{
    position: static !important; overflow: visible !important; height: auto !important; background: #FFF !important; }}
  .st-key-kop button {{ border: 0 !important; background: none !important; padding: 0 !important;
    color: {LIGHT.ink} !important; }}
  [data-testid="stMainBlockContainer"] {{ padding: 0 !important; width: calc(var(--scherm, {PAPER}) * 1px) !important;
    max-width: none !important; zoom: min(1, calc({PAPER} / var(--scherm, {PAPER}))); }}
  [data-testid="stHorizontalBlock"] {{ display: flex !important; flex-direction: row !important; }}
  [data-testid="stVerticalBlock"] {{ display: flex !important; flex-direction: column !important; }}
  :is([data-testid="stHorizontalBlock"], [data-testid="stVerticalBlock"]) > :not(:last-child) {{
    margin-bottom: 0 !important; }}
  [data-testid="stColumn"] {{ min-width: 0 !important; width: auto; }}
  .st-key-kop {{ break-after: avoid; }}
  {_FIGURE}, tr, li, [data-testid="stPlotlyChart"] {{ break-inside: avoid; }}
  h1, h2, h3 {{ break-after: avoid; }}
  thead {{ display: table-header-group; }}
  .cijfertabel {{ max-height: none !important; overflow: visible !important; }}
  {_SHELL} {{ display: none !important; }}
  [data-testid="stExpander"] summary [data-testid="stIconMaterial"] {{ display: none !important; }}
  :is([data-testid="stPopover"], [data-testid="stButtonGroup"]):not(.st-key-kop *),
  [data-testid="stPopover"] [data-testid="stIconMaterial"],
  [data-testid="stPopover"] svg {{ display: none !important; }}
  [data-testid="stButtonGroup"] button:not([aria-checked="true"]) {{ display: none !important; }}
  .st-key-druk, [data-testid="stLayoutWrapper"]:has(> .st-key-druk) {{ display: block !important; }}
  .st-key-druk p {{ font-size: .8rem; color: {LIGHT.soft}; margin: 0; }}
}}
"""

_TEXT = "h1, h2, h3, h4, p, li, strong, em, td, th, caption, label, summary, dt, dd, button, a, span"
SCRIPT = """<script>
if (!window.cijfertafelDruk) {
  window.cijfertafelDruk = () => {
    const page = document.querySelector("[data-testid=stMainBlockContainer]");
    if (!page || matchMedia("print").matches) { return; }
    const style = getComputedStyle(page);
    const width = page.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    document.documentElement.style.setProperty("--scherm", Math.round(width));
  };
  addEventListener("beforeprint", window.cijfertafelDruk);
  addEventListener("resize", window.cijfertafelDruk);
  new ResizeObserver(window.cijfertafelDruk).observe(document.body);
}
</script>"""
"""Print asks how wide the page stood on the screen, which only the screen knows."""


def version(data_version: str) -> str:
    """The data version under the peildatum; on paper only, since nobody reads it from a screen."""
    return (
        "<style>@media print { .st-key-sub-peildatum::after { "
        f'content: "Dataversie {data_version}"; font-size: .7rem; color: {LIGHT.soft}; }} }}</style>'
    )


@cache
def css(*, dark: bool) -> str:
    """The style element for print; in the dark theme with the light colours beside the dark ones."""
    return f"<style>{_PRINT}{_in_light() if dark else ''}</style>"


def _in_light() -> str:
    """Rules that give what was drawn in a colour of the dark theme the colour of the same meaning in the light one.

    The cells of a matrix are one picture without parts, so that is turned: dark to light, each in its own hue.
    """
    chart = ".js-plotly-plot .main-svg"
    rules = [
        f"{chart} :is({_drawn_in(dark, kind)}) {{ {kind}: {light} !important; }}"
        for dark, light in _pairs(LIGHT, DARK).items()
        for kind in ("fill", "stroke")
    ]
    texts = f'[data-testid="stMain"] :is({_TEXT}) {{ color: {LIGHT.ink} !important; }}'
    lines = f"{_FIGURE} {{ border-color: {LIGHT.ink} !important; }}"
    cells = ".heatmaplayer image { filter: invert(1) hue-rotate(180deg); }"
    return f"@media print {{ {texts} {lines} {cells} {' '.join(rules)} }}"


def _pairs(light: Palette, dark: Palette) -> dict[str, str]:
    """Per colour of the dark theme that of the light one; where one dark colour has two meanings, the first."""
    found: dict[str, str] = {}
    for name in (field.name for field in fields(Palette)):
        for was, now in zip(_colours(dark, name), _colours(light, name), strict=True):
            found.setdefault(was, now)
    return found


def _colours(palette: Palette, name: str) -> Iterator[str]:
    value = getattr(palette, name)
    values = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
    return (each for each in values if isinstance(each, str) and each.startswith("#"))


def _drawn_in(colour: str, kind: str) -> str:
    """What was drawn in a colour: by a style as a browser writes it or as we wrote it, or by an attribute."""
    written = _written(colour)
    return f'[style*="{kind}: {written}"], [style*="{kind}:{colour}" i], [{kind}="{colour}" i], [{kind}="{written}"]'


def _written(colour: str) -> str:
    """As a browser writes it within a style."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"
