"""Every indicator there is, in the order in which they are shown."""

from metrics import (
    bereik,
    bereik_aanvullend,
    bereik_opgave,
    doorstroom,
    ervaring,
    gemiddeld_in_zorg,
    gewenst_later,
    in_een_keer_goed,
    in_zorg,
    instroom,
    kennismaking_binnen_vijf_werkdagen,
    kosten_per_client,
    macrovierkant,
    reden_beeindiging,
    ses_kloof,
    start_binnen_twee_weken,
    start_na_vier_weken,
    uitstroom,
    verwijzer,
    vierkant,
    vierkant_clienten,
    wachtend,
    werkdagen_tot_kennismaking,
)
from metrics.indicator import Indicator

CATALOGUE: dict[str, Indicator] = {
    module.INDICATOR.key: module.INDICATOR
    for module in (
        bereik,
        ses_kloof,
        bereik_aanvullend,
        bereik_opgave,
        in_zorg,
        gemiddeld_in_zorg,
        kennismaking_binnen_vijf_werkdagen,
        gewenst_later,
        werkdagen_tot_kennismaking,
        start_binnen_twee_weken,
        start_na_vier_weken,
        wachtend,
        ervaring,
        vierkant,
        macrovierkant,
        vierkant_clienten,
        kosten_per_client,
        doorstroom,
        in_een_keer_goed,
        instroom,
        uitstroom,
        reden_beeindiging,
        verwijzer,
    )
}
