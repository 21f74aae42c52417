"""Do people who look at the same dashboard at the same time all get their figures, without an error?"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bench.crowd import choose_together
from bench.servers import ROOT, streamlit_app


@pytest.mark.long
def test_eight_people_on_two_processes_all_get_their_figures(example_store: Path) -> None:
    environment = {"CIJFERTAFEL_STORE": str(example_store)}
    with (
        streamlit_app(ROOT / "dashboard.py", **environment) as first,
        streamlit_app(ROOT / "dashboard.py", **environment) as second,
    ):
        clicks = asyncio.run(choose_together([first, second], people=8, seconds=12, pause=2.0))
    assert clicks.errors == []
    assert len(clicks.seconds) >= 8  # everybody chose at least once
