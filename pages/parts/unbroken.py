"""How is a click kept when the next one comes while it is being handled?

Streamlit stops a run for the next click whenever something of it is touched, a field that is read as well. What a click
does is then lost halfway: it is not done again. It only stops the thread of the run itself, so work that reads fields
and writes them down gets a thread of its own, and the run waits for it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context
from functools import wraps
from threading import Thread
from typing import ParamSpec

from streamlit.runtime.scriptrunner import add_script_run_ctx

P = ParamSpec("P")


def unbroken(work: Callable[P, None]) -> Callable[P, None]:
    """The work, done to its end whatever is clicked meanwhile; what it raises is raised in the run."""

    @wraps(work)
    def in_its_own_thread(*args: P.args, **kwargs: P.kwargs) -> None:
        around, raised = copy_context(), list[BaseException]()

        def run() -> None:
            try:
                around.run(work, *args, **kwargs)
            except BaseException as error:
                raised.append(error)

        thread = Thread(target=run, name="klik", daemon=True)
        add_script_run_ctx(thread)
        thread.start()
        thread.join()
        if raised:
            raise raised[0]

    return in_its_own_thread
