"""Which indicators are about the same rows, and which of those rows does each count?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from metrics import CATALOGUE
from metrics.period import Level, Period
from tests.attack.reasoning import Knowledge
from tests.attack.rows import Finest, Reading, Rows
from tests.attack.seen import Options, View, views

M, Q, Y = Level.MONTH, Level.QUARTER, Level.YEAR
Told = Mapping[str, Mapping[str, Reading]]


def states(*names: str) -> frozenset[str]:
    return frozenset(names)


@dataclass(frozen=True)
class Family:
    """Indicators about the same rows. `told` gives per indicator and value of its option what it counts;
    `finest` the unknowns; `only` per indicator the options that are about these rows."""

    name: str
    told: Told
    finest: tuple[Finest, ...]
    only: Mapping[str, Sequence[Options]] = field(default_factory=dict)

    def states(self, indicators: Sequence[str] = ()) -> frozenset[str]:
        """What these indicators (default: all) tell apart."""
        readings = [reading for key in indicators or self.told for reading in self.told[key].values()]
        return frozenset().union(*(reading.teller | reading.noemer for reading in readings))

    def seen(
        self, years: Sequence[int], indicators: Iterable[str] = (), dimensions: Sequence[str] = ()
    ) -> list[tuple[View, Reading]]:
        """Every view of these indicators (default: all) with what it counts."""
        found = []
        for key in indicators or self.told:
            for options in self.only.get(key, [None]):
                for view in views(key, years, options=options, dimensions=dimensions):
                    found.append((view, self.reading(key, view.options)))
        return found

    def within(self, indicators: Sequence[str], dimensions: Sequence[str]) -> list[Finest]:
        """The unknowns without the categories that are not asked."""
        always = {name for key in indicators or self.told for name in CATALOGUE[key].always_per}
        asked = {*dimensions, *always}
        cut = [Finest(tuple(name for name in one.dimensions if name in asked), one.level) for one in self.finest]
        return list(dict.fromkeys(cut))

    def reading(self, key: str, options: Options) -> Reading:
        """What an indicator counts under a choice of options."""
        readings = self.told[key]
        values = [value for _, value in options if value in readings]
        return readings[values[0] if values else ""]

    def attack(
        self,
        year: int,
        places: Mapping[str, Mapping[str, str]],
        until: Period,
        indicators: Sequence[str] = (),
        dimensions: Sequence[str] = (),
    ) -> tuple[Knowledge, Rows]:
        """All that is known of one year after every view was asked."""
        knowledge = Knowledge()
        finest = self.within(indicators, dimensions) if dimensions else self.finest
        rows = Rows(knowledge, self.name, year, places, finest, self.states(indicators))
        rows.learn(self.seen([year], indicators, dimensions), until)
        return knowledge, rows


_ALL = states("ja te laat", "nee te laat", "leeg te laat", "ja op tijd", "nee op tijd", "leeg op tijd")
_ON_TIME = states("ja op tijd", "nee op tijd", "leeg op tijd")
_WISHED = states("ja te laat", "ja op tijd")
_FILLED = _WISHED | states("nee te laat", "nee op tijd")
_TEAMS = (Finest(("team",), M), Finest(("team", "organisatie", "verwijzer"), Q))

AANMELDINGEN = Family(
    "aanmeldingen by aanmelddatum",
    {
        "kennismaking_binnen_vijf_werkdagen": {
            "alle": Reading(_ON_TIME, _ALL),
            "zonder gewenst later": Reading(_ON_TIME | _WISHED, _ALL),
        },
        "gewenst_later": {"": Reading(_WISHED, _FILLED)},
        "verwijzer": {"basiszorg": Reading(_ALL)},
    },
    _TEAMS,
    {"verwijzer": [(("spoor", "basiszorg"),)]},
)
_MET = states("binnen twee weken", "na twee weken", "na vier weken")
KENNISMAKINGEN = Family(
    "kennismakingen by kennismakingsdatum",
    {
        "start_binnen_twee_weken": {"": Reading(states("binnen twee weken"), _MET)},
        "start_na_vier_weken": {"": Reading(states("na vier weken"), _MET)},
        "werkdagen_tot_kennismaking": {"": Reading(states("gewachte dagen"), _MET, mean=True)},
    },
    _TEAMS,
)
_ANSWERS = states("eens", "niet eens")
ERVARINGEN = Family(
    "answers by datum",
    {"ervaring": {"": Reading(states("eens"), _ANSWERS)}},
    (Finest(("team",), M), Finest(("team", "stelling", "organisatie"), Q)),
)
_CARE = ("aanbieder", "leeftijdsgroep")
_FORM = ("wet", "zorgvorm", "zorgvormgroep")
VERWIJZINGEN = Family(
    "leveringen by begindatum",
    {"verwijzer": {"aanvullend": Reading(states("begonnen"))}},
    (
        Finest(("gebied", "verwijzer"), Q),
        *(Finest(("verwijzer", name), Y) for name in _CARE),
        Finest(("verwijzer", *_FORM), Y),
    ),
    {"verwijzer": [(("spoor", "aanvullend"),)]},
)
STOPS = Family(
    "leveringen by einddatum",
    {"reden_beeindiging": {"": Reading(states("gestopt"))}},
    (
        Finest(("gebied", "wet", "reden"), Q),
        *(Finest(("wet", "reden", name), Y) for name in (*_CARE, "verwijzer")),
        Finest(("wet", "reden", "zorgvorm", "zorgvormgroep"), Y),
    ),
)
