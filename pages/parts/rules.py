"""Which CSS do the parts need that we draw ourselves: heading row, texts inside a figure, tables, Dutch uploader?

A rule ends in the name of a tag, a class or an attribute. One that ends in `*`, in `:is()` with something behind or
above another, or in `:last-child` alone is tried on each of the thousand parts of the charts at every choice.
"""

from __future__ import annotations

from pages.parts.palette import DARK, LIGHT

_FIGURE = '[class*="st-key-fig-"]'
_LINE = "light-dark(#D5DCE2, #2C3842)"
_SOFT = f"light-dark({LIGHT.soft}, {DARK.soft})"
_INK = f"light-dark({LIGHT.ink}, {DARK.ink})"
_VALUE = f"light-dark({LIGHT.value}, {DARK.value})"
_ON_PRIMARY = f"light-dark({LIGHT.background}, {DARK.background})"
"""Streamlit writes white on the primary colour in both themes; on the light one of the dark theme that is 2.2 to 1."""

CSS = f"""<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-taal), .st-key-taal {{ position: absolute; height: 0; }}
button[data-testid^="stBaseButton-primary"]:not(:disabled), [data-baseweb="tag"], [data-baseweb="tag"] span {{
  color: {_ON_PRIMARY}; }}
button:is([data-testid="stBaseButton-tertiary"], [data-testid="stPopoverButton"]):not(:disabled):is(
  :hover, :focus, :active, [aria-expanded="true"]) {{ color: {_VALUE}; }}
button:not(:disabled) kbd {{ color: inherit; opacity: 1; }}
[data-testid="stWidgetLabel"], [data-testid="stWidgetLabel"] p {{ color: {_INK}; }}
.stCheckbox.row-widget label, .stCheckbox.row-widget label > *, .stCheckbox [data-testid="stMarkdownContainer"],
.stCheckbox.row-widget p {{
  min-width: 0; white-space: normal; }}
@media (prefers-reduced-motion: reduce) {{
  *, ::before, ::after {{ animation: none !important; transition: none !important; }}
}}
.st-key-kop {{ margin-bottom: -.2rem; }}
.st-key-kop [data-testid="stMarkdown"] p {{ line-height: 1.3; }}
.st-key-kop [data-testid="stMarkdownContainer"], {_FIGURE} [data-testid="stMarkdownContainer"] {{ margin-bottom: 0; }}
.st-key-kop h1 {{ padding: 0; }}
.st-key-kop [data-testid="stHeading"] > div, .st-key-kop [data-testid="stHeadingWithActionElements"] {{ margin: 0; }}
{_FIGURE} {{ gap: .25rem; margin-bottom: 0; }}
{_FIGURE} h1, {_FIGURE} h2, {_FIGURE} h3 {{ padding-bottom: 0; }}
{_FIGURE} p {{ margin: 0 0 .4rem; }}
{_FIGURE} [data-testid="stMarkdownContainer"]:has(h2) > p {{ margin-bottom: .1rem; }}
{_FIGURE} [data-testid="stMarkdownContainer"]:has(h2) > p, [class*="st-key-voet-"] p {{
  color: {_SOFT}; font-size: .9rem; }}
[class*="st-key-voet-"] button p {{ color: inherit; }}
{_FIGURE} p:last-child {{ margin-bottom: 0; }}
[class*="st-key-beeld-"] {{ width: round(down, 100%, 1px) !important; }}
[class*="st-key-leeg-"] {{ min-height: 6rem; justify-content: center; }}
[data-testid="stPopoverBody"] > [data-testid="stVerticalBlock"]:empty::before {{
  content: "Even geduld, dit komt eraan."; display: block; height: 48vh; width: 30rem; max-width: 80vw; }}
.cijfertabel {{ max-height: 42vh; overflow: auto; }}
.cijfertabel table {{ border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.3; }}
.cijfertabel caption {{ text-align: left; color: {_SOFT}; padding-bottom: .3rem; }}
.cijfertabel th {{ text-align: left; font-weight: 600; border-bottom: 2px solid {_LINE}; }}
.cijfertabel td {{ border-bottom: 1px solid {_LINE}; vertical-align: top; }}
.cijfertabel :is(th, td) {{ padding: .25rem .9rem .25rem 0; }}
.cijfertabel .getal {{ text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }}
[class*="st-key-voet-"] {{ gap: 0 .7rem; }}
[data-testid="stMain"] button [data-testid="stMarkdownContainer"] p {{ display: block; margin: 0; min-height: 0; }}
.cijfertabel .heel {{ white-space: nowrap; }}
.st-key-kop > :first-child {{ margin-right: auto; }}
[class*="st-key-voet-"] > [data-testid="stElementContainer"] {{ margin-left: auto; }}
.st-key-selectie-lijsten {{ width: 33rem; max-width: 85vw; }}
@media (min-width: 641px) {{ .st-key-selectie-lijsten {{
  display: grid; grid: repeat(3, auto) / auto-flow minmax(0, 1fr); }} }}
[data-testid="stFileUploaderDropzoneInstructions"] {{ display: none; }}
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p::after {{
  content: "Bestanden kiezen"; font-size: 1rem; }}
</style>"""
