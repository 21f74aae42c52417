"""How does the report look on a screen and on A4, standing or lying?

The colours are those of the light dashboard. In print every figure begins a page; on a lying page what was said
stands beside the picture. Nothing is loaded: the letters are those that are on the machine.
"""

from __future__ import annotations

from pages.parts.palette import LIGHT

_SANS = "'Source Sans 3', 'Source Sans', Calibri, Carlito, 'Segoe UI', Arial, sans-serif"
_SERIF = "'Source Serif 4', 'Source Serif', Cambria, Georgia, 'Times New Roman', serif"
_RULE = "#D5DCE2"

CSS = f"""
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: {LIGHT.background}; color: {LIGHT.ink}; font: 16px/1.4 {_SANS}; }}
main {{ max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }}
h1, h2 {{ font-family: {_SERIF}; font-weight: 600; line-height: 1.22; text-wrap: balance; overflow-wrap: anywhere; }}
h1 {{ font-size: 2rem; margin: .1rem 0 .6rem; }}
h2 {{ font-size: 1.35rem; margin: 0 0 .3rem; }}
h3 {{ font-size: 1rem; margin: 1rem 0 .25rem; }}
p {{ margin: .3rem 0 .6rem; }}
section {{ margin-top: 2rem; }}
a {{ color: {LIGHT.value}; }}
small {{ display: block; font-size: .88em; color: {LIGHT.soft}; }}
.soort {{ margin: 0; color: {LIGHT.soft}; font-size: .9rem; }}
.zacht {{ color: {LIGHT.soft}; font-size: .92rem; margin-top: 0; }}
.verzonnen {{ border-left: 4px solid {LIGHT.agreed}; padding: .1rem .7rem; font-weight: 600; }}
header, .figuur .kop, section > h2:first-child {{ border-top: 3px solid {LIGHT.ink}; padding-top: .5rem; }}
dl {{ margin: .3rem 0 1rem; }}
dl > div {{ display: grid; grid-template-columns: 9rem 1fr; gap: .1rem 1rem; padding: .12rem 0; }}
dt {{ color: {LIGHT.soft}; }}
dd {{ margin: 0; overflow-wrap: anywhere; }}
ul, ol {{ margin: .2rem 0 .6rem; padding-left: 1.2rem; }}
ol {{ padding-left: 1.9rem; }}
li {{ margin: .2rem 0; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.3; margin-bottom: .8rem; }}
caption {{ text-align: left; color: {LIGHT.soft}; padding-bottom: .3rem; }}
th {{ text-align: left; vertical-align: bottom; font-weight: 600; border-bottom: 2px solid {_RULE}; }}
td {{ border-bottom: 1px solid {_RULE}; vertical-align: top; overflow-wrap: break-word; }}
th, td {{ padding: .25rem .9rem .25rem 0; }}
td:first-child {{ white-space: nowrap; }}
.afspraken td:first-child {{ white-space: normal; }}
.afspraken td:nth-child(n + 3) {{ white-space: nowrap; }}
.getal {{ text-align: right; font-variant-numeric: tabular-nums; }}
td.getal {{ white-space: nowrap; }}
.figuur {{ margin-top: 3rem; }}
.beeld svg {{ display: block; }}
.beeld .bron {{ text-align: right; }}
.leeg {{ padding: 2rem 0; color: {LIGHT.soft}; }}
.duiding {{ background: {LIGHT.panel}; padding: .8rem 1rem; margin: .6rem 0; }}
.duiding:empty {{ display: none; }}
.duiding h3:first-child {{ margin-top: .4rem; }}
.vraag {{ font-family: {_SERIF}; font-size: 1.1rem; font-weight: 600; margin: 0; }}
.telling {{ font-weight: 400; color: {LIGHT.soft}; }}
.verantwoording, .definities dl {{ font-size: .86rem; }}
.verantwoording dl + dl {{ border-top: 1px solid {_RULE}; padding-top: .3rem; }}
.cijfertabel {{ overflow-x: auto; }}
@page {{ margin: 14mm 14mm 16mm;
  @bottom-right {{ content: counter(page) " van " counter(pages); font: 9pt {_SANS}; color: {LIGHT.soft}; }}
  @bottom-left {{ content: "Cijfertafel, verslag van een duidingssessie"; font: 9pt {_SANS}; color: {LIGHT.soft}; }} }}
@media print {{
  html {{ font-size: 10.5pt; }}
  body {{ font-size: 1rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
  main {{ max-width: none; padding: 0; }}
  a {{ color: inherit; text-decoration: none; }}
    h2, h3, .kop, caption {{ break-after: avoid; }}
  section {{ margin-top: 7mm; }}
  .figuur, .definities, .tabellen {{ break-before: page; margin-top: 0; }}
  .beeld, .duiding > div, li, tr, dl > div {{ break-inside: avoid; }}
  .beeld svg {{ width: 100%; max-height: 120mm; }}
  thead {{ display: table-header-group; }}
  .cijfertabel {{ overflow: visible; }}
  .tabellen > section {{ margin-top: 5mm; }}
}}
@media print and (orientation: landscape) {{
  .figuur {{ display: grid; grid-template: "kop kop" auto "beeld duiding" auto "over duiding" 1fr / 61fr 39fr;
    column-gap: 7mm; align-items: start; }}
  .kop {{ grid-area: kop; }} .beeld {{ grid-area: beeld; }} .verantwoording {{ grid-area: over; }}
  .duiding {{ grid-area: duiding; margin-top: 0; font-size: .92em; }}
}}
"""
