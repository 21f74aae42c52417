"""With whom should we talk, and about what? Signals with three questions, never a traffic light."""

from __future__ import annotations

from typing import Any

import streamlit as st

import results
from metrics import CATALOGUE
from metrics.period import Period
from metrics.signals.budget import QUESTIONS, BudgetSignal, signal_of, waterbed
from pages.parts import nothing, wording
from pages.parts.budget.numbers import ask, chosen_provider, quarter, quarters, rows
from pages.parts.markdown import plain
from pages.parts.page import Page
from pages.parts.readings.budget import part_name
from results import Query

TALKS = ("samen kijken", "in gesprek", "samen duiden")
"""What a band asks for, the lowest first; more bands than words repeat the last."""
QUARTERS = 6


def signals(page: Page) -> None:
    """One block per provider past the first band, the furthest first, each with its three questions."""
    bands = results.store_facts().signaal
    found, judged = past_first_band(page, bands), _judged(page)
    with st.container(key="fig-signalen", gap=None):
        limits = wording.together([wording.share(band, 0) for band in bands])
        st.header(plain(_title(found, judged)), anchor=False)
        with st.container(key="sub-signalen"):
            st.markdown(
                f"{wording.period(quarter(page)).capitalize()} · grenzen {limits}, boven én onder de afspraak · "
                "een signaal is een reden om te praten, geen oordeel"
            )
        moved = _waterbed(page)
        if moved:
            st.markdown(f"**Waterbed?** {plain(moved)}")
        if not judged:
            st.markdown(nothing.not_delivered(CATALOGUE["vierkant"].tables) or "Kies een andere periode of aanbieder.")
        elif not found:
            st.markdown("Geen aanbieder zit voorbij de eerste grens.")
    columns = st.columns(2, gap="medium")
    for place, (row, signal) in enumerate(found):
        with columns[place % 2], st.container(key=f"fig-signaal-{place}", gap=None):
            _block(page, row, signal, bands)


def past_first_band(page: Page, bands: tuple[float, ...]) -> list[tuple[dict[str, Any], BudgetSignal]]:
    """The newest row and the signal of every provider that is past the first band, the furthest first."""
    periods = quarters(page, QUARTERS)
    answer = ask(page, Query("vierkant", periods, ("aanbieder",), chosen_provider(page)))
    lines: dict[str, dict[str, Any]] = {}
    for row in rows(answer):
        lines.setdefault(row["aanbieder"], {})[row["periode"]] = row
    found = []
    for line in lines.values():
        values = [line[period]["waarde"] if period in line else None for period in periods]
        signal = signal_of(values, bands)
        if signal is not None:
            found.append((line[periods[-1]], signal))
    return sorted(found, key=lambda pair: -abs(pair[1].drift))


def _judged(page: Page) -> list[str]:
    """The names of the providers whose costs stand beside an agreement."""
    answer = ask(page, Query("vierkant", (quarter(page),), ("aanbieder",), chosen_provider(page)))
    return [row["aanbieder_naam"] or row["aanbieder"] for row in rows(answer) if row["waarde"] is not None]


def _title(found: list[tuple[dict[str, Any], BudgetSignal]], judged: list[str]) -> str:
    if not judged:
        return "Er zijn hier geen kosten en afspraken om naast elkaar te leggen"
    if not found:
        alone = len(judged) == 1
        return f"{judged[0]} ligt dicht bij de afspraak" if alone else "Alle aanbieders liggen dicht bij hun afspraak"
    above = sum(signal.above for _, signal in found)
    parts = [f"{count} {word}" for count, word in ((above, "boven"), (len(found) - above, "onder")) if count]
    many = "aanbieder vraagt" if len(found) == 1 else "aanbieders vragen"
    return f"{len(found)} {many} om een gesprek: {wording.together(parts)} de afspraak"


def _block(page: Page, row: dict[str, Any], signal: BudgetSignal, bands: tuple[float, ...]) -> None:
    side = "boven" if signal.above else "onder"
    talk = TALKS[min(sorted(bands).index(signal.band), len(TALKS) - 1)]
    st.header(plain(f"{row['aanbieder_naam']}: {wording.share(abs(signal.drift))} {side} de afspraak"), anchor=False)
    long = f"{signal.quarters} kwartalen op rij" if signal.quarters > 1 else "nieuw dit kwartaal"
    with st.container(key=f"sub-signaal-{row['aanbieder']}"):
        st.markdown(plain(f"{talk} (grens {wording.share(signal.band, 0)}) · {long}"))
    facts = (_cause(page, row), _outlook(page, row), _bearable(page, row))
    for question, fact in zip(QUESTIONS, facts, strict=True):
        st.markdown(f"**{question}** {plain(fact)}")


