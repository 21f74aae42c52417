"""What do the other registers hold, beside the four system indicators?

Adding one: a class here, its name in `REGISTER_TABLES`, and a file in `metrics/registers/`. The store makes the
table by itself.
"""

from __future__ import annotations

from datetime import date

from data.tables.base import Imported, Kind, column
from data.tables.landelijk import Vergelijkcijfer


class Oudertraject(Imported, table=True):
    """Brede ondersteuning of one parent in the toeslagenherstel, from first contact to decision."""

    __tablename__ = "oudertrajecten"
    ouder_id: str = column("Pseudoniem van de ouder.", Kind.PERSON, required=True, key=True)
    contactdatum: date = column("Dag van het eerste contact.", Kind.DATE, required=True)
    wil_hulp: bool | None = column("Of de ouder hulp wil.", Kind.YES_NO)
    plandatum: date | None = column("Dag waarop het plan van aanpak klaar was.", Kind.DATE)
    beschikkingsdatum: date | None = column("Dag van de beschikking op het plan.", Kind.DATE)
    route: str | None = column("Route van de aanvraag.", closed=("snelle route", "beoordeling"))


class Maatwerkbesluit(Imported, table=True):
    """A payment out of the fund for parents of the toeslagenherstel."""

    __tablename__ = "maatwerkbesluiten"
    besluit: str = column("Kenmerk van het besluit.", required=True, key=True)
    gezin_id: str = column("Pseudoniem van het gezin.", Kind.PERSON, required=True)
    besluitdatum: date = column("Dag van het besluit.", Kind.DATE, required=True)
    bedrag: float = column("Toegekend bedrag.", Kind.EURO, required=True)


class Klacht(Imported, table=True):
    """A complaint about brede ondersteuning: that it came, not what it says."""

    __tablename__ = "klachten"
    klacht: str = column("Kenmerk van de klacht.", required=True, key=True)
    ontvangstdatum: date = column("Dag van ontvangst.", Kind.DATE, required=True)


class Ouderervaring(Imported, table=True):
    """An answer of a parent about brede ondersteuning: a survey of its own, not the Ervaringswijzer."""

    __tablename__ = "ouderervaringen"
    invuller: str = column("Kenmerk van wie antwoordde.", required=True, key=True)
    vraag: str = column("Stelling.", required=True, key=True)
    invuldatum: date = column("Dag van het antwoord.", Kind.DATE, required=True, key=True)
    score: str = column(
        "Antwoord, 1 (helemaal oneens) tot 5 (helemaal eens).",
        required=True,
        closed=("1", "2", "3", "4", "5", "n.v.t."),
    )


class Aanbevelingstand(Imported, table=True):
    """How far a recommendation of the evaluation is, as from `standdatum`."""

    __tablename__ = "aanbevelingen"
    aanbeveling: str = column("Nummer en korte naam van de aanbeveling.", required=True, key=True)
    standdatum: date = column("Dag waarop de stand inging.", Kind.DATE, required=True, key=True)
    actie: str | None = column("Wat eraan gedaan wordt.")
    status: str = column("Stand.", required=True, closed=("niet begonnen", "bezig", "klaar"))


class Gezinsplan(Imported, table=True):
    """A plan of a family with its worker; no word of its contents but which themes have a goal."""

    __tablename__ = "gezinsplannen"
    plan: str = column("Kenmerk van het plan.", required=True, key=True)
    gezin_id: str = column("Pseudoniem van het gezin.", Kind.PERSON, required=True)
    team: str = column("Team.", Kind.TEAM, required=True)
    plandatum: date = column("Dag van het plan.", Kind.DATE, required=True)
    digitaal: bool | None = column("Of het gezin het digitale plan gebruikt.", Kind.YES_NO)
    zorgen_veiligheid: bool | None = column("Zorgen over veiligheid; leeg is niet ingevuld.", Kind.YES_NO)
    doelen: str | None = column("Leefgebieden met een doel, gescheiden door |.")


class Dossieronderzoek(Imported, table=True):
    """What a review of a sample of plans counted."""

    __tablename__ = "dossieronderzoek"
    onderzoek: str = column("Naam van het onderzoek.", required=True, key=True)
    periode: str = column("Periode van het onderzoek.", Kind.PERIOD, required=True, key=True)
    kenmerk: str = column("Waarop is gelet.", required=True, key=True)
    gevonden: int = column("Aantal plannen waarin het stond.", Kind.WHOLE, required=True)
    bekeken: int = column("Aantal plannen dat is bekeken.", Kind.WHOLE, required=True)


