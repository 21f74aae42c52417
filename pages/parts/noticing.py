"""When data arrive beside a dashboard that runs, who sees to it that small numbers are decided?

A script that reads a delivery does not wait for deciding. Without this the first visitor would, and the next day a
timer, where somebody made one. One look is one question about the data version; a version on which nothing is left to
decide, or for which deciding was started once, is not looked into again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from subprocess import Popen

from data.settings import SettingsError
from data.store import StoreError, open_store, store_exists
from data.turn import nobody_decides
from metrics.viewer import NOBODY, looking_as
from pages.parts.starting import decide_beside
from results import undecided

PAUSE = 10.0
"""Seconds between two looks. A delivery of several files is over when nothing changed from one look to the next."""
_LOG = logging.getLogger(__name__)


class Watch:
    """What is known of the data since the dashboard started; what it started with is for who starts it to decide."""

    def __init__(self, start: Callable[[], Popen[bytes]] = decide_beside) -> None:
        self.start = start
        self.settled = self.seen = _version()
        self.running: Popen[bytes] | None = None

    def look(self) -> None:
        """Have new data decided once they stopped changing, unless somebody already does it."""
        version = _version()
        quiet, self.seen = version == self.seen, version
        if not version or version == self.settled or not quiet or self.busy():
            return
        self.settled = version
        with looking_as(NOBODY):  # what is hidden from everybody
            left = undecided()
        if left is not None:
            self.running = self.start()

    def busy(self) -> bool:
        """Whether a program decides now; afterwards it shows whether that was about the newest data."""
        return (self.running is not None and self.running.poll() is None) or not nobody_decides(open_store())


def _version() -> str:
    """The version of the data, '' while there is no store."""
    return str(open_store().version()) if store_exists() else ""


def keep_deciding() -> None:
    """Look for as long as the dashboard runs. A store that cannot be read or written now is looked at again later."""
    watch: Watch | None = None
    while True:
        try:
            if watch is None:
                watch = Watch()
            else:
                watch.look()
        except (StoreError, SettingsError) as error:
            _LOG.info("New data were not looked at: %s", error)
        except Exception as error:
            # Its text may repeat data of persons. Figures do not need this: they are decided when somebody asks them.
            _LOG.warning("New data were not looked at (%s).", type(error).__name__)
        time.sleep(PAUSE)
