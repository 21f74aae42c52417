"""Is what a click does kept when the next click comes while it is being handled?"""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, RerunException, add_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import SCRIPT_RUN_CONTEXT_ATTR_NAME, ScriptRunContext
from streamlit.runtime.state import SafeSessionState, SessionState
from streamlit.testing.v1 import AppTest

from pages.parts.unbroken import unbroken


@pytest.fixture
def clicked_again() -> Iterator[None]:
    """A run whose next click is there already: Streamlit stops it as soon as it reads a field."""
    fields = SessionState()
    fields["vraag"] = "Hoe komt dit?"

    def stop() -> None:
        raise RerunException(RerunData())

    context = ScriptRunContext(
        "a", lambda _message: None, "", SafeSessionState(fields, stop), MemoryUploadedFileManager(""), "", {},
        MemoryFragmentStorage(), PagesManager(""),
    )  # fmt: skip
    run = threading.current_thread()
    add_script_run_ctx(run, context)
    yield
    delattr(run, SCRIPT_RUN_CONTEXT_ATTR_NAME)


@pytest.mark.usefixtures("clicked_again")
def test_fields_are_read_and_written_down_to_the_end() -> None:
    kept: list[str] = []

    def keep() -> None:
        kept.append(st.session_state["vraag"])
        kept.append(st.session_state["vraag"])

    with pytest.raises(RerunException):
        keep()
    unbroken(keep)()
    assert kept == ["Hoe komt dit?"] * 2
    with pytest.raises(RerunException):
        keep()


@pytest.mark.usefixtures("clicked_again")
def test_after_a_fault_a_run_can_be_stopped_again() -> None:
    @unbroken
    def fails() -> None:
        raise ValueError("geen datum")

    with pytest.raises(ValueError, match="geen datum"):
        fails()
    with pytest.raises(RerunException):
        st.session_state["vraag"]


def test_what_a_box_does_reads_its_own_field() -> None:
    def page() -> None:
        import streamlit as st

        from pages.parts.unbroken import unbroken

        def keep() -> None:
            st.session_state["bewaard"] = st.session_state["raden"]

        st.checkbox("Eerst raden", key="raden", on_change=unbroken(keep))

    app = AppTest.from_function(page).run()
    app.checkbox[0].check().run()
    assert not app.exception and app.session_state["bewaard"] is True
