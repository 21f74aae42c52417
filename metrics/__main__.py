"""The command line of the figures: `python -m metrics list | show | decide | vaststellen | heropenen`."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NoReturn

from rich import box
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from data.fixed_years import REOPENING
from data.settings import SettingsError
from data.store import StoreError, open_store
from data.turn import turn_to_decide
from metrics import CATALOGUE
from metrics.indicator import Indicator
from metrics.output import as_csv, as_json, as_table
from metrics.query import Query
from metrics.question import QuestionError
from metrics.viewer import COMMAND_LINE, Viewer, looking_as
from metrics.views import FIGURES
from results import Result, decide, fix_year, reopen_year, result, unprotected

_WIDE = 220


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are Dutch."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, formatter_class=_DutchHelp, **settings)
        self._positionals.title, self._optionals.title = "argumenten", "opties"
        self.add_argument("-h", "--help", action="help", help="toont deze uitleg")

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split())
        raise QuestionError(f"Deze opdracht klopt niet. Schrijf: {usage.removeprefix('gebruik: ')}")


class _DutchHelp(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


def parser() -> Parser:
    """Both commands with their arguments."""
    top = Parser(prog="python -m metrics", description="Cijfers van Cijfertafel: welke er zijn, en wat ze zeggen.")
    parts = top.add_subparsers(title="opdrachten", dest="opdracht", required=True, metavar="opdracht")
    listed = parts.add_parser("list", help="noemt alle indicatoren")
    listed.add_argument("--json", action="store_true", help="schrijft JSON")
    parts.add_parser("decide", help="rekent vooraf uit welke kleine aantallen verborgen worden")
    fixing = parts.add_parser("vaststellen", help="zet een jaar vast: gedeelde cijfers veranderen daarna niet meer")
    fixing.add_argument("jaar", type=int, metavar="JAAR", help="een jaar dat voorbij is, zoals 2025")
    opening = parts.add_parser("heropenen", help="maakt het vaststellen van een jaar ongedaan")
    opening.add_argument("jaar", type=int, metavar="JAAR", help="een jaar dat is vastgesteld")
    opening.add_argument("--uitvoeren", action="store_true", help="doet het; zonder dit leest u wat het betekent")
    shown = parts.add_parser("show", help="toont een indicator")
    shown.add_argument("key", metavar="KEY", help="sleutel van de indicator, zie list")
    shown.add_argument("--per", action="append", default=[], metavar="DIM", help="een rij per waarde; mag vaker")
    shown.add_argument("--period", action="append", default=[], metavar="PERIODE", help="zoals 2022 of 2022-Q1")
    shown.add_argument("--where", action="append", default=[], metavar="NAAM=WAARDE", help="keuze of optie; mag vaker")
    shown.add_argument("--on", metavar="PEILDATUM", help="zoals 2022-12-31; standaard de nieuwste leverdatum")
    shown.add_argument("--unprotected", action="store_true", help="zonder bescherming van kleine aantallen; gelogd")
    shown.add_argument("--format", choices=("table", "json", "csv"), default="table", help="table, json of csv")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; gives the exit code. An error is one Dutch sentence on stderr."""
    try:
        chosen = parser().parse_args(arguments)
        if chosen.opdracht == "list":
            _list(chosen.json)
        elif chosen.opdracht == "decide":
            _decide()
        elif chosen.opdracht == "vaststellen":
            _fix(chosen.jaar)
        elif chosen.opdracht == "heropenen":
            _reopen(chosen.jaar, carry_out=chosen.uitvoeren)
        else:
            _show(chosen)
        return 0
    except (QuestionError, StoreError, SettingsError) as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()  # the reader, such as `head`, has seen enough
    except Exception as error:
        # The text of an unforeseen error may repeat data of persons: only its kind is shown.
        if os.environ.get("CIJFERTAFEL_DEBUG"):
            raise
        kind = type(error).__name__
        print(f"Er ging iets mis dat niet was voorzien ({kind}). Meld dit aan de beheerder.", file=sys.stderr)
    return 1


def _list(as_text: bool) -> None:
    if as_text:
        print(json.dumps([described(indicator) for indicator in CATALOGUE.values()], ensure_ascii=False, indent=2))
        return
    table = Table("sleutel", "naam", "vraag", box=box.SIMPLE_HEAD)
    for indicator in CATALOGUE.values():
        table.add_row(indicator.key, indicator.name, indicator.question)
    _console().print(table)


