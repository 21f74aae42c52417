"""Which CSS makes Streamlit look like paper, at the size of the presentation?

Built on test ids and keys only, never on generated class names. Containers with a key `fig-…` are figures,
`sub-…` soft small text, `big-…` the big number of a quadrant, `voet-…` the footer of a figure.
"""

from __future__ import annotations

from pages.parts.look import Scale
from pages.parts.palette import DARK, LIGHT

_SOFT = f"light-dark({LIGHT.soft}, {DARK.soft})"
_VALUE = f"light-dark({LIGHT.value}, {DARK.value})"
_FIGURE = '[class*="st-key-fig-"]'

_RULES = f"""
[data-testid="stMainBlockContainer"] {{ padding: 4.25rem 2rem 1rem; max-width: none; }}
[data-testid="stMain"] h2 {{ padding: .5rem 0 1rem; }}
{_FIGURE} {{ border-top: 3px solid; padding-top: .55rem; margin-bottom: 1rem; }}
{_FIGURE} h1, {_FIGURE} h2, {_FIGURE} h3 {{
  padding-top: 0; line-height: 1.22; text-wrap: balance; font-size: 1.2rem; }}
[data-testid="stMain"] p {{ line-height: 1.35; text-wrap: pretty; }}
[class*="st-key-sub-"] p {{ color: {_SOFT}; font-size: .9rem; margin: 0; }}
[class*="st-key-sub-peildatum"] strong {{ color: light-dark({LIGHT.ink}, {DARK.ink}); }}
[class*="st-key-big-"] p:first-child strong {{ color: {_VALUE}; font: 600 3.9rem/1.05 "Source Serif", serif; }}
[class*="st-key-voet-"] div button, [class*="st-key-voet-"] button p {{
  font-size: .95rem; min-height: 1.8rem; padding-block: 0; }}
[data-testid="stElementToolbar"], [data-testid="stHeaderActionElements"] {{ display: none; }}
[data-testid="stHtml"] table {{ font-size: .9rem; }}
.cijfertabel th.getal {{ white-space: normal; }}
.cijfertabel :is(th, td):last-child {{ padding-right: 0; }}
.st-key-fig-terugtest .cijfertabel {{ max-height: 62vh; }}
.st-key-fig-verwacht .cijfertabel {{ max-height: 54vh; }}
:is(.st-key-fig-verwacht, .st-key-fig-terugblik) .cijfertabel :is(th, td) {{ padding-block: .1rem; }}
.st-key-fig-verwacht .cijfertabel table {{ font-size: .85rem; }}
.st-key-fig-verwacht .cijfertabel :is(th, td):not(:last-child) {{ padding-right: .5rem; }}
.st-key-fig-verwacht tr:not(:last-child) td:nth-last-child(2) {{ white-space: nowrap; }}
.st-key-fig-terugtest th[colspan="3"] {{ text-align: right; border-bottom-width: 1px; }}
.st-key-fig-terugtest .cijfertabel .getal {{ min-width: 2.9rem; }}
.st-key-fig-terugtest td:first-child {{ min-width: 8.5rem; }}
:is(.st-key-fig-terugtest, .st-key-fig-afspraken) .cijfertabel :is(th, td):not(:last-child) {{ padding-right: .6rem; }}
.st-key-fig-handleiding ol {{ padding-left: 1.3rem; }}
.st-key-fig-afspraken .cijfertabel {{ max-height: 62vh; }}
"""

_HEADING = """
@media (min-width: 1200px) {
  .st-key-kop { flex-wrap: nowrap; }
  .st-key-kop [data-testid="stButtonGroup"] button { padding-inline: .6rem; }
  .st-key-kop > .st-key-selectie { flex: 0 1 auto; min-width: 9rem; }
  .st-key-kop > .st-key-selectie button p { white-space: normal; text-align: left; line-height: 1.2; }
  .st-key-kop > [data-testid="stLayoutWrapper"]:not(.st-key-selectie) { white-space: nowrap; }
  [class*="st-key-voet-"] { flex-wrap: nowrap; }
  [class*="st-key-voet-"] > [data-testid] { flex-shrink: 0; }
  [class*="st-key-voet-"] > [data-testid="stElementContainer"]:last-child { flex-shrink: 1; min-width: 0; }
  [class*="st-key-voet-"] > :last-child [data-testid="stMarkdownContainer"] p { text-align: right; line-height: 1.2; }
}
@media (min-width: 1200px) and (max-width: 1500px) {
  .st-key-kop { gap: .75rem; }
  .st-key-kop h1 { font-size: 1.65rem; }
}
@media (max-width: 700px) {
  [data-testid="stMainBlockContainer"] { padding-inline: 1rem; }
  [data-testid="stButtonGroup"], [data-testid="stButtonGroup"] :is([role="radiogroup"], [role="group"]) {
    flex-wrap: wrap; max-width: calc(100vw - 2rem); }
  [class*="st-key-fig-"]:not(:has([class*="st-key-big-"])) [class*="st-key-beeld-"]:has(.js-line) {
    overflow-x: auto;
    [data-testid="stFullScreenFrame"] { min-width: 576px; }
    .modebar.modebar { right: auto; left: 2px; }
  }
}
"""
"""The heading row stays one row: on a laptop with many sheets it is tighter, and a long selection takes two lines.
Zoomed in to four times nothing may stand beside the screen, so a switch takes more rows. On a telephone a picture
with lines keeps the width that its labels need, and slides; its buttons stay in view."""

_SESSION = """
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"] { padding-top: 1.2rem; }
[class*="st-key-fig-"] :is(h1, h2, h3) { font-size: 1.375rem; }
[class*="st-key-paneel"] { background: light-dark(#F1F4F6, #1B252E); padding: 1rem; }
"""


_NEARBY = """
[data-testid="stMain"] .cijfertabel { max-height: none; }
"""
"""On a screen nearby a table on the page is as long as it is, and the page scrolls; a wall cannot scroll, so there the
table does, as it does in a panel that opens."""


def css(size: Scale) -> str:
    """The style element for `st.html`; in a session without navigation and with a ground for the panel."""
    own = {"sessie": _SESSION, "laptop": _NEARBY}.get(size.name, "")
    return f"<style>html {{ font-size: {size.root}px; }}{_RULES}{_HEADING}{own}</style>"
