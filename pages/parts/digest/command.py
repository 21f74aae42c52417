"""What does `python -m pages digest` do? It writes the digest since the last one as a file for the mail program."""

from __future__ import annotations

import getpass
import os
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data import log
from data.arguments import CommandError
from data.log import Deed, Line
from data.session.report_model import report_of
from data.session.sessions import sessions
from data.settings import load_settings
from data.store import Store, open_store
from metrics.viewer import Role, Viewer, looking_as
from pages.parts.digest.content import digest
from pages.parts.digest.message import message_bytes
from pages.parts.report.content import content_of, file_name
from pages.parts.report.html import html_bytes

FIRST_TIME = timedelta(days=7)
"""How far the first digest of a store looks back."""
FOR = {
    "beheerder": frozenset({Role.BEHEERDER}),
    "gemeente": frozenset({Role.GEMEENTE}),
    "beide": frozenset({Role.BEHEERDER, Role.GEMEENTE}),
}


def run(chosen: Namespace) -> str:
    """Write the file; gives the sentence to say. The next digest begins where this one ended."""
    store, begun = open_store(), datetime.now(UTC)
    since = _since(store, chosen)
    with looking_as(Viewer(FOR[chosen.voor], who=getpass.getuser())) as viewer:
        told = digest(viewer, since, date.today())
        if chosen.alleen_nieuws and not told.news:
            return "Er is niets nieuws; er is geen bericht gemaakt."
        reports = dict(_reports(store, since)) if chosen.verslag and Role.GEMEENTE in viewer.roles else {}
    link = load_settings().adres
    content = message_bytes(told, to=chosen.aan, sender=chosen.van, link=link, files=reports)
    _replace(Path(chosen.naar), content)
    log.log.note(store.url, Line(begun, viewer.who, str(Deed.DIGEST), chosen.voor, viewer.role))
    return f"Bericht gemaakt: {chosen.naar} ({', '.join(told.news) or 'niets nieuws'})."


def _since(store: Store, chosen: Namespace) -> datetime:
    """The day that was asked, else the last digest of this kind, else a week ago."""
    if chosen.sinds is not None:
        return datetime(chosen.sinds.year, chosen.sinds.month, chosen.sinds.day).astimezone(UTC)
    made = log.lines(store, what=[str(Deed.DIGEST)])
    last = made.filter(made["onderwerp"] == chosen.voor)["moment"].max()
    return last.replace(tzinfo=UTC) if isinstance(last, datetime) else datetime.now(UTC) - FIRST_TIME


def _reports(store: Store, since: datetime) -> Iterator[tuple[str, bytes]]:
    """The report of every session that was held since, as it was shown there."""
    for session in sessions(store):
        if since.astimezone().date() <= session.datum <= date.today() and session.figures:
            name = f"{file_name(session.titel, session.datum)}.html"
            yield name, html_bytes(content_of(report_of(store, session.sessie)))


def _replace(target: Path, content: bytes) -> None:
    """The whole file or nothing: a mail program may be waiting for it."""
    draft = target.with_name(target.name + ".bezig")
    try:
        draft.write_bytes(content)
        os.replace(draft, target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise CommandError(
            f"Het bericht kan niet naar {target}: {error.strerror}. Controleer de map en de rechten."
        ) from error
