"""How does a number, date, period or reason read in Dutch?

Every function gives plain text for people. None is `MISSING`: an absent value never reads as zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from metrics.indicator import Unit
from metrics.period import Level, Period

MINUS = "−"
MISSING = "–"
HIDDEN = "afgeschermd"
PROVISIONAL = "voorlopig"
NO_DELIVERY = "geen levering"

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
MONTHS_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")

_REASONS = {
    "geen noemer": "Het aantal waar we tegen afzetten is niet bekend.",
    "niet geregistreerd": "Dit is in deze periode niet geregistreerd.",
    "afgeschermd": "Het gaat om te weinig mensen om te tonen.",
    "te weinig tijd": "Er is nog te weinig tijd voorbij om dit te weten.",
    "kies een wet": "Kies eerst een wet: Jeugdwet of Wmo.",
}
_DIMENSIONS = {
    "gebied": ("gebied", "gebieden"),
    "team": ("team", "teams"),
    "wijk": ("wijk", "wijken"),
    "ses": ("SES-groep", "SES-groepen"),
    "organisatie": ("organisatie", "organisaties"),
    "verwijzer": ("verwijzer", "verwijzers"),
    "aanbieder": ("aanbieder", "aanbieders"),
    "wet": ("wet", "wetten"),
    "zorgvorm": ("zorgvorm", "zorgvormen"),
    "zorgvormgroep": ("groep zorgvormen", "groepen zorgvormen"),
    "leeftijdsgroep": ("leeftijdsgroep", "leeftijdsgroepen"),
    "stelling": ("stelling", "stellingen"),
    "reden": ("reden", "redenen"),
    "voorziening": ("voorziening", "voorzieningen"),
    "route": ("route", "routes"),
    "bedragklasse": ("groep bedragen", "groepen bedragen"),
    "vraag": ("stelling", "stellingen"),
    "aanbeveling": ("aanbeveling", "aanbevelingen"),
    "leefgebied": ("leefgebied", "leefgebieden"),
    "kenmerk": ("kenmerk", "kenmerken"),
    "reden_niet": ("reden", "redenen"),
    "tafel": ("tafel", "tafels"),
    "regio": ("regio", "regio's"),
    "doelgroep": ("doelgroep", "doelgroepen"),
    "soort_verzuim": ("soort verzuim", "soorten verzuim"),
    "been": ("stap", "stappen"),
    "klasse": ("wachttijd", "wachttijden"),
    "van": ("van", "van"),
    "naar": ("naar", "naar"),
}
_KEYS = {
    ("wet", "jw"): "Jeugdwet",
    ("wet", "wmo"): "Wmo",
    ("ses", "laag"): "SES laag",
    ("ses", "midden"): "SES midden",
    ("ses", "hoog"): "SES hoog",
    ("klasse", ">40"): "meer dan 40",
    ("been", "1"): "wacht op kennismaking",
    ("been", "2"): "wacht op start",
    ("verwijzer", "01"): "gemeente",
    ("verwijzer", "02"): "huisarts",
    ("verwijzer", "03"): "jeugdarts",
    ("verwijzer", "04"): "gecertificeerde instelling",
    ("verwijzer", "05"): "medisch specialist",
    ("verwijzer", "06"): "zelf, zonder verwijzer",
    ("verwijzer", "08"): "rechter of officier van justitie",
}


def number(amount: float | None, decimals: int = 0) -> str:
    """`6.457`, `11,3`, `−12`; a value that rounds to zero carries no minus."""
    if amount is None:
        return MISSING
    text = f"{abs(amount):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    is_zero = not text.strip("0.,")
    return MINUS + text if amount < 0 and not is_zero else text


def signed(amount: float | None, decimals: int = 0) -> str:
    """As `number`, with a plus before what is more than zero."""
    text = number(amount, decimals)
    is_zero = not text.strip("0.,")
    return text if amount is None or amount < 0 or is_zero else f"+{text}"


def share(fraction: float | None, decimals: int = 1) -> str:
    """`12,7%` of a fraction 0.127."""
    return MISSING if fraction is None else number(100 * fraction, decimals) + "%"


def drift(fraction: float | None, decimals: int = 1) -> str:
    """`+3,1%` of a fraction 0.031."""
    return MISSING if fraction is None else signed(100 * fraction, decimals) + "%"


def points(fraction: float | None, decimals: int = 1) -> str:
    """`10,5 procentpunt` of a fraction 0.105."""
    return MISSING if fraction is None else f"{number(100 * fraction, decimals)} procentpunt"


def euro(amount: float | None) -> str:
    """`€ 3.214` under a hundred thousand, `€ 412 dzd.` under a million, `€ 48,9 mln.` above."""
    if amount is None:
        return MISSING
    sign = MINUS + " " if round(amount) < 0 else ""
    size = abs(amount)
    if size >= 999_500:
        return f"{sign}€ {number(size / 1e6, 1)} mln."
    if size >= 99_500:
        return f"{sign}€ {number(size / 1e3)} dzd."
    return f"{sign}€ {number(size)}"


def whole_euro(amount: float | None) -> str:
    """`€ 84.492.980`: every euro, where somebody adds up."""
    return MISSING if amount is None else f"{MINUS + ' ' if round(amount) < 0 else ''}€ {number(abs(amount))}"


def millions(amount: float | None) -> str:
    """`48,9` of 48 900 000 euro, for labels under a subtitle that says "in miljoen euro"."""
    return MISSING if amount is None else number(amount / 1e6, 1)


def decimals(unit: Unit, values: Iterable[float | None]) -> int:
    """How many decimals the values of one figure need: shares get one when all stay under 30%."""
    known = [abs(value) for value in values if value is not None]
    match unit:
        case Unit.SHARE:
            return 1 if max(known, default=0) < 0.30 else 0
        case Unit.COUNT | Unit.CLIENTS | Unit.EURO:
            return 0
        case Unit.RATIO:
            return 0
        case Unit.SCORE:
            return 2
        case _:
            return 1


def value(amount: float | None, unit: Unit, places: int | None = None) -> str:
    """A `waarde` with its unit, as in a sentence: `12,7%`, `11,3 werkdagen`, `€ 3.214`."""
    if amount is None:
        return MISSING
    count = decimals(unit, [amount]) if places is None else places
    match unit:
        case Unit.SHARE:
            return share(amount, count)
        case Unit.DRIFT:
            return drift(amount, count)
        case Unit.RATIO:
            return f"{number(100 * amount, count)}%"
        case Unit.PERCENT_POINT:
            return points(amount, count)
        case Unit.EURO:
            return euro(amount)
        case Unit.WORKING_DAYS:
            return _counted(amount, count, "werkdag", "werkdagen")
        case Unit.DAYS:
            return _counted(amount, count, "dag", "dagen")
        case Unit.CLIENTS:
            return _counted(amount, count, "cliënt", "cliënten")
        case _:
            return number(amount, count)


def label(amount: float | None, unit: Unit, places: int | None = None) -> str:
    """A `waarde` as a label in a chart: as `value`, without the word that the subtitle already says."""
    if amount is None:
        return MISSING
    count = decimals(unit, [amount]) if places is None else places
    match unit:
        case Unit.PERCENT_POINT:
            return f"{number(100 * amount, count)} punt"
        case Unit.WORKING_DAYS | Unit.DAYS | Unit.CLIENTS:
            return number(amount, count)
        case _:
            return value(amount, unit, count)


def cell(amount: float | None, unit: Unit, hidden: bool, reason_key: str | None = None) -> str:
    """A cell of a table: the value, `afgeschermd`, or in brackets why there is none."""
    if hidden:
        return HIDDEN
    if amount is None:
        return f"({reason_key})" if reason_key else MISSING
    return value(amount, unit)


def reason(key: str | None) -> str:
    """The sentence for a `waarom_leeg`; without one, that nothing was delivered."""
    return "Er is voor deze keuze niets geleverd." if key is None else _REASONS.get(key, key)


def day(when: date | None) -> str:
    """`30 september 2026`."""
    return MISSING if when is None else f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def day_short(when: date | None) -> str:
    """`30-9-2026`."""
    return MISSING if when is None else f"{when.day}-{when.month}-{when.year}"


def period(text: str) -> str:
    """`3e kwartaal 2026`, `juli 2026`, `1e halfjaar 2026`, `2026`; a date (who waits now) as a day."""
    if len(text) == len("2026-09-30"):
        return day(date.fromisoformat(text))
    parsed = Period.parse(text)
    match parsed.level:
        case Level.YEAR:
            return str(parsed.year)
        case Level.HALF:
            return f"{str(parsed)[-1]}e halfjaar {parsed.year}"
        case Level.QUARTER:
            return f"{str(parsed)[-1]}e kwartaal {parsed.year}"
        case _:
            return f"{MONTHS[parsed.first_month - 1]} {parsed.year}"


def in_period(text: str) -> str:
    """With its preposition: `in het 3e kwartaal 2026`, `in juli 2026`, `op 30 september 2026`."""
    if len(text) == len("2026-09-30"):
        return f"op {period(text)}"
    has_article = Period.parse(text).level in (Level.HALF, Level.QUARTER)
    return f"in {'het ' if has_article else ''}{period(text)}"


def since_january(text: str) -> str:
    """What is added up from January to the end of a period: `januari tot en met september 2026`; a year is itself."""
    if len(text) == len("2026-09-30"):
        return in_period(text)
    whole = Period.parse(text)
    if whole.level is Level.YEAR or whole.end.month == 1:
        return in_period(text)
    return f"januari tot en met {period(str(Period.containing(whole.end, Level.MONTH)))}"


def period_span(periods: Sequence[str]) -> str:
    """The first and last of some periods: `1e kwartaal 2024 tot en met 3e kwartaal 2026`."""
    if not periods:
        return "geen periode"
    first, last = period(periods[0]), period(periods[-1])
    return first if first == last else f"{first} tot en met {last}"


def period_range(periods: Sequence[str]) -> str:
    """The periods of a line, short: `per kwartaal, 2021–2026`; one period in full."""
    if len(periods) < 2 or len(periods[0]) == len("2026-09-30"):
        return period_span(periods)
    first, last = periods[0][:4], periods[-1][:4]
    return f"per {period_level(periods[0])}, {first if first == last else f'{first}–{last}'}"


def period_level(text: str, *, plural: bool = False) -> str:
    """What the periods of a line are: `jaar`, `halfjaar`, `kwartaal`, `maand`."""
    names = {
        Level.YEAR: ("jaar", "jaren"),
        Level.HALF: ("halfjaar", "halfjaren"),
        Level.QUARTER: ("kwartaal", "kwartalen"),
        Level.MONTH: ("maand", "maanden"),
    }
    return names[Period.parse(text).level][plural]


def dimension(name: str, *, plural: bool = False) -> str:
    """The word for a dimension: `aanbieder`, `SES-groep`."""
    return _DIMENSIONS.get(name, (name, name))[plural]


def option(dimension_name: str, key: str) -> str:
    """The word for a value of a dimension that has no name column: `SES laag`, `Jeugdwet`, `huisarts`."""
    if dimension_name == "leeftijdsgroep" and key[:1].isdigit():
        return f"{key.replace('-', '–')} jaar"
    if dimension_name == "klasse" and key[:1].isdigit():
        return key.replace("-", "–")
    return _KEYS.get((dimension_name, key), key)


def together(words: Sequence[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}" if words else ""


def _counted(amount: float, places: int, one: str, more: str) -> str:
    text = number(amount, places)
    return f"{text} {one if text == '1' else more}"
