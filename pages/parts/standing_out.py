"""What stands out today: which movements are signals, what changed in the counting, how fresh the data are?"""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

import metrics
import results
from metrics.question import QuestionError
from metrics.signals.funnel import is_signal
from pages.parts import readings, wording
from pages.parts.budget.signals import past_first_band
from pages.parts.markdown import plain
from pages.parts.page import Page
from results import Query, Result, StoreFacts

WATCHED = {
    "bereik": "Bereik",
    "kennismaking_binnen_vijf_werkdagen": "Kennismaking op tijd",
    "werkdagen_tot_kennismaking": "Werkdagen tot kennismaking",
    "ervaring": "Ervaringen",
    "macrovierkant": "Budget",
}
"""Lines over time; that of the budget has no limits (its bands are per aanbieder), but it may have a break."""
STEADY = ("aanmeldingen", "leveringen", "ervaringen", "uitputting")
"""Sources that come again and again; other tables only change when something changes."""
LATE_DAYS = 45
TEAMS = "kennismaking_binnen_vijf_werkdagen"


def strip(page: Page) -> None:
    """One row under the quadrants: every signal, the newest break, how fresh."""
    with st.container(key="fig-valt-op", gap=None):
        name, *places = st.columns([12, 50, 19, 19], gap="medium")
        name.header("Wat valt op", anchor=False)
        for place, (label, sentence) in zip(places, messages(page), strict=True):
            place.markdown(f":gray[{plain(label)}]  \n**{plain(sentence)}**")


def messages(page: Page) -> list[tuple[str, str]]:
    """Label and sentence of the three messages: signals first."""
    found, *others = told_apart(page)
    return [told(found), *others]


def told_apart(page: Page) -> tuple[list[str], tuple[str, str], tuple[str, str]]:
    """Every signal as a sentence; label and sentence of the newest break and of how fresh the data are."""
    answers = [
        answer
        for key in WATCHED
        if (answer := _answer(page, page.selection.query(key, periods=page.selection.series())))
    ]
    return signals(page, answers), newest_break(answers), fresh(results.store_facts())


def told(found: list[str]) -> tuple[str, str]:
    """All signals in one message."""
    if not found:
        return "Signaal", "Geen: alles past bij de gewone schommeling"
    return ("Nieuw signaal" if len(found) == 1 else f"{len(found)} signalen"), " · ".join(found)


def fresh(facts: StoreFacts) -> tuple[str, str]:
    """The source that was delivered longest ago."""
    known = {name: day for name, day in facts.leverdata.items() if name in STEADY}
    if not known or facts.peildatum is None:
        return "Actualiteit", "Er is nog geen levering"
    source, day = min(known.items(), key=lambda item: item[1])
    if (facts.peildatum - day).days <= LATE_DAYS:
        return "Actualiteit", f"Alle bronnen zijn bij tot {wording.day(day)}"
    return "Actualiteit", f"De bron {source} is bij tot {wording.day(day)}"


def signals(page: Page, answers: list[Result]) -> list[str]:
    """Lines that move more than usual now, a team outside the limits of chance, providers past the first band."""
    teams = _answer(page, page.selection.query(TEAMS, per=("team",)))
    city = _answer(page, page.selection.whole_city().query(TEAMS))
    beside = outside(teams, city) if teams is not None and city is not None else None
    return [said for said in (*map(moving, answers), beside, to_talk_about(page)) if said]


def moving(answer: Result) -> str | None:
    """Why the newest shown value is a signal since the last break; None when it is not."""
    found = readings.signals(answer.frame, answer.indicator, events=answer.events)
    return next((f"{WATCHED[answer.query.indicator]}: {each.words}" for each in found if each.is_now), None)


def to_talk_about(page: Page) -> str | None:
    """The provider that is furthest from its agreement, and how many more ask for a talk."""
    found = past_first_band(page, results.store_facts().signaal)
    if not found:
        return None
    row, signal = found[0]
    more = f" (met nog {len(found) - 1} op Budget)" if len(found) > 1 else ""
    side = "boven" if signal.above else "onder"
    return f"{row['aanbieder_naam']}: {wording.share(abs(signal.drift))} {side} de afspraak{more}"


def outside(teams: Result, city: Result) -> str | None:
    """The team that lies furthest outside the limits of chance around the city."""
    shown = city.frame["waarde"].drop_nulls()
    if not len(shown):
        return None
    middle = shown[-1]
    rows = teams.frame.filter(pl.col("waarde").is_not_null() & pl.col("noemer").is_not_null())
    judged = [row for row in rows.iter_rows(named=True) if is_signal(row["waarde"], middle, row["noemer"])]
    if not judged:
        return None
    row = max(judged, key=lambda row: abs(row["waarde"] - middle))
    value, usual = (wording.share(number, 0) for number in (row["waarde"], middle))
    return f"{row['team_naam']}: {value} op tijd, in de stad {usual}"


def newest_break(answers: list[Result]) -> tuple[str, str]:
    """The most recent change in the counting that touches one of the watched figures."""
    found = [
        (row["datum"], row["titel"])
        for answer in answers
        for row in answer.events.iter_rows(named=True)
        if row["soort"] == "trendbreuk"
    ]
    if not found:
        return "Trendbreuk", "Geen bekend"
    day, title = max(found, key=_day_first)
    return f"Trendbreuk van {wording.day(day)}", title


def _day_first(found: tuple[date, str]) -> tuple[date, str]:
    return found


def _answer(page: Page, query: Query) -> Result | None:
    """The answer, None when the indicator cannot be asked this; another sentence on the page says why."""
    if query.indicator not in metrics.CATALOGUE:
        return None
    try:
        return results.result(query, page.screen.context)
    except QuestionError:
        return None
