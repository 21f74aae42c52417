"""Two processes of the dashboard on one PostgreSQL: does each show what was done in the other?"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.store import as_url, close, open_store
from tests.dashboard_process import Dashboard
from tests.postgres_server import Server
from tests.small_municipality import fill

pytestmark = pytest.mark.long


@pytest.fixture
def pair(postgres: Server, tmp_path: Path) -> Iterator[tuple[Dashboard, Dashboard]]:
    """Two dashboards, as on one machine: they share the store and the folder with column files."""
    place = postgres.address(postgres.create())
    fill(open_store(place, create=True))
    close(as_url(place))
    both = Dashboard(place, tmp_path / "kolommen"), Dashboard(place, tmp_path / "kolommen")
    yield both
    for each in both:
        each.close()


def test_what_one_dashboard_writes_the_other_shows(pair: tuple[Dashboard, Dashboard], tmp_path: Path) -> None:
    one, other = pair
    sessie, figuur = one.do("make session", "Sessie Zuid")
    assert other.do("sessions") == ["Sessie Zuid"]
    assert other.do("figures", sessie) == [figuur]

    before = other.do("pulse", sessie)
    one.do("say", sessie, figuur, "telefoon1", 0, "de wachttijd daalt")
    assert other.do("pulse", sessie) != before, "a page that watches notices that something was said"
    other.do("say", sessie, figuur, "telefoon2", 0, "dat herkennen we")
    assert one.do("heard", sessie) == other.do("heard", sessie) == ["de wachttijd daalt", "dat herkennen we"]

    assert one.do("move", sessie, figuur, "verklaren") == other.do("stand", sessie) == [figuur, [figuur], "verklaren"]


def test_what_one_dashboard_reads_in_the_other_counts(pair: tuple[Dashboard, Dashboard], tmp_path: Path) -> None:
    one, other = pair
    known = one.do("figure", "in_zorg", "2024")
    assert other.do("figure", "in_zorg", "2024") == known
    decided = one.do("decided")
    assert decided and other.do("decided") == decided, "what one decided about small numbers holds in the other"

    rows = "".join(f"N{i};NIEUW{i};11111111;jw;45;2024-02-01;\n" for i in range(60))
    path = tmp_path / "leveringen.csv"
    path.write_text("levering;client_id;aanbieder;wet;zorgvorm;begindatum;einddatum\n" + rows)
    assert one.do("import", str(path)) == 60
    assert one.do("figure", "in_zorg", "2024") == other.do("figure", "in_zorg", "2024") == [known[0] + 60]
    assert one.do("deliveries") == other.do("deliveries")

    other.do("happen", "Nieuwe verordening")
    assert "Nieuwe verordening" in one.do("events")


def test_people_at_both_dashboards_speak_at_once_and_nothing_is_lost(pair: tuple[Dashboard, Dashboard]) -> None:
    sessie, figuur = pair[0].do("make session", "Sessie Zuid")

    def speak(number: int) -> list[str]:
        texts = [f"toestel {number}, keer {turn}" for turn in range(25)]
        for turn, text in enumerate(texts):
            pair[number].do("say", sessie, figuur, f"t{number}", turn, text)
        return texts

    with ThreadPoolExecutor(2) as pool:
        said = [text for each in pool.map(speak, range(2)) for text in each]
    assert sorted(pair[0].do("heard", sessie)) == sorted(pair[1].do("heard", sessie)) == sorted(said)