def _cause(page: Page, row: dict[str, Any]) -> str:
    """What the numbers can say of a cause: which part of the drift it is. The rest is for the talk."""
    answer = ask(page, Query("drift_ontleed", (quarter(page),), (), (("aanbieder", row["aanbieder"]),)))
    parts = {each["onderdeel"]: each["waarde"] for each in rows(answer)}
    if not parts or None in parts.values():
        return "De cijfers zeggen er hier niets over. Vraag het de aanbieder."
    ranked = sorted(parts, key=lambda name: -abs(parts[name]))[:2]
    said = [f"{part_name(name, parts[name])} ({_plus(parts[name])})" for name in ranked if abs(parts[name]) > 500]
    return f"In de cijfers: {wording.together(said)}. Het verhaal erachter weet de aanbieder."


def _outlook(page: Page, row: dict[str, Any]) -> str:
    answer = ask(page, Query("prognose", (quarter(page),), (), (("aanbieder", row["aanbieder"]),)))
    found = next(iter(rows(answer)), None)
    if found is None or found["waarde"] is None or not found["noemer"]:
        return "Er is geen verwachting te maken."
    ends = [(found[name] - found["noemer"]) / found["noemer"] if found[name] is not None else None
            for name in ("waarde", "onder", "boven")]  # fmt: skip
    said = f"Verwacht: {wording.drift(ends[0])}"
    if ends[1] is not None and ends[2] is not None:
        said += f", 80% kans tussen {wording.drift(ends[1])} en {wording.drift(ends[2])}"
        said += "; de afspraak ligt daarbinnen" if ends[1] <= 0 <= ends[2] else ""
    if found["gemeld"] is not None:
        said += f". De aanbieder zelf verwacht {wording.drift((found['gemeld'] - found['noemer']) / found['noemer'])}"
    return f"{said}."


def _bearable(page: Page, row: dict[str, Any]) -> str:
    """What is known of the load: euros, and clients against the agreed number when that is shown."""
    euros = f"Tot nu toe {_plus(row['teller'] - row['noemer'])}"
    answer = ask(page, Query("vierkant_clienten", (quarter(page),), (), (("aanbieder", row["aanbieder"]),)))
    clients = next((each["waarde"] for each in rows(answer)), None)
    if clients is None:
        return f"{euros}. Vraag ook naar de mensen: wachtlijst, werkdruk, personeel."
    return f"{euros}, en {wording.drift(clients - 1)} cliënten. Vraag ook naar wachtlijst, werkdruk en personeel."


def _waterbed(page: Page) -> str:
    """When one falls and another rises in the same quarter, it is said; the why is for the talk."""
    last = Period.parse(quarter(page))
    earlier = str(last.shifted(-1))
    periods = (earlier, str(last)) if last.first_month > 1 else (str(last),)
    answer = ask(page, Query("vierkant", periods, ("aanbieder",)))
    names: dict[str, str] = {}
    found: dict[str, dict[str, tuple[float, float]]] = {period: {} for period in periods}
    for row in rows(answer):
        names[row["aanbieder"]] = row["aanbieder_naam"]
        if row["teller"] is not None and row["noemer"] is not None:
            found[row["periode"]][row["aanbieder"]] = (row["teller"], row["noemer"])
    before = found.get(earlier) if last.first_month > 1 else dict.fromkeys(found[str(last)], (0.0, 0.0))
    pair = waterbed(before or {}, found[str(last)])
    if pair is None:
        return ""
    (falling, less), (rising, more) = pair
    return (
        f"Bij {names[falling]} ging het verschil met de afspraak dit kwartaal {wording.euro(-less)} omlaag, bij "
        f"{names[rising]} {wording.euro(more)} omhoog. Hangt dat samen?"
    )


def _plus(amount: float) -> str:
    return f"{'+' if amount >= 0 else wording.MINUS} {wording.euro(abs(amount))}"
