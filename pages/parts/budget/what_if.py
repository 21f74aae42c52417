"""What happens to clients and euros in the coming year if something changes?"""

from __future__ import annotations

import polars as pl
import streamlit as st

import results
from metrics.question import QuestionError
from metrics.whatif.answer import Answer, Estimate
from metrics.whatif.assumptions import assumptions, warnings
from metrics.whatif.levers import RANGES, Levers
from pages.parts import wording
from pages.parts.bookkeeping import plain_table
from pages.parts.budget.kept import compare, keeping
from pages.parts.layout import row
from pages.parts.markdown import plain
from pages.parts.page import Page

GROUPS = (
    ("Cliënten", ("instroom", "waar", "duur", "huisarts", "opgelost", "wachtenden", "kwartalen")),
    ("Geld", ("budget", "indexatie", "basiszorg")),
)
CITY = "Hele stad"
ROUND = 5
COLUMNS = 3


def what_if(page: Page) -> None:
    """Levers left, the answer with its assumptions right, kept scenarios below."""
    left, right = row(50, 50)
    with left, st.container(key="fig-knoppen", gap=None):
        levers = _levers()
    with right, st.container(key="fig-antwoord", gap=None):
        found = _answer(levers)
    if found is not None:
        with left, st.container(key="fig-bewaren", gap=None):
            keeping(levers, found)
        with right, st.container(key="fig-vergelijk", gap=None):
            compare()


def _levers() -> Levers:
    """Every lever at zero is doing nothing; a lever stands in the address of the page, so a link opens it."""
    st.header("Wat verandert er?", anchor=False)
    chosen: dict[str, float | str] = {}
    for title, names in GROUPS:
        st.markdown(f"**{title}**")
        columns = st.columns(COLUMNS, gap="medium")
        for place, name in enumerate(names):
            with columns[place % COLUMNS]:
                chosen[name] = _where() if name == "waar" else _slider(name)
    return Levers(**chosen)  # type: ignore[arg-type]


def _slider(name: str) -> float:
    limits = RANGES[name]
    usual = float(getattr(Levers(), name))
    unit = limits.unit if limits.unit in ("%", "euro") else f" {limits.unit}"
    return float(
        st.slider(
            f"{limits.label} ({unit.strip()})", float(limits.low), float(limits.high), usual, float(limits.step),
            key=name, bind="query-params", help=limits.explained, format="localized",
        )
    )  # fmt: skip


def _where() -> str:
    """The area or form of care that the lever of instroom is about."""
    known = results.choices()
    options = {CITY: ""}
    options |= {each.naam: f"gebied:{each.key}" for each in known.gebieden}
    options |= {f"{each.naam} ({each.code})": f"vorm:{each.wet}:{each.code}" for each in known.zorgvormen}
    picked = st.selectbox("Instroom waar", list(options), key="waar", bind="query-params")
    return options.get(str(picked), "")


def _answer(levers: Levers) -> Answer | None:
    try:
        found = results.what_if(levers)
    except QuestionError as error:
        st.header("Hier kunnen we niet mee rekenen", anchor=False)
        st.markdown(plain(str(error)))
        return None
    if found is None:
        st.header("Er is nog niets om mee te rekenen", anchor=False)
        st.markdown("Lees eerst leveringen en uitputting in.")
        return None
    st.header(title(levers, found), anchor=False)
    with st.container(key="sub-antwoord"):
        st.markdown("Aanvullende zorg, de komende twaalf maanden · gemiddeld per dag in zorg, en euro in dat jaar")
    heads = {
        "wat": "",
        "zonder": "Niets doen",
        "met": "Met deze keuzes",
        "verschil": "Verschil",
        "marge": "80% kans tussen",
    }
    st.html(plain_table(pl.DataFrame(lines(levers, found)), heads, "Wat het geeft"))
    for sentence in warnings(levers):
        st.markdown(f"**Let op.** {sentence}")
    with st.expander("Waar rust dit op?"):
        st.markdown("\n".join(f"- {sentence}" for sentence in assumptions(levers)))
    return found


def title(levers: Levers, found: Answer) -> str:
    """The change in clients and euros in one sentence."""
    if not levers.changed():
        return "Draai aan een knop: het antwoord staat er meteen"
    clients, euros = _five(found.clients_change.middle), found.euro_change.middle
    if not clients and abs(euros) < 1:
        return "Dit verandert niets aan cliënten en kosten van aanvullende zorg"
    people = f"{wording.number(abs(clients))} cliënten {'meer' if clients > 0 else 'minder'} in zorg"
    if not clients:
        people = "evenveel cliënten in zorg"
    money = f"{wording.euro(abs(euros))} {'meer' if euros > 0 else 'minder'}".replace("dzd.", "duizend")
    return f"Gemiddeld {people}, en {money} aan kosten"


def lines(levers: Levers, found: Answer) -> list[dict[str, str | None]]:
    """The table of the answer; clients in steps of five, because it is an estimate."""
    table: list[dict[str, str | None]] = [
        _line("Cliënten in zorg", found.clients_before, found.clients, found.clients_change, _people),
        _line("Kosten", found.euro_before, found.euro, found.euro_change, wording.euro),
    ]
    if found.budget is not None and found.room is not None:
        margin = f"{wording.euro(found.room.low)} en {wording.euro(found.room.high)}"
        table.append(_plain("Budget", wording.euro(found.budget)))
        table.append(_plain("Ruimte in het budget", wording.euro(found.room.middle)) | {"marge": margin})
        table.append(_plain("Cliënten die erin passen", _people(found.fitting)))
    if levers.huisarts or levers.basiszorg:
        table.append(_plain("Gezinnen erbij bij de buurtteams", _people(found.families)))
    if levers.huisarts:
        table.append(_plain("Wat dat bij de buurtteams kost", wording.euro(found.families_cost)))
    if levers.basiszorg:
        table.append(_plain("Trajecten minder om het terug te verdienen", _people(found.break_even)))
    return table


def _line(name: str, before: Estimate, after: Estimate, change: Estimate, write: object) -> dict[str, str | None]:
    assert callable(write)
    moved = abs(change.middle) > 1e-9 or change.high > change.low
    return {
        "wat": name, "zonder": write(before.middle), "met": write(after.middle),
        "verschil": f"{'+ ' if change.middle > 0 else ''}{write(change.middle)}" if moved else "geen",
        "marge": f"{write(change.low)} en {write(change.high)}" if moved else None,
    }  # fmt: skip


def _plain(name: str, value: str) -> dict[str, str | None]:
    return {"wat": name, "zonder": None, "met": value, "verschil": None, "marge": None}


def _five(amount: float) -> int:
    return ROUND * round(amount / ROUND)


def _people(amount: float | None) -> str:
    return wording.MISSING if amount is None else wording.number(_five(amount))
