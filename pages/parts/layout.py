"""How do figures stand beside each other? Every row has its own columns, so that rules line up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st


def row(*widths: int) -> Sequence[Any]:
    """Columns of these widths, with the gap of the house style."""
    return st.columns(list(widths), gap="medium")
