"""Which CSS does a session need: a screen for a room at any size, a phone, and the answers of the group?

Everything is in rem. On the projector the root follows the width of the screen and the drawing scales along, so
that 1024x768 shows the same as 1920x1080.
"""

from __future__ import annotations

from data.session.stand import STEPS
from pages.parts.palette import DARK, LIGHT
from pages.parts.session.inline_picture import BY_SHAPE

WIDTHS = (800, 1024, 1280, 1366, 1440, 1600, 1680, 1920, 2560, 3840)
ROOT = 30
DESIGNED = 1920

_GROUND = f"light-dark({LIGHT.background}, {DARK.background})"
_INK = f"light-dark({LIGHT.ink}, {DARK.ink})"
_SOFT = f"light-dark({LIGHT.soft}, {DARK.soft})"
_VALUE = f"light-dark({LIGHT.value}, {DARK.value})"
_PANEL = f"light-dark({LIGHT.panel}, {DARK.panel})"
_LINE = f"light-dark({LIGHT.axis}, {DARK.axis})"

_BARE = """
[data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stSidebar"], [data-testid="stStatusWidget"],
[data-testid="stExpandSidebarButton"], [data-testid="InputInstructions"], [data-testid="stElementToolbar"]
{ display: none; }
.sessie-groep p, .sessie-groep ul, .sessie-groep h2 { margin: 0; }
"""

_GROUP = f"""
.sessie-groep {{ font-size: .9rem; line-height: 1.3; }}
.sessie-groep h2 {{ font: 600 1rem/1.25 "Source Serif", serif; padding: 0 0 .35rem; color: {_INK}; }}
.sessie-groep .wat {{ padding: .1rem 0 .15rem; overflow-wrap: anywhere; }}
.sessie-groep .wie {{ color: {_SOFT}; font-size: .74rem; padding-bottom: .5rem; }}
.sessie-groep .vraag {{ padding: 0 0 .45rem; color: {_INK}; font-size: .85rem; }}
.sessie-groep .vakjes {{ letter-spacing: .08em; margin-right: .5em; }}
.sessie-groep .vakjes i {{ display: inline-block; width: .5rem; height: .5rem; margin-right: .1rem;
  border: 1px solid {_LINE}; }}
.sessie-groep .vakjes i.vol {{ background: {_VALUE}; border-color: {_VALUE}; }}
.sessie-groep .streep {{ border-top: 1px solid {_LINE}; padding-top: .45rem; margin-top: .1rem; }}
.strook {{ position: relative; height: 4.1rem; margin-bottom: .2rem; }}
.strook span {{ position: absolute; }}
.strook .lijn {{ left: 0; right: 0; top: 2rem; border-top: 1px solid {_LINE}; }}
.strook .werkelijk {{ top: 1.35rem; width: .3rem; height: 1.3rem; margin-left: -.15rem; background: {_VALUE}; }}
.strook .raming {{ top: 1.65rem; width: .7rem; height: .7rem; margin-left: -.35rem; border: 2px solid {_SOFT};
  border-radius: 50%; }}
.strook .woord {{ white-space: nowrap; font-size: .74rem; color: {_SOFT}; }}
.strook .boven {{ top: .1rem; color: {_VALUE}; font-weight: 700; font-size: .85rem; }}
.strook .onder {{ top: 2.75rem; }}
"""

