"""Wat betekenen de cijfers? The signs that a figure can carry, and every indicator of the catalogue per theme."""

from pages.parts.definitions_panel import catalogue
from pages.parts.page import plain_heading
from pages.parts.signs import signs

scale = plain_heading("Wat betekenen de cijfers?")
catalogue()
signs(scale)
