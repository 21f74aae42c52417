"""Wat betekenen de cijfers? Every indicator of the catalogue, per theme, and the eight signs."""

from pages.parts.definitions_panel import catalogue
from pages.parts.page import plain_heading
from pages.parts.signs import signs

plain_heading("Wat betekenen de cijfers?")
catalogue()
signs()
