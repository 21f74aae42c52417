"""How is a scenario named, kept, opened again by a link, and laid beside others?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

import polars as pl
import streamlit as st

import results
from data import scenarios as kept
from data.log import Deed
from data.session.text import SessionError
from data.store import StoreError, open_store
from metrics.question import QuestionError
from metrics.viewer import Right, current
from metrics.whatif.answer import Answer
from metrics.whatif.assumptions import warnings
from metrics.whatif.levers import RANGES, Levers
from pages.parts import logbook, wording
from pages.parts.bookkeeping import plain_table
from pages.parts.markdown import plain
from pages.parts.selection_text import name_of

MOST = 4
SHEET = "Wat als"
NAME, SAID = "scenario_naam", "scenario_bericht"


def keeping(levers: Levers, found: Answer) -> None:
    """A name and a button; what is kept are the levers and what they answered today."""
    st.header("Bewaar dit scenario", anchor=False)
    st.text_input("Naam", key=NAME, max_chars=kept.LONGEST_NAME)
    st.button(
        "Bewaar", key="scenario_bewaar", disabled=not levers.changed(), on_click=_keep, args=(levers, found),
    )  # fmt: skip
    if not levers.changed():
        st.markdown("Draai eerst aan een knop.")
    if SAID in st.session_state:
        st.markdown(st.session_state.pop(SAID))


def _keep(levers: Levers, found: Answer) -> None:
    """Runs when the button is pressed; what came of it is said once."""
    facts = results.store_facts()
    on = facts.peildatum or datetime.now(UTC).date()
    name = str(st.session_state.get(NAME, ""))
    try:
        made = kept.keep(open_store(), name, levers.to_params(), numbers(found), facts.data_version, on)
    except (kept.ScenarioError, StoreError, SessionError) as error:
        st.session_state[SAID] = plain(str(error))
    else:
        logbook.note(Deed.SCENARIO_KEPT, made.key)
        st.session_state[SAID] = f"Bewaard. Open het later met deze link: [{plain(made.name)}]({address(levers)})"


def compare() -> None:
    """Kept scenarios beside each other: what they said when they were kept, and what they say now."""
    st.header("Leg scenario’s naast elkaar", anchor=False)
    every = {each.name: each for each in kept.scenarios(open_store())}
    if not every:
        st.markdown("Er zijn nog geen bewaarde scenario’s.")
        return
    picked = st.multiselect(
        "Scenario’s", list(every), default=list(every)[:2], key="scenarios", bind="query-params", max_selections=MOST,
        placeholder="Kies uit de lijst",
    )  # fmt: skip
    chosen = [every[name] for name in picked if name in every]
    if not chosen:
        return
    table = [_column(each) for each in chosen]
    heads = {
        "naam": "Scenario", "keuzes": "Wat verandert", "toen": "Toen: cliënten en kosten erbij",
        "nu": "Met de gegevens van nu", "marge": "80% kans tussen",
    }  # fmt: skip
    st.html(plain_table(pl.DataFrame(table), heads, "Verschil met niets doen, komende twaalf maanden"))
    st.markdown(" · ".join(f"[Open {plain(each.name)}]({address(_levers(each))})" for each in chosen))
    if any(warnings(_levers(each)) for each in chosen):
        st.markdown("**Let op.** " + " ".join(dict.fromkeys(s for each in chosen for s in warnings(_levers(each)))))
    _removing(chosen)


def _removing(chosen: Sequence[kept.KeptScenario]) -> None:
    with st.popover("Verwijderen", type="tertiary", key="scenario_weg"):
        for each in chosen:
            st.button(f"Verwijder {plain(each.name)}", key=f"weg-{each.key}", on_click=_remove, args=(each.key,))


def _remove(key: str) -> None:
    current().require(Right.SCENARIOS)
    kept.remove(open_store(), key)
    logbook.note(Deed.SCENARIO_DELETED, key)


def _column(each: kept.KeptScenario) -> dict[str, str]:
    levers = _levers(each)
    try:
        now = results.what_if(levers)
    except QuestionError as error:
        return _said(each, levers, str(error), "")
    if now is None:
        return _said(each, levers, "niet te berekenen", "")
    margin = f"{wording.euro(now.euro_change.low)} en {wording.euro(now.euro_change.high)}"
    return _said(each, levers, _change(now.clients_change.middle, now.euro_change.middle), margin)


def _said(each: kept.KeptScenario, levers: Levers, now: str, margin: str) -> dict[str, str]:
    then = _change(each.answer.get("clienten"), each.answer.get("euro"))
    return {
        "naam": each.name, "keuzes": wording.together(described(levers)),
        "toen": f"{then} ({wording.day_short(each.peildatum)})", "nu": now, "marge": margin,
    }  # fmt: skip


def _change(clients: float | None, euros: float | None) -> str:
    if clients is None or euros is None:
        return wording.MISSING
    people = wording.signed(5 * round(clients / 5))
    return f"{people} cliënten, {'+ ' if euros > 0 else ''}{wording.euro(euros)}"


def described(levers: Levers) -> list[str]:
    """The turned levers in words."""
    said = []
    for name, value in levers.changed().items():
        if name == "waar":
            kind, _, key = str(value).partition(":")
            said.append(f"alleen {name_of('gebied' if kind == 'gebied' else 'zorgvorm', key.rpartition(':')[2])}")
        elif not isinstance(value, str):
            limits = RANGES[name]
            amount = wording.euro(value) if limits.unit == "euro" else _with_unit(value, limits.unit, limits.low < 0)
            said.append(f"{limits.label[:1].lower()}{limits.label[1:]} {amount}")
    return said


def _with_unit(value: float, unit: str, has_sign: bool) -> str:
    places = 0 if value == round(value) else 1
    text = wording.signed(value, places) if has_sign else wording.number(value, places)
    return f"{text}%" if unit == "%" else f"{text} {unit}"


def numbers(found: Answer) -> dict[str, float | None]:
    """What is kept of an answer."""
    return {
        "clienten": found.clients_change.middle, "euro": found.euro_change.middle,
        "euro_laag": found.euro_change.low, "euro_hoog": found.euro_change.high,
        "kosten": found.euro.middle, "budget": found.budget,
    }  # fmt: skip


def _levers(each: kept.KeptScenario) -> Levers:
    return Levers.from_params(each.levers)


def address(levers: Levers) -> str:
    """The address of the budget page with these levers turned; a widget reads its own word from it."""
    words = {name: values[0] for name, values in levers.to_params().items()}
    if "waar" in words:
        words["waar"] = place_word(words["waar"])
    return "?" + urlencode({"budget_blad": SHEET, **words})


def place_word(waar: str) -> str:
    """The word of the list for an area or form: that is what stands in an address."""
    kind, _, key = waar.partition(":")
    if kind == "gebied":
        return name_of("gebied", key)
    code = key.rpartition(":")[2]
    return f"{name_of('zorgvorm', code)} ({code})"
