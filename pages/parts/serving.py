"""What runs for the dashboard: Streamlit, with what the first visitor needs loaded meanwhile.

Streamlit reads the dashboard when somebody opens it, so the first visitor would wait for that. Start it with
`python -m pages.parts.serving`, with the arguments of `streamlit run`. What is loaded stays, and walking through it
for garbage time and again took a quarter of the time: that begins when everything is there, with what comes after.
"""

from __future__ import annotations

import gc
import logging
import sys
import threading
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard.py"
FIRST_NEEDED = ("pages.parts.shell", "pages.parts.faults", "pages.parts.page", "pages.parts.map_choice")
_LOG = logging.getLogger(__name__)


def load_ahead() -> None:
    """Load the code of the pages and read the store; from then on memory is tidied up."""
    try:
        for name in FIRST_NEEDED:
            import_module(name)
        _read_store()
    finally:
        gc.freeze()
        gc.enable()


def in_the_background() -> None:
    """What happens beside the server: loading, and then deciding on what is read beside it."""
    load_ahead()
    from pages.parts.noticing import keep_deciding

    keep_deciding()


def _read_store() -> None:
    """What is wrong with the store, a page says."""
    from data.store import StoreError
    from results import store_facts

    try:
        store_facts()
    except StoreError as error:
        _LOG.info("The store is not read ahead: %s", error)


def serve(arguments: Sequence[str]) -> None:
    """Be the server, until it is stopped."""
    gc.disable()
    from streamlit import delta_generator  # only now: loading it goes faster without collecting too
    from streamlit.web import cli

    # Before the first message Streamlit looks through every loaded module to see whether it should warn who starts a
    # page without a server. This is the server.
    delta_generator._use_warning_has_been_displayed = True
    threading.Thread(target=in_the_background, name="achtergrond", daemon=True).start()
    cli.main(["run", str(DASHBOARD), *arguments], prog_name="streamlit")


if __name__ == "__main__":
    serve(sys.argv[1:])
