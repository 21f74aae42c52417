"""Hoe werkt Cijfertafel? A first session step by step, and what there is for each role."""

from pages.parts.guide import chapter, chapters
from pages.parts.page import plain_heading

heading = plain_heading("Hoe werkt het?", sheets=tuple(chapters()), key="handleiding_blad")
chapter(heading.sheet)
