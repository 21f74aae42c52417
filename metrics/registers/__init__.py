"""Which registers stand beside the four system indicators? One file each; the order here is that of showing."""

from metrics.indicator import Indicator
from metrics.registers import (
    aanbevelingen,
    beschikkingen,
    brede_ondersteuning,
    dossieronderzoek,
    driegesprekken,
    gezinsplannen,
    huisartspraktijken,
    huisvesting,
    klachten,
    landelijk,
    maatwerkpot,
    maatwerktafels,
    ouderervaring,
    verzuim,
    vroegsignalering,
    werkwinkels,
)

REGISTERS: dict[str, Indicator] = {
    indicator.key: indicator
    for module in (
        brede_ondersteuning,
        beschikkingen,
        maatwerkpot,
        klachten,
        ouderervaring,
        aanbevelingen,
        gezinsplannen,
        dossieronderzoek,
        driegesprekken,
        vroegsignalering,
        werkwinkels,
        maatwerktafels,
        huisartspraktijken,
        huisvesting,
        verzuim,
        landelijk,
    )
    for indicator in module.INDICATORS
}
