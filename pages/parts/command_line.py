"""What may somebody write behind `python -m pages`?"""

from __future__ import annotations

import os
from argparse import Namespace
from datetime import date

from data.arguments import CommandError, Parser


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


def write_digest(given: Namespace) -> str:
    """Make the digest; what figures need is only loaded for it."""
    os.environ.setdefault("STREAMLIT_LOGGER_LEVEL", "error")  # it warns that no browser looks
    from pages.parts.digest.command import run

    return run(given)
