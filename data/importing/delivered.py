"""Can a delivery be of the day that somebody gives?"""

from __future__ import annotations

from datetime import date, timedelta

AHEAD = timedelta(days=366)
"""How far after today a delivery may be: a trial may be of the coming year, a typing error seldom is."""


def too_late(leverdatum: date, today: date) -> str | None:
    """Why the day cannot be, with what to do; None when it can.

    The newest leverdatum is the day up to which all figures are known, so a typing error in it would spoil every one.
    """
    if leverdatum <= today + AHEAD:
        return None
    return (
        f"De leverdatum {leverdatum:%d-%m-%Y} ligt meer dan een jaar in de toekomst. Er is niets ingelezen. "
        f"Geef de dag waarop de gegevens zijn geleverd, bijvoorbeeld vandaag ({today:%d-%m-%Y})."
    )
