"""Does anything that leaves depend on a number that is hidden, whatever form it leaves in?

Two municipalities differ in hidden numbers only. Every page, file, slide, report, message and line of the command line
must then be the same: what differs would tell something of what is hidden, be it a colour, an order or a length.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from random import Random

import polars as pl
import pytest
import streamlit as st

import results
from data.__main__ import main as data_command
from data.session import writing
from data.session.figures import figures, pin
from data.session.inbreng import Said, Soort, join, record
from data.session.report_model import report_of
from data.session.sessions import create_session
from data.session.stand import reveal
from data.store import Store
from metrics.__main__ import main as metrics_command
from metrics.viewer import INVENTED, current, looking_as
from pages.parts import frame
from pages.parts.digest.content import digest
from pages.parts.digest.message import message_bytes
from pages.parts.figure import Figure
from pages.parts.report.content import content_of
from pages.parts.report.html import html_bytes
from pages.parts.report.slides import pptx_bytes
from pages.parts.report.workbook import xlsx_bytes
from pages.parts.session import keeping
from results import Context, Query, Result
from tests.attack import twins, twins_beside
from tests.attack.carriers import Carriers, Walk, parts, taken_down
from tests.places import new_place

pytestmark = pytest.mark.long

SHEETS = {
    "overzicht": ("",),
    "bereik": ("Wijken", "Soorten hulp"),
    "wachttijden": ("Kennismaking", "Start en zorg", "Vandaag", "Curven", "Verschillen"),
    "doorstroom": ("Overgangen", "In en uit"),
    "ervaringen": ("",),
    "budget": ("Euro’s", "Cliënten", "Signalen", "Prognose", "Wat als", "Herkomst"),
    "verdieping": ("Schuld en werk",),
}
REGISTERS = ("Toeslagenouders", "Aanbevelingen", "Gezinsplan", "Organisatie", "Landelijk")
SHOP = ("Leveringen", "Gebeurtenissen", "Verhalen", "Vaste jaren", "Logboek")
YEAR = {"periode": "2022"}
AREA = {**YEAR, "gebied": "Gebied B0", "organisatie": "Samen", "aanbieder": "Zorg 6"}
QUARTER = {"periode": "4e kwartaal 2022", "gebied": "Gebied C1", "vergelijk": "Wijk van het gebied", "beeld": "Wand"}
MONTHS = tuple(f"2022-{month:02}" for month in range(1, 13))
QUARTERS = tuple(f"2022-Q{quarter}" for quarter in range(1, 5))
KENNISMAKING = "kennismaking_binnen_vijf_werkdagen"
PINNED = (
    Figure("lijn", Query(KENNISMAKING, MONTHS, (), (("team", "B0"),))),
    Figure("trechter", Query(KENNISMAKING, ("2022",))),
    Figure("kaart", Query("bereik", ("2022",), ("gebied",))),
    Figure("balken", Query("ervaring", ("2022",), ("team",))),
    Figure("groepen", Query("ervaring", ("2021", "2022"), ("stelling",), (("team", "B1"),))),
    Figure("balken", Query("kosten_per_client", ("2022",), ("aanbieder", "zorgvormgroep"))),
    Figure("matrix", Query("doorstroom", ("2022",))),
    Figure("stromen", Query("instroom", QUARTERS, (), (("aanbieder", "66666666"),))),
    Figure("balken", Query("in_zorg", ("2022",), ("gebied",))),
    Figure("ses", Query("bereik_aanvullend", ("2022",), (), (("wet", "jw"),))),
    Figure("curve", Query("kennismaking_curve", ("2022",), ("team",))),
    Figure("balken", Query(KENNISMAKING, ("2022",), ("verwijzer",), (("team", "B0"), ("team", "B1")))),
    Figure("ontleding", Query("drift_ontleed", ("2022",), (), (("aanbieder", "66666666"),))),
)
SHOWN = (
    (KENNISMAKING, "--per", "team", "--per", "verwijzer"), ("bereik", "--per", "gebied"),
    ("bereik_aanvullend", "--per", "gebied", "--per", "aanbieder"), ("in_zorg", "--per", "gebied", "--per", "zorgvorm"),
    ("ervaring", "--per", "team"), ("kosten_per_client", "--per", "aanbieder", "--per", "zorgvormgroep"),
    ("kosten_per_client", "--where", "aanbieder=66666666", "--where", "verblijf=zonder"), ("doorstroom",),
    ("wachttijd_toewijzing", "--per", "aanbieder"), ("prognose", "--per", "aanbieder", "--per", "methode"),
    (KENNISMAKING, "--per", "verwijzer", "--where", "team=B0", "--where", "team=B1"),
    ("bereik_aanvullend", "--where", "gebied=B0", "--where", "gebied=C0"), ("gezinsplan_digitaal", "--per", "team"),
    ("vierkant", "--per", "aanbieder", "--per", "wet"),
)  # fmt: skip
ABOUT = (KENNISMAKING, "bereik", "bereik_aanvullend", "in_zorg", "ervaring", "kosten_per_client", "gezinsplan_digitaal")
PASSING = re.compile(r'"hash": "\w+"|/mock/media/[\w.]+|"deferredFileId": "\w+"|\b[0-9a-f]{64}\b')
"""What is another text each time: marks of messages and files."""
NOW = datetime(2023, 3, 6, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Town:
    """One of the two, with all that left it and every answer that was given meanwhile."""

    store: Store
    carriers: Carriers
    answers: Mapping[Query, Result]


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, Town]]:
    """Both, walked through in the same way."""
    folder = tmp_path_factory.mktemp("gelijk")
    pairs = twins.exchanges(Random(3))
    with pytest.MonkeyPatch.context() as patch, looking_as(INVENTED):
        patch.setenv("CIJFERTAFEL_KOLOMMEN", str(folder / "kolommen"))
        patch.setenv("CIJFERTAFEL_SLEUTEL", "alleen-voor-de-tests")
        patch.delenv("CIJFERTAFEL_INSTELLINGEN", raising=False)
        stores = [
            twins.build(new_place(folder, f"{name}.sqlite"), pairs, made)
            for name, made in {"voor": (), "na": range(len(pairs))}.items()
        ]
        for store, made in zip(stores, (False, True), strict=True):
            twins_beside.add(store, made=made)
        assert twins.hide_alike(*stores) > 500
        one, other = map(walked, stores)
        yield one, other


def walked(store: Store) -> Town:
    with twins.at(store), same_words():
        walk = Walk()
        with taken_down(walk):
            for page, words in visits():
                walk.visit(page, **words)
            held(store, walk)
        for name, content in files().items():
            walk.file(name, content)
        asked = {query: answer for (query, _, _), answer in results._shared.world().kept.items()}
        mark = str(store.version())
    forget = (mark, mark.rpartition("-")[0])
    return Town(store, {name: without(text, forget) for name, text in walk.found.items()}, asked)


def visits() -> Iterator[tuple[str, dict[str, str]]]:
    """The pages with the choices that change most of them."""
    for page, sheets in SHEETS.items():
        for sheet in sheets:
            for words in ({}, YEAR, AREA, QUARTER):
                yield page, {**words, **({f"{page}_blad": sheet} if sheet else {})}
    for sheet in REGISTERS:
        for words in (YEAR, AREA):
            yield "verdieping", {**words, "verdieping_blad": sheet}
    for sheet in SHOP:
        yield "gegevens", {"gegevens_blad": sheet}


def held(store: Store, walk: Walk) -> None:
    """A session with hidden numbers in it: prepared, presented, on a telephone, and written down."""
    before = expected(store)
    sessie = create_session(store, "Samen kijken", date(2023, 3, 6), ["gemeente", "buurtteam"], before)
    for figure in PINNED:
        pin(store, sessie, keeping.shown(figure, figure.answers(Context.GEDEELD)), caption="Wat zien we?")
    join(store, sessie, "toestel", "gemeente")
    for number, kept in enumerate(figures(store, sessie), start=1):
        reveal(store, sessie, kept.figuur)
        record(store, Said(sessie, kept.figuur, Soort.ZIEN, "toestel", number, "gemeente", "Het wisselt."))
        walk.found[f"kept figure {number}"] = kept.content.decode()
        walk.found[f"kept words {number}"] = "\n".join((kept.titel, kept.onderschrift, kept.lezing, str(kept.address)))
        walk.opened("sessie", {"s": sessie, "scherm": "vol", "f": str(number)})
    for page, words in {"sessie": {}, "sessie ": {"rol": "notulist"}, "deelnemen": {"d": "toestel"}}.items():
        walk.opened(page.strip(), {"s": sessie, **words})
    content = content_of(report_of(store, sessie))
    for name, write in {"html": html_bytes, "pptx": pptx_bytes, "xlsx": xlsx_bytes}.items():
        walk.file(f"report {name}", write(content))


def expected(store: Store) -> str:
    """An earlier session, in which was said what the numbers would become."""
    sessie = create_session(store, "Vooruit kijken", date(2022, 3, 6), ["gemeente"])
    for figure in PINNED:
        pin(store, sessie, keeping.shown(figure, figure.answers(Context.GEDEELD)))
    join(store, sessie, "toestel", "gemeente")
    for number, kept in enumerate(figures(store, sessie), start=1):
        for period in ("2022", "2022-Q4"):
            said = Said(sessie, kept.figuur, Soort.VERWACHTEN, "toestel", number, "gemeente", richting="hoger")
            record(store, replace(said, periode=period, getal=0.5, nummer=number * 9 + len(period)))
    return sessie


def files() -> Mapping[str, bytes]:
    """What does not leave by a page: the command line and the digest."""
    found = {
        f"metrics {' '.join(asked)} {kind} {period}": command(
            metrics_command, "show", *asked, "--format", kind, "--period", period
        )
        for asked in SHOWN for kind in ("table", "json", "csv") for period in ("2022", "2022-Q4")
    }  # fmt: skip
    found |= {f"data {word}": command(data_command, word) for word in ("check", "log")}
    told = message_bytes(digest(current(), datetime(2023, 1, 1, tzinfo=UTC), NOW.date()))
    return {**found, "digest": re.sub(rb"(Date|Message-ID): .*|={10,}\w+==", b"", told)}


def command(run: Callable[[Sequence[str]], int], *words: str) -> bytes:
    """What a command writes, also when it refuses."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        run(words)
    return said.getvalue().encode()


