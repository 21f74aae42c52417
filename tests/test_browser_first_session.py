"""Can somebody new hold a first session with nothing but the sentences of the handleiding?

The test reads the chapter and does what each sentence says, in order. It knows the verbs and the two windows, and no
control: a control is found by the words between quotes in that very sentence, and there may be only one of it.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect
from playwright.sync_api import Error as BrowserError

from bench.servers import ROOT
from data.session.inbreng import Soort, entries
from data.session.sessions import sessions
from data.store import open_store
from tests.guided import Step, steps
from tests.places import new_place
from tests.session_room import LAPTOP, PHONE, browser  # noqa: F401  (fixture)
from tests.small_municipality import fill

pytestmark = [pytest.mark.browser, pytest.mark.long]

SLOW = 120_000
ADDRESS = re.compile(r"(?:https?://)?[\w.-]+:\d+\S*")
CONTROLS = ("button", "link", "radio")


class NewUser:
    """Somebody with a terminal, a browser with two windows, and the handleiding."""

    def __init__(self, browser: Browser, store: Path | str, downloads: Path) -> None:  # noqa: F811
        self.browser, self.store, self.downloads = browser, store, downloads
        self.folder: Path | None = None
        self.program: subprocess.Popen[str] | None = None
        self.printed: list[str] = []
        self.windows: list[Page] = []
        self.report: Path | None = None

    def do(self, step: Step) -> None:
        """Perform one sentence."""
        match step.verb:
            case "Open":
                self.open(step)
            case "Typ":
                self.type_command(step)
            case "Wacht":
                self.wait_for(step)
            case "Klik":
                self.click(step)
            case "Vul":
                label, text = step.quoted
                self.field(self.window(step), label).fill(text)
            case "Kies":
                self.choose(step)
            case verb:
                pytest.fail(f"De test kent het werkwoord {verb} niet.")

    def window(self, step: Step) -> Page:
        return self.windows[1 if step.in_second_window else 0]

    def open(self, step: Step) -> None:
        """A folder, an address that was printed, an address on the screen, or the file that was kept."""
        (words,) = step.quoted
        if "opdrachtvenster" in step.sentence:
            assert (ROOT / words).is_file()
            self.folder = ROOT
        elif "bestand" in step.sentence:
            page = self.browser.new_page()
            page.goto(self.kept().as_uri())
            expect(page.get_by_text(words).first).to_be_visible()
            page.close()
        elif step.in_second_window:
            self.visit(self.address_under(words), PHONE)
        else:
            printed = next(word for line in self.printed for word in line.split() if word.startswith(words))
            self.visit(printed, LAPTOP, tries=30 if "opnieuw" in step.sentence else 1)

    def visit(self, address: str, size: ViewportSize, tries: int = 1) -> None:
        """A window of its own; who may try again does so, a second later."""
        context = self.browser.new_context(
            viewport=size,
            locale="nl-NL", accept_downloads=True,
        )  # fmt: skip
        self.windows.append(context.new_page())
        for left in range(tries - 1, -1, -1):
            try:
                self.windows[-1].goto(address)
                break
            except BrowserError:
                if not left:
                    raise
                self.windows[-1].wait_for_timeout(1_000)

    def address_under(self, words: str) -> str:
        """The first address on the screen behind these words."""
        seen = self.windows[0].locator("body").inner_text()
        found = ADDRESS.search(seen, seen.index(words))
        assert found is not None
        return found.group() if "//" in found.group() else f"http://{found.group()}"

    def type_command(self, step: Step) -> None:
        """Give a command in the folder and wait for what it should say."""
        command, promised = step.quoted
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
        environment |= {"CIJFERTAFEL_STORE": str(self.store), "CIJFERTAFEL_SLEUTEL": "test", "PORT": "8620"}
        self.program = subprocess.Popen(
            command.split(), cwd=self.folder, env=environment, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        said = threading.Event()
        threading.Thread(target=self.listen, args=(promised, said), daemon=True).start()
        assert said.wait(300), self.printed

    def listen(self, promised: str, said: threading.Event) -> None:
        assert self.program is not None and self.program.stdout is not None
        for line in self.program.stdout:
            self.printed.append(line)
            if promised in line:
                said.set()

    def wait_for(self, step: Step) -> None:
        (words,) = step.quoted
        seen = self.window(step).get_by_text(words).locator("visible=true")
        expect(seen.first).to_be_visible(timeout=SLOW)

    def click(self, step: Step) -> None:
        page = self.window(step)
        under, words = step.quoted if " onder " in step.sentence else ("", step.quoted[0])
        control = self.control_under(page, under, words) if under else self.control(page, words)
        if "bewaar het bestand" in step.sentence:
            with page.expect_download(timeout=SLOW) as coming:
                control.click()
            self.report = self.downloads / coming.value.suggested_filename
            coming.value.save_as(self.report)
        else:
            control.click(timeout=SLOW)

    def control(self, page: Page, words: str) -> Locator:
        """The one control that is called so; when two are, a reader would hesitate and so the test fails."""
        start = re.compile(rf"(^|\b){re.escape(words)}")
        every = page.get_by_role("button", name=start)
        for role in CONTROLS[1:]:
            every = every.or_(page.get_by_role(role, name=start))  # type: ignore[arg-type]
        seen = every.locator("visible=true")
        expect(seen.first).to_be_visible(timeout=SLOW)
        expect(seen, f"‘{words}’").to_have_count(1)
        return seen

    def control_under(self, page: Page, under: str, words: str) -> Locator:
        """The first control of that name below a field, on the screen."""
        top = self.field(page, under).bounding_box()
        assert top is not None
        every = page.get_by_role("button", name=words).locator("visible=true").all()
        below = [each for each in every if (box := each.bounding_box()) and box["y"] > top["y"]]
        return min(below, key=lambda each: (each.bounding_box() or top)["y"])

    def field(self, page: Page, label: str) -> Locator:
        """The one field with this label."""
        seen = page.get_by_label(label).and_(page.locator("input, textarea")).locator("visible=true")
        expect(seen, f"‘{label}’").to_have_count(1, timeout=SLOW)
        return seen

    def choose(self, step: Step) -> None:
        label, words = step.quoted
        page = self.window(step)
        self.field(page, label).click()
        page.get_by_role("option", name=words, exact=True).click()
        expect(self.field(page, label)).to_have_value(words)

    def kept(self) -> Path:
        assert self.report is not None
        return self.report

    def leave(self) -> None:
        """Close the windows and stop what the command started."""
        for page in self.windows:
            page.context.close()
        if self.program is not None:
            os.killpg(self.program.pid, signal.SIGTERM)
            self.program.wait(timeout=30)


@pytest.fixture
def new_user(browser: Browser, tmp_path: Path) -> Iterator[NewUser]:  # noqa: F811
    store = new_place(tmp_path)
    fill(open_store(str(store), create=True))
    user = NewUser(browser, store, tmp_path)
    yield user
    user.leave()


@pytest.mark.skipif(os.name != "posix", reason="op Windows staat er een andere opdracht in de README")
def test_the_first_session_goes_as_the_handleiding_says(new_user: NewUser) -> None:
    for number, step in enumerate(steps(), start=1):
        try:
            new_user.do(step)
        except Exception as error:
            raise AssertionError(f"Stap {number} gaat niet: {step.sentence}") from error
    store = open_store(str(new_user.store))
    (made,) = sessions(store)
    said = entries(store, made.sessie)
    assert {entry.soort for entry in said} == {Soort.ZIEN, Soort.AFSPRAAK}
