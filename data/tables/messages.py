"""What did the iJw and iWmo messages say, line by line, before it is joined to leveringen?

Every line that came in stays here, also when its retour rejected it or when it waits for another
message: `leveringen` and `toewijzingen` are derived from these lines anew, so that the order of arrival
never matters. Nothing of a person stands here but a pseudonym, birth year, sex code and area; the
number of a message and the reference of a provider are kept as keyed hashes, since both are free text.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from data.tables.base import Imported


class BerichtRegel(Imported):
    """What every product block of a message shares."""

    bericht: str = Field(primary_key=True, description="Kenmerk van het bericht, versleuteld.")
    regel: str = Field(primary_key=True, description="Kenmerk van de inhoud van de regel.")
    dagtekening: date = Field(description="Dag waarop het bericht is verstuurd.")
    wet: str
    gemeente: str = Field(description="Gemeentecode van vier cijfers.")
    aanbieder: str = Field(description="AGB-code van de aanbieder in de kop van het bericht.")
    client_id: str = Field(index=True, description="Pseudoniem van de cliënt.")
    categorie: str | None = Field(default=None, description="Landelijke productcategorie.")
    code: str | None = Field(default=None, description="Productcode, als die er is.")


class ToewijzingRegel(BerichtRegel, table=True):
    """One product block of a 301. The same version of a toewijzing comes back in many messages."""

    __tablename__ = "toewijzingregels"
    nummer: int
    toewijzingsdatum: date
    tijd: str = Field(description="Tijd van deze versie, als 14:05:00.")
    ingangsdatum: date
    einddatum: date | None = None
    reden_wijziging: str | None = None
    referentie: str | None = Field(default=None, description="Referentie van de aanbieder, versleuteld.")
    geboortejaar: int | None = None
    geslacht: str | None = None
    gebied: str | None = Field(default=None, description="Uit de postcode van het BRP-adres; leeg is onbekend.")


class Start(BerichtRegel, table=True):
    """A start (305); `status` 1 is a delivery, 3 takes an earlier one back. No `nummer`: taakgericht."""

    __tablename__ = "starts"
    nummer: int | None = None
    ingangsdatum: date | None = Field(default=None, description="Ingangsdatum van de toewijzing, volgens de aanbieder.")
    begindatum: date
    status: str
    geboortejaar: int | None = None
    geslacht: str | None = None


class Stop(BerichtRegel, table=True):
    """A stop (307); reden 20 is a temporary stop. `begindatum` is that of the start it ends."""

    __tablename__ = "stops"
    nummer: int | None = None
    begindatum: date
    reden_beeindiging: str
    einddatum: date
    status: str


class Verzoek(BerichtRegel, table=True):
    """A request for a toewijzing (315), the only message that names the verwijzer."""

    __tablename__ = "verzoeken"
    referentie: str = Field(description="Referentie van de aanbieder, versleuteld.")
    verwijzer: str = Field(description="Code van het soort verwijzer.")
    ingangsdatum: date | None = Field(default=None, description="Gevraagde ingangsdatum.")


class Retour(Imported, table=True):
    """The answer to a message (302, 306, 308, 316). One rejection is enough: the message was never sent."""

    __tablename__ = "retouren"
    bericht: str = Field(primary_key=True, description="Kenmerk van het bericht waarop dit het antwoord is.")
    soort: str = Field(description="Soort van dat bericht: 301, 305, 307 of 315.")
    wet: str
    dagtekening: date = Field(description="Dagtekening van dat bericht.")
    geaccepteerd: bool


class Toewijzing(Imported, table=True):
    """One version of a toewijzing, derived from the lines of accepted messages.

    The version with the highest (`toewijzingsdatum`, `tijd`) counts. `verwijderd` is true for a version that
    says the toewijzing was never given. `gewijzigd` is true for a version that changes an earlier one.
    """

    __tablename__ = "toewijzingen"
    wet: str = Field(primary_key=True)
    gemeente: str = Field(primary_key=True)
    nummer: int = Field(primary_key=True)
    toewijzingsdatum: date = Field(primary_key=True)
    tijd: str = Field(primary_key=True)
    client_id: str = Field(primary_key=True, index=True)
    aanbieder: str
    categorie: str | None = None
    code: str | None = None
    ingangsdatum: date
    einddatum: date | None = None
    reden_wijziging: str | None = None
    gewijzigd: bool = False
    verwijderd: bool = False
    referentie: str | None = None
    geboortejaar: int | None = None
    geslacht: str | None = None
    gebied: str | None = None
