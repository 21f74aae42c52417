"""Which protected numbers do several sheets of the budget page need?"""

from __future__ import annotations

from typing import Any

import results
from metrics.period import Level, Period
from metrics.question import QuestionError
from pages.parts.page import Page
from results import Query, Result


def ask(page: Page, query: Query) -> Result | None:
    """The answer, None when the question cannot be asked: the sheet then goes without it."""
    try:
        return results.result(query, page.screen.context)
    except QuestionError:
        return None


def rows(answer: Result | None) -> list[dict[str, Any]]:
    return answer.frame.to_dicts() if answer is not None else []


def quarter(page: Page) -> str:
    """The last quarter that ends within the chosen period, or at its end."""
    return page.selection.at_level(Level.QUARTER)


def quarters(page: Page, count: int) -> tuple[str, ...]:
    """That quarter and those before it, oldest first."""
    last = Period.parse(quarter(page))
    return tuple(str(last.shifted(-back)) for back in range(count - 1, -1, -1))


def chosen_provider(page: Page) -> tuple[tuple[str, str], ...]:
    """The chosen aanbieder as a selection."""
    return (("aanbieder", page.selection.aanbieder),) if page.selection.aanbieder else ()
