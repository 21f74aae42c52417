"""Does everything that is shared of a fixed year stay as it was shown, whoever asks and by whichever way?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from random import Random

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

import results
from data import fixed_years, log
from data.decisions import read_blocks
from data.fixed_years import REOPENING
from data.moving import transfer
from data.removal import remove_person
from data.store import Store, StoreError, open_store
from metrics import CATALOGUE
from metrics.__main__ import main
from metrics.protection import fixing
from metrics.protection.fixing import questions
from metrics.protection.gate import Gate
from metrics.protection.insider import REST
from metrics.viewer import INVENTED, Role, Viewer, looking_as
from pages.parts import export
from pages.parts.figure import Figure
from pages.parts.session import keeping
from results import AccessError, Context, Query, QuestionError, result
from tests.attack import city
from tests.attack.versions import fix, next_delivery
from tests.oracle.worlds import frame_of
from tests.places import fill_empty, new_place
from tests.stocked import stock

YEAR, NEXT = str(city.YEAR), str(city.YEAR + 1)
MET = "kennismaking_binnen_vijf_werkdagen"
KEYS = (MET, "verwijzer", "werkdagen_kloof", "kennismaking_curve", "wachtend", "ervaring", "doorstroom")
NUMBER, LATE = 150, 9
READER = Viewer(frozenset({Role.GEMEENTE}), who="lezer")
PROVIDER = Viewer(frozenset({Role.AANBIEDER}), aanbieder=city.PROVIDERS[4], who="aanbieder")
SAID = f"{YEAR} is vastgesteld op "


@dataclass(frozen=True)
class Fixed:
    """A city of which some figures were fixed, after which rows came late; what was shown before that, per question."""

    place: Path | str
    store: Store
    before: dict[Query, pl.DataFrame]

    def table(self, key: str, per: tuple[str, ...], *where: tuple[str, str]) -> tuple[Query, pl.DataFrame]:
        """A table of the year as it was shown, and its question."""
        query = next(each for each in self.before if each.indicator == key and each.per == per and each.where == where)
        return query, self.before[query]


@pytest.fixture(scope="module")
def fixed(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path | str) -> Iterator[Fixed]:
    place = new_place(tmp_path_factory.mktemp("fixed"), "store.sqlite")
    fill_empty(place, empty_store_file)
    with pytest.MonkeyPatch.context() as patch, looking_as(INVENTED):
        patch.setenv("CIJFERTAFEL_STORE", str(place))
        store = open_store(str(place))
        city.build(store, NUMBER, 5, ("aanmeldingen", "leveringen", "ervaringen"))
        before = {query: result(query).frame for query in every_question()}
        blocks = read_blocks(store)
        fix(store, city.YEAR, KEYS)
        assert read_blocks(store).drop("versie").equals(blocks.drop("versie"))
        random = Random(99)
        next_delivery(
            store, [{**row, "aanmelding": f"late{row['aanmelding']}"} for row in city.aanmeldingen(random, LATE)]
        )
        late = {
            "ervaringen": [{**row, "respondent": f"late{row['respondent']}"} for row in city.ervaringen(random, 8)],
            "leveringen": [{**row, "levering": f"late{row['levering']}"} for row in city.leveringen(random, 8)],
        }
        stock(store, {name: frame_of(name, rows) for name, rows in late.items()}, delivered=city.DELIVERED)
        yield Fixed(place, store, before)


def every_question() -> list[Query]:
    """Every table that is kept of these figures, and the same with each of its dimensions left out."""
    found = questions(results._shared.world().gate, city.YEAR)
    return [query for (key, _), several in found.items() if key in KEYS for query in several]


@pytest.mark.long
class TestAfterLateRows:
    @pytest.fixture(autouse=True)
    def look_there(self, fixed: Fixed, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CIJFERTAFEL_STORE", str(fixed.place))

    def test_every_table_is_what_it_was(self, fixed: Fixed) -> None:
        assert len(fixed.before) > 100
        assert any(frame["afgeschermd"].any() for frame in fixed.before.values())
        for query, frame in fixed.before.items():
            assert result(query).frame.equals(frame), query

    def test_the_rows_did_change(self, fixed: Fixed) -> None:
        query = Query(MET, (YEAR,))
        assert results.unprotected(query).frame["noemer"].item() == result(query).frame["noemer"].item() + LATE

    def test_single_values_are_rows_of_the_split(self, fixed: Fixed) -> None:
        for name in ("team", "wijk", "verwijzer"):
            split = result(Query(MET, (YEAR,), (name,))).frame
            assert split.height > 2
            for row in split.iter_rows(named=True):
                one = result(Query(MET, (YEAR,), (), ((name, row[name]),))).frame
                assert one.select("teller", "noemer", "afgeschermd").row(0) == (
                    row["teller"], row["noemer"], row["afgeschermd"]
                )  # fmt: skip

    def test_a_sum_holds_visible_parts_only(self, fixed: Fixed) -> None:
        track = ("spoor", "aanvullend")
        split = result(Query("verwijzer", (YEAR,), ("aanbieder",), (track,))).frame
        sums: list[float | None] = []
        for pair in combinations(split["aanbieder"].unique().sort(), 2):
            asked = Query("verwijzer", (YEAR,), (), (track, *(("aanbieder", each) for each in pair)))
            for row in result(asked).frame.iter_rows(named=True):
                parts = split.filter(pl.col("aanbieder").is_in(pair), verwijzer=row["verwijzer"])
                hidden = bool(parts["afgeschermd"].any())
                assert (row["teller"], row["afgeschermd"]) == (None if hidden else parts["teller"].sum(), hidden)
                sums.append(row["teller"])
        assert None in sums and any(sums)

    def test_an_earlier_peildatum_computes_nothing_anew(self, fixed: Fixed) -> None:
        last = city.DELIVERED
        for query, frame in list(fixed.before.items())[::20]:
            if query.on is None:
                earlier = Query(query.indicator, query.periods, query.per, query.where, on=last)
                assert result(earlier).frame.equals(frame), query

    def test_an_open_year_stands_beside_it(self, fixed: Fixed) -> None:
        alone, both = result(Query(MET, (YEAR,))).frame, result(Query(MET, (NEXT + "-01", YEAR))).frame
        assert both.tail(1).equals(alone)

    def test_a_reader_after_login_sees_the_same(self, fixed: Fixed) -> None:
        query, shown = fixed.table(MET, ("team", "gebied", "wijk", "ses"), ("lezing", "alle"))
        with looking_as(READER):
            for context in Context:
                assert result(query, context).frame.equals(shown)

    def test_an_aanbieder_sees_its_own_kept_numbers_and_of_the_others_none(self, fixed: Fixed) -> None:
        own = PROVIDER.aanbieder
        split = (("spoor", "aanvullend"),)
        kept = result(Query("verwijzer", (YEAR,), ("aanbieder",), split)).frame.filter(aanbieder=own)
        with looking_as(PROVIDER):
            mine = result(Query("verwijzer", (YEAR,), (), (*split, ("aanbieder", own)))).frame
            assert mine["teller"].to_list() == kept["teller"].to_list()
            for query in (Query("verwijzer", (YEAR,), (), split), Query("doorstroom", (YEAR,))):
                frame = result(query).frame
                assert frame.height and frame["afgeschermd"].all()
                assert frame["teller"].null_count() == frame["noemer"].null_count() == frame.height
            moves = result(Query("doorstroom", (YEAR,))).frame
            assert set(moves["van"]) | set(moves["naar"]) <= {own, REST}
            intern = Viewer(PROVIDER.roles, aanbieder=own, intern=True)
        with looking_as(intern):
            now = result(Query("verwijzer", (YEAR,), (), (*split, ("aanbieder", own))), Context.INTERN).frame
        assert now["teller"].null_count() == 0

    def test_files_sessions_and_the_command_line_say_it(self, fixed: Fixed, capsys: pytest.CaptureFixture[str]) -> None:
        query = Query(MET, (YEAR,))
        answer = result(query)
        number = answer.frame["noemer"].item()
        assert any(text.startswith(SAID) for _, text in export.head(answer))
        assert SAID in export.csv_bytes([answer]).decode("utf-8-sig")
        shown = keeping.shown(Figure("kolommen", query), [answer])
        assert any(text.startswith(SAID) for text in shown.tables[0].definition.caveats)
        assert shown.tables[0].frame["noemer"].to_list() == [number]
        assert main(["show", MET, "--period", YEAR, "--format", "json"]) == 0
        printed = capsys.readouterr()
        assert f'"noemer": {number:.0f}' in printed.out and SAID in printed.err

    def test_what_was_not_kept_is_hidden(self, fixed: Fixed) -> None:
        frame = result(Query("bereik", (YEAR,))).frame
        assert frame.select("teller", "noemer", "afgeschermd").rows() == [(None, None, True)]
        assert result(Query("bereik", (YEAR,), ("team",))).frame.is_empty()

    def test_a_copy_of_the_store_knows_it_too(
        self, fixed: Fixed, tmp_path: Path, empty_store_file: Path | str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        place = new_place(tmp_path, "copy.sqlite")
        fill_empty(place, empty_store_file)
        transfer(fixed.store, open_store(str(place)))
        monkeypatch.setenv("CIJFERTAFEL_STORE", str(place))
        assert [each.jaar for each in results.fixed()] == [city.YEAR]
        query, shown = fixed.table("ervaring", ("team",))
        assert result(query).frame.equals(shown)


class TestFixing:
    """On a store of one family: what counts here is who may, when, and what is said."""

    @pytest.fixture
    def small(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
        def fewer(gate: Gate, year: int) -> dict[tuple[str, str], list[Query]]:
            return questions(replace(gate, catalogue={MET: CATALOGUE[MET]}), year)

        monkeypatch.setattr(fixing, "questions", fewer)
        row = {"aanmelding": "a", "gezin_id": "g", "team": "VO", "aanmelddatum": date(2021, 3, 1)}
        stock(store, {"aanmeldingen": frame_of("aanmeldingen", [row])}, delivered=date(2022, 3, 1))
        return store

    def test_a_year_is_fixed_once_and_reopened(self, small: Store, capsys: pytest.CaptureFixture[str]) -> None:
        version = small.version()
        assert main(["vaststellen", "2021"]) == 0
        assert [(each.jaar, each.peildatum, each.dataversie) for each in results.fixed()] == [
            (2021, date(2022, 3, 1), str(version))
        ]
        assert small.version().wijziging == version.wijziging + 1
        assert main(["vaststellen", "2021"]) == 1
        assert "Opnieuw vaststellen kan niet" in capsys.readouterr().err
        assert main(["heropenen", "2021"]) == 0
        assert REOPENING in capsys.readouterr().out
        assert len(results.fixed()) == 1
        assert main(["heropenen", "2021", "--uitvoeren"]) == 0
        assert results.fixed() == ()
        assert main(["heropenen", "2021", "--uitvoeren"]) == 1
        assert [row["wat"] for row in log.lines(small).to_dicts()] == ["jaar heropend", "jaar vastgesteld"]

    def test_nothing_of_a_person_is_kept_so_a_removal_changes_nothing(self, small: Store) -> None:
        results.fix_year(2021)
        before = result(Query(MET, ("2021",))).frame
        assert remove_person(small, "g", carry_out=True).rows == {"aanmeldingen": 1}
        assert result(Query(MET, ("2021",))).frame.equals(before)

    @pytest.mark.parametrize(
        ("year", "why"), [(2022, "nog niet voorbij"), (2030, "geen gegevens"), (3, "geen gegevens")]
    )
    def test_a_year_that_is_not_over_is_refused(self, small: Store, year: int, why: str) -> None:
        with pytest.raises(QuestionError, match=why):
            results.fix_year(year)

    def test_only_who_may_import_may_fix(self, small: Store) -> None:
        for role in (Role.GEMEENTE, Role.AANBIEDER, Role.BUURTTEAMORGANISATIE, Role.DEELNEMER):
            with looking_as(Viewer(frozenset({role}))):
                for deed in (results.fix_year, results.reopen_year):
                    with pytest.raises(AccessError, match="gegevens inlezen"):
                        deed(2021)
        assert results.fixed() == ()

    def test_data_that_changed_meanwhile_are_not_fixed(self, small: Store) -> None:
        year = fixed_years.FixedYear(2021, datetime.now(UTC), "proef", "een-ander-1", date(2022, 3, 1))
        with pytest.raises(StoreError, match="Intussen"):
            fixed_years.fix(small, year, [])
        assert results.fixed() == ()

    def test_on_the_page_both_deeds_need_a_confirmation(self, small: Store) -> None:
        app = AppTest.from_function(panels, default_timeout=60).run()
        assert not app.exception
        assert app.button(key="vaststellen-ja").disabled
        app.checkbox(key="vaststellen-zeker-2021").check().run()
        app.button(key="vaststellen-ja").click().run()
        assert not app.exception
        assert [each.jaar for each in results.fixed()] == [2021]
        assert any("2021 is vastgesteld op" in said.value for said in app.markdown)
        assert REOPENING in [said.value for said in app.markdown]
        assert app.button(key="heropenen-ja").disabled
        app.checkbox(key="heropenen-zeker-2021").check().run()
        app.button(key="heropenen-ja").click().run()
        assert not app.exception
        assert results.fixed() == ()


def panels() -> None:
    from metrics.viewer import INVENTED, looking_as
    from pages.parts.fixed_panel import fixed_list, fixing_form

    with looking_as(INVENTED):
        fixed_list()
        fixing_form()
