"""Whose turn is it to decide which small numbers of a store are hidden?

Deciding takes a minute and both cores, and dashboards that start together all begin with it. One does it; the others
wait, find what was decided, and take over when it was not finished.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from data.engines import explained, kind_of
from data.store import Store

WAITS = "wacht op wie dit al vaststelt"
"""What a bar says meanwhile."""
PAUSE = 0.5
"""Seconds between two looks at whether it is one's turn."""


@contextmanager
def turn_to_decide(store: Store, waiting: Callable[[], object]) -> Iterator[None]:
    """Until the block ends nobody else has the turn; while somebody has it, `waiting` is called at every look.

    Whoever is killed has given it back.
    """
    with explained(store.url), kind_of(store.url).turn(store.url) as attempt:
        while not attempt():
            waiting()
            time.sleep(PAUSE)
        yield


def nobody_decides(store: Store) -> bool:
    """Whether the turn is free at this moment; it is not taken."""
    with explained(store.url), kind_of(store.url).turn(store.url) as attempt:
        return attempt()