class Driegesprek(Imported, table=True):
    """How many talks of family, worker and school or doctor a team held, or why it did not."""

    __tablename__ = "driegesprekken"
    team: str = column("Team.", Kind.TEAM, required=True, key=True)
    maand: date = column("Maand.", Kind.MONTH, required=True, key=True)
    reden_niet: str = column("Waarom er geen gesprek was; leeg is: het was er wel.", key=True)
    gesprekken: int = column("Aantal.", Kind.WHOLE, required=True)


class Vroegsignaal(Imported, table=True):
    """Visits after a signal of arrears, per month in which the signal came."""

    __tablename__ = "vroegsignalen"
    maand: date = column("Maand van de signalen.", Kind.MONTH, required=True, key=True)
    bezocht: int = column("Bezochte adressen.", Kind.WHOLE, required=True)
    gesproken: int = column("Inwoners die zijn gesproken.", Kind.WHOLE, required=True)
    wil_hulp: int = column("Inwoners die aan de deur hulp wilden.", Kind.WHOLE, required=True)
    later_hulp: int | None = column("Inwoners die later alsnog hulp zochten.", Kind.WHOLE)


class Maatwerktafel(Imported, table=True):
    """A case that was put on a maatwerktafel."""

    __tablename__ = "maatwerktafels"
    casus: str = column("Kenmerk van de casus.", required=True, key=True)
    besproken: date = column("Dag van de eerste bespreking.", Kind.DATE, required=True)
    tafel: str = column("Tafel.", required=True)
    onderwerp: str | None = column("Waar de casus over gaat.")


class Huisartspraktijk(Imported, table=True):
    """Whether a doctor's practice has a gezinswerker, as from `standdatum`."""

    __tablename__ = "huisartspraktijken"
    praktijk: str = column("Kenmerk van de praktijk.", required=True, key=True)
    standdatum: date = column("Dag waarop de stand inging.", Kind.DATE, required=True, key=True)
    wijk: str | None = column("Wijk van de praktijk.")
    gezinswerker: bool = column("Of er een gezinswerker spreekuur houdt.", Kind.YES_NO, required=True)


class Werkwinkelbezoek(Imported, table=True):
    """A visitor of a werkwinkel, on the first day in a year."""

    __tablename__ = "werkwinkelbezoek"
    bezoeker_id: str = column("Pseudoniem van de bezoeker.", Kind.PERSON, required=True, key=True)
    bezoekdatum: date = column("Dag van het eerste bezoek in het jaar.", Kind.DATE, required=True, key=True)
    werkwinkel: str = column("Werkwinkel.", required=True)
    uitkering_bekend: bool | None = column("Of de bezoeker bij de uitkeringsdienst bekend was.", Kind.YES_NO)


class Verzuim(Imported, table=True):
    """Sickness absence of a whole organisation in a month; never of a team."""

    __tablename__ = "verzuim"
    organisatie: str = column("Organisatie.", required=True, key=True)
    maand: date = column("Maand.", Kind.MONTH, required=True, key=True)
    soort_verzuim: str = column("Kort of alle verzuim.", required=True, key=True, closed=("kort", "totaal"))
    verzuimpercentage: float = column("Verzuim in procenten, zoals 6,5.", Kind.EURO, required=True)


class Huisvesting(Imported, table=True):
    """How many people moved on to a home of their own, beside what was agreed."""

    __tablename__ = "huisvesting"
    doelgroep: str = column("Doelgroep.", required=True, key=True)
    periode: str = column("Periode.", Kind.PERIOD, required=True, key=True)
    uitgestroomd: int = column("Mensen die een woning kregen.", Kind.WHOLE, required=True)
    afgesproken: int = column("Afgesproken aantal woningen.", Kind.WHOLE, required=True)


REGISTER_TABLES: tuple[type[Imported], ...] = (
    Oudertraject, Maatwerkbesluit, Klacht, Ouderervaring, Aanbevelingstand, Gezinsplan, Dossieronderzoek,
    Driegesprek, Vroegsignaal, Maatwerktafel, Huisartspraktijk, Werkwinkelbezoek, Verzuim, Huisvesting,
    Vergelijkcijfer,
)  # fmt: skip
