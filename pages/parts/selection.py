"""What did the user choose, and how does that choice stand in the address of the page?

One button is the whole selection. Its inputs are bound to the address, so a link shows the same figures and
the choice stays when the page changes. A word in the address that nobody knows is dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import streamlit as st

import results
from metrics.period import Level, Period
from metrics.viewer import Viewer
from metrics.views import FIGURES
from pages.parts import look, wording
from results import Choices, Query

LONGEST_LIST = 48
"""Periods of one length in the list: four years of months, and more than enough years."""
NEWEST = "Nieuwste kwartaal"
WHOLE_CITY = "Hele stad"
BEELD = "beeld"
SCALES = {each.label: each for each in (look.LAPTOP, look.WAND)}
COMPARE = {"Hele stad": "stad", "Wijk van het gebied": "wijk", "SES-groep van het gebied": "ses", "Niets": "niets"}
RESTRICTIONS = ("gebied", "team", "organisatie", "aanbieder", "wet", "zorgvorm")
LEVELS = {Level.QUARTER: 23, Level.MONTH: 36, Level.HALF: 12, Level.YEAR: 10}


@dataclass(frozen=True)
class Selection:
    """The choice as keys; None is no restriction. `team` is a team without area.

    `known` are the ended periods that exist, oldest first per length.
    """

    period: str
    compare: str = "stad"
    gebied: str | None = None
    team: str | None = None
    organisatie: str | None = None
    aanbieder: str | None = None
    wet: str | None = None
    zorgvorm: str | None = None
    on: date | None = None
    beeld: str = "laptop"
    known: tuple[str, ...] = ()

    @property
    def has_area(self) -> bool:
        """Whether one area or team was chosen."""
        return bool(self.gebied or self.team)

    def restrictions(self, indicator: str) -> tuple[tuple[str, str], ...]:
        """The part of the choice that this indicator can be restricted to."""
        dimensions = FIGURES[indicator].dimensions
        chosen = {name: getattr(self, name) for name in RESTRICTIONS}
        return tuple((name, key) for name, key in chosen.items() if key and name in dimensions)

    def query(
        self, indicator: str, *, per: Sequence[str] = (), periods: Sequence[str] | None = None, **options: str
    ) -> Query:
        """The question to `results` for the chosen period, or for `periods`; who waits now has no period."""
        now = FIGURES[indicator].on_peildatum
        asked = () if now else tuple(periods) if periods is not None else (self.period,)
        restrictions = tuple(pair for pair in self.restrictions(indicator) if pair[0] not in per)
        return Query(indicator, asked, tuple(per), (*restrictions, *options.items()), self.on)

    def series(self, count: int | None = None) -> tuple[str, ...]:
        """Periods of the same length up to the chosen one: `count`, or from January a fair number of years back."""
        last = Period.parse(self.period)
        steps = count or LEVELS[last.level]
        wanted = [last.shifted(-back) for back in range(steps - 1, -1, -1)]
        if count is None and last.level is not Level.YEAR:
            first_year = last.year - steps * last.level // 12
            wanted = [period for period in wanted if period.year >= first_year]
        known = set(self.known)
        return tuple(str(period) for period in wanted if str(period) in known) or (self.period,)

    def at_level(self, level: Level) -> str:
        """The last period of `level` that ends within the chosen one, or at its end."""
        end = Period.parse(self.period).end
        period = Period.containing(end, level)
        return str(period if period.end <= end else period.shifted(-1))

    def years(self) -> tuple[str, ...]:
        """Every known year up to the chosen period."""
        last = Period.parse(self.at_level(Level.YEAR))
        known = [key for key in self.known if Period.parse(key).level is Level.YEAR and Period.parse(key) <= last]
        return tuple(known) or (str(last),)

    def months(self, count: int) -> tuple[str, ...]:
        """The newest known months, also those after the chosen period: they are the ones that can still grow."""
        known = [key for key in self.known if Period.parse(key).level is Level.MONTH]
        return tuple(sorted(known)[-count:])

    def year_so_far(self) -> tuple[str, ...]:
        """The months of the chosen year up to the end of the chosen period."""
        end = Period.parse(self.period).end
        months = Period(end.year, 1, Level.YEAR).parts(Level.MONTH)
        return tuple(str(month) for month in months if month.end <= end)

    def whole_city(self) -> Selection:
        """The same choice without any restriction."""
        return Selection(self.period, self.compare, on=self.on, beeld=self.beeld, known=self.known)


@dataclass(frozen=True)
class Input:
    """One list of the selection: the words that a user sees and the key behind each; the first is the default."""

    key: str
    label: str
    options: Mapping[str, str | None]
    help: str = ""

    def peek(self) -> str:
        """The chosen word before the list is drawn: from this session, else from the address."""
        word = st.session_state.get(self.key) or st.query_params.get(self.key, "")
        return word if word in self.options else next(iter(self.options))

    def draw(self, applies: bool) -> None:
        """The list itself; what is chosen in it is there at the next `peek`."""
        st.selectbox(
            self.label,
            list(self.options),
            key=self.key,
            bind="query-params",
            disabled=not applies,
            help=self.help if applies else "Deze keuze telt niet mee op deze pagina.",
            placeholder="Kies uit de lijst",
        )


def inputs(known: Choices) -> list[Input]:
    """Every list of the selection bar, in the order in which they stand."""
    return [
        Input("periode", "Periode", _periods(known), "Alleen periodes die voorbij zijn."),
        Input("vergelijk", "Vergelijk met", COMPARE, "De dunne grijze lijn in een figuur over de tijd."),
        Input("gebied", "Gebied of team", {WHOLE_CITY: None, **_named(known.teams)}),
        Input("organisatie", "Organisatie", {"Alle organisaties": None, **{name: name for name in known.organisaties}}),
        Input("aanbieder", "Aanbieder", {"Alle aanbieders": None, **_named(known.aanbieders)}),
        Input("zorgvorm", "Wet of zorgvorm", _forms(known)),
    ]


@dataclass(frozen=True)
class Bar:
    """The selection bar of one data version: its lists, and what their keys mean."""

    lists: tuple[Input, ...]
    areas: frozenset[str]
    known: tuple[str, ...]

    def chosen(self) -> Selection:
        """What is chosen now, before the lists are drawn: so figures need not wait for their own inputs."""
        keys = {each.key: each.options[each.peek()] for each in self.lists}
        wet, _, form = (keys["zorgvorm"] or "").partition(":")
        has_area = keys["gebied"] in self.areas
        return Selection(
            period=str(keys["periode"]),
            compare=str(keys["vergelijk"]),
            gebied=keys["gebied"] if has_area else None,
            team=None if has_area else keys["gebied"],
            organisatie=keys["organisatie"],
            aanbieder=keys["aanbieder"],
            wet=wet or None,
            zorgvorm=form or None,
            beeld=_scale_named(st.session_state.get(BEELD) or st.query_params.get(BEELD)).name,
            known=self.known,
        )

    def draw(self, uses: Sequence[str]) -> None:
        """The button with its inputs. `uses` are the inputs that count on this page."""
        with st.popover(summary(self.lists, uses), icon=":material/tune:", key="selectie", width="content", wrap=True):
            with st.container(key="selectie-lijsten"):
                for each in (*self.lists[::2], *self.lists[1::2]):  # two columns, one after the other
                    each.draw(each.key in {"periode", "vergelijk", *uses})
            presentation()


@lru_cache(maxsize=64)
def bar_of(version: str, scope: Viewer) -> Bar:
    """The selection bar of the present data version, made once; both words only tell bars apart."""
    known = results.choices()
    periods = tuple(key for level in Level for key in known.periods[level])
    return Bar(tuple(inputs(known)), frozenset(area.key for area in known.gebieden), periods)


def of_today() -> Selection | None:
    """What somebody sees who chose nothing: the newest quarter of the whole city. None before any period ended."""
    known = results.choices()
    periods = tuple(key for level in Level for key in known.periods[level])
    return Selection(str(_periods(known)[NEWEST]), known=periods) if periods else None


def presentation(*, labelled: bool = True) -> look.Scale:
    """For whom at what distance: a screen nearby, or the wall of a room."""
    picked = st.segmented_control(
        "Beeld",
        list(SCALES),
        default=look.LAPTOP.label,
        key=BEELD,
        bind="query-params",
        required=True,
        help="Laptop: voor een scherm dichtbij. Wand: grote letters voor een zaal." if labelled else None,
        label_visibility="visible" if labelled else "collapsed",
    )
    return _scale_named(picked)


def _scale_named(label: object) -> look.Scale:
    return SCALES.get(str(label), look.LAPTOP)


def summary(lists: Sequence[Input], uses: Sequence[str]) -> str:
    """What the button says: the period, the area, and every other choice that counts on this page."""
    words = []
    for each in lists:
        word = each.peek()
        is_default = word == next(iter(each.options))
        if each.key == "periode":
            words.append(_with_capital(wording.period(str(each.options[word]))))
        elif is_default and each.key in uses and each.key == ("gebied" if "gebied" in uses else "aanbieder"):
            words.append(word[:1].lower() + word[1:])
        elif each.key in uses and not is_default:
            words.append(word)
    return " · ".join(words)


def _periods(known: Choices) -> dict[str, str | None]:
    """Newest first; without a fixed choice the newest quarter, so a saved link keeps looking at today."""
    by_level = {level: list(known.periods[level]) for level in (Level.QUARTER, Level.YEAR, Level.HALF, Level.MONTH)}
    newest = (by_level[Level.QUARTER] or by_level[Level.MONTH] or by_level[Level.YEAR])[-1]
    options: dict[str, str | None] = {NEWEST: newest}
    for keys in by_level.values():
        options |= {_with_capital(wording.period(key)): key for key in reversed(keys[-LONGEST_LIST:])}
    return options


def _forms(known: Choices) -> dict[str, str | None]:
    options: dict[str, str | None] = {"Alle zorgvormen": None}
    for wet in dict.fromkeys(form.wet for form in known.zorgvormen):
        options[wording.option("wet", wet)] = wet
    for form in known.zorgvormen:
        options[f"{form.naam} ({wording.option('wet', form.wet)}, {form.code})"] = f"{form.wet}:{form.code}"
    return options


def _named(rows: Sequence[object]) -> dict[str, str | None]:
    """Name to key; a name that two rows share gets its key behind it, so that each has its own word."""
    names = [row.naam for row in rows]  # type: ignore[attr-defined]
    return {
        (row.naam if names.count(row.naam) == 1 else f"{row.naam} ({row.key})"): row.key  # type: ignore[attr-defined]
        for row in sorted(rows, key=lambda row: row.naam.casefold())  # type: ignore[attr-defined]
    }


def _with_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
