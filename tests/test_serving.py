"""Is memory tidied up again once the code is loaded, whatever happened meanwhile?"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from pages import __main__ as command
from pages.parts import serving


@pytest.fixture
def while_loading() -> Iterator[None]:
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.mark.usefixtures("while_loading")
def test_memory_is_tidied_up_once_everything_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "FIRST_NEEDED", ("pages.parts.shell",))
    serving.load_ahead()
    assert gc.isenabled() and gc.get_freeze_count() > 0


@pytest.mark.usefixtures("while_loading")
def test_memory_is_tidied_up_also_when_code_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "FIRST_NEEDED", ("pages.parts.nergens",))
    with pytest.raises(ModuleNotFoundError):
        serving.load_ahead()
    assert gc.isenabled()


def test_who_starts_it_reads_that_the_first_page_may_take_a_while(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "ready", lambda **_: "localhost")
    monkeypatch.setattr(command, "start", lambda *_, **__: None)
    assert command.main(["--port", "18743"]) == 0
    said = capsys.readouterr().out.split("\n")
    assert said[1].startswith("  Cijfertafel staat op http://localhost:") and said[2] == f"  {command.PATIENCE}"
