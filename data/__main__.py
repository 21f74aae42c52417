"""The command line of the data: `python -m data new | example | import | watch | check | log | backup | ...`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from data import commands
from data.arguments import CommandError, Parser
from data.decisions import is_large
from data.settings import SettingsError
from data.sources import SourceError
from data.store import StoreError, open_store
from data.turn import WAITS, turn_to_decide
from data.watching import FolderGoneError


def parser() -> Parser:
    """All commands with their arguments."""
    top = Parser(prog="python -m data", description="Gegevens van Cijfertafel: maken, inlezen, nakijken, bewaren.")
    parts = top.add_subparsers(title="opdrachten", required=True, metavar="opdracht", parser_class=Parser)

    def command(name: str, function: object, text: str) -> Parser:
        part: Parser = parts.add_parser(name, help=text, description=text)
        part.set_defaults(function=function)
        return part

    command("new", commands.new, "maakt een lege opslag")
    made = command("example", commands.example, "maakt een opslag met de verzonnen voorbeeldgemeente")
    made.add_argument("--als-er-geen-is", action="store_true", help="doet niets als er al een opslag is")
    made.add_argument("--factor", type=_positive, default=1, metavar="N", help="zoveel keer zo groot")
    made.add_argument("--berichten", metavar="MAP", help="maakt alleen voorbeeldberichten, in deze map")
    read = command("import", commands.import_, "leest bestanden, mappen en zips in")
    read.add_argument("paths", nargs="+", metavar="PAD", help="bestand, map of zip")
    read.add_argument("--geleverd", metavar="DATUM", help="dag van levering, als die niet uit het bestand blijkt")
    read.add_argument("--jaar", type=_year, metavar="JAAR", help="jaar van CBS-cijfers")
    read.add_argument("--toch", action="store_true", help="leest ook in de voorbeeldgemeente in")
    read.add_argument(
        "--vaststellen", action="store_true", help="stelt daarna kleine aantallen vast, ook in een script"
    )
    _add_watch(command("watch", commands.watch, "leest nieuwe en gewijzigde bestanden van een map in"))
    command("check", commands.check, "kijkt de hele opslag na")
    kept = command("log", commands.log_, "toont de nieuwste regels van het logboek")
    kept.add_argument("--bewaar", type=_days, metavar="DAGEN", help="verwijdert eerst wat ouder is dan zoveel dagen")
    copy = command("backup", commands.backup, "maakt een kopie, ook terwijl anderen werken")
    copy.add_argument("target", metavar="DOEL", help="bestand of map voor de kopie")
    back = command("restore", commands.restore, "zet een kopie terug op de plek van de opslag")
    back.add_argument("copy", metavar="KOPIE", help="bestand dat met backup is gemaakt")
    gone = command("remove", commands.remove, "verwijdert één pseudoniem, of alles van voor een datum")
    which = gone.add_mutually_exclusive_group(required=True)
    which.add_argument("--pseudoniem", metavar="PSEUDONIEM", help="het pseudoniem van een cliënt, gezin of respondent")
    which.add_argument("--bsn", action="store_true", help="vraagt om een BSN en verwijdert het pseudoniem daarvan")
    which.add_argument("--voor", metavar="DATUM", help="alles over mensen dat voor deze dag was afgelopen")
    gone.add_argument("--uitvoeren", action="store_true", help="doet het echt; anders wordt alleen geteld")
    return top


def _add_watch(part: Parser) -> None:
    part.add_argument("folder", metavar="MAP", help="map waarin bestanden worden neergezet")
    part.add_argument("--eenmalig", action="store_true", help="kijkt één keer, voor cron; anders steeds opnieuw")
    seconds: dict[str, Any] = {"type": _seconds, "metavar": "SECONDEN"}
    part.add_argument("--elke", **seconds, default=60, help="tijd tussen twee keer kijken; standaard 60")
    part.add_argument("--rust", **seconds, default=2, help="zo lang moet een bestand even groot blijven; standaard 2")
    part.add_argument("--toch", action="store_true", help="leest ook in de voorbeeldgemeente in")
    part.add_argument("--vaststellen", action="store_true", help="stelt daarna kleine aantallen vast")


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise CommandError(f"--factor is een heel getal van 1 of meer, niet '{text}'.")
    return int(text)


def _seconds(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise CommandError(f"Geef een heel aantal seconden van 1 of meer, niet '{text}'.")
    return int(text)


def _days(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise CommandError(f"--bewaar is een heel aantal dagen van 1 of meer, niet '{text}'.")
    return int(text)


def _year(text: str) -> int:
    if not text.isdecimal() or not 1990 <= int(text) <= 2100:
        raise CommandError(f"--jaar is een jaar van vier cijfers, niet '{text}'.")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives the exit code. An error is one Dutch sentence on stderr."""
    try:
        chosen = parser().parse_args(arguments)
        chosen.afterwards = decide if getattr(chosen, "vaststellen", False) else do_nothing
        code = int(chosen.function(chosen))
        if chosen.function is commands.import_ and (chosen.vaststellen or sys.stderr.isatty()):
            decide()
        return code
    except (CommandError, StoreError, SettingsError, SourceError, FolderGoneError) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print(
            "Afgebroken. Bestanden die klaar waren, zijn opgeslagen; geef de opdracht gerust opnieuw.", file=sys.stderr
        )
    except MemoryError:
        print("Er is te weinig geheugen. Lever de bestanden in kleinere delen.", file=sys.stderr)
    except OSError as error:
        print(
            f"Een bestand kan niet worden gelezen of geschreven: {error.strerror}. Controleer de schijf.",
            file=sys.stderr,
        )
    except Exception as error:
        # The text of an unforeseen error may repeat data of persons: only its kind is shown.
        if os.environ.get("CIJFERTAFEL_DEBUG"):
            raise
        print(
            f"Er ging iets mis dat niet was voorzien ({type(error).__name__}). Meld dit aan de beheerder.",
            file=sys.stderr,
        )
    return 1


def do_nothing() -> None:
    """After a round of `watch` that need not decide anything."""


def decide() -> None:
    """Decide which small numbers are hidden in what was read; what is in the store stays, whatever happens here.

    Whoever sits at a terminal waits for it, a script only when it asks. Otherwise it happens when a dashboard starts,
    or when somebody asks a figure; that is also how a small store is decided.
    """
    if not is_large(open_store()):
        return
    try:
        import results  # only here: the other commands need no figures

        with (
            commands.progress("kleine aantallen") as report,
            turn_to_decide(open_store(), waiting=lambda: report and report(0, 1, WAITS)),
        ):
            results.decide(progress=report)
        for name, year in results.unsafe():
            print(f"Van '{name}' in {year} is alleen het jaarcijfer van de hele stad te tonen.")
    except (Exception, KeyboardInterrupt) as error:
        print(
            f"De bestanden zijn ingelezen. Het vaststellen van kleine aantallen is niet af ({type(error).__name__}); "
            "geef daarvoor: python -m metrics decide. Tot dan gebeurt het als iemand een cijfer vraagt.",
            file=sys.stderr,
        )


if __name__ == "__main__":
    sys.exit(main())
