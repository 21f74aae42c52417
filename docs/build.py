"""Write the pages of `docs/` that follow from the code: `python docs/build.py`. A test says when they are stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from data.tables import REFERENCE_TABLES, SOURCE_TABLES, Kind, column_specs  # noqa: E402
from metrics import CATALOGUE  # noqa: E402

KINDS = {
    Kind.TEXT: "tekst",
    Kind.DATE: "datum",
    Kind.MONTH: "maand",
    Kind.PERIOD: "periode",
    Kind.WHOLE: "geheel getal",
    Kind.EURO: "euro",
    Kind.SHARE: "getal",
    Kind.NUMBER: "getal",
    Kind.YES_NO: "ja/nee",
    Kind.PERSON: "pseudoniem",
    Kind.AREA: "gebied",
    Kind.TEAM: "gebied of team",
}

STATLINE = (
    "",
    "## Bestanden van het CBS en van PDOK",
    "",
    "Deze bestanden mogen zo worden ingelezen als ze zijn opgehaald:",
    "",
    "| bestand | wordt |",
    "|---|---|",
    "| StatLine, *CSV met statistische symbolen* of *CSV volgens tabelindeling* | `populatie`, `vergelijkcijfers` |",
    "| OData versie 3, `TypedDataSet` of `UntypedDataSet`, JSON of CSV | `populatie`, `vergelijkcijfers` |",
    "| OData versie 4, `Observations`, JSON of CSV, met `MeasureCodes` en `PeriodenCodes` erbij | dezelfde |",
    "| Kerncijfers wijken en buurten als Excel | `populatie` |",
    "| GeoJSON van buurten, wijken of eigen gebieden, in graden of in RD (EPSG:28992) | `gebiedsvormen` |",
    "",
    "Huishoudens met kinderen en inwoners per buurt worden via `buurten` het aantal gezinnen en inwoners van een",
    "gebied. Jongeren met jeugdhulp, jongeren met jeugdzorg, inwoners tot 15 jaar en de SES-WOA-score worden",
    "vergelijkcijfers: van Nederland, van elke gemeente in het bestand en van de eigen wijken en buurten. Andere",
    "onderwerpen worden niet gelezen. Een punt, x of streepje is onbekend, nooit nul. Een sterretje bij de",
    "periode is voorlopig, twee sterretjes is nader voorlopig; een bestand met alleen codes zegt er niets over.",
    "Een tabel van een jaar zonder kolom Perioden heeft het jaar in de naam van het bestand nodig, of `--jaar`.",
    "Van een vorm verdwijnen punten die op de kaart niet te zien zijn.",
)


def sources() -> Iterator[str]:
    """The tables that a CSV or XLSX file may fill, as lines of Markdown."""
    yield "# Bronnen"
    yield ""
    yield "Welke bestanden Cijfertafel leest. Deze pagina is gemaakt uit de tabellen in `data/tables/`."
    yield ""
    yield "Een bestand is CSV, XLSX of zip, of een map daarvan. De tabel wordt herkend aan de namen van de kolommen,"
    yield "niet aan de naam van het bestand. Een gebied of team mag een code, een naam of een alias zijn. Leeg is"
    yield "onbekend, nooit nul of nee. Berichten van iJw en iWmo (301, 305, 307, 315 en hun retourberichten) mogen los,"
    yield "in een zip of in een envelop komen."
    yield from STATLINE
    for name, table in SOURCE_TABLES.items():
        yield from ("", f"## {name}", "")
        if table in REFERENCE_TABLES:
            yield from ("Een referentietabel: die wordt binnen een aanroep als eerste gelezen.", "")
        yield "| kolom | soort | verplicht | sleutel | uitleg |"
        yield "|---|---|---|---|---|"
        for spec in column_specs(table).values():
            closed = f" Een van: {', '.join(spec.closed)}." if spec.closed else ""
            marks = ("ja" if spec.required else "", "ja" if spec.key else "")
            yield f"| `{spec.name}` | {KINDS[spec.kind]} | {marks[0]} | {marks[1]} | {spec.description}{closed} |"


def indicators() -> Iterator[str]:
    """Every indicator with its definition, as lines of Markdown."""
    yield "# Indicatoren"
    yield ""
    yield "Wat elk cijfer betekent. Deze pagina is gemaakt uit de catalogus in `metrics/`."
    for indicator in CATALOGUE.values():
        yield from ("", f"## {indicator.name}", "", f"*{indicator.question}* · `{indicator.key}`", "")
        yield from (indicator.definition, "", f"- Teller: {indicator.teller}")
        yield from (f"- Noemer: {indicator.noemer}",) if indicator.noemer else ()
        yield f"- Eenheid: {indicator.unit.value}; {indicator.direction.value}"
        yield f"- Bron: {indicator.source}"
        dimensions = ", ".join(f"`{name}`" for name in indicator.dimensions)
        yield from (f"- Verdelen naar: {dimensions}",) if dimensions else ()
        for name, values in indicator.options.items():
            yield f"- Optie `{name}`: {', '.join(values)}"
        for name, about in indicator.extra_about.items():
            yield f"- Kolom `{name}`: {about}"
        yield from (f"- Let op: {caveat}" for caveat in indicator.caveats)


PAGES = {"bronnen.md": sources, "indicatoren.md": indicators}


def text(page: str) -> str:
    """The whole text of one page."""
    return "\n".join(PAGES[page]()) + "\n"


if __name__ == "__main__":
    for page in PAGES:
        (HERE / page).write_text(text(page), encoding="utf-8")
