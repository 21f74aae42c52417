"""How does an analyst compute the figures about care with pandas?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd

from bench.sides.question import Question
from bench.sides.rows import Frames, Rows, day, mean, ratio

_TEMPORARY = "20"


def _rows(q: Question, f: Frames, per: tuple[str, ...]) -> Rows:
    """Leveringen that exist on the day of asking, with the last day in care as it was known then."""
    rows = f["leveringen"]
    rows = rows[rows["begindatum"] <= day(q.day)].copy()
    held = rows[["einddatum_toewijzing", "einddatum"]].max(axis=1).where(rows["einddatum_toewijzing"].notna())
    rows["einde"] = rows["einddatum"].mask(rows["reden_beeindiging"] == _TEMPORARY, held)
    rows["einde"] = rows["einde"].where(rows["einde"] <= day(q.day))
    if "gebied" in per:
        areas = f["gebieden"][["gebied", "soort"]]
        rows = rows.merge(areas, on="gebied", how="left", indicator="gevonden")
        rows["gebied"] = rows["gebied"].mask(rows["soort"] == "zonder gebied", "zonder gebied")
        rows.loc[rows["gevonden"] == "left_only", "gebied"] = "onbekend"
    if "zorgvormgroep" in per:
        forms = f["zorgvormen"].rename(columns={"code": "zorgvorm", "groep": "zorgvormgroep"})
        rows = rows.merge(forms[["wet", "zorgvorm", "zorgvormgroep"]], on=["wet", "zorgvorm"], how="left")
        rows["zorgvormgroep"] = rows["zorgvormgroep"].fillna("onbekend")
    return rows


def in_care(q: Question, f: Frames, per: tuple[str, ...], first: pd.Timestamp | None = None) -> Rows:
    rows = _rows(q, f, per)
    begin = day(q.begin) if first is None else first
    return rows[(rows["begindatum"] <= day(q.end)) & (rows["einde"].isna() | (rows["einde"] >= begin))]


def _counted(number: Any, per: tuple[str, ...]) -> Rows:
    cells = number.rename("teller").to_frame() if per else pd.DataFrame({"teller": [number]})
    return cells.assign(waarde=cells["teller"])


def _flow(counts: Callable[[Rows], pd.Series]) -> Callable[[Question, Frames], Rows]:
    def figure(q: Question, f: Frames) -> Rows:
        before = day(q.begin - timedelta(days=1))
        rows = in_care(q, f, q.per, before)
        if rows.empty:
            return pd.DataFrame()
        moments = {"voor": (before, before), "tijdens": (day(q.begin), day(q.end)), "na": (day(q.end), day(q.end))}
        for name, (first, last) in moments.items():
            rows[name] = (rows["begindatum"] <= last) & (rows["einde"].isna() | (rows["einde"] >= first))
        clients = rows.groupby([*q.per, "client_id"])[list(moments)].any()
        counted = counts(clients)
        return _counted(counted.groupby(list(q.per)).sum() if q.per else counted.sum(), q.per)

    return figure


def bereik_aanvullend(q: Question, f: Frames) -> Rows:
    rows = in_care(q, f, q.per)
    if not q.per:
        return pd.DataFrame({"teller": [rows["client_id"].nunique()]}) if len(rows) else pd.DataFrame()
    cells = rows.groupby("wet")["client_id"].nunique().rename("teller").to_frame()
    people = f["populatie"][f["populatie"]["jaar"] == q.year]
    areas = f["gebieden"][f["gebieden"]["soort"] != "zonder gebied"]
    for wet, group in (("jw", "jeugdigen"), ("wmo", "volwassenen")):
        counted = people[people["doelgroep"] == group].set_index("gebied")["aantal"]
        whole = counted["stad"] if "stad" in counted else counted.reindex(areas["gebied"]).sum(skipna=False)
        cells.loc[cells.index == wet, "noemer"] = whole
    return ratio(cells)


def care_days(q: Question, f: Frames, per: tuple[str, ...]) -> Rows:
    """Per levering in care the days of the year that no earlier one of this client counted."""
    rows = in_care(q, f, per)
    rows = rows.assign(
        van=(rows["begindatum"].clip(lower=day(q.begin)) - day(q.begin)).dt.days,
        tot=(rows["einde"].fillna(day(q.end)).clip(upper=day(q.end)) - day(q.begin)).dt.days + 1,
    ).sort_values([*per, "client_id", "begindatum"])
    keys = [rows[name] for name in (*per, "client_id")]
    counted = rows["tot"].groupby(keys).cummax().groupby(keys).shift(1).fillna(0)
    return rows.assign(dagen=(rows["tot"] - np.maximum(rows["van"], counted)).clip(lower=0))


def gemiddeld_in_zorg(q: Question, f: Frames) -> Rows:
    rows = care_days(q, f, q.per)
    if rows.empty:
        return pd.DataFrame()
    days = rows.groupby(list(q.per))["dagen"].sum() if q.per else pd.Series([rows["dagen"].sum()])
    return ratio(days.rename("teller").to_frame().assign(noemer=(q.end - q.begin).days + 1))


def reden_beeindiging(q: Question, f: Frames) -> Rows:
    rows = f["leveringen"]
    reason = rows["reden_beeindiging"].fillna("onbekend").replace({"36": "administratief", "37": "administratief"})
    within = rows["einddatum"].between(day(q.begin), day(q.end)) & (rows["begindatum"] <= day(q.day))
    stops = rows.assign(reden=reason)[within & (reason != _TEMPORARY)]
    return _counted(stops.groupby(["reden", "wet"]).size(), ("reden", "wet"))


def verwijzer(q: Question, f: Frames) -> Rows:
    rows = f["leveringen"]
    begun = rows[rows["begindatum"].between(day(q.begin), day(q.end))]
    return _counted(
        begun["verwijzer"].fillna("onbekend").rename("verwijzer").to_frame().groupby("verwijzer").size(), ("verwijzer",)
    )


def _waiting(since: str) -> Callable[[Question, Frames], Rows]:
    def figure(q: Question, f: Frames) -> Rows:
        rows = _rows(q, f, q.per).sort_values(["client_id", "begindatum", "levering"])
        national = rows["zorgvorm"].str.extract(r"^(\d{2})(?:[A-Za-z]\d{2})?$", expand=False)
        rows["categorie"] = rows["categorie"].fillna(national).fillna(rows["zorgvorm"]).fillna("onbekend")
        by_dates = ["client_id", "aanbieder", "wet", "zorgvorm", "toewijzingsdatum", "ingangsdatum"]
        named = rows["toewijzing"].notna()
        first = ~rows.duplicated(["client_id", "toewijzing"]) & named | ~rows.mask(named).duplicated(by_dates) & ~named
        series = ["client_id", "wet", "aanbieder", "categorie"]
        per_day = rows.assign(tot=rows["einde"].fillna(pd.Timestamp.max.floor("D")))
        per_day = per_day.groupby([*series, "begindatum"], as_index=False)["tot"].max()
        keys = [per_day[name] for name in series]
        per_day["eerder"] = per_day["tot"].groupby(keys).cummax().groupby(keys).shift(1)
        apart = (rows["wet"] == "jw") & rows["categorie"].isin(["46", "47", "48"])
        starts = rows[
            first & rows["begindatum"].between(day(q.begin), day(q.end)) & (rows[since] <= day(q.day)) & ~apart
        ]
        starts = starts.merge(per_day.drop(columns="tot"), on=[*series, "begindatum"], how="left")
        starts = starts[starts["eerder"].isna() | ((starts["begindatum"] - starts["eerder"]).dt.days >= 30)]
        return mean(starts.assign(v=(starts["begindatum"] - starts[since]).dt.days.clip(lower=0)), q.per)

    return figure


def _episodes(q: Question, f: Frames, per: tuple[str, ...]) -> Rows:
    """One row per episode: consecutive leveringen of a client at the same topmost provider."""
    rows = _rows(q, f, per).merge(f["toppen"], on="aanbieder", how="left")
    rows = rows.sort_values(["client_id", "begindatum", "einde", "top", "levering"], na_position="last")
    fresh = (rows["client_id"] != rows["client_id"].shift()) | (rows["top"] != rows["top"].shift())
    rows["nummer"], rows["open"] = fresh.cumsum(), rows["einde"].isna()
    parts = rows.groupby("nummer").agg(
        client_id=("client_id", "first"), van=("top", "first"), begin=("begindatum", "first"), eind=("einde", "max"),
        open=("open", "any"), **{name: (name, "first") for name in per},
    )  # fmt: skip
    parts["eind"] = parts["eind"].mask(parts["open"])
    return parts


def doorstroom(q: Question, f: Frames) -> Rows:
    parts = _episodes(q, f, ())
    following = parts.groupby("client_id")[["van", "begin"]].shift(-1)
    gap = (following["begin"] - parts["eind"]).dt.days
    counts = following["begin"].notna() & (gap.isna() | (gap <= 365))
    parts["naar"], parts["dag"] = following["van"].where(counts), following["begin"].where(counts)
    moved = parts["dag"].between(day(q.begin), day(q.end))
    ended = parts["eind"].between(day(q.begin), day(q.end))
    cells = parts[moved].groupby(["van", "naar"])["client_id"].nunique().rename("teller").to_frame()
    noemer = parts[moved | ended].groupby("van")["client_id"].nunique().rename("noemer")
    return cells.join(noemer, on="van").assign(waarde=cells["teller"])


def in_een_keer_goed(q: Question, f: Frames) -> Rows:
    parts = _episodes(q, f, q.per)
    parts["tweede"] = parts.groupby("client_id")["begin"].shift(-1)
    first = parts.drop_duplicates("client_id")
    first = first[first["begin"].between(day(q.begin), day(q.end))]
    if first.empty:
        return pd.DataFrame()
    whole = first["begin"] <= day(q.day - timedelta(days=365))
    stayed = whole & ~((first["tweede"] - first["begin"]).dt.days <= 365)
    sums = pd.DataFrame({"teller": stayed, "noemer": whole})
    return ratio(sums.groupby([first[name] for name in q.per]).sum() if q.per else sums.sum().to_frame().T)


FIGURES: dict[str, Callable[[Question, Frames], Rows]] = {
    "in_zorg": _flow(lambda clients: clients["na"]),
    "instroom": _flow(lambda clients: clients["tijdens"] & ~clients["voor"]),
    "uitstroom": _flow(lambda clients: ~clients["na"]),
    "bereik_aanvullend": bereik_aanvullend,
    "gemiddeld_in_zorg": gemiddeld_in_zorg,
    "reden_beeindiging": reden_beeindiging,
    "verwijzer": verwijzer,
    "wachttijd_toewijzing": _waiting("toewijzingsdatum"),
    "wachttijd_beoogd": _waiting("ingangsdatum"),
    "wachttijd_verzoek": _waiting("verzoekdatum"),
    "doorstroom": doorstroom,
    "in_een_keer_goed": in_een_keer_goed,
}
