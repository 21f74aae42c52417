"""Who looks at this screen? The login says so; without one the machine or the invented data do.

Asked anew every time, so that nothing of an earlier visitor stays. Outside a page, such as in a thread of the
server, nobody looks.
"""

from __future__ import annotations

import logging
import socket
import time
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

import results
from data.access import SHARED, Access, granted, load_access, values_of
from data.session.sessions import session
from data.session.text import SessionError
from data.settings import SettingsError
from data.store import StoreError, open_store
from metrics.viewer import INVENTED, NOBODY, Role, Viewer, ask_who_looks

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
PASSED_ON = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
"""What a proxy adds: then the other side of the connection is not the visitor."""
HERE = "deze computer"
UNREADABLE = (
    "Wie wat mag zien, is niet te lezen. Daarom blijft alles dicht. Vraag de beheerder om `toegang.toml` na te kijken; "
    "wat er mis is, staat in het logboek van de server."
)


def viewer() -> Viewer:
    """Who looks now; somebody without a role who opened the link of a session takes part in that session."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return NOBODY
    access = readable_access()
    if access is None:
        return NOBODY
    known = _signed_in(access) if login_configured() else _without_login(access)
    if not known.roles and _has_session():
        known = Viewer(frozenset({Role.DEELNEMER}), who=known.who)
    return Viewer(**{**vars(known), "visit": context.session_id})


def login_configured() -> bool:
    """Whether `.streamlit/secrets.toml` says where people sign in."""
    return bool(st.secrets.load_if_toml_exists() and "auth" in st.secrets)


def signed_in() -> bool:
    """Whether somebody signed in, not longer ago than the configuration allows."""
    access = readable_access()
    if access is None or not login_configured() or not st.user.get("is_logged_in"):
        return False
    issued = st.user.get("iat")
    return isinstance(issued, int | float) and time.time() - issued < access.aanmelding_uren * 3600


def readable_access() -> Access | None:
    """The rules; None when they cannot be read, and the log of the server says why."""
    try:
        return load_access()
    except SettingsError as error:
        logging.getLogger(__name__).error("%s", error)
        return None


def problem() -> str:
    """Why an account has no role, as a Dutch sentence; '' when there is nothing to say."""
    access = readable_access()
    if access is None:
        return UNREADABLE
    return granted(access, st.user.to_dict()).problem if login_configured() else ""


def _signed_in(access: Access) -> Viewer:
    if not signed_in():
        return NOBODY
    claims = st.user.to_dict()
    given = granted(access, claims)
    who = next((word for name in (access.wie, "sub") for word in values_of(claims, name)), "onbekend")
    return Viewer(
        frozenset(Role(word) for word in given.rollen), given.organisatie, given.teams, given.aanbieder, given.intern,
        who=who,
    )  # fmt: skip


def _without_login(access: Access) -> Viewer:
    """Invented data are for everybody; real data for this machine, and for others what the configuration says."""
    if _example():
        return INVENTED
    if at_this_machine():
        return Viewer(frozenset({Role.GEMEENTE, Role.BEHEERDER}), who=HERE)
    return Viewer(frozenset({Role.GEMEENTE}), who="onbekend") if access.zonder_aanmelding == SHARED else NOBODY


def _example() -> bool:
    try:
        return results.store_facts().example
    except StoreError:  # the page says what is wrong with the store, to who may know
        return False


def at_this_machine() -> bool:
    """Whether the browser runs on the machine of the dashboard, and no proxy stands in between."""
    headers, address = st.context.headers, st.context.ip_address
    if (isinstance(address, str) and not is_own(address)) or any(name in headers for name in PASSED_ON):
        return False
    named = [headers[name] for name in ("Host", "Origin") if name in headers]
    return all(is_own(urlsplit(name if "://" in name else f"//{name}").hostname or "") for name in named)


@lru_cache(maxsize=256)
def is_own(host: str) -> bool:
    """Whether a name or address is this machine: only on its own address can it listen. No name is looked up."""
    if host in LOCAL:
        return True
    try:
        version = ip_address(host).version
    except ValueError:
        return False
    with socket.socket(socket.AF_INET if version == 4 else socket.AF_INET6) as probe:
        try:
            probe.bind((host, 0))
        except OSError:
            return False
    return host not in ("0.0.0.0", "::")


def _has_session() -> bool:
    key = st.query_params.get("s", "")
    if not key:
        return False
    try:
        session(open_store(), key)
    except (SessionError, StoreError):
        return False
    return True


ask_who_looks(viewer)
