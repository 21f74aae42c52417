"""How does a user start the dashboard, or get a digest? `python -m pages [--port N] [--netwerk]`, `... digest`."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from data.access import load_access
from data.arguments import CommandError, Parser
from data.settings import SettingsError
from data.store import StoreError, examine, open_store, store_exists

ROOT = Path(__file__).resolve().parent.parent
QUIET = ("--server.headless", "true", "--logger.hideWelcomeMessage", "true", "--logger.level", "warning")


def free_port(wanted: int, tries: int = 50) -> int:
    """The first port from `wanted` on that nobody listens to on this machine."""
    for port in range(wanted, wanted + tries):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise SystemExit(f"Alle poorten van {wanted} tot {wanted + tries - 1} zijn bezet. Kies een andere met --port.")


def network_address() -> str:
    """The address of this machine in its network, for phones at the table; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation: it leads nowhere
        except OSError:
            raise SystemExit("Deze computer zit niet in een netwerk. Start zonder --netwerk.") from None
        return str(probe.getsockname()[0])


def decide_beside() -> None:
    """Have small numbers decided by a process of its own, so that the first visitor need not wait for them."""
    command = [sys.executable, "-m", "metrics", "decide"]
    subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def look_at_store() -> None:
    """Stop here with what to do when the store is damaged or of a newer release; upgrade an older one."""
    try:
        if store_exists():
            examine()
            open_store()
    except StoreError as error:
        raise SystemExit(str(error)) from None


def look_at_access() -> None:
    """Do not start with rules about who may see what that cannot be read."""
    try:
        load_access()
    except SettingsError as error:
        raise SystemExit(str(error)) from None


def parser() -> Parser:
    """Starting the dashboard, and the digest beside it."""
    top = Parser(prog="python -m pages", description="Start het dashboard.")
    top.add_argument("--port", type=_port, default=8501, metavar="POORT", help="poort waarop het dashboard luistert")
    top.add_argument(
        "--netwerk", action="store_true",
        help="ook voor anderen in dit netwerk, zoals de deelnemers van een sessie; van verzonnen gegevens zien die "
        "alles, van echte gegevens zonder aanmelding alleen de sessie van hun link",
    )  # fmt: skip
    parts = top.add_subparsers(title="opdrachten", metavar="opdracht", dest="opdracht", parser_class=Parser)
    text = "maakt een bericht voor het mailprogramma: wat kwam binnen, wat is afgekeurd, wat valt op, welke afspraken"
    part = parts.add_parser("digest", help=text, description=text)
    part.add_argument("--naar", required=True, metavar="BESTAND", help="het bericht, zoals bericht.eml")
    part.add_argument("--sinds", type=_day, metavar="DATUM", help="vanaf deze dag; standaard sinds het vorige bericht")
    part.add_argument(
        "--voor", choices=("beide", "beheerder", "gemeente"), default="beide",
        help="beheerder: wat is ingelezen; gemeente: cijfers en afspraken; standaard beide",
    )  # fmt: skip
    part.add_argument("--aan", action="append", default=[], type=_address, metavar="ADRES", help="ontvanger; mag vaker")
    part.add_argument("--van", type=_address, metavar="ADRES", help="afzender")
    part.add_argument("--verslag", action="store_true", help="met het verslag van elke sessie sinds het vorige bericht")
    part.add_argument("--alleen-nieuws", action="store_true", help="maakt geen bericht als er niets te melden is")
    return top


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65_536:
        raise CommandError(f"--port is een heel getal van 1 tot en met 65535, niet '{text}'.")
    return int(text)


def _day(text: str) -> date:
    from data.commands import day

    return day(text)


def _address(text: str) -> str:
    name, sign, domain = text.strip().partition("@")
    if not (name and sign and domain) or any(each.isspace() or each in ",;<>" for each in text.strip()):
        raise CommandError(f"'{text}' is geen e-mailadres. Schrijf het als naam@voorbeeld.nl.")
    return text.strip()


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the dashboard, or do what was asked; an error is one Dutch sentence on stderr."""
    try:
        given = parser().parse_args(arguments)
        if given.opdracht == "digest":
            print(write_digest(given))
            return 0
    except (CommandError, StoreError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    start(given)
    return 0


def write_digest(given: Namespace) -> str:
    """Make the digest; what figures need is only loaded for it."""
    os.environ.setdefault("STREAMLIT_LOGGER_LEVEL", "error")  # it warns that no browser looks
    from pages.parts.digest.command import run

    return run(given)


def start(given: Namespace) -> None:
    """Say where the dashboard will be, then become Streamlit (on Windows: wait for it)."""
    look_at_store()
    look_at_access()
    port = free_port(given.port)
    host = network_address() if given.netwerk else "localhost"
    print(f"\n  Cijfertafel staat op http://{host}:{port}\n  Stoppen: Ctrl+C\n", flush=True)
    os.chdir(ROOT)
    decide_beside()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), *QUIET]
    if given.netwerk:
        command += ["--server.address", "0.0.0.0"]
    if os.name == "posix":
        os.execv(sys.executable, command)
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(subprocess.call(command))


if __name__ == "__main__":
    sys.exit(main())
