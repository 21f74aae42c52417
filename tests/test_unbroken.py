"""Is what a click does kept when the next click comes while it is being handled?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextvars import ContextVar

import pytest
import streamlit as st
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, RerunException, add_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import SCRIPT_RUN_CONTEXT_ATTR_NAME, ScriptRunContext
from streamlit.runtime.state import SafeSessionState, SessionState

from pages.parts.unbroken import unbroken

LOOKS: ContextVar[str] = ContextVar("looks", default="nobody")


@pytest.fixture(autouse=True)
def clicked_again() -> Iterator[None]:
    """A run whose next click is there already: Streamlit stops it as soon as it touches a field."""
    run = threading.current_thread()
    fields = SessionState()
    fields["vraag"] = "Hoe komt dit?"

    def stop() -> None:
        if threading.current_thread() is run:
            raise RerunException(RerunData())

    add_script_run_ctx(
        run,
        ScriptRunContext(
            "a", lambda _message: None, "", SafeSessionState(fields, stop), MemoryUploadedFileManager(""), "", {},
            MemoryFragmentStorage(), PagesManager(""),
        ),
    )  # fmt: skip
    yield
    delattr(run, SCRIPT_RUN_CONTEXT_ATTR_NAME)


def test_fields_are_read_and_written_down_to_the_end() -> None:
    kept: list[str] = []

    def keep(by: str) -> None:
        kept.append(f"{by}: {st.session_state['vraag']} {LOOKS.get()}")

    LOOKS.set("gemeente")
    with pytest.raises(RerunException):
        keep("broken")
    unbroken(keep)("whole")
    assert kept == ["whole: Hoe komt dit? gemeente"]


def test_what_goes_wrong_is_told_in_the_run() -> None:
    @unbroken
    def fails() -> None:
        raise ValueError("geen datum")

    with pytest.raises(ValueError, match="geen datum"):
        fails()
