"""With which words do files of CBS StatLine say subject, region, period and "not known"?

Column names of OData version 3 end in a number that differs per table, so subjects are known by what stands before
it. Version 4 has codes that stay. Labels on the screen are paths: `Bevolking/Aantal inwoners (aantal)`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

INHABITANTS, FAMILIES = "inwoners", "gezinnen"
"""Subjects that are a doelgroep of populatie, and so a noemer."""


@dataclass(frozen=True)
class Topic:
    """A subject: its own name, its unit, and how each kind of file writes it (in small letters)."""

    name: str
    unit: str
    stem: str
    label: str
    code: str = ""
    whole: bool = False
    """The stem needs its number: other columns have the same words."""


TOPICS = (
    Topic(INHABITANTS, "aantal", "aantalinwoners", r"aantal inwoners", "t001036"),
    Topic(FAMILIES, "aantal", "huishoudensmetkinderen", r"huishoudens met kinderen", "1016030"),
    Topic("inwoners 0 tot 15 jaar", "aantal", "k_0tot15jaar", r"0 tot 15 jaar"),
    Topic("jeugdhulp", "procent", "jongerenmetjeugdhulpinnatura", r"jongeren met jeugdhulp( in natura)?"),
    Topic(
        "jeugdzorg", "procent", "percentagejongerenmetjeugdzorg", r"percentage jongeren met jeugdzorg( in natura)?"
    ),
    Topic("ses-woa", "score", "gemiddeldescore_29", r"ses-woa/totaalscore/gemiddelde score", whole=True),
)  # fmt: skip

YEAR_OF_TABLE = {
    "82339NED": 2013, "82931NED": 2014, "83220NED": 2015, "83487NED": 2016, "83765NED": 2017, "84286NED": 2018,
    "84583NED": 2019, "84799NED": 2020, "85039NED": 2021, "85318NED": 2022, "85618NED": 2023, "85984NED": 2024,
    "86165NED": 2025,
}  # fmt: skip
"""Kerncijfers wijken en buurten: a table per year, which does not say its year itself."""

UNITS = {"%": "procent", "procent": "procent", "aantal": "aantal", "getal": "score", "x 1": "aantal"}
MISSING = (".", "x", "-", "–", "")
"""CBS: not known, secret, or not there. None of them is a nought."""

_UNIT = re.compile(r"\s*\(([^()]*)\)\s*$")
_CODE = re.compile(r"^(NL\d{2}|GM\d{4}|WK\d{6}|BU[0-9A-Z]{8})$")
_OTHER_REGION = re.compile(r"^(PV|LD|CR|AM|GA|RE|ZK|JZ|VR|GG|PO|NP)\d+$|\((PV|LD|CR|COROP|AM|GA|JZ|ZK|VR)\)$")
_PERIOD = re.compile(r"^(\d{4})(?:JJ00|KW0([1-4])|MM(0[1-9]|1[0-2])|\s+([1-4])e kwartaal)?\s*(\*{0,2})$")


def topic_of(written: str) -> tuple[Topic, str | None] | None:
    """The subject that a column name, code or label names, and its unit when it says one."""
    text = written.strip().lower()
    unit = None
    if found := _UNIT.search(text):
        unit = UNITS.get(found[1].strip())
        text = text[: found.start()]
    stem = re.sub(r"_\d+$", "", text)
    for topic in TOPICS:
        named = text == topic.stem or (not topic.whole and stem == topic.stem)
        labelled = re.search(rf"(^|/){topic.label}$", text) is not None
        coded = bool(topic.code) and text in (topic.code, f"{topic.code}_1", f"{topic.code}_2")
        if (named or labelled or coded) and unit in (None, topic.unit):
            return topic, unit
    return None


def is_topic(text: str) -> bool:
    return topic_of(text) is not None


def is_unit(text: str) -> bool:
    return text.strip().lower().strip("()") in UNITS


def is_period(text: str) -> bool:
    return _PERIOD.match(text.strip()) is not None


def period_of(text: str) -> tuple[str, str | None] | None:
    """The period in our own form, and what its stars say; None when it is not one that we know."""
    found = _PERIOD.match(text.strip())
    if found is None:
        return None
    year, quarter, month, worded, stars = found.groups()
    part = quarter or worded
    own = f"{year}-Q{part}" if part else f"{year}-{month}" if month else year
    return own, {"*": "voorlopig", "**": "nader voorlopig"}.get(stars)


def is_coded_period(text: str) -> bool:
    """Whether a period is a code: then its lack of stars says nothing."""
    return re.match(r"^\d{4}(JJ|KW|MM)\d{2}", text.strip()) is not None


def is_region(text: str) -> bool:
    return region_code(text) is not None or is_other_region(text) or text.strip() == "Nederland"


def region_code(text: str) -> str | None:
    """`NL`, `GM0344`, `WK034401` or `BU03440111`; None when the text is no such code."""
    code = text.strip().upper()
    return None if _CODE.match(code) is None else "NL" if code.startswith("NL") else code


def is_other_region(text: str) -> bool:
    """A province or another region that is not kept."""
    return _OTHER_REGION.search(text.strip()) is not None


def number_of(text: str) -> float | None:
    """The number in a cell, with a decimal comma or point, thousands by blanks at most; ValueError when it is none."""
    bare = re.sub(r"\s", "", text).rstrip("*")
    if bare.lower() in MISSING:
        return None
    if not re.fullmatch(r"[-−+]?\d+([.,]\d+)?(e-?\d+)?", bare, re.IGNORECASE):
        raise ValueError(text)
    return float(bare.replace(",", ".").replace("−", "-"))
