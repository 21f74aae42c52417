"""What is every figure, computed slowly and plainly, straight from the definitions?

A second opinion: no Polars, no cleverness, and nothing shared with the indicators but periods. Each oracle takes
`(tables, period, per, where, options, peildatum)` and gives the rows of one period as dicts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.oracle import bereik, budget, care, doorstroom, drift, ervaring, kennismaking, stops_and_routes, wachttijd

Oracle = Callable[..., list[dict[str, Any]]]

ORACLES: dict[str, Oracle] = {
    "bereik": bereik.bereik,
    "bereik_aanvullend": bereik.bereik_aanvullend,
    "ses_kloof": bereik.ses_kloof,
    "bereik_opgave": bereik.bereik_opgave,
    "in_zorg": care.in_zorg,
    "gemiddeld_in_zorg": care.gemiddeld_in_zorg,
    "instroom": care.instroom,
    "uitstroom": care.uitstroom,
    "reden_beeindiging": stops_and_routes.reden_beeindiging,
    "verwijzer": stops_and_routes.verwijzer,
    "kennismaking_binnen_vijf_werkdagen": kennismaking.kennismaking_binnen_vijf_werkdagen,
    "gewenst_later": kennismaking.gewenst_later,
    "werkdagen_tot_kennismaking": kennismaking.werkdagen_tot_kennismaking,
    "start_binnen_twee_weken": kennismaking.start_binnen_twee_weken,
    "start_na_vier_weken": kennismaking.start_na_vier_weken,
    "wachtend": kennismaking.wachtend,
    "wachttijd_toewijzing": wachttijd.wachttijd_toewijzing,
    "wachttijd_beoogd": wachttijd.wachttijd_beoogd,
    "wachttijd_verzoek": wachttijd.wachttijd_verzoek,
    "doorstroom": doorstroom.doorstroom,
    "in_een_keer_goed": doorstroom.in_een_keer_goed,
    "ervaring": ervaring.ervaring,
    "vierkant": budget.vierkant,
    "macrovierkant": budget.macrovierkant,
    "drift_ontleed": drift.drift_ontleed,
    "vierkant_clienten": budget.vierkant_clienten,
    "kosten_per_client": budget.kosten_per_client,
}
