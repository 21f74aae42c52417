"""What truly happened to some invented clients, and which messages would people have sent about it?

`invent` draws both. The messages hold what real senders do: they correct, repeat, interrupt, take back, send
messages that are rejected, and send versions of a toewijzing again. The truth stays what it was.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from data.example.message_text import Message, Person, Product, retour, start, stop, toewijzing, verzoek

BSNS = ("999900006", "999900018", "999900031", "999900043", "999900055", "999900067")
PRODUCTS: dict[str, tuple[Product, ...]] = {
    "jw": (("45", "45A48"), ("45", "45A04"), ("41", None), ("54", "YS1U"), (None, None)),
    "wmo": (("07", "07A12"), ("01", "01A01"), ("02", None), (None, None)),
}
REASONS = {"jw": ("31", "32", "34", "38"), "wmo": ("19", "21", "31", "38")}
AREAS = {"3500AA": "noord", "3511BB": "zuid"}
WRONG = "9019"

Truth = tuple[object, ...]
"""bsn, wet, aanbieder, zorgvorm, gebied, toewijzings-, ingangs-, begin-, einddatum, reden, verwijzer, verzoekdatum."""


@dataclass
class World:
    """True leveringen and everything that was sent."""

    truth: list[Truth] = field(default_factory=list)
    messages: list[tuple[str, bytes]] = field(default_factory=list)


class Sender:
    """Sends messages about one toewijzing, each a few days after the one before."""

    def __init__(self, world: World, random: Random, wet: str, aanbieder: str, person: Person, day: date) -> None:
        self.world, self.random = world, random
        self.wet, self.aanbieder, self.person, self.day = wet, aanbieder, person, day

    def send(self, soort: str, *blocks: str, on: date | None = None, rejected: bool = False) -> None:
        self.day = max(self.day + timedelta(days=self.random.randint(0, 1) + 1), on or self.day)
        number = f"{len(self.world.messages):012d}"
        release = self.random.choice(("3_0", "3_1", "3_2"))
        message = Message(self.wet, soort, "0344", self.aanbieder, number, self.day.isoformat(), self.person, release)
        content = message.text(blocks)
        self.world.messages.append((f"{number}.xml", content))
        if rejected or self.random.random() < 0.3:
            self.world.messages.append((f"r{number}.xml", retour(content, WRONG if rejected else None)))

    def settle(self, soort: str, right: tuple[str, str], wrong: tuple[str, str] | None) -> None:
        """Deliver a line (its texts with status 1 and 3), now and then with a detour that ends in the same."""
        way = self.random.randrange(6)
        if way == 0 and wrong:
            self.send(soort, wrong[0])
            self.send(soort, *self.random.sample([wrong[1], right[0]], 2))
        elif way == 1 and wrong:
            self.send(soort, wrong[0], rejected=True)
            self.send(soort, right[0])
        elif way == 2:
            self.send(soort, right[0])
            self.send(soort, right[1])
            self.send(soort, right[0])
        elif way == 3:
            self.send(soort, right[0])
            self.send(soort, right[1], rejected=True)
        else:
            self.send(soort, right[0])


def invent(seed: int, toewijzingen: int = 6) -> World:
    """The world of one seed: always the same."""
    random, world = Random(seed), World()
    for number in range(1, toewijzingen + 1):
        _one(world, random, number)
    return world


def _one(world: World, random: Random, number: int) -> None:
    wet = random.choice(("jw", "wmo"))
    product = random.choice(PRODUCTS[wet])
    nummer = None if random.random() < 0.25 and product[0] else number
    # Without a number only client, product, aanbieder and day tell leveringen apart, so those differ here.
    aanbieder = f"999{number:05d}" if nummer is None else f"9990000{random.randint(1, 3)}"
    bsn = random.choice(BSNS)
    postcode = random.choice((*AREAS, None))
    day = date(2023, 1, 1) + timedelta(days=random.randint(0, 600))
    sender = Sender(world, random, wet, aanbieder, Person(bsn, "2010-01-01", "2", "1", postcode), day)
    granted = asked = referrer = planned = area = None
    if nummer is not None:
        planned = day + timedelta(days=random.randint(0, 40))
        if random.random() < 0.5:
            referrer = random.choice(("01", "02", "04", "08"))
            sender.send("315", verzoek(f"VOT {number}", product, planned, referrer))
            asked = sender.day
        granted = sender.day
        area = AREAS.get(postcode or "")
        _granted(sender, nummer, product, granted, planned, f"VOT {number}" if asked else None)
    for begin, end, reason in _care(sender, nummer, product, planned):
        zorgvorm = product[1] or product[0]
        dates = (granted, planned, begin, end)
        world.truth.append((bsn, wet, aanbieder, zorgvorm, area, *dates, reason, referrer, asked))


def _granted(
    sender: Sender, nummer: int, product: Product, granted: date, planned: date, reference: str | None
) -> None:
    """The first version, changed versions and versions sent again; a deleted toewijzing beside it."""
    first = toewijzing(nummer, product, granted, "10:00:00", planned, None, None, reference)
    other = toewijzing(900_000 + nummer, product, granted, "10:00:00", planned, planned, "13")
    sender.send("301", first, *([other] if sender.random.random() < 0.3 else []))
    for step in range(sender.random.randrange(3)):
        end = planned + timedelta(days=1000 + step)
        sender.send("301", toewijzing(nummer, product, sender.day, f"1{step + 1}:00:00", planned, end, "14"))
        if sender.random.random() < 0.5:
            sender.send("301", first)


def _care(
    sender: Sender, nummer: int | None, product: Product, planned: date | None
) -> list[tuple[date, date | None, str | None]]:
    """Up to two leveringen on one toewijzing; what came of each, and the messages about it."""
    found: list[tuple[date, date | None, str | None]] = []
    begin = sender.day + timedelta(days=sender.random.randint(1, 90))
    for _ in range(sender.random.randrange(3)):
        end, reason = _levering(sender, nummer, product, planned, begin)
        found.append((begin, end, reason))
        if end is None or reason == "20":
            break
        begin = sender.day + timedelta(days=sender.random.randint(2, 60))
    return found


def _levering(
    sender: Sender, nummer: int | None, product: Product, planned: date | None, begin: date
) -> tuple[date | None, str | None]:
    random = sender.random
    current = begin
    for _ in range(random.randrange(3)):
        _start(sender, nummer, product, planned, current)
        paused = sender.day + timedelta(days=random.randint(3, 30))
        _stop(sender, nummer, product, current, "20", paused)
        if random.random() < 0.2:
            return paused, "20"
        current = sender.day + timedelta(days=random.randint(2, 30))
    _start(sender, nummer, product, planned, current)
    if random.random() < 0.4:
        return None, None
    end = sender.day + timedelta(days=random.randint(1, 200))
    reason = random.choice(REASONS[sender.wet])
    _stop(sender, nummer, product, current, reason, end)
    return end, reason


def _start(sender: Sender, nummer: int | None, product: Product, planned: date | None, begin: date) -> None:
    texts = [
        (start(nummer, product, planned, day, "1"), start(nummer, product, planned, day, "3"))
        for day in (begin, begin - timedelta(days=1))
    ]
    sender.day = max(sender.day, begin)
    sender.settle("305", texts[0], texts[1])


def _stop(sender: Sender, nummer: int | None, product: Product, begin: date, reason: str, end: date) -> None:
    texts = [
        (stop(nummer, product, begin, reason, day, "1"), stop(nummer, product, begin, reason, day, "3"))
        for day in (end, end + timedelta(days=1))
    ]
    sender.day = max(sender.day, end)
    sender.settle("307", texts[0], texts[1])
