"""What does somebody know of others, who also has the rows of one organisatie?

Everything that is shared with this viewer, and every number of the own rows. A number of the others is a shared number
without the own one, whether it stands in a table or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metrics import CATALOGUE
from metrics.period import Level, Period
from metrics.viewer import Role, Viewer, looking_as
from results import Query, unprotected
from tests.attack.families import Family
from tests.attack.reasoning import Knowledge
from tests.attack.rows import Finest, Reading, Rows
from tests.attack.seen import View

SMALLEST = 10
BY = "organisatie"
Line = tuple[str, ...]


@dataclass(frozen=True)
class Partner:
    """Asks everything about some indicators of one family, as who works for an organisatie."""

    own: str
    family: Family
    indicators: tuple[str, ...]
    dimensions: tuple[str, ...]
    year: Period
    places: Mapping[str, Mapping[str, str]]

    def know(self) -> tuple[Knowledge, int]:
        """What this partner knows, and how many numbers of 1 to 9 of others there are: those are the secrets."""
        knowledge = Knowledge()
        viewer = Viewer(frozenset({Role.BUURTTEAMORGANISATIE}), organisatie=self.own)
        with looking_as(viewer):
            seen = self.family.seen([self.year.year], self.indicators, self.dimensions)
        finest = self._finest()
        states = self.family.states(self.indicators)
        rows = Rows(knowledge, self.family.name, self.year.year, self.places, finest, states)
        rows.learn(seen, self.year)
        for table in finest:
            if BY in table.dimensions:
                self._know_own(rows, table, [(view, reading) for view, reading in seen if not view.per])
        knowledge.secrets.clear()
        for view, reading in seen:
            self._small_of_others(rows, view, reading)
        return knowledge, len(knowledge.secrets)

    def _finest(self) -> list[Finest]:
        """Own rows are known per month, so the unknowns are told apart by organisatie per month too."""
        whole = list(self.family.finest)
        found = self.family.within(self.indicators, self.dimensions) if self.dimensions else whole
        return [found[0], Finest((*found[0].dimensions, BY), Level.MONTH), *found[1:]]

    def _know_own(self, rows: Rows, table: Finest, asked: Sequence[tuple[View, Reading]]) -> None:
        periods = [str(part) for part in self.year.parts(table.level)]
        for view, reading in {(view.indicator, view.options): (view, reading) for view, reading in asked}.values():
            true = self._true(view, periods, table.dimensions, own=True)
            for leaf in rows.members[table]:
                if leaf[BY] == self.own:
                    row = true.get((leaf[table.level.name], *(leaf[name] for name in table.dimensions)), {})
                    for states, kind in ((reading.teller, "teller"), (reading.noemer, "noemer")):
                        parts = {rows.unknown(table, leaf, state): 1.0 for state in states}
                        number = row.get(kind, 0.0)
                        rows.knowledge.between(parts, number, number)

    def _small_of_others(self, rows: Rows, view: View, reading: Reading) -> None:
        periods = sorted(view.periods)
        whole = self._true(view, periods, view.per, own=False)
        mine = self._true(view, periods, view.per, own=True)
        for line, row in whole.items():
            own = mine.get(line, {})
            teller, noemer = (row[kind] - own.get(kind, 0.0) for kind in ("teller", "noemer"))
            values = {name: frozenset({value}) for name, value in zip(view.per, line[1:], strict=True)}
            kinds = {"teller": (teller, reading.teller), "noemer": (noemer, reading.noemer)}
            kinds |= {"rest": (noemer - teller, reading.noemer - reading.teller)} if reading.noemer else {}
            for kind, (number, states) in kinds.items():
                if 0 < number < SMALLEST and Period.parse(line[0]).end <= self.year.end:
                    name = (view.indicator, view.options, view.per, line, kind)
                    rows.knowledge.secrets[name] = rows.total(values, Period.parse(line[0]), states)

    def _true(
        self, view: View, periods: Sequence[str], dimensions: Sequence[str], *, own: bool
    ) -> dict[Line, dict[str, float]]:
        """The numbers as they are, of everybody or of the own rows; those of every statement together."""
        always = CATALOGUE[view.indicator].always_per
        per = tuple(name for name in dimensions if name not in always)
        where = (*view.options, *([(BY, self.own)] if own else []))
        found: dict[Line, dict[str, float]] = defaultdict(lambda: {"teller": 0.0, "noemer": 0.0})
        frame = unprotected(Query(view.indicator, tuple(periods), per, where)).frame
        for row in frame.iter_rows(named=True) if periods else ():
            line = found[(row["periode"], *(str(row[name]) for name in dimensions))]
            for kind in line:
                line[kind] += row[kind] or 0.0
        return dict(found)
