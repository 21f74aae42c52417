"""Which stories belong beside a figure, and how do they look?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import streamlit as st

from data.store import StoreError, open_store, store_exists, store_url
from data.stories import Story, stories
from metrics.period import Period
from pages.parts import wording
from pages.parts.markdown import plain
from results import Result

SECONDS = 5


def beside(answers: Sequence[Result], known: Sequence[Story]) -> list[Story]:
    """The stories of these figures of which the period touches one that is shown."""
    found = []
    for each in known:
        spans = [_days(period) for answer in answers if answer.indicator.key == each.indicator
                 for period in answer.frame["periode"].unique().to_list()]  # fmt: skip
        first, last = _days(each.periode)
        if any(begin <= last and first <= end for begin, end in spans):
            found.append(each)
    return found


def show(answers: Sequence[Result], place: str) -> None:
    """A button of its own with the stories, for who sees no sessions; nothing when there are none."""
    found = of(answers)
    if not found:
        return
    with st.popover(f"Verhaal ({len(found)})", icon=":material/format_quote:", type="tertiary", key=f"verhaal-{place}"):
        cards(found)


def of(answers: Sequence[Result]) -> list[Story]:
    """The stories that the store has beside this figure."""
    return beside(answers, _known(store_url()))


def cards(found: Sequence[Story]) -> None:
    """The stories one under the other."""
    for each in found:
        st.markdown(card(each))


def card(story: Story) -> str:
    """One story as text: title, words, and of whom and when."""
    source = f", {plain(story.bron)}" if story.bron else ""
    about = f":gray[{story.vorm.capitalize()}{source}, {wording.in_period(story.periode)}]"
    return f"**{plain(story.titel)}**  \n{plain(story.tekst)}  \n{about}"


@st.cache_data(ttl=SECONDS, show_spinner=False)
def _known(url: str) -> tuple[Story, ...]:
    """Every story of the store, read at most once in some seconds, however many figures a page has."""
    try:
        return stories(open_store(url)) if store_exists(url) else ()
    except StoreError:  # the page itself says what is wrong with the store
        return ()


@lru_cache(maxsize=1024)
def _days(period: str) -> tuple[date, date]:
    """First and last day; a moment is both."""
    try:
        parsed = Period.parse(period)
    except ValueError:
        moment = date.fromisoformat(period)
        return moment, moment
    return parsed.begin, parsed.end
