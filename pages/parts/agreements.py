"""What did the municipality agree itself that belongs beside a definition?"""

from __future__ import annotations

from data.settings import load_settings
from metrics.indicator import Indicator

WHO_DECIDES = "Wie beslist boven € 5.000"
READINGS = (
    "De bronnen verschillen: het artikel noemt vier mensen, met een gezinswerker; de webversie noemt er drie, zonder."
)


def agreed(indicator: Indicator) -> list[tuple[str, str]]:
    """Name and text of each agreement out of the settings that this figure needs to be read."""
    if indicator.key != "maatwerkpot_bedrag":
        return []
    who = load_settings().maatwerkpot_beslissers
    said = f"Hier {len(who)}: {', '.join(who)}." if who else "Dat is hier nog niet vastgelegd."
    return [(WHO_DECIDES, f"{said} {READINGS} De beheerder past dit aan in de instellingen.")]
