"""Does the handleiding use the words of the app, is every step one sentence, and does the signpost point to it?"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import metrics
from data.session.stand import STEPS
from pages.parts.guide import chapters
from pages.parts.shell import PAGES
from tests.guided import FIRST, VERBS, steps
from tests.test_pages import filled, opened, small_store  # noqa: F401  (fixtures)

PAGES_FOLDER = Path(__file__).resolve().parents[1] / "pages"
QUOTED = re.compile(r"‘([^’]+(?:’s[^’]*)?)’(?![a-z])")
MINE = {"aanhalingstekens", "dashboard.py", "make run", "http://"}
"""Words between quotes that are no words of the app, but can be typed or are only an example."""
LONGEST = 22


@cache
def words_of_the_app() -> str:
    """Every text in the code of the pages, and the names of the catalogue."""
    said = [
        node.value
        for path in sorted(PAGES_FOLDER.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    names = [indicator.name for indicator in metrics.CATALOGUE.values()]
    return "\n".join([*said, *names, *STEPS])


def typed() -> set[str]:
    """What the first session asks to type: words of the reader."""
    return {step.quoted[-1] for step in steps() if step.verb == "Vul"}


def test_every_quoted_word_is_a_word_of_the_app() -> None:
    quoted = {word for text in chapters().values() for word in QUOTED.findall(text)}
    assert len(quoted) > 40
    own = MINE | typed()
    assert {
        word for word in quoted - own if word not in words_of_the_app() and word not in shown_with_a_number()
    } == set()


def shown_with_a_number() -> set[str]:
    """Texts that the app puts together out of a word and a number."""
    return {"Figuur 1 van 1"}


def test_every_step_of_the_first_session_is_one_sentence_with_a_verb_that_can_be_performed() -> None:
    assert len(steps()) >= 30
    assert {step.verb for step in steps()} == set(VERBS)
    for step in steps():
        assert step.quoted, step.sentence
        assert re.search(r"[.!?] ", re.sub(r"‘[^’]*’", "", step.sentence)) is None, step.sentence


def test_sentences_are_short() -> None:
    for title, text in chapters().items():
        prose = re.sub(r"^\|.*$", "", text, flags=re.MULTILINE)
        for sentence in re.split(r"(?<=[.!?:]) |\n", prose):
            assert len(sentence.split()) <= LONGEST, f"{title}: {sentence}"


def test_every_page_of_the_menu_but_the_reading_ones_is_named_for_some_role() -> None:
    text = "\n".join(chapters().values())
    named = {title for title in PAGES.values() if f"‘{title}’" in text}
    assert {"Sessie", "Budget", "Wachttijden", "Gegevens", "Definities"} <= named
    assert FIRST in chapters()


def test_signpost_goes_when_it_is_closed(filled: Path) -> None:  # noqa: F811
    app = opened("overzicht")
    assert any("Nieuw hier?" in each.value for each in app.markdown)
    app.button(key="wegwijzer-sluit").click().run()
    assert not any("Nieuw hier?" in each.value for each in app.markdown)


def test_signpost_is_not_on_a_wall(filled: Path) -> None:  # noqa: F811
    assert not any("Nieuw hier?" in each.value for each in opened("overzicht", beeld="Wand").markdown)
