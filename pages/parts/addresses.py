"""Which page does somebody mean who typed an address?

The overview has no path of its own: it is what stands at the root. And an address is not about capitals: `/Bereik` is
the page `/bereik`. What is no page at all stays as it was typed; then the overview comes with a sentence that says so.
"""

from __future__ import annotations

from collections.abc import Mapping

from streamlit.runtime.scriptrunner import get_script_run_ctx


def meant(typed: str, titles: Mapping[str, str], front: str) -> str:
    """The path of the page that is meant, by its path or its title; '' is the front page."""
    words = {**{title.casefold(): path for path, title in titles.items()}, **{path: path for path in titles}}
    path = words.get(typed.casefold(), typed)
    return "" if path == front else path


def understand(titles: Mapping[str, str], front: str) -> None:
    """Have the navigation look for the page that is meant; only the first run of a typed address needs it."""
    run = get_script_run_ctx(suppress_warning=True)
    typed = run.pages_manager.intended_page_name if run else None
    if run and typed:
        run.pages_manager.set_script_intent(
            run.pages_manager.intended_page_script_hash or "", meant(typed, titles, front)
        )
