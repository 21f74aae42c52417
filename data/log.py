"""Who looked at, exported, imported and changed what, and how long is that kept?

A line costs whoever looks nothing: it waits in memory until a thread writes all waiting lines in one transaction. A
line that cannot be written now is tried again; when the program ends, what waits is written first.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

import polars as pl
import sqlalchemy as sa

from data.access import load_access
from data.session.writing import write
from data.settings import SettingsError
from data.store import Store, StoreError, open_store, store_exists
from data.tables import Logregel

EVERY = 2.0
"""Seconds that a line waits at most before it is written, when the store lets it."""
MOST_WAITING = 20_000
MOST_REMEMBERED = 50_000
_T = Logregel.metadata.tables["logboek"]
_SAID = logging.getLogger(__name__)


class Deed(StrEnum):
    """What can stand in the log."""

    LOOKED = "bekeken"
    LOOKED_INTERN = "intern bekeken"
    UNPROTECTED = "onafgeschermd cijfer getoond"
    EXPORTED = "bestand gemaakt"
    IMPORTED = "ingelezen"
    FIXED = "jaar vastgesteld"
    REOPENED = "jaar heropend"
    EVENT_ADDED = "gebeurtenis toegevoegd"
    EVENT_CHANGED = "gebeurtenis gewijzigd"
    EVENT_DELETED = "gebeurtenis verwijderd"
    STORY_ADDED = "verhaal toegevoegd"
    STORY_CHANGED = "verhaal gewijzigd"
    STORY_DELETED = "verhaal verwijderd"
    SESSION_MADE = "sessie gemaakt"
    SESSION_CHANGED = "sessie gewijzigd"
    PRESENTED = "sessie gepresenteerd"
    SCENARIO_KEPT = "scenario bewaard"
    SCENARIO_DELETED = "scenario verwijderd"
    DIGEST = "bericht gemaakt"
    SIGNED_IN = "aangemeld"
    SIGNED_OUT = "afgemeld"
    REFUSED = "geweigerd"
    PRUNED = "logboek opgeschoond"


@dataclass(frozen=True)
class Line:
    """One line of the log."""

    moment: datetime
    wie: str
    wat: str
    onderwerp: str
    rol: str = ""


class Counted(Protocol):
    """Numbers of rows of an import."""

    @property
    def stored(self) -> int: ...
    @property
    def changed(self) -> int: ...
    @property
    def rejected(self) -> int: ...


class Waiting:
    """Lines of one store that are not written yet."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.lines: list[Line] = []
        self.lock = threading.Lock()
        self.writing = threading.Lock()
        self.pruned: date | None = None

    def add(self, line: Line) -> None:
        with self.lock:
            if len(self.lines) >= MOST_WAITING:
                raise StoreError("Het logboek kan al een tijd niet worden geschreven. Controleer de schijf.")
            self.lines.append(line)

    def flush(self) -> bool:
        """Write what waits; False when the store does not let it."""
        with self.writing:
            with self.lock:
                batch = list(self.lines)
            if not batch:
                return True
            try:
                if store_exists(self.url):
                    store = open_store(self.url)
                    write(store, lambda connection: connection.execute(sa.insert(_T), [asdict(line) for line in batch]))
            except StoreError as error:
                _SAID.warning("Het logboek kan nu niet worden geschreven: %s", error)
                return False
            with self.lock:
                del self.lines[: len(batch)]
            self._prune_daily()
            return True

    def _prune_daily(self) -> None:
        today = datetime.now(UTC).date()
        if self.pruned == today or not store_exists(self.url):
            return
        try:
            prune(open_store(self.url), load_access().bewaar_logboek_dagen)
            self.pruned = today
        except (StoreError, SettingsError) as error:
            _SAID.warning("Het logboek is nog niet opgeschoond: %s", error)


