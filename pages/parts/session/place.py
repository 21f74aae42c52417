"""Where in a session is this browser? The address says it, so that a reload or a lost connection loses nothing."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

import segno
import streamlit as st

from data.session.stand import Position
from data.session.text import SessionError
from data.settings import load_settings
from data.store import Store, open_store, sqlite_path, store_url

FULL = "vol"
NOTES = "notulist"
PHONE = "deelnemen"
LOCAL = {"localhost", "127.0.0.1", "::1"}


def store() -> Store:
    """The opened store; opened again when its file was replaced."""
    url = store_url()
    path = sqlite_path(url)
    return _opened(url, path.stat().st_ino if path and path.exists() else 0)


@lru_cache(maxsize=4)
def _opened(url: str, file: int) -> Store:
    return open_store(url)


@dataclass(frozen=True)
class Place:
    """What the address says: session, number of the screen (0 is the opening), view, and the token of a device."""

    sessie: str
    number: int | None
    view: str
    device: str


def here() -> Place:
    """The place that the address names; a number that is none counts as absent."""
    words = st.query_params
    number = words.get("f", "")
    view = FULL if words.get("scherm") == FULL else words.get("rol", "")
    return Place(words.get("s", ""), int(number) if number.isdecimal() else None, view, words.get("d", ""))


def visit(sessie: str = "", view: str = "") -> None:
    """What a button does that leads to another place of this page.

    A link of a page to itself leaves the address as it was: the next click would lead back.
    """
    for word in ("s", "f", "rol", "scherm"):
        st.query_params.pop(word, None)
    if sessie:
        st.query_params["s"] = sessie
    if view:
        st.query_params["scherm" if view == FULL else "rol"] = view


def fills_screen() -> bool:
    """Whether this browser shows a session to a room or on a phone, without navigation."""
    return st.query_params.get("scherm") == FULL or urlsplit(st.context.url or "").path.rstrip("/").endswith(PHONE)


def base_address() -> str:
    """How others reach the dashboard, without the page: from the settings, else as this browser does."""
    configured = load_settings().adres.rstrip("/")
    if configured:
        return configured
    parts = urlsplit(st.context.url or "")
    folder = parts.path.rstrip("/").rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{folder}"


def join_address(sessie: str) -> str:
    """The link for participants."""
    return f"{base_address()}/{PHONE}?s={sessie}"


def only_here() -> bool:
    """Whether the link works on this machine only."""
    return urlsplit(base_address()).hostname in LOCAL


def as_image(svg: str, alt: str, css: str = "") -> str:
    """An SVG as an image element: the page keeps images and drops drawings that stand in its HTML."""
    source = b64encode(svg.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{source}" alt="{escape(alt)}" class="{css}">'


@lru_cache(maxsize=32)
def qr(address: str) -> str:
    """The address as a square picture in the colours of paper, whatever the theme."""
    picture = io.BytesIO()
    segno.make(address, error="m").save(
        picture, kind="svg", scale=1, border=3, dark="#17242F", light="#FFFFFF", xmldecl=False, svgns=True,
        omitsize=True,
    )  # fmt: skip
    return as_image(picture.getvalue().decode(), f"QR-code naar {address}", "sessie-qr")


def is_guessing(figuur: str, guess_first: bool, position: Position) -> bool:
    """Whether the number of a figure may not be shown yet."""
    return guess_first and figuur not in position.revealed


def say(error: Exception, spot: str = "") -> None:
    """Remember what went wrong, for the next drawing of the page; `spot` is the part of the page where it did."""
    st.session_state["sessie_melding"] = (spot, str(error))


def said(spot: str = "") -> None:
    """Show what went wrong at this part of the page, once."""
    known, words = st.session_state.get("sessie_melding", ("", ""))
    if words and known == spot:
        del st.session_state["sessie_melding"]
        st.warning(words, icon=":material/info:")


__all__ = [
    "FULL", "NOTES", "PHONE", "Place", "SessionError", "as_image", "base_address", "fills_screen", "here",
    "is_guessing", "join_address", "only_here", "qr", "said", "say", "store", "visit",
]  # fmt: skip
