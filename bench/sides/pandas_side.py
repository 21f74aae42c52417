"""How does an analyst compute the figures about families, answers and money with pandas?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import holidays
import numpy as np
import pandas as pd
import polars as pl

from bench.sides import pandas_care
from bench.sides.databases import TABLES, Answer, helping_tables
from bench.sides.question import Question
from bench.sides.rows import Frames, Rows, answered, day, mean, ratio, share

_NOWHERE = "zonder gebied"


class Pandas:
    """Frames in memory, with dates as dates; nothing is derived beforehand."""

    name = "pandas"

    def __init__(self, frames: Mapping[str, pl.DataFrame]) -> None:
        self.frames = {name: frames[name].to_pandas() for name in TABLES}
        for table, frame in self.frames.items():
            for name in frame.columns:
                if frames[table].schema[name] == pl.Date:
                    frame[name] = pd.to_datetime(frame[name])
        years = range(1985, 2076)
        self.frames["toppen"] = helping_tables(frames)["toppen"].to_pandas()
        self.frames["vrij"] = np.array(sorted(holidays.country_holidays("NL", years=years)), dtype="datetime64[D]")

    def answer(self, question: Question) -> Answer:
        return answered(FIGURES[question.key](question, self.frames), question)


def _placed(rows: Rows, f: Frames, q: Question, per: tuple[str, ...]) -> Rows:
    """Gebied and ses of the team, when a split needs them."""
    if not per:
        return rows
    areas = f["gebieden"][["gebied", "soort", "ses_groep"]].rename(columns={"gebied": "team"})
    rows = rows.merge(areas, on="team", how="left", indicator="gevonden")
    nowhere = (rows["gevonden"] == "left_only") | (rows["soort"] == _NOWHERE)
    rows["gebied"] = rows["team"].mask(nowhere, _NOWHERE)
    rows["ses"] = rows["ses_groep"].fillna("midden").mask(nowhere, _NOWHERE)
    return rows


def _aanmeldingen(q: Question, f: Frames, column: str, per: tuple[str, ...] | None = None) -> Rows:
    """Those that exist on the day of asking, with the date of `column` in the year."""
    rows = f["aanmeldingen"]
    rows = rows[(rows["aanmelddatum"] <= day(q.day)) & rows[column].between(day(q.begin), day(q.end))]
    return _placed(rows, f, q, q.per if per is None else per)


def _reach(q: Question, f: Frames, per: tuple[str, ...]) -> Rows:
    rows, groups = f["aanmeldingen"], f["organisaties"]
    others = groups.loc[groups["doelgroep"].fillna("gezinnen") != "gezinnen", "organisatie"]
    rows = rows[
        (rows["aanmelddatum"] <= day(q.day))
        & (rows["startdatum"] <= day(q.end))
        & (rows["einddatum"].isna() | (rows["einddatum"] >= day(q.begin)))
        & ~rows["organisatie"].isin(others)
    ]
    people = f["populatie"]
    people = people[(people["jaar"] == q.year) & (people["doelgroep"] == "gezinnen")]
    areas = f["gebieden"][f["gebieden"]["soort"] != _NOWHERE].merge(people, on="gebied", how="left")
    areas["ses"] = areas["ses_groep"].fillna("midden")
    if not per:
        city = people.loc[people["gebied"] == "stad", "aantal"]
        noemer = city.iloc[0] if len(city) else areas["aantal"].sum(skipna=False)
        return ratio(pd.DataFrame({"teller": [rows["gezin_id"].nunique()], "noemer": [noemer]}) if len(rows) else rows)
    teller = _placed(rows, f, q, per).groupby(list(per))["gezin_id"].nunique().rename("teller")
    noemer = areas.groupby(list(per))["aantal"].agg(lambda each: each.sum(skipna=False)).rename("noemer")
    cells = pd.concat([teller, noemer], axis=1)
    cells = cells[cells["teller"].notna() | cells["noemer"].notna()]
    cells["teller"] = cells["teller"].fillna(0)
    return ratio(cells)


def bereik(q: Question, f: Frames) -> Rows:
    return _reach(q, f, q.per)


def ses_kloof(q: Question, f: Frames) -> Rows:
    shares = _reach(q, f, ("ses",))["waarde"]
    if not {"laag", "hoog"} & set(shares.index):
        return pd.DataFrame()
    return pd.DataFrame(
        {"teller": [None], "noemer": [None], "waarde": [shares.get("laag", np.nan) - shares.get("hoog", np.nan)]}
    )


def _working_days(f: Frames, first: Any, last: Any) -> Any:
    """Working days after `first` up to and including `last`."""
    one = np.timedelta64(1, "D")
    starts, ends = (np.asarray(each, dtype="datetime64[D]") + one for each in (first, last))
    return np.busday_count(starts, ends, holidays=f["vrij"])


def kennismaking(q: Question, f: Frames) -> Rows:
    rows = _aanmeldingen(q, f, "aanmelddatum")
    rows = rows[_working_days(f, rows["aanmelddatum"], np.datetime64(q.day)) > 5]
    came = rows["kennismakingsdatum"] <= day(q.day)
    met = rows[came]
    timely = pd.Series(False, index=rows.index)
    timely[came] = _working_days(f, met["aanmelddatum"], met["kennismakingsdatum"]) <= 5
    return share(rows, timely, q.per)


def gewenst_later(q: Question, f: Frames) -> Rows:
    rows = _aanmeldingen(q, f, "aanmelddatum").dropna(subset=["gewenst_later"])
    return share(rows, rows["gewenst_later"].astype(bool), q.per)


def werkdagen(q: Question, f: Frames) -> Rows:
    rows = _aanmeldingen(q, f, "kennismakingsdatum")
    return mean(rows.assign(v=_working_days(f, rows["aanmelddatum"], rows["kennismakingsdatum"])), q.per)


def _started(days: int, *, late: bool) -> Callable[[Question, Frames], Rows]:
    def figure(q: Question, f: Frames) -> Rows:
        rows = _aanmeldingen(q, f, "kennismakingsdatum")
        rows = rows[(day(q.day) - rows["kennismakingsdatum"]).dt.days > days]
        started = rows["startdatum"].where(rows["startdatum"] <= day(q.day))
        in_time = (started - rows["kennismakingsdatum"]).dt.days <= days
        return share(rows, ~in_time if late else in_time, q.per)

    return figure


def wachtend(q: Question, f: Frames) -> Rows:
    rows, today = f["aanmeldingen"], day(q.day)
    left = [~(rows[name] <= today) for name in ("startdatum", "einddatum")]
    rows = _placed(rows[(rows["aanmelddatum"] <= today) & left[0] & left[1]], f, q, q.per)
    met = rows["kennismakingsdatum"] <= today
    waited = (today - rows["kennismakingsdatum"]).dt.days
    waited = waited.where(met, _working_days(f, rows["aanmelddatum"], np.datetime64(q.day)))
    labels = ["0-5", "6-10", "11-20", "21-40", ">40"]
    classes = pd.cut(waited, [-np.inf, 5, 10, 20, 40, np.inf], labels=labels).astype(str)
    rows = rows.assign(been=np.where(met, "2", "1"), klasse=classes)
    cells = rows.groupby(["been", "klasse", *q.per]).size().rename("teller").to_frame()
    return cells.assign(waarde=cells["teller"])


def ervaring(q: Question, f: Frames) -> Rows:
    rows = f["ervaringen"]
    rows = rows[rows["datum"].between(day(q.begin), day(q.end)) & rows["antwoord"].isin(list("12345"))]
    return share(rows, rows["antwoord"].isin(["4", "5"]), q.per)


def bereik_opgave(q: Question, f: Frames) -> Rows:
    rows = f["bereikopgaven"]
    rows = rows[rows["periode"] == str(q.year)]
    if rows.empty:
        return pd.DataFrame()
    people = rows.groupby(list(q.per))["deelnemers"].sum() if q.per else pd.Series([rows["deelnemers"].sum()])
    return pd.DataFrame({"teller": people, "waarde": people})


def _counting(rows: Rows, moment: list[str]) -> Rows:
    """A row for a whole provider goes before its split; within a wet too."""
    whole = ((rows["wet"] == "") & (rows["zorgvorm"] == "")).rename("heel")
    of_wet = (rows["zorgvorm"] == "").rename("per_wet")
    has_whole = whole.groupby([rows[name] for name in moment]).transform("any")
    has_wet = of_wet.groupby([rows[name] for name in (*moment, "wet")]).transform("any")
    return rows[np.where(has_whole, whole, ~has_wet | of_wet)]


def _valid(q: Question, f: Frames, days: pd.DatetimeIndex) -> Rows:
    """Per agreement and day, where it is the latest one."""
    rows = f["vierkanten"]
    rows = rows[(rows["jaar"] == q.year) & (rows["ingangsdatum"] <= day(q.day))]
    rows = _counting(rows, ["aanbieder", "jaar"]).sort_values("ingangsdatum")
    rows = rows.assign(tot=rows.groupby(["aanbieder", "wet", "zorgvorm"])["ingangsdatum"].shift(-1))
    each = rows.merge(pd.DataFrame({"dag": days}), how="cross")
    return each[(each["ingangsdatum"] <= each["dag"]) & (each["tot"].isna() | (each["dag"] < each["tot"]))]


def _spent(q: Question, f: Frames) -> Rows:
    rows = f["uitputting"]
    return _counting(rows[rows["maand"].between(day(q.begin), day(q.end))], ["aanbieder", "maand"])


def vierkant(q: Question, f: Frames) -> Rows:
    valid = _valid(q, f, pd.date_range(q.begin, q.end, freq="MS"))
    shares = f["seizoen"][f["seizoen"]["jaar"] == q.year].set_index("maand")["aandeel"]
    part = valid["dag"].dt.month.map(shares).fillna(1 / 12)
    begroot = (valid["budget"] * part).groupby([valid["aanbieder"], valid["dag"].rename("maand")]).sum()
    uitgeput = _spent(q, f).groupby(["aanbieder", "maand"])["kosten"].sum()
    months = pd.concat([begroot.rename("noemer"), uitgeput.rename("teller")], axis=1).reset_index()
    counts = months["noemer"].notna() & months["teller"].notna()
    months[["noemer", "teller"]] = months[["noemer", "teller"]].where(counts)
    if q.per:
        cells = months.groupby(list(q.per))[["teller", "noemer"]].sum(min_count=1)
    else:
        cells = months[["teller", "noemer"]].sum(min_count=1).to_frame().T if len(months) else months
    return cells.assign(waarde=(cells["teller"] - cells["noemer"]) / cells["noemer"].where(cells["noemer"] != 0))


def vierkant_clienten(q: Question, f: Frames) -> Rows:
    valid = _valid(q, f, pd.date_range(q.begin, q.end))
    agreed = valid.groupby(["aanbieder", "dag"])["clienten"].sum().groupby("aanbieder").mean().rename("noemer")
    days = pandas_care.care_days(q, f, ("aanbieder",)).groupby("aanbieder")["dagen"].sum()
    teller = (days / ((q.end - q.begin).days + 1)).rename("teller")
    both = pd.concat([agreed, teller], axis=1, join="outer")
    both["teller"] = both["teller"].fillna(0.0)
    if not q.per:
        both = both[both["noemer"].notna()].sum().to_frame().T if len(agreed) else both.iloc[:0]
    return ratio(both)


def kosten_per_client(q: Question, f: Frames) -> Rows:
    spent, teams = _spent(q, f), f["aanbieders"][f["aanbieders"]["soort"] == "buurtteam"]
    care = pandas_care.in_care(q, f, ())
    clients = care.loc[~care["aanbieder"].isin(teams["aanbieder"]), "client_id"].nunique()
    with_costs = teams[teams["aanbieder"].isin(spent["aanbieder"])]
    called = pd.concat([with_costs["naam"], with_costs["aanbieder"]]).str.lower()
    rows = f["aanmeldingen"]
    rows = rows[
        (rows["aanmelddatum"] <= day(q.day))
        & (rows["startdatum"] <= day(q.end))
        & (rows["einddatum"].isna() | (rows["einddatum"] >= day(q.begin)))
        & rows["organisatie"].str.lower().isin(called)
    ]
    if spent.empty:
        return pd.DataFrame()
    return ratio(pd.DataFrame({"teller": [spent["kosten"].sum()], "noemer": [clients + rows["gezin_id"].nunique()]}))


FIGURES: dict[str, Callable[[Question, Frames], Rows]] = {
    "bereik": bereik,
    "ses_kloof": ses_kloof,
    "kennismaking_binnen_vijf_werkdagen": kennismaking,
    "gewenst_later": gewenst_later,
    "werkdagen_tot_kennismaking": werkdagen,
    "start_binnen_twee_weken": _started(14, late=False),
    "start_na_vier_weken": _started(28, late=True),
    "wachtend": wachtend,
    "ervaring": ervaring,
    "bereik_opgave": bereik_opgave,
    "vierkant": vierkant,
    "macrovierkant": vierkant,
    "vierkant_clienten": vierkant_clienten,
    "kosten_per_client": kosten_per_client,
    **pandas_care.FIGURES,
}
