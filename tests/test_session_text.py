"""Which typed text is cleaned, refused, or asked about because it seems to be about one person?"""

from __future__ import annotations

import pytest

from data.session.text import BSN, LONGEST, NAME, SessionError, clean, doubt
from metrics.indicator import Unit
from pages.parts.session.words import number_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  twee   woorden\n op een regel ", "twee woorden op een regel"),
        ("weg\x00\x07ermee\u202e", "wegermee"),
        ("half \ud83d teken", "half teken"),
        ("<b>vet</b> & =1+1", "<b>vet</b> & =1+1"),
        ("e\u0301e\u0301n", "één"),
    ],
)
def test_text_is_kept_as_text_on_one_line(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_text_that_is_too_long_is_refused_with_both_numbers() -> None:
    assert clean("x" * LONGEST["tekst"]) == "x" * LONGEST["tekst"]
    with pytest.raises(SessionError, match=f"281.*{LONGEST['tekst']}"):
        clean("x" * 281)


@pytest.mark.parametrize("text", ["BSN 999900006", "999 900 018", "9999.00.031", "Het is 999900043!"])
def test_what_looks_like_a_bsn_is_doubted(text: str) -> None:
    assert doubt(text) == BSN


@pytest.mark.parametrize("text", ["123456789 dagen", "0612345678", "000000000", "9999000060", "van 10.147 naar 15.737"])
def test_other_numbers_are_not_doubted(text: str) -> None:
    assert doubt(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Kees (12-03-2010) wacht al lang", "Anna de Vries, 3 mei 2009", "Jan Jansen 12/03/10", "geboren op 12-03-2010",
        "Fatima El Idrissi 2011-04-01", "het kind, geb. 1 april 2012",
    ],
)  # fmt: skip
def test_name_with_a_birth_date_is_doubted(text: str) -> None:
    assert doubt(text) == NAME


@pytest.mark.parametrize(
    "text", ["Sinds 1 januari 2022 telt het anders", "Vanaf 1-1-2022 een nieuw systeem", "voor 31-3-2027 af", "Kees"]
)
def test_dates_of_the_system_are_not_doubted(text: str) -> None:
    assert doubt(text) is None


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("37", Unit.SHARE, 0.37), ("37,5%", Unit.SHARE, 0.375), (" 37.5 ", Unit.SHARE, 0.375),
        ("1.250", Unit.CLIENTS, 1250.0), ("€ 1.250.000,50", Unit.EURO, 1250000.5), ("−3", Unit.DRIFT, -0.03),
        ("", Unit.SHARE, None),
    ],
)  # fmt: skip
def test_typed_number_is_read_in_the_unit_of_the_figure(typed: str, unit: Unit, number: float | None) -> None:
    assert number_of(typed, unit) == (None if number is None else pytest.approx(number))


@pytest.mark.parametrize("typed", ["veel", "1,2,3", "12 a 13"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(SessionError, match="geen getal"):
        number_of(typed, Unit.SHARE)
