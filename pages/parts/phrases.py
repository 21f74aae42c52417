"""With which words does a sentence say the value of an indicator?

A sentence is head + verb + rest; with a place in front the verb comes first ("In Zuilen maakte 21% …"). `{}` is
the value with its unit and stands in exactly one of head and rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from metrics.indicator import Indicator, Unit
from pages.parts import wording


@dataclass(frozen=True)
class Phrase:
    """`big` are the words under the big number; `counted` who or what the noemer counts; `subtitle` what it is."""

    head: str
    verb: str
    rest: str
    big: str
    subtitle: str
    counted: str = ""

    def sentence(self, value: str, whose: str = "") -> str:
        """The value said, about the whole or about `whose` ("in Zuilen")."""
        head, rest = self.head.replace("{}", value), self.rest.replace("{}", value)
        if not whose:
            return f"{head[:1].upper()}{head[1:]} {self.verb} {rest}"
        start = whose[:1].upper() + whose[1:]
        inner = head[:1].lower() + head[1:]
        return f"{start} {self.verb} {inner} {rest}"


_PHRASES: Mapping[str, Phrase] = {
    "bereik": Phrase(
        "{} van de gezinnen", "kreeg", "steun van een buurtteam", "van de gezinnen kreeg steun van een buurtteam",
        "Deel van de gezinnen met steun van een buurtteam", "gezinnen",
    ),
    "bereik_aanvullend": Phrase(
        "{} van de inwoners", "kreeg", "aanvullende zorg", "van de inwoners kreeg aanvullende zorg",
        "Deel van de jeugdigen (Jeugdwet) of volwassenen (Wmo) met aanvullende zorg", "inwoners",
    ),
    "bereik_opgave": Phrase(
        "{} mensen", "deden", "mee, volgens opgave", "mensen deden mee, volgens opgave van de organisaties",
        "Deelnemers van algemene voorzieningen, door de organisaties zelf opgegeven",
    ),
    "ses_kloof": Phrase(
        "het verschil in bereik tussen laag en hoog", "is", "{}", "procentpunt verschil tussen SES laag en SES hoog",
        "Bereik waar de SES laag is min bereik waar de SES hoog is",
    ),
    "in_zorg": Phrase(
        "{}", "waren", "in zorg op de laatste dag", "cliënten waren in zorg op de laatste dag",
        "Cliënten in zorg op de laatste dag van de periode",
    ),
    "gemiddeld_in_zorg": Phrase(
        "gemiddeld", "waren", "{} in zorg", "cliënten gemiddeld in zorg", "Cliënten in zorg, gemiddeld over alle dagen",
    ),
    "instroom": Phrase(
        "{}", "kwamen", "in zorg", "cliënten kwamen in zorg", "Cliënten die in zorg kwamen en uit zorg gingen",
    ),
    "uitstroom": Phrase(
        "{}", "gingen", "uit zorg", "cliënten gingen uit zorg", "Cliënten die uit zorg gingen",
    ),
    "reden_beeindiging": Phrase(
        "{} keer", "stopte", "de zorg", "keer stopte de zorg", "Definitieve stops naar reden",
    ),
    "verwijzer": Phrase(
        "{} keer", "begon", "zorg of steun na een verwijzing", "verwijzingen", "Begonnen zorg of steun naar verwijzer",
    ),
    "kennismaking_binnen_vijf_werkdagen": Phrase(
        "{}", "maakte", "binnen vijf werkdagen kennis", "maakte binnen vijf werkdagen kennis",
        "Deel met kennismaking binnen vijf werkdagen", "aanmeldingen",
    ),
    "gewenst_later": Phrase(
        "{} van de gezinnen", "wilde", "zelf een latere datum", "van de gezinnen wilde zelf een latere datum",
        "Deel van de aanmeldingen waarbij het gezin een latere datum wilde", "aanmeldingen",
    ),
    "werkdagen_tot_kennismaking": Phrase(
        "het", "duurde", "gemiddeld {} tot de kennismaking", "werkdagen tot de kennismaking, gemiddeld",
        "Werkdagen van aanmelding tot kennismaking, gemiddeld", "kennismakingen",
    ),
    "start_binnen_twee_weken": Phrase(
        "bij {} van de gezinnen", "begon", "de steun binnen twee weken",
        "van de kennismakingen kreeg binnen twee weken steun",
        "Deel van de kennismakingen met een start binnen 14 dagen", "kennismakingen",
    ),
    "start_na_vier_weken": Phrase(
        "bij {} van de gezinnen", "begon", "de steun later dan vier weken, of niet",
        "van de kennismakingen kreeg later dan vier weken steun, of niet",
        "Deel van de kennismakingen met een start na meer dan 28 dagen, of geen start", "kennismakingen",
    ),
    "wachtend": Phrase(
        "{} gezinnen", "wachten", "nu", "gezinnen wachten nu", "Aanmeldingen die wachten, naar wachttijd tot nu toe",
    ),
    "wachttijd_toewijzing": Phrase(
        "het", "duurde", "gemiddeld {} van toewijzing tot zorg", "dagen van toewijzing tot zorg, gemiddeld",
        "Dagen van toewijzing tot eerste zorg, gemiddeld", "toewijzingen",
    ),
    "wachttijd_beoogd": Phrase(
        "het", "duurde", "gemiddeld {} van beoogde start tot zorg", "dagen van beoogde start tot zorg, gemiddeld",
        "Dagen van beoogde start tot eerste zorg, gemiddeld", "toewijzingen",
    ),
    "wachttijd_verzoek": Phrase(
        "het", "duurde", "gemiddeld {} van verzoek tot zorg", "dagen van verzoek tot zorg, gemiddeld",
        "Dagen van verzoek tot eerste zorg, gemiddeld", "toewijzingen",
    ),
    "ervaring": Phrase(
        "{} van de antwoorden", "is", "‘eens’ of ‘helemaal eens’", "van de antwoorden is ‘eens’ of ‘helemaal eens’",
        "Deel van de antwoorden dat ‘eens’ of ‘helemaal eens’ is", "antwoorden",
    ),
    "doorstroom": Phrase(
        "{}", "gingen", "naar een andere aanbieder", "gingen naar een andere aanbieder",
        "Unieke cliënten die van de ene naar de andere aanbieder gingen",
    ),
    "in_een_keer_goed": Phrase(
        "{} van de cliënten", "had", "genoeg aan één aanbieder", "van de cliënten had genoeg aan één aanbieder",
        "Deel dat binnen 365 dagen na de start niet naar een ander ging", "cliënten",
    ),
    "vierkant": Phrase(
        "de kosten", "liggen", "{}", "de afspraak", "Uitgeput ten opzichte van afgesproken budget, in miljoen euro",
    ),
    "macrovierkant": Phrase(
        "de kosten", "liggen", "{}", "de afspraak",
        "Uitgeput ten opzichte van afgesproken budget, opgeteld vanaf januari",
    ),
    "drift_ontleed": Phrase(
        "het verschil met het budget", "is", "{}", "verschil met het budget",
        "Delen van het verschil tussen uitputting en budget, in euro",
    ),
    "prognose": Phrase(
        "het jaar", "komt", "naar verwachting uit op {}", "verwacht aan het einde van het jaar",
        "Verwachte kosten van het hele jaar, in euro",
    ),
    "vierkant_clienten": Phrase(
        "het aantal cliënten", "is", "{} van de afspraak", "van het afgesproken aantal cliënten",
        "Gemiddeld aantal cliënten ten opzichte van het afgesproken aantal",
    ),
    "kosten_per_client": Phrase(
        "zorg voor één cliënt", "kostte", "gemiddeld {}", "kostte de zorg gemiddeld per cliënt",
        "Kosten van het jaar per unieke cliënt", "cliënten",
    ),
    "ouders_bereikt": Phrase(
        "{} ouders", "zijn", "bereikt", "ouders zijn bereikt", "Gedupeerde ouders met een eerste contact",
    ),
    "ouders_met_plan": Phrase(
        "{} van de ouders die hulp willen", "heeft", "een plan van aanpak", "van wie hulp wil heeft een plan",
        "Deel van de bereikte ouders die hulp willen, met een plan van aanpak", "ouders",
    ),
    "maatwerkpot_gezinnen": Phrase(
        "{} gezinnen", "kregen", "geld uit de maatwerkpot", "gezinnen kregen geld uit de maatwerkpot",
        "Gezinnen met een besluit uit de maatwerkpot",
    ),
    "klachten_brede_ondersteuning": Phrase(
        "{} klachten", "kwamen", "binnen", "klachten kwamen binnen", "Ontvangen klachten over brede ondersteuning",
    ),
    "veiligheid_geregistreerd": Phrase(
        "in {} van de plannen", "is", "veiligheid ingevuld", "van de plannen heeft een antwoord over veiligheid",
        "Registratiegraad: deel van de gezinsplannen met ja of nee over veiligheid", "plannen",
    ),
    "driegesprekken": Phrase("{} driegesprekken", "zijn", "gevoerd", "driegesprekken", "Gevoerde driegesprekken"),
    "vroegsignalering_hulp": Phrase(
        "{} van wie is gesproken", "wilde", "hulp aan de deur", "van wie is gesproken wilde hulp aan de deur",
        "Deel van de gesproken inwoners dat aan de deur hulp wilde", "gesproken inwoners",
    ),
    "vroegsignalering_later": Phrase(
        "{} inwoners", "zochten", "later alsnog hulp", "inwoners zochten later alsnog hulp",
        "Inwoners die later alsnog hulp zochten, bij de maand van het signaal",
    ),
    "werkwinkel_bezoekers": Phrase(
        "{} mensen", "bezochten", "een werkwinkel", "mensen bezochten een werkwinkel", "Mensen in een werkwinkel",
    ),
    "werkwinkel_onbekend": Phrase(
        "{} van de bezoekers", "was", "nog niet bekend", "van de bezoekers was nog niet bekend",
        "Deel van de bezoekers dat de uitkeringsdienst niet kende", "bezoekers",
    ),
    "huisartspraktijken": Phrase(
        "{} van de huisartspraktijken", "heeft", "een gezinswerker", "van de huisartspraktijken heeft een gezinswerker",
        "Deel van de huisartspraktijken met een gezinswerker", "praktijken",
    ),
    "beschikkingen": Phrase(
        "{} ouders", "kregen", "een beschikking", "ouders kregen een beschikking", "Ouders met een beschikking",
    ),
    "doorlooptijd_beschikking": Phrase(
        "een beschikking", "kwam", "na gemiddeld {}", "van plan tot beschikking", "Gemiddelde doorlooptijd",
    ),
    "maatwerkpot_bedrag": Phrase(
        "{}", "ging", "uit de maatwerkpot naar gezinnen", "uit de maatwerkpot", "Toegekende euro's uit de maatwerkpot",
    ),
    "ervaring_brede_ondersteuning": Phrase(
        "{} van de ouders", "is", "het eens met de stelling", "van de ouders is het eens met de stelling",
        "Deel van de antwoorden van ouders dat ‘eens’ is", "antwoorden",
    ),
    "aanbevelingen": Phrase(
        "{} van de aanbevelingen", "is", "klaar", "van de aanbevelingen is klaar", "Stand van elke aanbeveling",
    ),
    "gezinsplan_digitaal": Phrase(
        "{} van de gezinnen", "gebruikt", "het digitale plan", "van de gezinnen gebruikt het digitale plan",
        "Deel van de gezinsplannen dat het gezin digitaal gebruikt", "plannen",
    ),
    "doelen_per_leefgebied": Phrase(
        "{} plannen", "hebben", "een doel op het leefgebied", "plannen met een doel op het leefgebied",
        "Gezinsplannen met een doel, geteld over leefgebieden",
    ),
    "veiligheid_steekproef": Phrase(
        "{} van de bekeken plannen", "heeft", "het kenmerk", "van de bekeken plannen heeft het kenmerk",
        "Deel van de bekeken plannen met zorgen over veiligheid", "bekeken plannen",
    ),
    "driegesprek_reden_niet": Phrase(
        "{} keer", "was", "er geen driegesprek", "keer was er geen driegesprek", "Redenen dat er geen driegesprek was",
    ),
    "maatwerktafel_casussen": Phrase(
        "{} casussen", "kwamen", "op een maatwerktafel", "casussen op een maatwerktafel", "Besproken casussen",
    ),
    "huisvesting_uitstroom": Phrase(
        "{} van de afgesproken woningen", "is", "bewoond", "van de afgesproken woningen is bewoond",
        "Mensen met een eigen woning, naast het afgesproken aantal", "afgesproken woningen",
    ),
    "verzuim": Phrase(
        "{} van de werktijd", "ging", "verloren door ziekte", "van de werktijd ging verloren door ziekte",
        "Verzuim, hele organisatie",
    ),
    "jeugdhulp_cbs": Phrase(
        "{} van de jongeren", "had", "jeugdhulp, volgens het CBS", "van de jongeren had jeugdhulp, volgens het CBS",
        "Jongeren met jeugdhulp, zoals het CBS die telt",
    ),
    "ses_woa": Phrase(
        "de SES-WOA-score", "was", "{}", "was de SES-WOA-score", "SES-WOA-score van huishoudens, volgens het CBS",
    ),
}  # fmt: skip


def phrase(indicator: Indicator) -> Phrase:
    """The phrase of an indicator; one without words of its own is named."""
    name = indicator.name
    lower = name[:1].lower() + name[1:]
    return _PHRASES.get(indicator.key, Phrase(f"{lower}:", "is", "{}", lower, name))


def said(amount: float, unit: Unit, places: int | None = None) -> str:
    """The value inside a sentence; a drift as `3,1% boven de afspraak`."""
    if unit is not Unit.DRIFT:
        return wording.value(amount, unit, places)
    text = wording.drift(amount, 1 if places is None else places)
    if text[0] not in "+" + wording.MINUS:
        return "op de afspraak"
    return f"{text[1:]} {'boven' if amount > 0 else 'onder'} de afspraak"
