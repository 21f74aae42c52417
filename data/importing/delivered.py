"""Can a delivery be of the day that somebody gives?"""

from __future__ import annotations

from datetime import date, timedelta

AHEAD = timedelta(days=1)
"""How far after today a delivery may be: a clock, or a file of tonight, may be a day ahead."""


def too_late(leverdatum: date, today: date) -> str | None:
    """Why the day cannot be, with what to do; None when it can.

    The newest leverdatum is the day up to which all figures are known, so a typing error in it would spoil every one.
    """
    if leverdatum <= today + AHEAD:
        return None
    return (
        f"De leverdatum {leverdatum:%d-%m-%Y} ligt in de toekomst. Er is niets ingelezen. Geef de dag waarop de "
        f"gegevens zijn geleverd: vandaag ({today:%d-%m-%Y}) of eerder."
    )
