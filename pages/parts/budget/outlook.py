"""What is expected per provider, which method says so, and how good was it in earlier years?"""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from metrics.forecast.methods import METHODS
from metrics.forecast.trial import trial
from metrics.period import Period
from pages.parts import month_runs, wording
from pages.parts.bookkeeping import plain_table
from pages.parts.budget.numbers import ask, chosen_provider, quarter, rows
from pages.parts.layout import row as columns
from pages.parts.markdown import plain
from pages.parts.page import Page
from pages.parts.selection_text import name_of
from results import Query

YEARS = 4
ORDER = [*METHODS, "gekozen"]
EXPLAINED = {
    "doortrekken": "de maanden tot nu toe gewoon doortrekken",
    "seizoen": "met het deel van het jaar dat dan meestal op is",
    "niveau": "de nieuwste maanden zonder seizoen",
    "trend": "de lijn van het laatste anderhalf jaar",
    "stand en stroom": "wie er is, wie komt, hoe lang zorg duurt",
    "gemiddelde": "het gemiddelde van de vier hierboven",
    "gekozen": "per aanbieder de beste in eerdere jaren",
}


def outlook(page: Page) -> None:
    """Left what is expected now and what was said before, right how good every method was."""
    left, right = columns(56, 44)
    with left:
        with st.container(key="fig-verwacht", gap=None):
            _expected(page)
        with st.container(key="fig-terugblik", gap=None):
            _said_before(page)
    with right, st.container(key="fig-terugtest", gap=None):
        _methods(page)


def _expected(page: Page) -> None:
    st.header("Wat verwachten we per aanbieder aan het einde van het jaar?", anchor=False)
    query = Query("prognose", (quarter(page),), ("aanbieder",), chosen_provider(page))
    found = sorted(rows(ask(page, query)), key=lambda row: -(row["waarde"] or 0.0))
    together = rows(ask(page, Query("prognose", (quarter(page),), (), chosen_provider(page))))
    table = [_line(row["aanbieder_naam"] or row["aanbieder"], row) for row in found]
    table += [_line("samen", row) for row in together if len(found) > 1]
    if not table:
        st.markdown("Er zijn geen kosten om mee te rekenen. Lees eerst uitputting in.")
        return
    heads = {
        "wie": "Aanbieder", "verwacht": "Verwacht", "marge": "80% kans tussen", "begroot": "Begroot",
        "drift": "Verschil", "eigen": "Aanbieder zelf", "manier": "Manier", "ernaast": "Eerder ernaast",
    }  # fmt: skip
    st.html(plain_table(pl.DataFrame(table), heads, f"Met wat bekend was na het {wording.period(quarter(page))}"))
    missing = next((row["te_schatten"] for row in together if row["te_schatten"]), None)
    if missing:
        st.markdown(f"Niet geleverd en daarom geschat, nooit nul: {_named(missing)}.")


def _named(missing: str) -> str:
    """`2026-09 (code), …` as the name of each aanbieder with its months."""
    months: dict[str, list[str]] = {}
    for text in missing.split(","):
        month, code = text.strip().rstrip(")").split(" (", 1)
        months.setdefault(code, []).append(month)
    return plain("; ".join(f"{name_of('aanbieder', code)} {month_runs.named(own)}" for code, own in months.items()))


def _line(name: str, row: dict[str, Any]) -> dict[str, str]:
    expected, agreed = row["waarde"], row["noemer"]
    margin = _between(row["onder"], row["boven"]) if row["onder"] is not None else "onbekend"
    drift = wording.drift((expected - agreed) / agreed) if expected is not None and agreed else "onbekend"
    return {
        "wie": name, "verwacht": wording.euro(expected), "marge": margin, "begroot": wording.euro(agreed),
        "drift": drift, "eigen": wording.euro(row["gemeld"]), "manier": row["gekozen"] or "",
        "ernaast": wording.share(row["fout"]),
    }  # fmt: skip


def _between(low: float, high: float) -> str:
    """Both ends, the unit once when it is the same: `€ 24,0–24,3 mln.`"""
    first, last = wording.euro(low).split(" "), wording.euro(high).split(" ")
    if first[0] == last[0] == "€" and first[2:] == last[2:]:
        return " ".join([first[0], f"{first[1]}–{last[1]}", *last[2:]])
    return f"{' '.join(first)} – {' '.join(last)}"


