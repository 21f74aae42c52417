"""On what does the answer of a scenario rest, and what may not be read into it?"""

from __future__ import annotations

from metrics.whatif.levers import Levers

ALWAYS = (
    "De instroom blijft zoals in de laatste twaalf maanden, met het gewone seizoen.",
    "Cliënten gaan weg in het tempo dat bij hun zorgvorm en de duur tot nu toe hoort.",
    "Een maand zorg kost wat die in het laatste half jaar kostte; late leveringen en nieuw beleid kent de som niet.",
    "Een cliënt met twee zorgvormen telt in elk van de twee.",
    "De marge van 80% gaat over toeval en over hoe goed de instroom bekend is, niet over beleid of gedrag.",
)
_B9 = (
    "Kosten per cliënt van buurtteam en aanvullende zorg zijn niet te vergelijken: de hulp is anders en zwaarder, en "
    "dezelfde mensen kunnen in allebei voorkomen. Het verschil is geen besparing per cliënt die verschuift."
)


def assumptions(levers: Levers) -> list[str]:
    """What is taken to be true, in sentences."""
    found = list(ALWAYS)
    if levers.instroom and levers.waar:
        found.append("In de rest van de stad verandert de instroom niet.")
    if levers.duur:
        found.append("De andere duur geldt vanaf nu, ook voor wie al zorg heeft. Minder lang is niet vanzelf genoeg.")
    if levers.huisarts:
        found.append(
            f"Van wie eerst het buurtteam ziet, heeft {levers.opgelost:g}% daarna geen aanvullende zorg nodig. "
            "Dat is een aanname: het kan zomaar dertien procentpunt anders zijn."
        )
    if levers.wachtenden:
        found.append("Wachtenden krijgen dezelfde verdeling over zorgvormen als de instroom, en er is personeel voor.")
    if levers.basiszorg:
        found.append("De buurtteams helpen er gezinnen mee voor wat een gezin daar vorig jaar kostte.")
    return found


def warnings(levers: Levers) -> list[str]:
    """Comparisons that the numbers on the screen do not allow."""
    found = []
    if levers.huisarts or levers.basiszorg:
        found.append(_B9)
    if levers.duur < 0:
        found.append("Kortere zorg kan later weer instroom geven. Dat zit niet in de som.")
    if levers.budget < 0 or levers.basiszorg:
        found.append("Minder budget geeft niet vanzelf minder cliënten; het getal zegt alleen hoeveel erin passen.")
    return found
