"""Which account has which role? Read from a file that a functional administrator can check line by line.

A rule names a claim of the identity provider, the value it must have, and the role that this gives. Without a rule
that fits, an account has no role. The file is `toegang.toml`; docs/toegang.md explains it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.settings import SettingsError

VARIABLE = "CIJFERTAFEL_TOEGANG"
DEFAULT = Path(__file__).resolve().parent / "toegang.toml"
AANBIEDER, BUURTTEAM = "aanbieder", "buurtteamorganisatie"
ROLES = ("gemeente", BUURTTEAM, AANBIEDER, "beheerder")
"""A deelnemer is no role of an account: whoever has the link of a session has that session."""
ONLY_SESSION, SHARED = "sessie", "gedeeld"


@dataclass(frozen=True)
class Rule:
    """`claim` holds `waarde`, then the account has `rol`, for the rows of these keys.

    `aanbieder_claim`: the claim that holds the code of the aanbieder, when one rule serves all of them. `intern`:
    whether small numbers of the own rows may be seen.
    """

    claim: str
    waarde: str
    rol: str
    organisatie: str = ""
    teams: tuple[str, ...] = ()
    aanbieder: str = ""
    aanbieder_claim: str = ""
    intern: bool = False


@dataclass(frozen=True)
class Access:
    """`wie`: the claim by which the log knows an account. `aanmelding_uren`: how long a login holds.

    `zonder_aanmelding`: what others than this machine get of real data when no login is configured: `sessie` (only
    a session, by its link) or `gedeeld` (the shared figures too).
    """

    rollen: tuple[Rule, ...] = ()
    wie: str = "email"
    aanmelding_uren: int = 12
    zonder_aanmelding: str = ONLY_SESSION
    bewaar_logboek_dagen: int = 400


@dataclass(frozen=True)
class Grant:
    """What the rules give one account. `problem` is a Dutch sentence when they contradict each other."""

    rollen: frozenset[str] = frozenset()
    organisatie: str = ""
    teams: frozenset[str] = frozenset()
    aanbieder: str = ""
    intern: bool = False
    problem: str = ""


def load_access() -> Access:
    """The rules from the file that CIJFERTAFEL_TOEGANG names, else from data/toegang.toml; none without a file."""
    named = os.environ.get(VARIABLE, "").strip()
    path = Path(named or DEFAULT)
    if not named and not path.exists():
        return Access()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise SettingsError(f"De toegang {path} is niet te lezen. Controleer {VARIABLE}.") from error


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> Access:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"De toegang {path} is geen geldig TOML-bestand: {error}.") from error
    rules = content.pop("rol", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise SettingsError(f"De rollen in {path} hebben niet de goede vorm: begin elke rol met [[rol]].")
    values = _checked(Access, content, f"{path}")
    access = Access(rollen=tuple(_rule(rule, place, path) for place, rule in enumerate(rules, start=1)), **values)
    if access.zonder_aanmelding not in (ONLY_SESSION, SHARED):
        raise SettingsError(f"zonder_aanmelding in {path} is '{ONLY_SESSION}' of '{SHARED}'.")
    return access


def _rule(content: dict[str, Any], place: int, path: Path) -> Rule:
    where = f"rol {place} in {path}"
    if missing := [name for name in ("claim", "waarde", "rol") if not str(content.get(name, "")).strip()]:
        raise SettingsError(f"In {where} ontbreekt: {', '.join(missing)}.")
    rule = Rule(**_checked(Rule, content, where))
    if rule.rol not in ROLES:
        raise SettingsError(f"Onbekende rol '{rule.rol}' in {where}. Kies uit: {', '.join(ROLES)}.")
    if rule.rol == AANBIEDER and bool(rule.aanbieder) == bool(rule.aanbieder_claim):
        raise SettingsError(f"Zeg in {where} welke aanbieder het is: met aanbieder, of met aanbieder_claim.")
    if rule.rol == BUURTTEAM and not rule.organisatie and not rule.teams:
        raise SettingsError(f"Zeg in {where} welke organisatie of welke teams het zijn.")
    return rule


def _checked(kind: type, content: Mapping[str, Any], where: str) -> dict[str, Any]:
    """The content, when every name is known and every value has the kind of its default."""
    known = {item.name: item for item in fields(kind) if item.name != "rollen"}
    if unknown := sorted(set(content) - set(known)):
        raise SettingsError(f"Onbekende namen in {where}: {', '.join(unknown)}. Kies uit: {', '.join(known)}.")
    values: dict[str, Any] = {}
    for name, value in content.items():
        default = known[name].default
        if isinstance(default, tuple) and isinstance(value, list) and all(isinstance(item, str) for item in value):
            values[name] = tuple(value)
        elif type(value) is (type(default) if isinstance(default, bool | int) else str):
            values[name] = value
        else:
            raise SettingsError(f"{name} in {where} heeft niet de goede vorm.")
    return values


def granted(access: Access, claims: Mapping[str, Any]) -> Grant:
    """What an account with these claims may be. Two aanbieders or organisations at once: neither."""
    rules = [rule for rule in access.rollen if rule.waarde in values_of(claims, rule.claim)]
    roles = {rule.rol for rule in rules}
    codes = {code for rule in rules if rule.rol == AANBIEDER for code in _codes(rule, claims)}
    organisations = {rule.organisatie for rule in rules if rule.organisatie}
    problem = ""
    if AANBIEDER in roles and len(codes) != 1:
        roles.discard(AANBIEDER)
        problem = "Uw account noemt geen aanbieder." if not codes else "Uw account hoort bij meer dan één aanbieder."
    if BUURTTEAM in roles and len(organisations) > 1:
        roles.discard(BUURTTEAM)
        problem = "Uw account hoort bij meer dan één organisatie."
    return Grant(
        rollen=frozenset(roles),
        organisatie=next(iter(organisations)) if BUURTTEAM in roles and organisations else "",
        teams=frozenset(team for rule in rules if rule.rol == BUURTTEAM for team in rule.teams if BUURTTEAM in roles),
        aanbieder=next(iter(codes)) if AANBIEDER in roles else "",
        intern=any(rule.intern for rule in rules if rule.rol in roles),
        problem=problem,
    )


def known_rows(access: Access) -> list[dict[str, frozenset[str]]]:
    """Whose rows somebody with a role knows: the organisatie and the teams of each rule."""
    found: list[dict[str, frozenset[str]]] = []
    for rule in access.rollen:
        rows = {"organisatie": frozenset({rule.organisatie} - {""}), "team": frozenset(rule.teams)}
        known = {name: keys for name, keys in rows.items() if keys}
        if rule.rol == BUURTTEAM and known and known not in found:
            found.append(known)
    return found


def _codes(rule: Rule, claims: Mapping[str, Any]) -> Iterable[str]:
    return {rule.aanbieder} if rule.aanbieder else values_of(claims, rule.aanbieder_claim) - {""}


def values_of(claims: Mapping[str, Any], name: str) -> frozenset[str]:
    """The values of a claim as text. A name with dots that is no claim itself is a path into one."""
    found: Any = claims.get(name)
    if found is None:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str | int | bool):
        return frozenset({str(found)})
    if isinstance(found, list | tuple):
        return frozenset(str(item) for item in found if isinstance(item, str | int))
    return frozenset()
