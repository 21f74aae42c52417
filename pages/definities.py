"""Wat betekenen de cijfers? Every indicator of the catalogue per theme, and the signs that a figure can carry."""

from pages.parts.definitions_panel import catalogue
from pages.parts.page import plain_heading
from pages.parts.signs import signs

heading = plain_heading("Wat betekenen de cijfers?", sheets=("Cijfers", "Tekens"), key="definities_blad")
if heading.sheet == "Tekens":
    signs(heading.scale)
else:
    catalogue()