@contextmanager
def same_words() -> Iterator[None]:
    """Links and moments are the same in both, and nothing is remembered of the other one."""
    st.cache_data.clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame, "_READY", {})
        patch.setattr(writing, "secrets", Random(5))
        yield


def without(text: str, marks: tuple[str, ...]) -> str:
    """The text without what is another one each time."""
    for mark in marks:
        text = text.replace(mark, "versie")
    return PASSING.sub("", text)


def differing(one: Carriers, other: Carriers) -> dict[str, str]:
    """Per carrier that is not the same where it begins to differ."""
    found = {name: "only in one" for name in one.keys() ^ other.keys()}
    for name in one.keys() & other.keys():
        if one[name] != other[name]:
            place = next((n for n, (a, b) in enumerate(zip(one[name], other[name], strict=False)) if a != b), -1)
            found[name] = f"{one[name][place - 90 : place + 60]!r} or {other[name][place - 90 : place + 60]!r}"
    return found


def true_numbers(town: Town, query: Query) -> pl.DataFrame:
    with twins.at(town.store):
        return results._shared.world().everything(query).frame


def test_both_show_the_same_and_hide_other_numbers(towns: tuple[Town, Town]) -> None:
    """Otherwise the other tests would prove nothing."""
    one, other = towns
    assert one.answers.keys() == other.answers.keys()
    assert [query for query in one.answers if not one.answers[query].frame.equals(other.answers[query].frame)] == []
    count: Counter[str] = Counter()
    for query, answer in one.answers.items():
        mine, others = (true_numbers(town, query) for town in towns)
        differ = [a != b for a, b in zip(mine.rows(), others.rows(), strict=True)]
        count[query.indicator] += sum(differ)
        assert not [row for row, other_one in zip(answer.frame.to_dicts(), differ, strict=True)
                    if other_one and row["teller"] is not None], query  # fmt: skip
    assert all(count[key] > 1 for key in ABOUT), count


