"""What leaves the dashboard, in whatever form, while somebody walks through all pages?

Everything that the server sends to a browser is taken down, painted or not, with every file that a click would give.
It shares no code with the protection and knows nothing of figures: it only collects text.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToJson  # type: ignore[import-untyped]
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest, local_script_runner

DASHBOARD = str(Path(__file__).resolve().parents[2] / "dashboard.py")
OPENED = re.compile(r"\b(?:tabel|definitie|duiding)-[a-z_0-9]+")
Carriers = dict[str, str]
"""By name what was sent or what is in a part of a file."""


class Walk:
    """Everything that was sent and every file that was offered, page by page."""

    def __init__(self, *, internal: bool = False) -> None:
        self.internal = internal
        self.found: Carriers = {}
        self.name = ""
        self.waiting: list[Callable[[], Any]] = []

    def visit(self, page: str, **words: str) -> None:
        """Open a page by its address, and then everything that can be opened under its figures."""
        app = self.opened(page, words)
        mine = "\n".join(text for name, text in self.found.items() if name.startswith(f"{self.name} message"))
        for popover in sorted(set(OPENED.findall(mine))):
            app.session_state[popover] = True
        self.sent(f"{page} {words} opened", app)

    def opened(self, page: str, words: Mapping[str, str]) -> AppTest:
        app = AppTest.from_file(DASHBOARD, default_timeout=120)
        if self.internal:
            app.session_state["intern"] = True
        for name, word in words.items():
            app.query_params[name] = word
        if page != "overzicht":
            app.switch_page(f"pages/{page}.py")
        return self.sent(f"{page} {words}", app)

    def sent(self, name: str, app: AppTest) -> AppTest:
        """Run the page and take down what it sends."""
        self.name = name
        app.run()
        assert not app.exception, (name, app.exception[0].message)
        for number, make in enumerate(self.waiting):
            self.file(f"{name} file {number}", make())
        self.waiting.clear()
        return app

    def file(self, name: str, content: Any) -> None:
        """Every part of a file, and of the files in it."""
        for part, text in parts(name, content if isinstance(content, bytes) else str(content).encode()):
            self.found[part] = text


@contextmanager
def taken_down(walk: Walk) -> Iterator[None]:
    """While this lasts, all that pages send and offer ends up in the walk."""
    parse, add, later = (
        local_script_runner.parse_tree_from_messages, MediaFileManager.add, MediaFileManager.add_deferred,
    )  # fmt: skip

    def parsed(messages: list[Any]) -> Any:
        # What shows while somebody waits depends on how long that takes.
        lasting = [message for message in messages if not message.delta.HasField("new_transient")]
        for number, message in enumerate(lasting):
            walk.found[f"{walk.name} message {number}"] = MessageToJson(message)
        return parse(messages)

    def added(self: MediaFileManager, content: Any, *more: Any, **named: Any) -> str:
        walk.waiting.append(lambda: content)
        return add(self, content, *more, **named)

    def deferred(self: MediaFileManager, make: Callable[[], Any], *more: Any, **named: Any) -> str:
        walk.waiting.append(make)
        return later(self, make, *more, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local_script_runner, "parse_tree_from_messages", parsed)
        patch.setattr(MediaFileManager, "add", added)
        patch.setattr(MediaFileManager, "add_deferred", deferred)
        yield


def parts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    if content[:2] != b"PK":
        yield name, content.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as box:
        for inner in box.namelist():
            yield from parts(f"{name}/{inner}", box.read(inner))
