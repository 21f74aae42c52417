"""What did the iJw and iWmo messages say, before it is joined to leveringen?

Nothing of a person stands here but a pseudonym, birth year, sex code and area.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field

from data.tables.base import Imported


class Bericht(Imported, table=True):
    """A message that was read, and whether its retour accepted it (None: no retour seen)."""

    __tablename__ = "berichten"
    soort: str = Field(primary_key=True, description="301, 305, 307 of 315.")
    wet: str = Field(primary_key=True)
    afzender: str = Field(primary_key=True)
    identificatie: str = Field(primary_key=True)
    ontvanger: str
    release: str
    dagtekening: date
    geaccepteerd: bool | None = None


class BerichtRegel(Imported):
    """What every product block of a message shares; `bericht_*` names the message it came in."""

    bericht_soort: str
    bericht_afzender: str
    bericht_identificatie: str
    bericht_dagtekening: date
    wet: str
    gemeente: str
    aanbieder: str
    client_id: str
    categorie: str | None = None
    code: str | None = None


class Toewijzing(BerichtRegel, table=True):
    """One version of a toewijzing (301)."""

    __tablename__ = "toewijzingen"
    regel: str = Field(primary_key=True, description="Vaste sleutel van deze versie in dit bericht.")
    nummer: int = Field(index=True)
    moment: datetime = Field(description="Toewijzingsdatum en -tijd van deze versie.")
    referentie: str | None = None
    ingangsdatum: date
    einddatum: date | None = None
    reden_wijziging: str | None = None
    geboortejaar: int | None = None
    geslacht: str | None = None
    gebied: str | None = None


class Start(BerichtRegel, table=True):
    """A start (305); `status` 1 is a delivery, 3 takes an earlier one back."""

    __tablename__ = "starts"
    regel: str = Field(primary_key=True)
    nummer: int | None = Field(default=None, index=True)
    ingangsdatum: date | None = None
    begindatum: date
    status: str
    geboortejaar: int | None = None
    geslacht: str | None = None


class Stop(BerichtRegel, table=True):
    """A stop (307); reden 20 is a temporary stop."""

    __tablename__ = "stops"
    regel: str = Field(primary_key=True)
    nummer: int | None = Field(default=None, index=True)
    ingangsdatum: date | None = None
    begindatum: date
    einddatum: date
    reden_beeindiging: str
    status: str
    geboortejaar: int | None = None
    geslacht: str | None = None


class Verzoek(BerichtRegel, table=True):
    """A request for a toewijzing (315), the only message that names the verwijzer."""

    __tablename__ = "verzoeken"
    regel: str = Field(primary_key=True)
    referentie: str
    verwijzer: str
    ingangsdatum: date | None = None


class Retour(Imported, table=True):
    """The answer to a message (302, 306, 308, 316)."""

    __tablename__ = "retouren"
    soort: str = Field(primary_key=True, description="Soort van het heenbericht: 301, 305, 307 of 315.")
    wet: str = Field(primary_key=True)
    afzender: str = Field(primary_key=True)
    identificatie: str = Field(primary_key=True)
    geaccepteerd: bool
    dagtekening: date