def _said_before(page: Page) -> None:
    """What was said after the first, second and third quarter of earlier years, and what the year became."""
    st.header("Wat zeiden we eerder, en wat werd het?", anchor=False)
    year = Period.parse(quarter(page)).year
    periods = tuple(f"{year - back}-Q{number}" for back in range(YEARS, 0, -1) for number in (1, 2, 3))
    found = {row["periode"]: row for row in rows(ask(page, Query("prognose", periods, (), chosen_provider(page))))}
    table, unknown = [], []
    for back in range(YEARS, 0, -1):
        known = [found.get(f"{year - back}-Q{number}") for number in (1, 2, 3)]
        became = next((row["werkelijk"] for row in known if row and row["werkelijk"] is not None), None)
        if became is None:
            unknown += [str(year - back)] if any(known) else []
            continue
        line = {"jaar": str(year - back), "werd": wording.euro(became)}
        for number, row in enumerate(known, 1):
            line[f"k{number}"] = _off(row, became)
        table.append(line)
    if not table:
        st.markdown("Er is nog geen heel jaar geleverd om op terug te kijken.")
        return
    heads = {"jaar": "Jaar", "k1": "Na kwartaal 1", "k2": "Na kwartaal 2", "k3": "Na kwartaal 3", "werd": "Het werd"}
    st.html(
        plain_table(
            pl.DataFrame(table),
            heads,
            "Verwacht min werkelijk, als deel van wat het werd; met ✓ binnen de marge van 80%",
        )
    )
    if unknown:
        st.markdown(
            f"Van {wording.together(unknown)} ontbreekt een maand van een aanbieder; wat het werd, is niet bekend."
        )


def _off(row: dict[str, Any] | None, became: float) -> str:
    if row is None or row["waarde"] is None:
        return "onbekend"
    inside = row["onder"] is not None and row["onder"] <= became <= row["boven"]
    return wording.drift((row["waarde"] - became) / became) + (" ✓" if inside else "")


def _methods(page: Page) -> None:
    """Every method on every provider-year that is over, and on generated municipalities."""
    st.header("Welke manier zat er in eerdere jaren het minst naast?", anchor=False)
    year = Period.parse(quarter(page)).year
    periods = tuple(f"{year - back}-Q{number}" for back in range(YEARS, 0, -1) for number in (1, 2, 3))
    apart = ask(page, Query("prognose", periods, ("aanbieder", "methode")))
    chosen = ask(page, Query("prognose", periods, ("aanbieder",)))
    if apart is None or chosen is None:
        return
    frames = [apart.frame, chosen.frame.with_columns(methode=pl.lit("gekozen"))]
    names = ["periode", "methode", "waarde", "werkelijk", "onder", "boven"]
    every = pl.concat([frame.select(names) for frame in frames]).drop_nulls(["waarde", "werkelijk"])
    off = (pl.col("waarde") - pl.col("werkelijk")).abs().sum() / pl.col("werkelijk").sum()
    scores = every.group_by("methode", kwartaal=pl.col("periode").str.slice(5)).agg(
        off.alias("fout"), pl.len().alias("jaren"),
        (pl.col("werkelijk") >= pl.col("onder")).and_(pl.col("werkelijk") <= pl.col("boven")).mean().alias("binnen"),
    )  # fmt: skip
    own = {(row["methode"], row["kwartaal"]): wording.share(row["fout"], 2) for row in scores.to_dicts()}
    tried = {(row["methode"], f"Q{row['maanden'] // 3}"): _thousands(row["fout"]) for row in trial().to_dicts()}
    st.html(_scores(own, tried))
    inside = scores.filter(methode="gekozen").sort("kwartaal")["binnen"].drop_nulls().to_list()
    if inside:
        count = max(scores["jaren"].to_list())
        st.markdown(f"Binnen de marge van 80% kwam hier na kwartaal 1, 2 en 3: {_shares(inside)} van {count} jaren.")
    chosen_trial = trial().filter(methode="gekozen").sort("maanden")
    st.markdown(
        f"In de proef: {_shares(chosen_trial['dekking'].to_list())} van {max(chosen_trial['jaren'].to_list())} jaren. "
        "De proef is met twintig verzonnen gemeenten, waar de manieren niets van wisten."
    )
    st.markdown("Verwacht een aanbieder zelf iets anders, dan is dat een vraag en geen fout.")


def _shares(values: list[float]) -> str:
    return wording.together([wording.share(value, 0) for value in values])


def _scores(own: dict[tuple[str, str], str], tried: dict[tuple[str, str], str]) -> str:
    """One line per method: here as a share of the year, in the trial in thousands of euro."""
    table = [
        {"manier": f"{name}: {EXPLAINED[name]}",
         **{f"k{n}": own.get((name, f"Q{n}"), "–") for n in (1, 2, 3)},
         **{f"p{n}": tried.get((name, f"Q{n}"), "–") for n in (1, 2, 3)}}
        for name in ORDER
    ]  # fmt: skip
    heads = {"manier": "Manier"} | {f"{place}{n}": f"{n}" for place in "kp" for n in (1, 2, 3)}
    about = "Gemiddeld ernaast: hier als deel van het jaar, in de proef in duizend euro"
    above = (("", 1), ("Hier, na kwartaal", 3), ("Proef, na kwartaal", 3))
    return plain_table(pl.DataFrame(table), heads, about, above)


def _thousands(amount: float | None) -> str:
    return wording.MISSING if amount is None else wording.number(amount / 1e3)
