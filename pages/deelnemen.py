"""Wat vind ik ervan? A participant's own device: the figure of the session and what one says about it."""

from pages.parts.session.taking_part import take_part

take_part()
