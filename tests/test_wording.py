"""Do numbers, dates and periods read as Dutch people write them?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.indicator import Unit
from pages.parts import wording


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (wording.number(6457), "6.457"),
        (wording.number(1234567.89, 1), "1.234.567,9"),
        (wording.number(-12), "−12"),
        (wording.number(-0.04, 1), "0,0"),
        (wording.number(None), "–"),
        (wording.share(0.127), "12,7%"),
        (wording.share(0.384, 0), "38%"),
        (wording.drift(0.031), "+3,1%"),
        (wording.drift(-0.068), "−6,8%"),
        (wording.drift(0.0001), "0,0%"),
        (wording.points(0.105), "10,5 procentpunt"),
        (wording.euro(48_912_345), "€ 48,9 mln."),
        (wording.euro(412_400), "€ 412 dzd."),
        (wording.euro(3214), "€ 3.214"),
        (wording.euro(999_900), "€ 1,0 mln."),
        (wording.euro(-1_200_000), "− € 1,2 mln."),
        (wording.whole_euro(84_492_979.7), "€ 84.492.980"),
        (wording.whole_euro(-83_268.09), "− € 83.268"),
        (wording.whole_euro(-0.3), "€ 0"),
        (wording.value(11.26, Unit.WORKING_DAYS), "11,3 werkdagen"),
        (wording.value(1.0, Unit.DAYS, 0), "1 dag"),
        (wording.value(1.15, Unit.RATIO), "115%"),
        (wording.value(312.4, Unit.CLIENTS), "312 cliënten"),
        (wording.label(0.105, Unit.PERCENT_POINT), "10,5 punt"),
        (wording.cell(None, Unit.SHARE, True, "afgeschermd"), "afgeschermd"),
        (wording.cell(None, Unit.SHARE, False, "geen noemer"), "(geen noemer)"),
        (wording.cell(0.0, Unit.COUNT, False), "0"),
        (wording.day(date(2026, 9, 30)), "30 september 2026"),
        (wording.day_short(date(2022, 1, 1)), "1-1-2022"),
        (wording.period("2026-Q3"), "3e kwartaal 2026"),
        (wording.period("2026-07"), "juli 2026"),
        (wording.period("2026-H1"), "1e halfjaar 2026"),
        (wording.period("2026"), "2026"),
        (wording.period("2026-09-30"), "30 september 2026"),
        (wording.in_period("2026-Q3"), "in het 3e kwartaal 2026"),
        (wording.in_period("2026-07"), "in juli 2026"),
        (wording.in_period("2026-09-30"), "op 30 september 2026"),
        (wording.period_span(["2026-07", "2026-08", "2026-09"]), "juli 2026 tot en met september 2026"),
        (wording.period_range(["2021-Q1", "2026-Q3"]), "per kwartaal, 2021–2026"),
        (wording.period_range(["2026-07", "2026-08"]), "per maand, 2026"),
        (wording.period_range(["2026-Q3"]), "3e kwartaal 2026"),
        (wording.option("ses", "laag"), "SES laag"),
        (wording.option("leeftijdsgroep", "12-17"), "12–17 jaar"),
        (wording.option("klasse", ">40"), "meer dan 40"),
        (wording.option("aanbieder", "12345678"), "12345678"),
        (wording.together(["a", "b", "c"]), "a, b en c"),
    ],
)
def test_reads_as_dutch(written: str, expected: str) -> None:
    assert written == expected


@settings(deadline=None)
@given(st.floats(-1e12, 1e12), st.integers(0, 3))
def test_a_written_number_reads_back_as_the_number(amount: float, places: int) -> None:
    text = wording.number(amount, places)
    read = float(text.replace(".", "").replace(",", ".").replace("−", "-"))
    assert read == pytest.approx(amount, abs=0.5001 * 10**-places, rel=1e-9)


@settings(deadline=None)
@given(st.floats(-1, 1))
def test_a_drift_always_shows_on_which_side_of_zero_it_is(drift: float) -> None:
    text = wording.drift(drift)
    assert text[0] == {True: "+", False: "−"}[drift > 0] or text == "0,0%"


def test_every_reason_is_a_sentence_that_ends() -> None:
    reasons = ["geen noemer", "niet geregistreerd", "afgeschermd", "te weinig tijd", "kies een wet", None]
    assert all(wording.reason(reason).endswith(".") for reason in reasons)
