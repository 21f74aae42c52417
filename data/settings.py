"""What may a municipality set for itself: thresholds, holidays, bands and lists of known words?"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

VARIABLE = "CIJFERTAFEL_INSTELLINGEN"
SHIPPED = Path(__file__).resolve().parent / "instellingen.toml"
LOWEST_THRESHOLD = 5
_ITEMS: dict[str, type] = {"signaal": float, "leidende_principes": str, "maatwerkpot_beslissers": str}
"""What a list holds; one that is not named holds days."""
_WITHOUT_EFFECT = {"min_gemiddelde", "norm_wachttijd_dagen", "norm_kennismaking_werkdagen", "norm_start_dagen"}
"""Names that stood in the shipped file and never did anything; a copy of that file is still read."""


class SettingsError(Exception):
    """The settings file cannot be used; the text says why, in Dutch."""


@dataclass(frozen=True)
class Settings:
    """All settings. Names are those of the file; what a file leaves out keeps the value it has here.

    `drempel`: a count of persons from 1 up to it, itself not included, is hidden. `min_noemer`: below it a
    share is hidden. `signaal`: the drifts (fractions) at which a budget figure asks for attention.
    `dagen_tot_levering`: how many days after a period ends it may still change, until the import history
    is long enough to measure it. `adres`: how others reach the dashboard, for the link of a session; empty is the
    address in the browser. `maatwerkpot_beslissers`: who decides on more than € 5.000. `bekend`: per column with an
    open list the values that are no news.
    """

    gemeente: str = "de gemeente"
    adres: str = ""
    leidende_principes: tuple[str, ...] = ()
    maatwerkpot_beslissers: tuple[str, ...] = (
        "gezinswerker", "manager van een buurtteam", "projectleider", "manager van Werk en Inkomen",
    )  # fmt: skip
    drempel: int = 10
    min_noemer: int = 30
    min_p80: int = 50
    min_p90: int = 100
    signaal: tuple[float, ...] = (0.05, 0.10, 0.15)
    dagen_tot_levering: int = 21
    verouderd_na_dagen: int = 100
    extra_feestdagen: tuple[date, ...] = ()
    geen_feestdagen: tuple[date, ...] = ()
    bekend: dict[str, tuple[str, ...]] = field(default_factory=dict)
    landelijk: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.drempel < LOWEST_THRESHOLD:
            raise SettingsError(f"De drempel is {self.drempel}. Kies {LOWEST_THRESHOLD} of hoger.")


def load_settings() -> Settings:
    """The settings from the file that CIJFERTAFEL_INSTELLINGEN names, else from the shipped one."""
    path = Path(os.environ.get(VARIABLE, "").strip() or SHIPPED)
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"De instellingen {path} zijn niet te lezen. Controleer {VARIABLE}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"De instellingen {path} zijn geen geldig TOML-bestand: {error}.") from error
    return _settings(content, path)


def _settings(content: dict[str, Any], path: Path) -> Settings:
    defaults = Settings()
    known = {item.name for item in fields(Settings)}
    if unknown := sorted(content.keys() - known - _WITHOUT_EFFECT):
        raise SettingsError(f"De instellingen {path} hebben onbekende namen: {', '.join(unknown)}.")
    values = {
        name: _checked(name, value, getattr(defaults, name), path) for name, value in content.items() if name in known
    }
    return Settings(**values)


def _checked(name: str, value: Any, default: Any, path: Path) -> Any:
    """The value in the type of its default; TOML gives lists where a setting is a tuple."""
    if name == "bekend" and isinstance(value, dict):
        return {str(column): tuple(str(item) for item in items) for column, items in value.items()}
    if isinstance(default, tuple) and isinstance(value, list):
        item_type: type = _ITEMS.get(name, date)
        if all(isinstance(item, item_type | int) for item in value):
            return tuple(value)
    elif isinstance(value, type(default)) and not isinstance(value, bool):
        return value
    raise SettingsError(f"De instelling {name} in {path} heeft niet de goede vorm: schrijf hem als {default!r}.")