_PROJECTOR = f"""
[data-testid="stMainBlockContainer"] {{ padding: 1.05rem 2rem 3.4rem; max-width: none; }}
[data-testid="stMain"] p {{ line-height: 1.3; margin-bottom: 0; }}
.st-key-boven p {{ font-size: .9rem; color: {_SOFT}; }}
.st-key-boven button > div, .st-key-onder button > div {{ align-items: center; }}
:is(.st-key-boven, .st-key-onder) button :is(p, kbd) {{ line-height: 1.3; margin: 0; }}
:is(.st-key-boven, .st-key-onder) kbd {{ align-self: center; padding: 0; font-size: .8rem; }}
.st-key-boven [data-testid="stButton"] {{ transform: translateY(-.1rem); }}
.st-key-volledig-scherm {{ transform: translateY(.13rem); }}
.st-key-boven strong, .st-key-onder strong {{ color: {_INK}; }}
.st-key-boven [data-testid="stMarkdownContainer"] {{ margin-bottom: 0; }}
[class*="st-key-fig-"] {{ border-top: 3px solid; padding-top: .5rem; gap: .2rem; }}
[class*="st-key-fig-"] :is(h1, h2, h3) {{ font-size: 1.375rem; line-height: 1.2; padding: 0; text-wrap: balance; }}
[class*="st-key-sub-"] p {{ color: {_SOFT}; font-size: .9rem; text-wrap: balance; }}
[class*="st-key-paneel"] {{ background: {_PANEL}; padding: .9rem 1rem; gap: .5rem;
  min-height: calc(100vh - 8.4rem); }}
.st-key-stappen {{ gap: .2rem .55rem; }}
.st-key-stappen button, .st-key-onder button, .st-key-boven button {{ padding: 0; min-height: 1.5rem; }}
.st-key-stappen button p {{ font-size: .75rem; color: {_SOFT}; }}
.st-key-stappen button {{ border-radius: 0; border-bottom: 2px solid transparent; }}
.st-key-stappen kbd, .st-key-vorige kbd, .st-key-volgende kbd {{ display: none; }}
.st-key-onder {{ position: fixed; bottom: .9rem; left: 2rem; right: 2rem; width: auto; z-index: 5;
  background: {_GROUND}; }}
.st-key-onder [data-testid="stMarkdownContainer"] {{ margin-bottom: 0; }}
.st-key-onder p {{ font-size: .9rem; color: {_SOFT}; white-space: nowrap; }}
.st-key-onder button p {{ font-size: .9rem; color: inherit; }}
.st-key-onder button:not(:disabled) p {{ color: {_INK}; }}
.st-key-volgende button {{ padding: .55rem 1rem; }}
.st-key-volgende button:not(:disabled) p {{ color: inherit; }}
.st-key-laag .cijfertabel {{ max-height: none; overflow: visible; }}
.st-key-laag .cijfertabel th {{ position: sticky; top: 0; background: {_GROUND}; }}
.st-key-laag {{ max-height: calc(100vh - 8.7rem); overflow: auto; }}
.sessie-qr {{ width: 14rem; height: 14rem; display: block; margin: .2rem 0 .5rem; border: 1px solid {_LINE}; }}
.st-key-tussenscherm :is(h1, h2) {{ font-size: 2.1rem; padding: .3rem 0 .2rem; }}
.st-key-tussenscherm > div:not(:first-child) {{ margin-top: .5rem; }}
.st-key-tussenscherm .sessie-groep .wat {{ font-size: 1rem; }}
.sessie-agenda {{ margin: .6rem 0 0; padding-left: 1.5rem; line-height: 1.35; }}
.sessie-agenda li {{ padding: .25rem 0 .25rem .3rem; }}
.sessie-agenda li::marker {{ color: {_VALUE}; font-weight: 700; }}
.st-key-raadvraag p {{ font: 600 1.75rem/1.2 "Source Serif", serif; padding: .6rem 0 .5rem; text-wrap: balance; }}
.st-key-raadvraag p strong {{ display: block; font: 700 .9rem/1.6 "Source Sans", sans-serif; color: {_VALUE}; }}
.st-key-raadbeeld {{ padding-top: .4rem; gap: 2rem; }}
.st-key-raadbeeld .sessie-qr {{ width: 10rem; height: 10rem; }}
.sessie-adres {{ font-weight: 700; overflow-wrap: anywhere; font-size: .9rem; }}
"""

