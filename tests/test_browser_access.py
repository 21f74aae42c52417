"""What does each role get in a real browser, after a real login, also by addresses that it was never given?"""

# ruff: noqa: F811  (fixtures come in by import)

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from data import log
from metrics.viewer import Right
from pages.parts.entrance import NEEDS
from pages.parts.shell import PAGES
from tests.login_room import OWN, WAIT, Place, browser, menu, names_in, opened, place, screen, sign_in  # noqa: F401
from tests.test_browser import SHEETS

pytestmark = [pytest.mark.long, pytest.mark.browser]

FIGURES = [name for name in PAGES if name not in ("sessie", "gegevens", "definities", "handleiding")]
expect.set_options(timeout=WAIT)


def test_who_is_not_signed_in_sees_no_page_and_no_number(screen: Page, place: Place) -> None:
    for name in PAGES:
        text = opened(screen, place, name)
        assert "Meld u aan" in text
        assert "js-plotly-plot" not in text
    assert not menu(screen)
    assert "Meld u aan" in opened(screen, place, f"sessie?s={place.sessie}&scherm=vol")


def test_a_participant_has_the_session_of_the_link_and_nothing_else(screen: Page, place: Place) -> None:
    assert "Voor wie spreekt u?" in opened(screen, place, f"deelnemen?s={place.sessie}")
    assert "Sessie over wachten" not in opened(screen, place, "deelnemen?s=bestaatniet")
    for address in (f"bereik?s={place.sessie}", f"sessie?s={place.sessie}", f"gegevens?s={place.sessie}"):
        text = opened(screen, place, address)
        assert "Meld u aan" in text and "js-plotly-plot" not in text


def test_an_account_without_a_role_is_told_so(screen: Page, place: Place) -> None:
    sign_in(screen, place, "nora")
    for name in ("overzicht", "bereik", "gegevens", "definities"):
        text = opened(screen, place, name)
        assert "Uw account heeft hier geen rol." in text
        assert "js-plotly-plot" not in text


@pytest.mark.parametrize("account", ["gemma", "lotte"])
def test_gemeente_and_buurtteams_have_figures_and_sessions(screen: Page, place: Place, account: str) -> None:
    sign_in(screen, place, account)
    assert menu(screen) == set(PAGES.values()) - {"Gegevens"}
    assert names_in(opened(screen, place, "doorstroom"), place.others)
    assert "Sessie over wachten" in opened(screen, place, "sessie")
    assert "U mag hier niet gegevens inlezen en beheren." in opened(screen, place, "gegevens?gegevens_blad=Logboek")


def test_small_own_numbers_are_a_choice_of_whoever_may_see_them(screen: Page, place: Place) -> None:
    sign_in(screen, place, "gemma")
    screen.get_by_role("button", name="Gemeente").click()
    expect(screen.get_by_text("Aangemeld als gemma@gemeente.example")).to_be_visible()
    assert not screen.get_by_text("Toon kleine aantallen").count()
    screen.get_by_role("button", name="Afmelden").click()
    screen.get_by_role("button", name="Aanmelden").wait_for()
    sign_in(screen, place, "lotte")
    screen.get_by_role("button", name="Buurtteamorganisatie").click()
    screen.get_by_text("Toon kleine aantallen van eigen rijen").click()
    expect(screen.get_by_text("Intern, niet delen").first).to_be_visible()


def test_an_aanbieder_finds_no_other_aanbieder_on_any_page(screen: Page, place: Place) -> None:
    sign_in(screen, place, "aafke")
    assert menu(screen) == set(PAGES.values()) - {"Gegevens", "Sessie"}
    rest = False
    for name in FIGURES:
        for sheet in ("", *SHEETS.get(name, ())):
            text = opened(screen, place, f"{name}?{name}_blad={sheet}" if sheet else name)
            assert not names_in(text, place.others), (name, sheet)
            rest = rest or "overige aanbieders" in text
    assert rest


def test_an_aanbieder_gets_no_further_by_addresses(screen: Page, place: Place) -> None:
    sign_in(screen, place, "aafke")
    other = next(word for word in place.others if not word.isdecimal())
    for address in (
        f"budget?aanbieder={other}", f"wachttijden?aanbieder={other}", f"doorstroom?aanbieder={other}",
        f"budget?budget_blad=Herkomst&aanbieder={other}", "budget?budget_blad=Wat%20als",
    ):  # fmt: skip
        text = opened(screen, place, address).replace(screen.url, "")
        assert not names_in(text, place.others), address
    for address in ("sessie", f"sessie?s={place.sessie}", f"sessie?s={place.sessie}&scherm=vol",
                    f"sessie?s={place.sessie}&rol=notulist"):  # fmt: skip
        text = opened(screen, place, address)
        assert "Sessie over wachten" not in text
        assert "U mag hier niet sessies voorbereiden en presenteren." in text
    assert "U mag hier niet gegevens inlezen en beheren." in opened(screen, place, "gegevens")


@pytest.mark.parametrize("kind", ["Excel", "CSV"])
def test_a_file_of_an_aanbieder_holds_its_own_rows_and_the_rest(
    screen: Page, place: Place, kind: str, tmp_path: Path
) -> None:
    sign_in(screen, place, "aafke")
    opened(screen, place, "doorstroom?doorstroom_blad=In%20en%20uit")
    screen.locator(".st-key-voet-in_zorg").get_by_role("button", name="Tabel").click()
    with screen.expect_download() as waiting:
        screen.get_by_role("button", name=kind, exact=True).first.click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    text = " ".join(_cells(path))
    assert OWN in text and "overige aanbieders" in text
    assert not names_in(text, place.others)


def _cells(path: Path) -> list[str]:
    if path.suffix == ".csv":
        return [path.read_text("utf-8-sig")]
    book = openpyxl.load_workbook(path)
    return [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_a_beheerder_manages_data_and_reads_the_log_but_sees_no_figures(screen: Page, place: Place) -> None:
    sign_in(screen, place, "bram")
    assert menu(screen) == {PAGES[name] for name in PAGES if NEEDS[name] in (Right.ADMIN, Right.DEFINITIONS)}
    for name in FIGURES:
        text = opened(screen, place, name)
        assert "U mag hier niet de cijfers bekijken." in text and "js-plotly-plot" not in text
    text = opened(screen, place, "gegevens?gegevens_blad=Logboek")
    assert "bram@gemeente.example" in text and "aangemeld" in text
    assert screen.get_by_text("Deze pagina bestaat niet").count() == 0


def test_a_login_ends_after_the_hours_of_the_configuration(screen: Page, place: Place) -> None:
    place.provider.issued_at = -13 * 3600
    try:
        sign_in(screen, place, "gemma")
        assert "Meld u aan" in opened(screen, place, "bereik")
    finally:
        place.provider.issued_at = 0


def test_the_provider_was_asked_as_it_should_be_and_the_log_knows_who_looked(screen: Page, place: Place) -> None:
    sign_in(screen, place, "aafke")
    opened(screen, place, "bereik")
    opened(screen, place, "gegevens")
    assert not place.provider.refused
    for _ in range(100):
        found = log.lines(place.store, who="aafke")
        if {"aangemeld", "bekeken", "geweigerd"} <= set(found["wat"]):
            break
        time.sleep(0.2)
    assert {"aangemeld", "bekeken", "geweigerd"} <= set(found["wat"])
    assert set(found["rol"]) == {"aanbieder"}
    looked = found.filter(wat="bekeken")
    assert looked["onderwerp"].str.starts_with("bereik").any()
