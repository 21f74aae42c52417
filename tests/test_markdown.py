"""Does a text reach the screen as that text, and an amount in one piece?"""

from __future__ import annotations

import pytest

from pages.parts.markdown import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("lagere prijs − € 690 dzd., dus", "lagere prijs −_€_690_dzd., dus"),
        ("van € 24,0–24,3 mln. en", "van €_24,0–24,3_mln. en"),
        ("€ 5 is niet € veel", "€_5 is niet € veel"),
        ("Het scheelt − 5 gezinnen", "Het scheelt − 5 gezinnen"),
    ],
)
def test_amount_stays_on_one_line(text: str, shown: str) -> None:
    assert plain(text) == shown.replace("_", "\N{NO-BREAK SPACE}")


def test_marks_and_lines_of_a_text_are_harmless() -> None:
    assert plain("*a*\n# $1 [b](c)") == r"\*a\* \# \$1 \[b\]\(c\)"
