"""What can be turned, how far, and how does a set of turned levers stand in an address or in the store?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from metrics.question import QuestionError


@dataclass(frozen=True)
class Range:
    """The values that a lever may take; `unit` stands behind the number on the screen."""

    label: str
    low: float
    high: float
    step: float
    unit: str
    explained: str


RANGES: Mapping[str, Range] = {
    "instroom": Range("Instroom", -50, 50, 1, "%", "Zoveel meer of minder nieuwe cliënten per maand."),
    "duur": Range("Duur van de zorg", -12, 12, 1, "weken", "De zorg duurt gemiddeld zoveel weken langer of korter."),
    "huisarts": Range(
        "Verwijzing van de huisarts eerst naar het buurtteam", 0, 100, 5, "%",
        "Dit deel van de cliënten die de huisarts verwijst, ziet eerst het buurtteam.",
    ),
    "opgelost": Range(
        "Daarvan genoeg aan het buurtteam", 0, 80, 5, "%",
        "Een aanname: zoveel van hen heeft daarna geen aanvullende zorg nodig.",
    ),
    "wachtenden": Range("Wachtenden die gaan starten", 0, 1000, 10, "cliënten", "Zij komen boven op de instroom."),
    "kwartalen": Range("Wachtlijst weg in", 1, 4, 1, "kwartalen", "De wachtenden starten gelijk verdeeld in die tijd."),
    "budget": Range("Budget", -20, 20, 0.5, "%", "Het budget voor aanvullende zorg wordt zoveel hoger of lager."),
    "indexatie": Range("Indexatie van de prijs", 0, 15, 0.5, "%", "Elke maand zorg kost zoveel meer."),
    "basiszorg": Range(
        "Geld naar basiszorg", 0, 5_000_000, 50_000, "euro", "Van het budget voor aanvullende zorg naar de buurtteams."
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Levers:
    """A scenario. `waar` is '' for the whole city, `gebied:<key>` or `vorm:<wet>:<code>`; it is about instroom only."""

    instroom: float = 0.0
    waar: str = ""
    duur: float = 0.0
    huisarts: float = 0.0
    opgelost: float = 40.0
    wachtenden: float = 0.0
    kwartalen: float = 2.0
    budget: float = 0.0
    indexatie: float = 0.0
    basiszorg: float = 0.0

    def __post_init__(self) -> None:
        for name, limits in RANGES.items():
            if not limits.low <= getattr(self, name) <= limits.high:
                raise QuestionError(
                    f"'{limits.label}' gaat van {limits.low:g} tot en met {limits.high:g} {limits.unit}. "
                    "Kies een waarde daartussen."
                )

    def changed(self) -> dict[str, float | str]:
        """What differs from doing nothing. What only says how a lever works counts when that lever is turned."""
        usual, found = asdict(Levers()), {k: v for k, v in asdict(self).items() if v != asdict(Levers())[k]}
        belongs = {"opgelost": "huisarts", "kwartalen": "wachtenden", "waar": "instroom"}
        return {name: value for name, value in found.items() if name not in belongs or
                getattr(self, belongs[name]) != usual[belongs[name]]}  # fmt: skip

    def to_params(self) -> dict[str, list[str]]:
        """The levers as they stand in an address; what is not turned is left out."""
        return {name: [value if isinstance(value, str) else f"{value:.10g}"] for name, value in self.changed().items()}

    @classmethod
    def from_params(cls, params: Mapping[str, Sequence[str]]) -> Levers:
        """QuestionError when a number cannot be read or lies outside its range; unknown words are ignored."""
        known: dict[str, float | str] = {}
        for field in fields(cls):
            given = params.get(field.name)
            if given:
                known[field.name] = given[0] if field.name == "waar" else _number(field.name, given[0])
        return cls(**known)  # type: ignore[arg-type]


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise QuestionError(f"'{text}' is geen getal voor '{RANGES[name].label}'. Kies een getal.") from error
