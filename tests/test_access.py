"""Which role do claims give, and what does a role give?"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import results
from data.access import Access, Grant, granted, load_access, values_of
from data.settings import SettingsError
from data.store import Store
from metrics.viewer import INVENTED, NOBODY, RIGHTS, AccessError, Right, Role, Viewer, current, looking_as
from metrics.whatif.levers import Levers
from pages.parts.entrance import NEEDS, allowed
from pages.parts.shell import PAGES
from results import Context, Query
from tests.city_of_providers import build

RULES = """
wie = "preferred_username"
aanmelding_uren = 8

[[rol]]
claim = "groups"
waarde = "cijfers-gemeente"
rol = "gemeente"

[[rol]]
claim = "groups"
waarde = "cijfers-lokalis"
rol = "buurtteamorganisatie"
organisatie = "Lokalis"
intern = true

[[rol]]
claim = "realm_access.roles"
waarde = "zorgaanbieder"
rol = "aanbieder"
aanbieder_claim = "agb"

[[rol]]
claim = "email"
waarde = "beheer@voorbeeld.nl"
rol = "beheerder"
"""


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Access:
    return read(RULES, tmp_path, monkeypatch)


def read(text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Access:
    path = folder / "toegang.toml"
    path.write_text(text, "utf-8")
    monkeypatch.setenv("CIJFERTAFEL_TOEGANG", str(path))
    return load_access()


def test_without_a_file_nobody_has_a_role() -> None:
    access = load_access()
    assert access == Access()
    assert granted(access, {"groups": ["cijfers-gemeente"], "email": "beheer@voorbeeld.nl"}) == Grant()


@pytest.mark.parametrize(
    ("claims", "roles", "whose"),
    [
        ({}, set(), ("", "")),
        ({"groups": "cijfers-gemeente"}, {"gemeente"}, ("", "")),
        ({"groups": ["x", "cijfers-lokalis"]}, {"buurtteamorganisatie"}, ("Lokalis", "")),
        ({"groups": ["cijfers-gemeente"], "email": "beheer@voorbeeld.nl"}, {"gemeente", "beheerder"}, ("", "")),
        ({"realm_access": {"roles": ["zorgaanbieder"]}, "agb": "12345678"}, {"aanbieder"}, ("", "12345678")),
        ({"realm_access": {"roles": ["zorgaanbieder"]}, "agb": 12345678}, {"aanbieder"}, ("", "12345678")),
        ({"realm_access": {"roles": ["zorgaanbieder"]}}, set(), ("", "")),
        ({"realm_access": {"roles": ["zorgaanbieder"]}, "agb": ["1", "2"]}, set(), ("", "")),
        ({"realm_access": "zorgaanbieder", "agb": "1"}, set(), ("", "")),
        ({"groups": ["Cijfers-Gemeente", "cijfers-gemeente "]}, set(), ("", "")),
        ({"groups": {"cijfers-gemeente": True}}, set(), ("", "")),
        ({"groups": None, "email": True}, set(), ("", "")),
    ],
)  # fmt: skip
def test_a_role_comes_from_exactly_the_value_of_a_claim(
    rules: Access, claims: dict[str, object], roles: set[str], whose: tuple[str, str]
) -> None:
    found = granted(rules, claims)
    assert set(found.rollen) == roles
    assert (found.organisatie, found.aanbieder) == whose


def test_contradicting_claims_give_no_role_and_a_sentence(rules: Access) -> None:
    two = granted(rules, {"realm_access": {"roles": ["zorgaanbieder"]}, "agb": ["1", "2"]})
    assert two.problem == "Uw account hoort bij meer dan één aanbieder."
    assert granted(rules, {"realm_access": {"roles": ["zorgaanbieder"]}}).problem == "Uw account noemt geen aanbieder."


def test_small_own_numbers_belong_to_the_rule_that_says_so(rules: Access) -> None:
    assert granted(rules, {"groups": ["cijfers-lokalis"]}).intern
    assert not granted(rules, {"groups": ["cijfers-gemeente"]}).intern


def test_a_claim_with_dots_in_its_name_goes_before_a_path() -> None:
    assert values_of({"a.b": "1", "a": {"b": "2"}}, "a.b") == {"1"}
    assert values_of({"a": {"b": ["2", 3]}}, "a.b") == {"2", "3"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rol = 3", "begin elke rol met"),
        ("[[rol]]\nclaim = 'g'\nrol = 'gemeente'", "ontbreekt: waarde"),
        ("[[rol]]\nclaim = 'g'\nwaarde = ''\nrol = 'gemeente'", "ontbreekt: waarde"),
        ("[[rol]]\nclaim = 'g'\nwaarde = 'x'\nrol = 'baas'", "Onbekende rol 'baas'"),
        ("[[rol]]\nclaim = 'g'\nwaarde = 'x'\nrol = 'deelnemer'", "Onbekende rol 'deelnemer'"),
        ("[[rol]]\nclaim = 'g'\nwaarde = 'x'\nrol = 'aanbieder'", "welke aanbieder"),
        ("[[rol]]\nclaim = 'g'\nwaarde = 'x'\nrol = 'buurtteamorganisatie'", "welke organisatie"),
        ("[[rol]]\nclaim = 'g'\nwaarde = 'x'\nrol = 'gemeente'\nintern = 'ja'", "intern in rol 1"),
        ("[[rol]]\nclaim = 'g'\nwaarde = 'x'\nrol = 'gemeente'\nmag = 'alles'", "Onbekende namen in rol 1"),
        ("zonder_aanmelding = 'alles'", "zonder_aanmelding"),
        ("aanmelding_uren = true", "aanmelding_uren"),
        ("= 1", "geen geldig TOML"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_refused_with_a_sentence(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SettingsError, match=said):
        read(text, tmp_path, monkeypatch)


def test_a_file_that_is_named_and_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CIJFERTAFEL_TOEGANG", "/nergens/toegang.toml")
    with pytest.raises(SettingsError, match="niet te lezen"):
        load_access()


def test_nobody_looks_unless_somebody_says_who() -> None:
    assert current() == INVENTED, "the tests look at invented data"
    with looking_as(NOBODY):
        assert not any(current().may(right) for right in Right)


@pytest.mark.parametrize("role", [None, *Role])
def test_every_question_asks_for_its_right(store: Store, role: Role | None) -> None:
    build(store, 1, 60)
    rights = RIGHTS[role] if role else frozenset()
    questions = {
        Right.FIGURES: lambda: results.result(Query("vierkant", ("2022",)), Context.INTERN),
        Right.NAMES: results.choices,
        Right.SCENARIOS: lambda: results.what_if(Levers()),
    }
    viewer = Viewer(frozenset({role} if role else ()), aanbieder="AANB1")
    for right, question in questions.items():
        with looking_as(viewer):
            if right in rights:
                question()
            else:
                with pytest.raises(AccessError):
                    question()


@pytest.mark.parametrize(
    ("roles", "pages"),
    [
        ((), ()),
        ((Role.DEELNEMER,), ()),
        ((Role.GEMEENTE,), (*PAGES,)),
        ((Role.BUURTTEAMORGANISATIE,), (*PAGES,)),
        ((Role.AANBIEDER,), (*PAGES,)),
        ((Role.BEHEERDER,), ("gegevens", "definities", "handleiding")),
    ],
)  # fmt: skip
def test_a_role_has_its_pages(roles: tuple[Role, ...], pages: tuple[str, ...]) -> None:
    closed = {Role.AANBIEDER: {"sessie", "gegevens"}}
    expected = (set(pages) & set(PAGES)) - ({"gegevens"} if Role.BEHEERDER not in roles else set())
    for role in roles:
        expected -= closed.get(role, set())
    assert {name for name in PAGES if allowed(name, Viewer(frozenset(roles)))} == expected
    assert set(PAGES) <= set(NEEDS), "every page of the menu says what it needs"
    assert not allowed("een pagina die nog niet bestaat", Viewer(frozenset(Role)))


def test_an_answer_that_was_kept_is_kept_for_that_scope_only(store: Store) -> None:
    build(store, 1)
    query = Query("vierkant", ("2022",), ("aanbieder",))
    seen: dict[str, list[pl.DataFrame]] = {}
    for code in ("AANB1", "AANB2"):
        for _ in range(2):
            with looking_as(Viewer(frozenset({Role.AANBIEDER}), aanbieder=code, who=code)):
                seen.setdefault(code, []).append(results.result(query).frame)
    assert seen["AANB1"][0] is seen["AANB1"][1]
    assert "AANB1" in set(seen["AANB1"][0]["aanbieder"]) and "AANB1" not in set(seen["AANB2"][0]["aanbieder"])
