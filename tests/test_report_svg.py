"""Is a drawn figure well formed, does it show what the page shows and nothing more, and is text always text?"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from data import store as stores
from pages.parts import charts
from pages.parts.figure import Figure
from pages.parts.look import LAPTOP, LIGHT
from pages.parts.report.cleaning import clean
from pages.parts.report.svg import figure_svg
from pages.parts.views import VIEWS
from results import Context, Query
from tests.drawn_frames import frame, indicator, line

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "title", "desc", "defs", "pattern", "rect", "circle", "path", "line", "polygon", "text", "tspan"}
QUARTERS = tuple(f"{year}-Q{number}" for year in (2023, 2024, 2025) for number in (1, 2, 3, 4))
MONTHS = tuple(f"2025-{month:02}" for month in range(1, 10))
QUERIES: Mapping[str, Query] = {
    "ses": Query("bereik", QUARTERS),
    "kaart": Query("bereik", ("2025",), ("gebied",)),
    "balken": Query("werkdagen_tot_kennismaking", ("2025",), ("team",)),
    "groepen": Query("kennismaking_binnen_vijf_werkdagen", QUARTERS, ("organisatie",)),
    "kolommen": Query("kosten_per_client", ("2023", "2024", "2025")),
    "matrix": Query("doorstroom", ("2025",)),
    "stromen": Query("instroom", QUARTERS),
    "afspraak": Query("vierkant", ("2025",), ("aanbieder",)),
    "vooruit": Query("macrovierkant", MONTHS),
    "ontleding": Query("drift_ontleed", ("2025",)),
    "wachtend": Query("wachtend", (), ("klasse",), (("been", "1"),)),
    "spreiding": Query("werkdagen_tot_kennismaking", ("2025",)),
    "sporen": Query("bereik", ("2023", "2024", "2025")),
    "curve": Query("kennismaking_curve", ("2025",)),
    "met_wachtenden": Query("kennismaking_met_wachtenden", ("2025",)),
    "wie_wacht": Query("wachtend"),
    "wachtrij": Query("wachtrij"),
    "nodig": Query("wachtrij"),
    "erbij_geholpen": Query("kennismaking_binnen_vijf_werkdagen", QUARTERS),
    "aandacht": Query("kennismaking_binnen_vijf_werkdagen", ("2025",)),
    "trechter": Query("kennismaking_binnen_vijf_werkdagen", ("2025",)),
    "trechter_norm": Query("wachttijd_toewijzing", ("2025",)),
    "stand": Query("aanbevelingen", ("2026-Q3",)),
    "landkaart": Query("bereik", ("2025",), ("gebied",)),
    "landelijk": Query("bereik_aanvullend", ("2023", "2024", "2025"), (), (("wet", "jw"),)),
}
INTERNAL = {"wachtrij", "nodig"}
"""Views that exist in internal output only."""
USUAL = Query("kennismaking_binnen_vijf_werkdagen", QUARTERS)


def tree(svg: str) -> etree._Element:
    return etree.fromstring(svg.encode())


def texts(svg: str) -> list[str]:
    return ["".join(map(str, text.itertext())) for text in tree(svg).iter(f"{SVG}text")]


def drawing(values: Mapping[str, float | str | None], **options: Any) -> str:
    spec = charts.line(line(values), indicator(), LIGHT, LAPTOP, **options)
    return figure_svg(spec, title="Titel", description="Omschrijving")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_becomes_a_picture(view: str, example_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIJFERTAFEL_STORE", str(example_store))
    figure = Figure(view, QUERIES.get(view, USUAL))
    picture = figure.draw(figure.answers(Context.INTERN if view in INTERNAL else Context.GEDEELD), LIGHT)
    stores.close(stores.as_url(str(example_store)))
    svg = figure_svg(picture.spec, title=picture.reading.title, description=picture.reading.sentence, name="proef")
    root = tree(svg)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "proef-t proef-d"
    assert root.findtext(f"{SVG}title") == clean(picture.reading.title)
    assert {etree.QName(element).localname for element in root.iter()} <= DRAWN
    assert not [name for element in root.iter() for name in element.attrib if str(name).startswith("on")]
    assert picture.spec["data"]
    assert len(list(root.iter(f"{SVG}path", f"{SVG}rect", f"{SVG}circle", f"{SVG}polygon"))) > 1
    assert texts(svg)


def test_nothing_is_written_that_is_not_drawn() -> None:
    spec = charts.line(line({"2024-Q1": 0.1234567, "2024-Q2": 0.3, "2024-Q3": 0.2}), indicator(), LIGHT, LAPTOP)
    svg = figure_svg(spec, title="t", description="d")
    assert "0.1234567" not in svg and "12,3" not in svg
    assert any("hovertext" in trace for trace in spec["data"]) and "1e kwartaal" not in svg


def test_a_line_is_not_drawn_over_a_hole() -> None:
    with_hole = drawing({"2024-Q1": 0.1, "2024-Q2": 0.2, "2024-Q3": "x", "2024-Q4": 0.3, "2025-Q1": 0.2})
    solid = [path for path in tree(with_hole).iter(f"{SVG}path") if path.get("stroke") == LIGHT.value]
    assert len(solid) == 2
    ends = [[float(point.split(",")[0]) for point in str(path.get("d"))[1:].split(" L")] for path in solid]
    assert ends[0][-1] < ends[1][0]
    assert "afgeschermd" in texts(with_hole)


def test_a_none_within_one_trace_cuts_the_line() -> None:
    spec = charts.line(line({"2024-Q1": 0.1, "2024-Q2": 0.2}), indicator(), LIGHT, LAPTOP)
    stroke = next(trace for trace in spec["data"] if trace.get("mode") == "lines")
    stroke |= {"x": [1, 2, 3, 4, 5], "y": [0.1, 0.2, None, 0.2, 0.1]}
    svg = figure_svg(spec, title="t", description="d")
    assert len([path for path in tree(svg).iter(f"{SVG}path") if path.get("stroke") == LIGHT.value]) == 2


def test_provisional_and_hidden_have_other_patterns() -> None:
    late = line(
        {"2024-Q1": 0.1, "2024-Q2": 0.2, "2024-Q3": "x", "2024-Q4": 0.3, "2025-Q1": 0.2}, provisional=["2025-Q1"]
    )
    svg = figure_svg(charts.line(late, indicator(), LIGHT, LAPTOP), title="t", description="d")
    patterns = [list(pattern) for pattern in tree(svg).iter(f"{SVG}pattern")]
    kinds = {etree.QName(mark).localname for marks in patterns for mark in marks} - {"rect"}
    assert kinds == {"path", "circle"}
    assert any(path.get("stroke-dasharray") == "2 5" for path in tree(svg).iter(f"{SVG}path"))


def test_labels_at_the_line_ends_do_not_overlap() -> None:
    rows = [
        {"periode": period, "waarde": 0.3 + 0.001 * number, "team": f"team {number}"}
        for number in range(5)
        for period in ("2024-Q1", "2024-Q2", "2024-Q3")
    ]
    svg = figure_svg(charts.line(frame(rows), indicator(), LIGHT, LAPTOP, per="team"), title="t", description="d")
    named = [text for text in tree(svg).iter(f"{SVG}text") if "team" in "".join(map(str, text.itertext()))]
    heights = sorted(float(text.attrib["y"]) for text in named)
    assert len(heights) == 5
    assert all(below - above >= float(named[0].attrib["font-size"]) for above, below in pairwise(heights))


def test_two_pictures_on_one_page_share_no_name() -> None:
    spec = charts.line(line({"2024-Q1": 0.1, "2024-Q2": "x", "2024-Q3": 0.2}), indicator(), LIGHT, LAPTOP)
    names = [
        {element.get("id") for element in tree(figure_svg(spec, title="t", description="d", name=name)).iter()} - {None}
        for name in ("een", "twee")
    ]
    assert names[0] and not names[0] & names[1]


def test_a_trace_that_cannot_be_drawn_is_an_error_and_no_empty_picture() -> None:
    spec = charts.line(line({"2024-Q1": 0.1, "2024-Q2": 0.2}), indicator(), LIGHT, LAPTOP)
    spec["data"].append({"type": "pie", "values": [1]})
    with pytest.raises(ValueError, match="pie"):
        figure_svg(spec, title="t", description="d")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_text(name: str, title: str) -> None:
    rows = frame([{"periode": "2024", "waarde": 4.0, "team": "a", "team_naam": name or "a"}])
    spec = charts.bars(rows, indicator(), LIGHT, LAPTOP, per="team")
    svg = figure_svg(spec, title=title, description=name)
    root = tree(svg)
    assert {etree.QName(element).localname for element in root.iter()} <= DRAWN
    assert (root.findtext(f"{SVG}title") or "").strip() == clean(title)
    assert (root.findtext(f"{SVG}desc") or "").strip() == clean(name)


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "]]>", "&lt;b&gt;"])
def test_markup_in_a_name_stands_in_the_picture_as_it_was_typed(name: str) -> None:
    rows = frame([{"periode": "2024", "waarde": 4.0, "team": "a", "team_naam": name}])
    svg = figure_svg(charts.bars(rows, indicator(), LIGHT, LAPTOP, per="team"), title="t", description="d")
    assert any(name[:29] in text for text in texts(svg))
    assert "<script" not in svg and "<img" not in svg


@pytest.mark.parametrize("quote", ['"', "'"])
def test_small_letters_within_a_text_are_small_letters(quote: str) -> None:
    spec = charts.line(line({"2024-Q1": 0.1, "2024-Q2": 0.2}), indicator(), LIGHT, LAPTOP)
    note = spec["layout"]["annotations"][-1]
    note["text"] = f"groot<br><span style={quote}font-size:9px;color:#123456{quote}>klein &lt;b&gt;</span>"
    svg = figure_svg(spec, title="t", description="d")
    assert "groot" + "klein <b>" in texts(svg)
    small = next(part for part in tree(svg).iter(f"{SVG}tspan") if part.text == "klein <b>")
    assert (small.get("font-size"), small.get("fill")) == ("9", "#123456")