_OWN = ':is([class*="st-key-eigen-"], [class*="st-key-steun-"])'
"""What somebody said, with its button beside it."""
_PHONE = f"""
html {{ font-size: 16px; }}
[data-testid="stMain"] h1 {{ font-size: 1.2rem; padding: .5rem 0 1rem; }}
[data-testid="stMainBlockContainer"] {{ padding: .75rem 1rem 2rem; max-width: 44rem; }}
textarea, input {{ font-size: 16px !important; }}
[data-testid="stMain"] :is(button, summary), [data-testid="stMain"] div:has(> input) {{ min-height: 44px; }}
.st-key-stapkeuze button {{ padding: 0 .4rem; min-width: 0; }}
.st-key-stapkeuze button p {{ font-size: .84rem; }}
[data-testid="stForm"] [data-testid="stButtonGroup"] button {{ padding: 0 .6rem; }}
[class*="st-key-fig-"] {{ border-top: 3px solid; padding-top: .5rem; gap: .2rem; }}
[class*="st-key-fig-"] :is(h1, h2, h3) {{ font-size: 1.15rem; line-height: 1.25; padding: 0; }}
[class*="st-key-sub-"] p, .st-key-boven p {{ color: {_SOFT}; font-size: .9rem; margin: 0; }}
.sessie-groep {{ font-size: 1rem; }}
.sessie-groep .wie {{ font-size: .85rem; }}
[class*="st-key-eigen-"] {{ border-top: 1px solid {_LINE}; padding-top: .5rem; gap: .2rem 1rem; align-items: center; }}
{_OWN} {{ flex-wrap: nowrap; }}
{_OWN} > div:first-child {{ min-width: 0; }}
[class*="st-key-eigen-"] p {{ overflow-wrap: anywhere; margin: 0; }}
[class*="st-key-eigen-"] [data-testid="stMarkdownContainer"] {{ margin-bottom: 0; }}
@media (min-height: 20rem) {{
  [data-testid="stLayoutWrapper"]:has(> div > .st-key-ga-mee) {{ position: sticky; top: 0; z-index: 5;
    background: {_GROUND}; padding: .3rem 0; }}
  [data-testid="stMain"]:has(.st-key-ga-mee) {{ scroll-padding-top: 5.5rem; }}
}}
"""
"""The button to go along stays in sight of who writes further down, and what gets the focus stops below it. A screen
that is hardly higher than a few lines, as at 400%, is kept for the form."""

_LOGGED = '[class*="st-key-log-"]:not([class*="st-key-log-terug"])'
_ROWS = ':is([class*="st-key-sessie-"], [class*="st-key-afspraak-"])'
"""A session or an agreement with its buttons, which stay at the right of a long title."""
_BESIDE = f":is({_ROWS}, {_OWN}, {_LOGGED})"

_PAGE = f"""
[data-testid="InputInstructions"], .st-key-presenteer kbd {{ display: none; }}
[data-testid="stMain"] code {{ white-space: nowrap; }}
[class*="st-key-raden-"] label:has(input:disabled) {{ opacity: .5; }}
[class*="st-key-rij-"] {{ border-top: 1px solid {_LINE}; padding: .7rem 0 .3rem; margin-top: .6rem; }}
{_ROWS} {{ border-top: 1px solid {_LINE}; padding: .5rem 0; }}
@media (min-width: 640px) {{ {_BESIDE} {{ flex-wrap: nowrap; }} {_BESIDE} > div:first-child {{ min-width: 0; }} }}
{_LOGGED} {{ border-top: 1px solid {_LINE}; padding-top: .4rem; }}
.st-key-fig-klein {{ max-width: 38rem; margin-top: .6rem; }}
.st-key-fig-meeschrijven .st-key-stapkeuze {{ margin-top: .6rem; }}
.st-key-fig-meeschrijven [data-testid="stForm"] {{ margin-top: .8rem; }}
"""


def projector(step: str) -> str:
    """The style of the screen in a room; the question that the group is at is bold with a petrol line."""
    sizes = "".join(
        f"@media (min-width: {width}px) {{ html {{ font-size: {ROOT * width / DESIGNED:.2f}px; }} }}"
        for width in WIDTHS
    )
    now = (
        f".st-key-stap-{step} button {{ border-bottom-color: {_VALUE}; }} "
        f".st-key-stap-{step} button p {{ font-weight: 700; color: {_INK}; }}"
    )
    done = STEPS[: STEPS.index(step)] if step in STEPS else ()
    now += "".join(f".st-key-stap-{each} button {{ border-bottom-color: {_LINE}; }} " for each in done)
    return f"<style>html {{ font-size: 12.5px; }}{sizes}{_BARE}{_GROUP}{_PROJECTOR}{BY_SHAPE}{now}</style>"


def phone() -> str:
    """The style of a participant's own device."""
    return f"<style>{_BARE}{_GROUP}{_PHONE}</style>"


def page() -> str:
    """What the ordinary pages of a session add to the style of every page."""
    return f"<style>{_PAGE}{_GROUP}</style>"
