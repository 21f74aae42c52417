"""What does somebody see while a figure waits for the decision on small numbers?"""

from __future__ import annotations

from pages.parts import wording
from results import undecided


def sentence_now() -> str | None:
    """How far deciding is, for who may have to wait for it; None when all is decided."""
    left = undecided()
    return None if left is None else sentence(*left)


def sentence(done: int, total: int) -> str:
    """What is going on, how far it is, and what to do: nothing."""
    are = "is" if 1 in (done, total) else "zijn"
    return (
        f"Het dashboard zoekt uit welke kleine aantallen het moet verbergen: {wording.number(done)} van de "
        f"{wording.number(total)} {are} klaar. Deze bladzijde komt vanzelf; de eerste keer kan dat enkele "
        "minuten duren."
    )
