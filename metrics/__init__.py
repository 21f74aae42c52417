"""Every indicator there is, in the order in which they are shown."""

from metrics import (
    ervaring,
    gewenst_later,
    kennismaking_binnen_vijf_werkdagen,
    start_binnen_twee_weken,
    start_na_vier_weken,
    wachtend,
    werkdagen_tot_kennismaking,
)
from metrics.indicator import Indicator

CATALOGUE: dict[str, Indicator] = {
    module.INDICATOR.key: module.INDICATOR
    for module in (
        kennismaking_binnen_vijf_werkdagen,
        gewenst_later,
        werkdagen_tot_kennismaking,
        start_binnen_twee_weken,
        start_na_vier_weken,
        wachtend,
        ervaring,
    )
}