class Log:
    """The log of this process: one writer for all stores, started by the first line."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.stores: dict[str, Waiting] = {}
        self.seen: OrderedDict[tuple[str, str, str], None] = OrderedDict()
        self.wake = threading.Event()
        self.thread: threading.Thread | None = None

    def note(self, url: str, line: Line) -> None:
        """Have a line written soon."""
        with self.lock:
            waiting = self.stores.setdefault(url, Waiting(url))
            if self.thread is None:
                self.thread = threading.Thread(target=self._run, name="logboek", daemon=True)
                self.thread.start()
                atexit.register(self.flush)
        waiting.add(line)
        self.wake.set()

    def first_time(self, visit: str, what: str, subject: str) -> bool:
        """Whether this visit did this for the first time; so one line, however often a page is drawn."""
        key = (visit, what, subject)
        with self.lock:
            if key in self.seen:
                self.seen.move_to_end(key)
                return False
            self.seen[key] = None
            if len(self.seen) > MOST_REMEMBERED:
                self.seen.popitem(last=False)
            return True

    def flush(self) -> bool:
        """Write everything that waits, now; False when a store does not let it."""
        return all([waiting.flush() for waiting in list(self.stores.values())])

    def _run(self) -> None:
        while True:
            self.wake.wait()
            self.wake.clear()
            threading.Event().wait(EVERY)
            if not self.flush():
                threading.Event().wait(5 * EVERY)
                self.wake.set()


log = Log()


def note(url: str, who: str, role: str, what: Deed, subject: str, *, visit: str = "") -> None:
    """A line in the log; with `visit` once per visit. Never stops who looks: a full memory is said, not raised."""
    if visit and not log.first_time(visit, what, subject):
        return
    try:
        log.note(url, Line(datetime.now(UTC), who, str(what), subject[:400], role))
    except StoreError as error:
        _SAID.error("%s", error)


def imported(summary: Counted) -> str:
    """What an import did, as the log says it: numbers only."""
    return f"{summary.stored} nieuw, {summary.changed} gewijzigd, {summary.rejected} afgekeurd"


def lines(
    store: Store, *, since: date | None = None, who: str = "", what: Sequence[str] = (), most: int = 2_000
) -> pl.DataFrame:
    """The newest lines: `moment` (UTC), `wie`, `rol`, `wat`, `onderwerp`."""
    names = ("moment", "wie", "rol", "wat", "onderwerp")
    query = sa.select(*(_T.c[name] for name in names)).order_by(_T.c.moment.desc(), _T.c.id.desc()).limit(most)
    if since is not None:
        query = query.where(_T.c.moment >= datetime(since.year, since.month, since.day, tzinfo=UTC))
    if who.strip():
        query = query.where(_T.c.wie.icontains(who.strip(), autoescape=True))
    if what:
        query = query.where(_T.c.wat.in_(list(what)))
    with store.reading() as connection:
        found = [tuple(row) for row in connection.execute(query)]
    schema = {"moment": pl.Datetime("us"), **{name: pl.String() for name in names[1:]}}
    # SQLite gives moments without a zone, and those are UTC; another database gives them in its own.
    moments = [row[0].astimezone(UTC).replace(tzinfo=None) if row[0].tzinfo else row[0] for row in found]
    rows = [(moment, *row[1:]) for moment, row in zip(moments, found, strict=True)]
    return pl.DataFrame(rows, schema=schema, orient="row")


def prune(store: Store, days: int) -> int:
    """Delete lines older than so many days; gives how many. That it happened becomes a line itself."""
    limit = datetime.now(UTC) - timedelta(days=days)

    def delete(connection: sa.Connection) -> int:
        gone = connection.execute(_T.delete().where(_T.c.moment < limit)).rowcount
        if gone:
            said = Line(datetime.now(UTC), "cijfertafel", str(Deed.PRUNED), f"{gone} regels van voor {limit:%d-%m-%Y}")
            connection.execute(sa.insert(_T), [asdict(said)])
        return int(gone)

    return write(store, delete)