def test_nothing_that_leaves_depends_on_what_is_hidden(towns: tuple[Town, Town]) -> None:
    one, other = towns
    assert len(one.carriers) > 5_000 and sum(map(len, one.carriers.values())) > 5_000_000
    for kind in ("report pptx/ppt/charts/", "report pptx/ppt/embeddings/", "report xlsx/docProps/", "file 0/xl/"):
        assert any(kind in name for name in one.carriers), kind
    found = differing(one.carriers, other.carriers)
    assert not found, "\n".join(f"{name}: {where}" for name, where in sorted(found.items())[:20])


def test_the_same_walk_finds_differences_where_nothing_is_hidden(towns: tuple[Town, Town]) -> None:
    """The internal view shows small numbers: pictures, tables and descriptions then differ."""
    found = []
    for town in towns:
        with twins.at(town.store), same_words():
            walk = Walk(internal=True)
            with taken_down(walk):
                for page in ("wachttijden", "doorstroom", "ervaringen"):
                    walk.visit(page, **YEAR)
            forget = (str(town.store.version()), str(town.store.version()).rpartition("-")[0])
            found.append({name: without(text, forget) for name, text in walk.found.items()})
    where = differing(*found)
    assert {name.split()[0] for name in where} == {"wachttijden", "doorstroom", "ervaringen"}
    sent = "\n".join(found[0][name] for name in where)
    assert all(word in sent for word in ("plotlyChart", "cijfertabel"))
    assert not [name for name in where if " file " in name], "a file is always in its shared form"


def test_parts_of_files_in_files_are_found() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as box:
        box.writestr("xl/a.xml", "binnen")
    with zipfile.ZipFile(outer, "w") as box:
        box.writestr("ppt/b.xlsx", inner.getvalue())
    assert dict(parts("c", outer.getvalue())) == {"c/ppt/b.xlsx/xl/a.xml": "binnen"}
