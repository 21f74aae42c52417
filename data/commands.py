"""What does each command of `python -m data` do, and what does it say?"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from getpass import getpass, getuser
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from data.arguments import CommandError
from data.backup import back_up
from data.checks import check_store
from data.importing import FileOutcome, ImportSummary, import_paths
from data.importing.dates import read_days
from data.importing.delivered import too_late
from data.importing.outcome import Progress as Report
from data.importing.pseudonyms import Pseudonyms, beside, full_length, passes_elfproef, plain_digits
from data.log import Deed, imported, lines, note, prune
from data.removal import Removed, remove_before, remove_person
from data.restoring import restore as put_back
from data.store import Store, StoreError, examine, open_store, shown, store_exists, store_url
from data.watching import FolderGoneError, Round, Watch

SHOWN_ROWS = 20
"""How many rejected rows of a file the command line shows; all of them are in the store."""


def new(_arguments: Namespace) -> int:
    """An empty store."""
    if store_exists():
        raise CommandError(f"Er is al een opslag op {shown(store_url())}. Kies een andere plek met CIJFERTAFEL_STORE.")
    store = open_store(create=True)
    _say(f"Lege opslag gemaakt: {shown(store.url)}")
    return 0


def example(arguments: Namespace) -> int:
    """The example municipality, or only its messages in a folder."""
    # Loaded only here: the generator is large, and nothing else needs it.
    from data import example as municipality

    if arguments.berichten is not None:
        municipality.write_messages(Path(arguments.berichten))
        _say(f"Voorbeeldberichten gemaakt in {arguments.berichten}")
        return 0
    if arguments.als_er_geen_is and store_exists():
        return 0
    store = open_store(create=True)
    if not store.is_empty() and not store.is_example():
        raise CommandError(
            f"De opslag {shown(store.url)} bevat al andere gegevens. Kies een nieuwe plek met CIJFERTAFEL_STORE."
        )
    with progress() as report:
        municipality.build(store, factor=arguments.factor, progress=report)
    _say(f"De voorbeeldgemeente staat in {shown(store.url)}. Alle gegevens zijn verzonnen.")
    return 0


def import_(arguments: Namespace) -> int:
    """Files, folders and zips into the store."""
    paths = [Path(path) for path in arguments.paths]
    if not any(path.exists() for path in paths):
        raise CommandError(f"Dit bestaat niet: {', '.join(map(str, paths))}. Controleer de naam en de map.")
    leverdatum = _delivered(arguments.geleverd) if arguments.geleverd else None
    store = _store_to_read_into(arguments.toch)
    with progress() as report:
        summary = import_paths(store, paths, leverdatum=leverdatum, jaar=arguments.jaar, progress=report)
    note(store.url, getuser(), "opdrachtregel", Deed.IMPORTED, imported(summary))
    _report(summary)
    if summary.exit_code == 1:
        reasons = {file.refused for file in summary.files if file.refused}
        why = reasons.pop() if len(reasons) == 1 else "Wat er mis is, staat hierboven per bestand."
        raise CommandError(f"Er is niets opgeslagen. {why if summary.files else 'Er zijn geen bestanden gevonden.'}")
    return summary.exit_code


def watch(arguments: Namespace) -> int:
    """New and changed files of a folder, once or for ever; a fault stops only what happens once."""
    store = _store_to_read_into(arguments.toch)
    watched, said = Watch(store, Path(arguments.folder), arguments.rust), ""
    while True:
        try:
            done = watched.look()
            _report_round(store, done)
            if done.read.stored + done.read.changed:
                arguments.afterwards()
            fault = ""
        except (StoreError, FolderGoneError, OSError) as error:
            if arguments.eenmalig:
                raise
            fault = str(error)
            if fault != said:
                sys.stderr.write(f"{fault}\n")
        if arguments.eenmalig:
            return 2 if done.refused else 0
        said = fault
        time.sleep(arguments.elke)


def _report_round(store: Store, done: Round) -> None:
    """A sentence per file; nothing when there was nothing, so that cron sends no mail about it."""
    if done.read.files:
        note(store.url, getuser(), "opdrachtregel", Deed.IMPORTED, imported(done.read))
        _report(done.read)
    for name in done.growing:
        _say(f"{name}: wordt nog geschreven, en komt de volgende keer aan de beurt.")
    for name in done.closed:
        _say(f"{name}: kan niet worden gelezen. Controleer de rechten.")
    sys.stdout.flush()


def _store_to_read_into(also_the_example: bool) -> Store:
    """The store, made when it is not there; real files do not go into the invented municipality by accident."""
    store = open_store(create=True)
    if store.is_example() and not also_the_example:
        raise CommandError(
            "Deze opslag bevat de verzonnen voorbeeldgemeente. Maak een eigen opslag: zet CIJFERTAFEL_STORE op een "
            "nieuw bestand en geef: python -m data new. Wilt u toch hier inlezen, geef dan --toch mee."
        )
    return store


def log_(arguments: Namespace) -> int:
    """The newest lines of the log; with `bewaar` first without those that are older."""
    store = open_store()
    if arguments.bewaar is not None:
        gone = prune(store, arguments.bewaar)
        _say(f"Uit het logboek verwijderd: {gone} regels van meer dan {arguments.bewaar} dagen oud.")
    for line in reversed(lines(store, most=SHOWN_ROWS).rows(named=True)):
        _say(" · ".join(filter(None, (f"{line['moment']:%d-%m-%Y %H:%M}", *list(line.values())[1:]))))
    return 0


def check(_arguments: Namespace) -> int:
    """Findings on the whole store, after a look at the file itself."""
    examine()
    found = check_store(open_store(), date.today())
    for finding in found:
        _say(f"- {finding}")
    _say(f"Bevindingen: {len(found)}." if found else "Er valt niets op.")
    return 0


def backup(arguments: Namespace) -> int:
    """A consistent copy, with the key."""
    made = back_up(open_store(), Path(arguments.target))
    _say(f"Kopie gemaakt: {made[0]}")
    if len(made) > 1:
        _say(f"De sleutel voor pseudoniemen is meegekopieerd: {made[1]}. Bewaar hem zorgvuldig en apart.")
    else:
        _say("Er is geen sleutelbestand bij deze opslag. Gebruikt u CIJFERTAFEL_SLEUTEL, bewaar die dan zelf.")
    return 0


def restore(arguments: Namespace) -> int:
    """A copy takes the place of the store."""
    url = store_url()
    done = put_back(url, Path(arguments.copy))
    _say(f"Teruggezet in {shown(url)}: {arguments.copy}")
    if done.kept is not None:
        what = "Het beschadigde bestand" if done.damaged else "De opslag die er stond"
        _say(f"{what} is bewaard als {done.kept}. Verwijder dat als alles klopt: er staan gegevens van mensen in.")
    if done.damaged:
        _say("Start het dashboard opnieuw.")
    key = beside(Path(arguments.copy))
    if done.key:
        _say("De sleutel voor pseudoniemen is ook teruggezet.")
    elif key.is_file():
        _say(f"Zet de inhoud van {key} in de omgevingsvariabele CIJFERTAFEL_SLEUTEL: zonder die sleutel krijgen "
             "dezelfde mensen voortaan een ander pseudoniem.")  # fmt: skip
    else:
        _say("Bij de kopie staat geen sleutel. De sleutel die in gebruik was, blijft in gebruik.")
    return 0


def remove(arguments: Namespace) -> int:
    """One pseudonym, or all that was over before a day; says what it would do until it is told to do it."""
    store, carry_out = open_store(), bool(arguments.uitvoeren)
    if arguments.voor is not None:
        removed = remove_before(store, _past_day(arguments.voor), carry_out=carry_out)
    else:
        removed = remove_person(store, arguments.pseudoniem or _pseudonym(store), carry_out=carry_out)
    _report_removal(removed, carry_out)
    return 0


def _delivered(text: str) -> date:
    chosen = day(text)
    if reason := too_late(chosen, date.today()):
        raise CommandError(reason)
    return chosen


def _past_day(text: str) -> date:
    chosen = day(text)
    if chosen > date.today():
        raise CommandError(f"{text} ligt in de toekomst. Kies een dag die voorbij is.")
    return chosen


def _pseudonym(store: Store) -> str:
    """The pseudonym of a BSN that is asked for, so that it does not end up in the history of the command line."""
    asked = getpass("BSN (wordt niet getoond): ") if sys.stdin.isatty() else sys.stdin.readline()
    digits = pl.DataFrame({"bsn": [asked.strip()]}).select(full_length(plain_digits(pl.col("bsn"))))
    if not digits.select(passes_elfproef(pl.col("bsn"))).item():
        raise CommandError("Dit is geen geldig BSN. Controleer het nummer en geef de opdracht opnieuw.")
    return Pseudonyms(store, make_key=False).of(digits.item())


def _report_removal(removed: Removed, done: bool) -> None:
    if not removed.rows:
        _say("Er staat niets in de opslag dat hierbij hoort. Er is niets veranderd.")
    for table, count in removed.rows.items():
        _say(f"{table}: {count} {'rij' if count == 1 else 'rijen'}")
    for table, count in removed.stay.items():
        _say(
            f"Blijft staan, want het loopt nog of liep later door: {table}, {count} {'rij' if count == 1 else 'rijen'}."
        )
    if removed.rows and not done:
        _say(f"Samen: {removed.total}. Er is nog niets verwijderd. Geef --uitvoeren mee om het te doen.")
    elif removed.rows:
        _say(f"Verwijderd: {removed.total}. De cijfers worden opnieuw gemaakt; geef nu ook: python -m metrics decide")
        if not removed.wiped:
            _say("Let op: de opslag was in gebruik, dus resten staan mogelijk nog in het bestand. Stop het dashboard "
                 "en geef deze opdracht opnieuw.")  # fmt: skip
    for copy in removed.copies:
        _say(f"Let op: in {copy} staan de gegevens nog. Verwijder dit bestand als u het niet meer nodig hebt.")
    if removed.rows:
        _say("Let op: ook in eerdere kopieën (backup) en in de aangeleverde bestanden staan deze gegevens nog. Wordt "
             "zo'n kopie teruggezet, of levert een bron ze opnieuw, verwijder ze dan weer.")  # fmt: skip


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def day(text: str) -> date:
    """The day that an argument names."""
    found = read_days(pl.Series([text.strip()], dtype=pl.String))[0]
    if found is None:
        raise CommandError(f"'{text}' is geen datum. Schrijf een datum als 2022-03-31 of 31-03-2022.")
    return date.fromisoformat(str(found))


@contextmanager
def progress(what: str = "lezen") -> Iterator[Report | None]:
    """A bar on stderr, when somebody looks at it."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.description}", markup=False), console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name)


