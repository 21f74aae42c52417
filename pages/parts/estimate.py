"""Does the reader want to see what the newest months become once late deliveries have come in?"""

from __future__ import annotations

import streamlit as st


def estimate_wanted() -> bool:
    """Off by default: a figure shows what is known, unless somebody asks for an estimate."""
    return st.toggle(
        "Per maand, met een schatting van wat nog komt",
        key="aanvullen",
        bind="query-params",
        help="De schatting kijkt hoeveel van eerdere maanden na evenveel weken bekend was.",
    )
