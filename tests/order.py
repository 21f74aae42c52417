"""Which test files go first, so that at the end no worker waits long for another?

A file runs as a whole in one worker, because its tests share a server, a browser or a store. pytest-xdist gives workers
the next file in the order in which tests were collected, so what takes longest stands in front. `test_browser` has most
small numbers of the example store decided; while it does, the other worker is busy with files that ask none of those
numbers, and what asks the same ones comes later and finds them, also in a copy of that store.
"""

from __future__ import annotations

import pytest

LONGEST = (
    "test_browser",
    "test_attack",
    "test_session_crowd",
    "test_pages",
    "test_decide_after_import",
    "test_store_faults",
    "test_guide",
    "test_import_repeat",
    "test_messages_property",
    "test_browser_axe",
    "test_oracle_budget",
    "test_import_killed",
    "test_turn_to_decide",
    "test_attack_versions",
    "test_browser_access",
    "test_messages_fuzz",
    "test_oracle",
    "test_fixed_years",
    "test_kloof",
    "test_browser_waiting",
    "test_browser_session",
    "test_browser_session_keys",
    "test_browser_session_keyboard",
    "test_browser_words",
    "test_browser_figures",
    "test_published",
    "test_break_of_2022",
    "test_attack_people",
)
"""Names of files, those with the longest tests in front."""


def longest_first(items: list[pytest.Item]) -> None:
    """Puts the tests of the files above in front; the others, and the tests of one file, stay in their order."""
    rank = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(rank)))
