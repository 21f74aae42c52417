"""Where there is nothing to see: why, and what can somebody who looks at this page do about it?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import results
from metrics.viewer import current
from pages.parts import wording
from results import Context, Result

BESIDE = frozenset({"gebieden", "buurten", "aanbieders", "seizoen", "prognoses"})
"""Tables that come with the program, or that a figure can do without."""
NAMES = {
    "populatie": "bevolkingscijfers",
    "bereikopgaven": "opgaven van bereik",
    "vergelijkcijfers": "cijfers van het CBS om mee te vergelijken",
}
NOT_YET = "Deze cijfers zijn er nog niet"
AREAS = frozenset({"gebied", "team"})
TOO_FEW = "Dit gaat over te weinig mensen om te laten zien."


def not_delivered(tables: Sequence[str]) -> str:
    """What nobody delivered yet of what a figure needs, and where to bring it; '' when every table has rows."""
    missing = needed(tables, results.store_facts().absent)
    if not missing:
        return ""
    names = wording.together([NAMES.get(name, name) for name in missing])
    return f"Hiervoor is nog niets ingelezen van {names}. Inlezen kan op de pagina Gegevens."


def needed(tables: Sequence[str], absent: Collection[str]) -> list[str]:
    """The absent tables that a figure cannot do without."""
    return [name for name in tables if name in absent and name not in BESIDE]


def title(main: Result) -> str:
    """The title of a figure without a picture because of a source that nobody delivered; '' for another reason."""
    return NOT_YET if not main.frame["afgeschermd"].any() and not_delivered(main.indicator.tables) else ""


def why_empty(main: Result) -> str:
    """Why there is nothing to see, and what to do next."""
    frame = main.frame
    if frame["afgeschermd"].any():
        return (offered(main) or f"{TOO_FEW} Kies een langere periode of een groter gebied.") + _internally(main)
    if missing := not_delivered(main.indicator.tables):
        return missing
    if frame.is_empty():
        return f"Voor deze keuze is niets geleverd. {_another(main)}"
    reasons = frame["waarom_leeg"].drop_nulls()
    sentence = wording.reason(reasons[-1] if len(reasons) else None)
    return f"{sentence} Kies een andere periode of een andere selectie."


def offered(main: Result) -> str | None:
    """What can be shown instead of what is hidden, as somebody can choose it on a page: no wijk, no time for today."""
    said = main.offer
    one_area = bool(_restricted(main))
    if said and "per wijk" in said:
        return f"{TOO_FEW} Kies {'de hele stad' if one_area else 'een langere periode'}."
    if said and main.indicator.on_peildatum and "langere periode" in said:
        return f"{TOO_FEW} Kies de hele stad." if one_area else TOO_FEW
    return said


def _internally(main: Result) -> str:
    """Who waits now at one team is what that team comes for: where its own people turn on the internal view."""
    viewer = current()
    shared = main.context is Context.GEDEELD and main.indicator.on_peildatum and _restricted(main)
    if not (shared and viewer.intern):
        return ""
    place = "op de pagina Gegevens" if viewer.invented else "in de hoek, onder uw rol"
    return f" Eigen rijen ziet u intern wel: dat zet u aan {place}."


def _another(main: Result) -> str:
    if main.indicator.on_peildatum:
        return "Kies de hele stad." if _restricted(main) else "Lees een nieuwe levering in."
    return "Kies een andere periode of een groter gebied." if _restricted(main) else "Kies een andere periode."


def _restricted(main: Result) -> frozenset[str]:
    return AREAS & {name for name, _ in main.query.where}
