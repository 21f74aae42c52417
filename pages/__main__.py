"""How does a user start the dashboard, or get a digest? `python -m pages [--port N] [--netwerk]`, `... digest`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from data.arguments import CommandError
from data.settings import SettingsError
from data.store import StoreError
from pages.parts.command_line import parser, write_digest
from pages.parts.starting import free_port, ready, start

PATIENCE = "De eerste bladzijde laat soms een halve minuut op zich wachten. Blijft zij leeg, laad haar dan opnieuw."


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
    host, port = ready(for_network=given.netwerk), free_port(given.port)
    print(f"\n  Cijfertafel staat op http://{host}:{port}\n  {PATIENCE}\n  Stoppen: Ctrl+C\n", flush=True)
    start(port, for_network=given.netwerk)
    return 0


if __name__ == "__main__":
    sys.exit(main())
