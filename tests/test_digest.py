"""Does the digest tell what came in, what was refused, what stands out and what is due, and nothing that is hidden?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from data.__main__ import main as data
from data.log import lines, log
from data.session.figures import figures, pin
from data.session.inbreng import Said, Soort, record
from data.session.sessions import create_session
from data.store import Store, open_store
from pages.__main__ import main
from tests.example_store import copy_example
from tests.session_figures import shown

Output = pytest.CaptureFixture[str]
HEAD = "aanmelding;gezin_id;team;aanmelddatum\n"
TODAY = datetime.now(UTC).date()


def imported(folder: Path, name: str, *rows: str) -> None:
    (folder / name).write_text(HEAD + "".join(f"{row}\n" for row in rows))
    data(["import", str(folder / name)])


def made(folder: Path, *options: str) -> EmailMessage:
    path = folder / "bericht.eml"
    assert main(["digest", "--naar", str(path), *options]) == 0
    assert log.flush()
    return message_from_bytes(path.read_bytes(), policy=default)


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def page(mail: EmailMessage) -> str:
    body = mail.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def part(mail: EmailMessage, heading: str) -> str:
    """What stands under a heading."""
    blocks = text(mail).split("\n\n")
    return next(block for block in blocks if block.startswith(heading))


def session(store: Store, title: str, day: date) -> str:
    """A session with one figure and two agreements: one whose day was last week, one far ahead."""
    key = create_session(store, title, day, ["gemeente", "buurtteam"])
    pin(store, key, shown(), caption="Kennismaking")
    figure = figures(store, key)[0].figuur
    for number, (what, when) in enumerate({"Bel de huisartsen": -7, "Kijk over een jaar": 365}.items()):
        record(
            store,
            Said(key, figure, Soort.AFSPRAAK, "toestel", number, "gemeente", what, eigenaar="buurtteam",
                 datum=TODAY + timedelta(days=when)),
        )  # fmt: skip
    return key


def test_files_and_refusals_since_the_last_message_are_told_once(store: Store, tmp_path: Path) -> None:
    imported(tmp_path, "goed.csv", "A1;F1;VO;2022-03-31", "A2;F2;VO;2022-03-31")
    imported(tmp_path, "half.csv", "A3;F3;VO;2022-03-31", "A4;F4;Nergens;2022-03-31")
    (tmp_path / "vreemd.csv").write_text("kleur\nrood\n")
    data(["import", str(tmp_path / "vreemd.csv")])
    mail = made(tmp_path, "--voor", "beheerder")
    assert mail["Subject"] == "Cijfertafel: 2 bestanden ingelezen, 2 met afkeuringen"
    assert "goed.csv (aanmeldingen, geleverd 31 maart 2022): 2 nieuw." in part(mail, "Wat kwam er binnen?")
    refused = part(mail, "Wat is afgekeurd")
    assert "half.csv: 1 rij afgekeurd. Het team in de kolom 'team' is niet bekend." in refused
    assert "vreemd.csv: niet ingelezen." in refused and "Nergens" not in text(mail)
    again = made(tmp_path, "--voor", "beheerder")
    assert again["Subject"] == "Cijfertafel: niets nieuws"
    assert "Er is niets nieuws ingelezen." in text(again) and "goed.csv" not in text(again)


def test_each_reader_has_a_last_message_of_its_own(store: Store, tmp_path: Path) -> None:
    imported(tmp_path, "goed.csv", "A1;F1;VO;2022-03-31")
    for_figures = made(tmp_path, "--voor", "gemeente")
    assert "goed.csv" not in text(for_figures) and "Wat valt op?" in text(for_figures)
    for_imports = made(tmp_path, "--voor", "beheerder")
    assert "goed.csv" in text(for_imports) and "Wat valt op?" not in text(for_imports)


def test_agreement_that_is_due_is_told_and_one_far_ahead_is_not(store: Store, tmp_path: Path) -> None:
    imported(tmp_path, "goed.csv", "A1;F1;VO;2022-03-31")
    session(store, "Sessie <Noord>", TODAY - timedelta(days=90))
    mail = made(tmp_path, "--voor", "gemeente")
    due = part(mail, "Welke afspraken")
    assert "(voorbij): Bel de huisartsen · buurtteam · sessie Sessie <Noord>" in due and "Kijk over" not in due
    assert "1 afspraak" in str(mail["Subject"])
    assert "Sessie &lt;Noord&gt;" in page(mail) and "<Noord>" not in page(mail)
    assert list(mail.iter_attachments()) == [], "een verslag gaat alleen mee op verzoek"


def test_report_of_a_session_since_then_goes_along(store: Store, tmp_path: Path) -> None:
    session(store, "Lang geleden", TODAY - timedelta(days=90))
    session(store, "Vandaag", TODAY)
    (report,) = made(tmp_path, "--voor", "gemeente", "--verslag").iter_attachments()
    assert report.get_filename() == f"verslag-vandaag-{TODAY.isoformat()}.html"
    assert "Kennismaking" in report.get_content()


def test_message_has_who_it_is_for_or_opens_as_a_draft(store: Store, tmp_path: Path) -> None:
    mail = made(tmp_path, "--aan", "a@voorbeeld.nl", "--aan", "b@voorbeeld.nl", "--van", "cijfers@voorbeeld.nl")
    assert (mail["To"], mail["From"], mail["X-Unsent"]) == (
        "a@voorbeeld.nl, b@voorbeeld.nl",
        "cijfers@voorbeeld.nl",
        None,
    )
    assert made(tmp_path)["X-Unsent"] == "1"


def test_no_message_without_news_when_asked(store: Store, tmp_path: Path, capsys: Output) -> None:
    assert main(["digest", "--naar", str(tmp_path / "b.eml"), "--alleen-nieuws"]) == 0
    assert "niets nieuws" in capsys.readouterr().out and not (tmp_path / "b.eml").exists()
    assert log.flush() and lines(store).is_empty(), "het volgende bericht begint waar het laatste echte ophield"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--aan", "geen adres"], "geen e-mailadres"),
        (["--aan", "a@b.nl\nBcc: c@d.nl"], "geen e-mailadres"),
        (["--sinds", "gisteren"], "geen datum"),
        (["--voor", "iedereen"], "Deze opdracht klopt niet"),
        (["--naar", "/bestaat/niet/b.eml"], "Controleer de map en de rechten."),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    wrong: list[str], said: str, store: Store, tmp_path: Path, capsys: Output
) -> None:
    assert main(["digest", "--naar", str(tmp_path / "b.eml"), *wrong]) == 1
    error = capsys.readouterr().err
    assert said in error and "Traceback" not in error
    assert list(tmp_path.glob("b.eml*")) == []


@pytest.mark.long
def test_signals_of_the_example_are_those_of_the_overview(
    example_store: Path | str, tmp_path: Path, own_store: Path | str
) -> None:
    copy_example(example_store, own_store)
    assert open_store().is_example()
    mail = made(tmp_path, "--sinds", "2020-01-01")
    stands_out = part(mail, "Wat valt op?")
    assert "Trendbreuk van" in stands_out and "Bereik:" in stands_out
    assert "De gegevens zijn verzonnen." in text(mail) and "signal" in str(mail["Subject"])
