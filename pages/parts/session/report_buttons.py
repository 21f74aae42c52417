"""How does a facilitator take the report of a session along: a page to read and print, slides, a workbook?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from data.session.report_model import report_of
from data.session.sessions import session
from pages.parts import logbook
from pages.parts.report.content import Content, content_of, file_name
from pages.parts.report.html import html_bytes
from pages.parts.report.slides import pptx_bytes
from pages.parts.report.workbook import xlsx_bytes
from pages.parts.session import place

_FILES: tuple[tuple[str, str, Callable[[Content], bytes], str], ...] = (
    ("Om te lezen en te printen", "html", html_bytes, "text/html"),
    ("PowerPoint", "pptx", pptx_bytes, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("Excel", "xlsx", xlsx_bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)


def report_buttons(sessie: str) -> None:
    """The three files, each made when somebody clicks; nothing for a session without figures."""
    about = session(place.store(), sessie)
    if not about.figures:
        return
    name = file_name(about.titel, about.datum)
    st.header("Verslag", anchor=False)
    st.markdown("Alle figuren zoals ze zijn getoond, met de duiding en de afspraken.")
    with st.container(horizontal=True):
        for label, extension, write, mime in _FILES:
            st.download_button(
                label,
                data=logbook.file(f"verslag {extension}", partial(_file, write, sessie)),
                file_name=f"{name}.{extension}",
                mime=mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"verslag-{extension}",
            )


def _file(write: Callable[[Content], bytes], sessie: str) -> bytes:
    return write(content_of(report_of(place.store(), sessie)))
