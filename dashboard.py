"""Cijfertafel: samen naar de cijfers kijken. Start with `make run`, or `streamlit run dashboard.py`."""

from pages.parts import faults
from pages.parts.shell import run

faults.in_dutch()
run()
