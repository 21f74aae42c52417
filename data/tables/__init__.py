"""Every table of the store. Tables that a source file may fill stand in `SOURCE_TABLES`."""

from data.tables.base import ColumnSpec, Imported, Kind, Table, column_specs
from data.tables.bookkeeping import Afgekeurd, Bevinding, Gevolgd, Import, Logregel, Opslag
from data.tables.budget import Prognose, Seizoen, Uitputting, Vierkant
from data.tables.fixed_years import Vastgesteldcijfer, Vastgesteldjaar
from data.tables.landelijk import SHAPE_TABLES, Gebiedsvorm, Vergelijkcijfer
from data.tables.messages import Retour, Start, Stop, Toewijzing, ToewijzingRegel, Verzoek
from data.tables.protection import Afschermblok, Afscherming
from data.tables.records import Aanmelding, Bereikopgave, Ervaring, Gebeurtenis, Levering
from data.tables.reference import Aanbieder, Alias, Buurt, Gebied, Organisatie, Populatie, Postcode, Zorgvorm
from data.tables.registers import REGISTER_TABLES
from data.tables.scenarios import Scenario
from data.tables.session import Deelnemer, Inbreng, Sessie, Sessiefiguur, Stand
from data.tables.stories import Verhaal

REFERENCE_TABLES: tuple[type[Imported], ...] = (
    Gebied, Alias, Buurt, Postcode, Organisatie, Aanbieder, Zorgvorm,
)  # fmt: skip
"""In the order in which one import call reads them."""

RECORD_TABLES: tuple[type[Imported], ...] = (
    Populatie, Aanmelding, Levering, Ervaring, Vierkant, Uitputting, Prognose, Seizoen, Bereikopgave, Gebeurtenis,
)  # fmt: skip

STORY_TABLES: tuple[type[Imported], ...] = (Verhaal,)

SOURCE_TABLES: dict[str, type[Imported]] = {
    str(t.__tablename__): t for t in (*REFERENCE_TABLES, *RECORD_TABLES, *REGISTER_TABLES, *STORY_TABLES, *SHAPE_TABLES)
}

MESSAGE_TABLES: dict[str, type[Imported]] = {
    str(t.__tablename__): t for t in (ToewijzingRegel, Start, Stop, Verzoek, Retour, Toewijzing)
}

__all__ = [
    "MESSAGE_TABLES",
    "RECORD_TABLES",
    "REFERENCE_TABLES",
    "REGISTER_TABLES",
    "SHAPE_TABLES",
    "SOURCE_TABLES",
    "STORY_TABLES",
    "Aanbieder",
    "Aanmelding",
    "Afgekeurd",
    "Afschermblok",
    "Afscherming",
    "Alias",
    "Bereikopgave",
    "Bevinding",
    "Buurt",
    "ColumnSpec",
    "Deelnemer",
    "Ervaring",
    "Gebeurtenis",
    "Gebied",
    "Gebiedsvorm",
    "Gevolgd",
    "Import",
    "Imported",
    "Inbreng",
    "Kind",
    "Levering",
    "Logregel",
    "Opslag",
    "Organisatie",
    "Populatie",
    "Postcode",
    "Prognose",
    "Retour",
    "Scenario",
    "Seizoen",
    "Sessie",
    "Sessiefiguur",
    "Stand",
    "Start",
    "Stop",
    "Table",
    "Toewijzing",
    "ToewijzingRegel",
    "Uitputting",
    "Vastgesteldcijfer",
    "Vastgesteldjaar",
    "Vergelijkcijfer",
    "Verhaal",
    "Verzoek",
    "Vierkant",
    "Zorgvorm",
    "column_specs",
]  # fmt: skip
