"""Does the guide for administrators name only commands, settings and variables that exist, with their values?"""

from __future__ import annotations

import re
import tomllib
from configparser import ConfigParser
from pathlib import Path

import pytest
from streamlit import config

from data.__main__ import parser
from data.tables import Table
from metrics.__main__ import parser as metrics_parser
from pages.parts.import_panel import MAX_MEGABYTES

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "beheer.md").read_text("utf-8")
PRIVACY = (ROOT / "docs" / "privacy.md").read_text("utf-8")
SHIPPED = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
MODULES = {"data", "metrics", "pages", "streamlit", "venv"}


def commands_of_data() -> set[str]:
    return set(parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr,arg-type]


@pytest.mark.parametrize("text", [GUIDE, PRIVACY], ids=["beheer", "privacy"])
def test_commands_exist(text: str) -> None:
    named = re.findall(r"python3? -m (\w+)(?: (\w+))?", text)
    assert {module for module, _ in named} <= MODULES
    assert {word for module, word in named if module == "data" and word} <= commands_of_data()
    for option in re.findall(r"(--(?:pseudoniem|bsn|voor|uitvoeren)\b)", text):
        remove = parser()._subparsers._group_actions[0].choices["remove"]  # type: ignore[union-attr,index]
        assert option in remove.format_help()


def test_table_of_settings_says_what_is_shipped() -> None:
    rows = re.findall(r"^\| `(\w+)\.(\w+)` \| `([^`]+)` \| .+ \|$", GUIDE, re.MULTILINE)
    assert len(rows) > 10
    for section, name, value in rows:
        shipped = SHIPPED[section][name]
        assert value == (str(shipped).lower() if isinstance(shipped, bool) else str(shipped)), f"{section}.{name}"
    described = {(section, name) for section, name, _ in rows}
    present = {
        (section, name)
        for section, values in SHIPPED.items() if section != "theme"
        for name in values
    }  # fmt: skip
    assert present - described <= {("server", "headless")}


def test_variables_of_streamlit_exist() -> None:
    known = {
        "STREAMLIT_" + re.sub(r"([A-Z])", r"_\1", key.replace(".", "_")).upper()
        for key in config._config_options_template
    }
    assert set(re.findall(r"STREAMLIT_[A-Z_]+", GUIDE)) <= known


def test_variables_of_our_own_are_read_somewhere() -> None:
    code = "".join(path.read_text("utf-8") for path in [*ROOT.glob("data/**/*.py"), *ROOT.glob("pages/**/*.py")])
    for variable in set(re.findall(r"CIJFERTAFEL_[A-Z]+", GUIDE + PRIVACY)):
        assert f'"{variable}"' in code, variable


def test_upload_limits_agree() -> None:
    assert SHIPPED["server"]["maxUploadSize"] == MAX_MEGABYTES
    assert f"client_max_body_size {MAX_MEGABYTES}m;" in GUIDE
    assert f"max_size {MAX_MEGABYTES}MB" in GUIDE


def test_shipped_settings_are_those_of_production() -> None:
    assert SHIPPED["server"]["enableXsrfProtection"] is True
    assert SHIPPED["browser"]["gatherUsageStats"] is False
    assert SHIPPED["client"]["showErrorDetails"] == "none"
    assert SHIPPED["server"]["address"] == "127.0.0.1"


def test_privacy_sheet_names_every_table() -> None:
    assert set(Table.metadata.tables) <= set(re.findall(r"`(\w+)`", PRIVACY))


def units() -> dict[str, ConfigParser]:
    """Per unit of systemd in the guide what stands in it."""
    found = {}
    for name, text in re.findall(r"`/etc/systemd/system/([\w@.-]+)`[^`]*```ini\n(.+?)```", GUIDE, re.DOTALL):
        found[name] = ConfigParser(strict=False, interpolation=None)
        found[name].optionxform = str  # type: ignore[method-assign,assignment]
        found[name].read_string(text)
    return found


def test_small_numbers_are_decided_after_a_start_an_import_and_every_morning() -> None:
    every = units()
    dashboard, decide = every["cijfertafel.service"], every["cijfertafel-beslissen.service"]
    assert dashboard["Unit"]["Wants"] == "cijfertafel-beslissen.service"
    assert decide["Unit"]["After"] == "cijfertafel.service"
    command, *words = decide["Service"]["ExecStart"].split()[1:]
    assert command == "-m" and words == ["metrics", "decide"]
    assert metrics_parser().parse_args(words[1:])
    assert decide["Service"]["TimeoutStartSec"] == "infinity"
    assert "OnCalendar" in every["cijfertafel-beslissen.timer"]["Timer"]
    reading = every["cijfertafel-inlezen.service"]["Service"]["ExecStart"].partition("-m data ")[2]
    assert parser().parse_args(reading.split()).vaststellen


def test_units_that_are_switched_on_are_described() -> None:
    named = set(re.findall(r"(?:enable --now|journalctl -u) ([^`]+)`", GUIDE))
    whole = {word if "." in word else f"{word}.service" for words in named for word in words.split()}
    assert {re.sub(r"@\d+", "@", word) for word in whole} <= set(units())
