"""What stands out today: how fresh the data are, which movement is a signal, what changed in the counting?"""

from __future__ import annotations

from datetime import date

import polars as pl
import streamlit as st

import metrics
import results
from metrics.period import Period
from metrics.question import QuestionError
from metrics.signals.breaks import segments
from metrics.signals.funnel import is_signal
from metrics.signals.movement import has_limits, stretches
from pages.parts import wording
from pages.parts.charts.limits import signal_words
from pages.parts.markdown import plain
from pages.parts.page import Page
from results import Query, Result, StoreFacts

WATCHED = ("bereik", "kennismaking_binnen_vijf_werkdagen", "werkdagen_tot_kennismaking", "macrovierkant")
STEADY = ("aanmeldingen", "leveringen", "ervaringen", "uitputting")
"""Sources that come again and again; other tables only change when something changes."""
LATE_DAYS = 45
TEAMS = "kennismaking_binnen_vijf_werkdagen"


def strip(page: Page) -> None:
    """One row under the quadrants: three short messages."""
    with st.container(key="fig-valt-op", gap=None):
        name, *places = st.columns(4, gap="medium")
        name.subheader("Wat valt op", anchor=False)
        for place, (label, sentence) in zip(places, messages(page), strict=True):
            place.markdown(f":gray[{plain(label)}]  \n**{plain(sentence)}**")


def messages(page: Page) -> list[tuple[str, str]]:
    """Label and sentence of the three messages: signals first."""
    facts = results.store_facts()
    answers = [
        answer
        for key in WATCHED
        if (answer := _answer(page, page.selection.query(key, periods=page.selection.series())))
    ]
    return [signal(page, answers), newest_break(answers), fresh(facts)]


def fresh(facts: StoreFacts) -> tuple[str, str]:
    """The source that was delivered longest ago."""
    known = {name: day for name, day in facts.leverdata.items() if name in STEADY}
    if not known or facts.peildatum is None:
        return "Actualiteit", "Er is nog geen levering"
    source, day = min(known.items(), key=lambda item: item[1])
    if (facts.peildatum - day).days <= LATE_DAYS:
        return "Actualiteit", f"Alle bronnen zijn bij tot {wording.day(day)}"
    return "Actualiteit", f"De bron {source} is bij tot {wording.day(day)}"


def signal(page: Page, answers: list[Result]) -> tuple[str, str]:
    """A line that moves more than usual in its newest period, else a team outside the limits of chance."""
    for answer in answers:
        if said := moving(answer):
            return "Nieuw signaal", said
    teams = _answer(page, page.selection.query(TEAMS, per=("team",)))
    city = _answer(page, page.selection.whole_city().query(TEAMS))
    if teams is not None and city is not None and (said := outside(teams, city)):
        return "Nieuw signaal", said
    return "Signaal", "Geen: alles past bij de gewone schommeling"


def moving(answer: Result) -> str | None:
    """Why the newest shown value is a signal within its own stretch; None when it is not."""
    periods = [Period.parse(text) for text in answer.frame["periode"]]
    if not periods or not has_limits(answer.indicator, periods[-1].level):
        return None
    days = [row["datum"] for row in answer.events.iter_rows(named=True) if row["soort"] == "trendbreuk"]
    last = stretches(answer.frame["waarde"].to_list(), segments(periods, days))[-1]
    found = last.limits.signals.items() if last.limits else ()
    newest = len(last.values) - 1
    rule, places = next(((rule, places) for rule, places in found if newest in places), (None, ()))
    return f"{answer.indicator.name}: {signal_words(rule, len(places), str(periods[-1]))}" if rule else None


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
