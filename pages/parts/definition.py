"""What does a figure mean: who counts, who does not, and where does it come from?"""

from __future__ import annotations

import streamlit as st

from metrics.indicator import Direction, Indicator
from pages.parts.agreements import agreed
from pages.parts.markdown import plain
from pages.parts.table import header


def show(indicator: Indicator) -> None:
    """The record of the indicator in plain words."""
    st.markdown(f"**{plain(indicator.name)}**\n\n{plain(indicator.question)}")
    st.markdown("\n\n".join(f"**{name}.** {plain(text)}" for name, text in [*lines(indicator), *agreed(indicator)]))


def lines(indicator: Indicator) -> list[tuple[str, str]]:
    """Name and text of everything that the record says."""
    said = [("Wat we tellen", indicator.definition), ("Teller", indicator.teller)]
    if indicator.noemer:
        said.append(("Noemer", indicator.noemer))
    said.append(("Bron", indicator.source))
    said += [(header(name), text) for name, text in indicator.extra_about.items()]
    said += [("Let op", caveat) for caveat in indicator.caveats]
    if indicator.direction is Direction.NONE:
        said.append(("Oordeel", "Hoger of lager is hier niet vanzelf beter of slechter."))
    return said


def matches(indicator: Indicator, words: str) -> bool:
    """Whether every word that was typed occurs somewhere in the record."""
    said = " ".join([indicator.key, indicator.name, indicator.question, *(text for _, text in lines(indicator))])
    return all(word in said.casefold() for word in words.casefold().split())