def _report(summary: ImportSummary) -> None:
    for file in summary.files:
        _report_file(file)
    for warning in summary.warnings:
        _say(f"Let op: {warning}")
    _say(f"Samen, {len(summary.files)} {'bestand' if len(summary.files) == 1 else 'bestanden'}: {_counts(summary)}.")


def _counts(counted: FileOutcome | ImportSummary) -> str:
    return (
        f"{counted.stored} opgeslagen, {counted.changed} gewijzigd, {counted.unchanged} ongewijzigd, "
        f"{counted.rejected} afgekeurd"
    )


def _report_file(file: FileOutcome) -> None:
    if file.refused:
        _say(f"{file.bestand}: afgewezen. {file.refused}")
    else:
        delivered = f", geleverd {file.leverdatum:%d-%m-%Y}" if file.leverdatum else ""
        _say(f"{file.bestand} ({file.tabel}{delivered}): {_counts(file)}.")
    for warning in file.warnings:
        _say(f"  Let op: {warning}")
    for row in file.rejections.head(SHOWN_ROWS).iter_rows(named=True):
        value = f" (staat er nu: {row['waarde']})" if row["waarde"] else ""
        _say(f"  Rij {row['record']}: {row['zin']}{value}")
    if (rest := file.rejected - min(file.rejections.height, SHOWN_ROWS)) > 0:
        _say(f"  En nog {rest} afgekeurde rijen; zie de pagina Gegevens.")