def described(indicator: Indicator) -> dict[str, Any]:
    """The record of an indicator, by its Dutch names."""
    return {
        "sleutel": indicator.key,
        "naam": indicator.name,
        "thema": str(indicator.theme),
        "vraag": indicator.question,
        "definitie": indicator.definition,
        "teller": indicator.teller,
        "noemer": indicator.noemer,
        "eenheid": str(indicator.unit),
        "richting": str(indicator.direction),
        "bron": indicator.source,
        "tabellen": list(indicator.tables),
        "dimensies": list(indicator.dimensions),
        "altijd_per": list(indicator.always_per),
        "opties": {name: list(values) for name, values in indicator.options.items()},
        "extra": dict(indicator.extra_about),
        "kanttekeningen": list(indicator.caveats),
    }


def _decide() -> None:
    """Small numbers of the present data version, decided once and kept in the store."""
    if os.name == "posix":
        os.nice(10)  # people who look at figures go first
    with Progress(transient=True) as bar:
        task = bar.add_task("Kleine aantallen")
        with turn_to_decide(open_store(), waiting=_tell_waiting):
            unsafe = decide(
                progress=lambda done, total, text: bar.update(task, completed=done, total=total, description=text)
            )
    print("Voor elk jaar staat vast welke kleine aantallen verborgen zijn.")
    for key, year in unsafe:
        print(f"Van '{CATALOGUE[key].name}' in {year} is alleen het jaarcijfer van de hele stad te tonen.")


@cache
def _tell_waiting() -> None:
    """Why nothing seems to happen, said once."""
    print("Een ander programma stelt al kleine aantallen vast. Deze opdracht wacht daarop.", file=sys.stderr)


def _fix(year: int) -> None:
    """What is shown of a year is kept, and stays what is shown."""
    with Progress(transient=True) as bar, looking_as(_machine()):
        task = bar.add_task("Cijfers bewaren")
        made = fix_year(year, lambda done, total, text: bar.update(task, completed=done, total=total, description=text))
    print(f"{year} is vastgesteld op {made.day:%d-%m-%Y}. Later geleverde gegevens veranderen dit jaar niet meer.")


def _reopen(year: int, *, carry_out: bool) -> None:
    if not carry_out:
        print(f"{REOPENING} Wilt u dat, geef dan: python -m metrics heropenen {year} --uitvoeren")
        return
    with looking_as(_machine()):
        reopen_year(year)
    print(f"{year} is heropend: alles wat later is geleverd telt weer mee.")


def _machine() -> Viewer:
    return Viewer(COMMAND_LINE, who=getpass.getuser())


def _show(chosen: argparse.Namespace) -> None:
    query = Query(
        indicator=chosen.key,
        periods=tuple(chosen.period),
        per=tuple(chosen.per),
        where=tuple(_pair(text) for text in chosen.where),
        on=_day(chosen.on) if chosen.on else None,
    )
    with looking_as(_machine()):
        answer = (unprotected if chosen.unprotected else result)(query)
    for remark in _remarks(answer) if chosen.format != "table" else ():
        print(remark, file=sys.stderr)
    if chosen.format == "json":
        print(as_json(answer.frame))
    elif chosen.format == "csv":
        print(as_csv(answer.frame, answer.indicator), end="")
    else:
        _print_table(answer)


def _print_table(answer: Result) -> None:
    console = _console()
    example = " Verzonnen gegevens." if answer.example else ""
    console.print(f"{answer.indicator.name}. Peildatum {answer.peildatum:%d-%m-%Y}.{example}", highlight=False)
    if answer.frame.is_empty():
        console.print("Geen rijen voor deze vraag.")
        return
    console.print(as_table(answer.frame, answer.indicator))
    for remark in _remarks(answer):
        console.print(remark, highlight=False)
    if answer.offer:
        console.print(answer.offer, highlight=False)


def _remarks(answer: Result) -> tuple[str, ...]:
    """What holds for this answer and not for every answer of the indicator: which years were fixed."""
    return tuple(said for said in answer.indicator.caveats if said not in FIGURES[answer.indicator.key].caveats)


def _console() -> Console:
    """As wide as the screen; wide enough for every column when the output goes to a file."""
    return Console() if sys.stdout.isatty() else Console(width=_WIDE)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise QuestionError(f"De keuze '{text}' is niet te lezen. Schrijf NAAM=WAARDE, zoals gebied=Zuid.")
    return name.strip(), value.strip()


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d-%m-%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise QuestionError(f"De peildatum '{text}' is niet te lezen. Schrijf jaar-maand-dag, zoals 2022-12-31.")


if __name__ == "__main__":
    sys.exit(main())
