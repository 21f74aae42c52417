"""How does a command line speak Dutch, in its help and in its errors?"""

from __future__ import annotations

import argparse
from typing import NoReturn

HELP = "toont deze uitleg"


class CommandError(Exception):
    """The command cannot be carried out; the text says why and what to do, in Dutch."""


class DutchHelp(argparse.HelpFormatter):
    """Help without English words."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one Dutch sentence."""

    def __init__(self, **settings: object) -> None:
        super().__init__(add_help=False, formatter_class=DutchHelp, **settings)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "argumenten", "opties"
        self.add_argument("-h", "--help", action="help", help=HELP)

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split())
        raise CommandError(f"Deze opdracht klopt niet. Schrijf: {usage.removeprefix('gebruik: ')}")
