"""How does a small write get through when an import holds the store? It waits, and tries again."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy.engine import Connection

from data.store import Lock, Store, StoreBusy

T = TypeVar("T")
PAUSES = (0.05, 0.2, 0.5, 1.0, 2.0)
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without signs that look alike, because a link may be typed from a screen."""


def write(store: Store, work: Callable[[Connection], T]) -> T:
    """What `work` gives, done in one transaction; tried again when the store was locked. `work` may run twice."""
    for pause in PAUSES:
        try:
            with store.transaction(Lock.SESSION) as connection:
                return work(connection)
        except StoreBusy:
            time.sleep(pause)
    with store.transaction(Lock.SESSION) as connection:
        return work(connection)


def now() -> datetime:
    return datetime.now(UTC)


def token(length: int) -> str:
    """A random word for an address."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
