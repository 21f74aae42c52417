"""How is a click kept when the next one comes while it is being handled?

Streamlit stops a run for the next click whenever a field is read, and what the first click does is then lost halfway:
it is not done again. So while fields are read and written down, the next click waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

from streamlit.runtime.scriptrunner import get_script_run_ctx

_STOP = "_yield_callback"
"""Where the fields of a visitor keep what stops the run. It has no public name."""

P = ParamSpec("P")


def unbroken(work: Callable[P, None]) -> Callable[P, None]:
    """The work, done to its end whatever is clicked meanwhile."""

    @wraps(work)
    def to_its_end(*args: P.args, **kwargs: P.kwargs) -> None:
        with _next_click_waits():
            work(*args, **kwargs)

    return to_its_end


@contextmanager
def _next_click_waits() -> Iterator[None]:
    around = get_script_run_ctx(suppress_warning=True)
    if around is None:  # nobody clicks
        yield
        return
    fields = around.session_state
    stop = getattr(fields, _STOP)
    object.__setattr__(fields, _STOP, lambda: None)  # its own would take the name for that of a field
    try:
        yield
    finally:
        object.__setattr__(fields, _STOP, stop)
