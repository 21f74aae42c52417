"""Which text may be kept: cleaned, not too long, and does it look as if it is about one person?

Every text that somebody types passes here once, so that no output has to clean it again.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = {"titel": 80, "partij": 40, "bijschrift": 160, "vraag": 120, "rol": 40, "tekst": 280}
BSN = "Dit lijkt op een burgerservicenummer. Haal het weg: in een sessie staat niets over één persoon."
NAME = "Dit lijkt op een naam met een geboortedatum. Haal het weg: in een sessie staat niets over één persoon."

_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_YEAR = r"(?:19|20)\d{2}"
_DATE = (
    rf"(?:\d{{1,2}}[-/. ]\d{{1,2}}[-/. ](?:{_YEAR}|\d{{2}})|\d{{1,2}} (?:{_MONTHS}) {_YEAR}|{_YEAR}-\d{{2}}-\d{{2}})"
)
_DIGITS = re.compile(r"(?<!\d)\d(?:[ .-]?\d){8}(?!\d)")
_BORN = re.compile(rf"\b(?:geb\.?|geboren|geboortedatum)\b.{{0,20}}?{_DATE}", re.IGNORECASE | re.DOTALL)
_WORD = r"[A-ZÀ-Þ][a-zà-ÿ'’]+"
_NAME_AND_DATE = re.compile(rf"\b({_WORD})(?:[ -](?:[a-z]{{1,4}}[ -]){{0,2}}({_WORD}))?[\s,(:;*°]{{1,4}}{_DATE}")
_NO_NAMES = {
    "Sinds", "Vanaf", "Op", "Per", "Voor", "Na", "Tot", "Rond", "In", "Met", "Van", "De", "Het", "Pas", "Tussen",
    "Uiterlijk", "Datum", "Peildatum", "Levering", "Ingang", "Begin", "Eind", "Maandag", "Dinsdag", "Woensdag",
    "Donderdag", "Vrijdag", "Zaterdag", "Zondag",
}  # fmt: skip


class SessionError(Exception):
    """What was asked of a session cannot be done; the text says why and what to do, in Dutch."""


class DoubtfulText(SessionError):
    """The text looks as if it is about one person; it is kept only when somebody says that it is not."""


def clean(text: str, kind: str = "tekst") -> str:
    """The text without control characters, lone surrogates and double spaces; SessionError when it is too long."""
    joined = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode("utf-8"))
    kept = "".join(" " if sign.isspace() else sign for sign in joined if _is_visible(sign))
    cleaned = " ".join(kept.split())
    if len(cleaned) > LONGEST[kind]:
        raise SessionError(f"Deze tekst heeft {len(cleaned)} tekens. Maak er hooguit {LONGEST[kind]} van.")
    return cleaned


def doubt(text: str) -> str | None:
    """Why the text seems to be about one person; None when it does not."""
    if any(_is_bsn(re.sub(r"\D", "", match.group())) for match in _DIGITS.finditer(text)):
        return BSN
    if _BORN.search(text):
        return NAME
    for match in _NAME_AND_DATE.finditer(text):
        if match.group(2) or match.group(1) not in _NO_NAMES:
            return NAME
    return None


def _is_visible(sign: str) -> bool:
    # Cc control, Cf direction marks and invisible joiners, Cs surrogates, Co private use.
    return sign.isspace() or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _is_bsn(digits: str) -> bool:
    """The eleven test of a BSN."""
    numbers = [int(digit) for digit in digits]
    total = sum(weight * number for weight, number in zip(range(9, 1, -1), numbers, strict=False)) - numbers[8]
    return any(numbers) and total % 11 == 0
