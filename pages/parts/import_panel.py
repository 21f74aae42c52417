"""How does a person read a delivery into the store? Upload, look at what would happen, confirm, see what happened.

The preview and the import are the same functions as the command line's; nothing is stored before somebody
confirms. Files stand in a folder of their own that is removed as soon as they were read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from data import log
from data.importing import ImportSummary, import_paths, preview_paths
from data.importing.delivered import too_late
from data.log import Deed
from data.store import Store, StoreError, open_store, store_exists
from data.turn import WAITS, turn_to_decide
from metrics.viewer import Right, current
from pages.parts import logbook, wording
from pages.parts.columns_panel import columns_panel
from pages.parts.markdown import plain
from pages.parts.starting import decide_beside
from results import decide, unsafe

MAX_MEGABYTES = 200
SHOWN = 5
"""Reasons that are told on the page, and rows named with each; all of them stand in the file with refused rows."""
EXTENSIONS = ["csv", "xlsx", "xml", "json", "geojson", "zip"]
EXAMPLE = (
    "Deze opslag bevat verzonnen gegevens. Daar kunt u geen eigen gegevens bij inlezen. Maak een eigen opslag: "
    "zet `CIJFERTAFEL_STORE` op een nieuw pad, draai `python -m data new` en start het dashboard opnieuw."
)
Key = tuple[tuple[str, ...], str]
"""Which files, with which leverdatum: what was looked at is only confirmed for exactly that."""
DONE, LOOKED, UNDECIDED = "inlezen_klaar", "inlezen_voorbeeld", "inlezen_vaststellen"


def import_panel() -> None:
    """The panel; an example store says how to make an own one instead."""
    st.header("Een levering inlezen", anchor=False)
    if store_exists() and open_store().is_example():
        st.markdown(EXAMPLE)
        return
    kinds = "CSV, Excel, XML, JSON, GeoJSON of zip"
    st.markdown(f"{kinds}, samen hooguit {MAX_MEGABYTES} MB. Er verandert niets tot u bevestigt.")
    files = st.file_uploader(
        "Kies bestanden of sleep ze hierheen", type=EXTENSIONS, accept_multiple_files=True, key="inlezen_bestanden",
        max_upload_size=MAX_MEGABYTES,
    )  # fmt: skip
    delivered = st.text_input(
        "Leverdatum (mag leeg blijven)", key="inlezen_leverdatum", placeholder="31-10-2026", max_chars=10,
        help="De dag tot wanneer de gegevens bekend zijn. Leeg: de nieuwste datum in het bestand.",
    )  # fmt: skip
    columns_panel()
    key = (tuple(file.file_id for file in files), delivered)
    done, looked = st.session_state.get(DONE), st.session_state.get(LOOKED)
    if done and (not files or done[0] == key):
        show(done[1], "Ingelezen")
        settle()
    elif files:
        st.button("Controleer de bestanden", on_click=look, args=(files, key), icon=":material/fact_check:")
        if looked and looked[0] == key:
            confirm(files, key, looked[1])


def confirm(files: Sequence[Any], key: Key, looked: ImportSummary | str) -> None:
    """What would happen, and the button that makes it happen when there is anything to store."""
    show(looked, "Dit gebeurt er als u inleest")
    if not isinstance(looked, str) and any(file.refused is None for file in looked.files):
        st.button("Lees deze bestanden in", on_click=read, args=(files, key), type="primary", key="inlezen_ja")


def look(files: Sequence[Any], key: Key) -> None:
    """Check the files without storing anything, and remember what would happen."""
    looked = _with_files(files, key[1], preview_paths)
    st.session_state[DONE] = None
    st.session_state[LOOKED] = (key, looked)


def read(files: Sequence[Any], key: Key) -> None:
    """Store the files that somebody confirmed. Nothing of Streamlit is touched until they are in."""
    done = _with_files(files, key[1], import_paths)
    if not isinstance(done, str):
        logbook.note(Deed.IMPORTED, log.imported(done))
        st.session_state[UNDECIDED] = True
    st.session_state[LOOKED] = None
    st.session_state[DONE] = (key, done)


def settle() -> None:
    """Small numbers of what was just read are decided, with a bar. When somebody leaves, a process goes on with it."""
    if st.session_state.pop(UNDECIDED, False):
        bar = st.progress(0.0, text="Kleine aantallen vaststellen")

        def tell(done: int, total: int, name: str) -> None:
            bar.progress(done / total, text=f"Kleine aantallen: {name}")

        try:
            with turn_to_decide(open_store(), waiting=lambda: tell(0, 1, WAITS)):
                decide(progress=tell, small=False)
        except (RerunException, StopException):
            decide_beside()
            raise
        bar.empty()
    for name, year in unsafe():
        st.markdown(f"Van {plain(name)} in {year} is alleen het jaarcijfer van de hele stad vrijgegeven.")


def show(outcome: ImportSummary | str, caption: str) -> None:
    """What came of it, or the sentence that says why nothing could."""
    if isinstance(outcome, str):
        st.markdown(plain(outcome))
    else:
        show_summary(outcome, caption)


def show_summary(summary: ImportSummary, caption: str) -> None:
    """Per file what is new, changed, known and refused, why, and what was not read."""
    st.markdown(
        f"**{caption}.** Nieuw: {wording.number(summary.stored)} · gewijzigd: {wording.number(summary.changed)} · "
        f"al bekend: {wording.number(summary.unchanged)} · afgekeurd: {wording.number(summary.rejected)}"
    )
    for file in summary.files:
        table = f" → {file.tabel}" if file.tabel else ""
        said = file.refused or (
            f"nieuw {wording.number(file.stored)}, gewijzigd {wording.number(file.changed)}, "
            f"al bekend {wording.number(file.unchanged)}, afgekeurd {wording.number(file.rejected)}"
        )
        lines = [f"**{plain(file.bestand)}**{table}: {plain(said)}"]
        lines += [plain(warning) for warning in file.warnings]
        lines += [f"{rows}: {plain(sentence)}" for rows, sentence in _refused(file.rejections)]
        st.markdown("  \n".join(lines))
    for warning in summary.warnings:
        st.markdown(plain(warning))


def _refused(rejections: pl.DataFrame) -> list[tuple[str, str]]:
    """The first reasons, each once, with the first rows that it is about."""
    found = []
    for (sentence,), own in rejections.group_by(["zin"], maintain_order=True):
        numbers = [str(number) for number in own["record"].head(SHOWN)]
        rows = f"Rij {wording.together(numbers)}" if own.height <= SHOWN else f"Rij {', '.join(numbers)} en verder"
        found.append((rows, str(sentence)))
    return found[:SHOWN]


def _with_files(files: Sequence[Any], delivered: str, run: Callable[..., ImportSummary]) -> ImportSummary | str:
    """Run the check or the import on the uploaded files; a sentence when the store or the date is not usable."""
    try:
        current().require(Right.ADMIN)
        day = parse_day(delivered)
        if day is not None and (reason := too_late(day, date.today())):
            return reason
        store: Store = open_store(create=True)
        with tempfile.TemporaryDirectory(prefix="cijfertafel-") as folder:
            return run(store, _written(files, Path(folder)), leverdatum=day)
    except (StoreError, ValueError) as error:
        return str(error)
    except OSError:
        return "De bestanden konden niet worden klaargezet op de server; is de schijf vol? Vraag het de beheerder."


def _written(files: Sequence[Any], folder: Path) -> list[Path]:
    """The uploaded files on disk, each in its own folder so that equal names do not meet."""
    paths = []
    for number, file in enumerate(files):
        place = folder / str(number)
        place.mkdir()
        path = place / Path(file.name.replace("\\", "/")).name
        path.write_bytes(file.getbuffer())
        paths.append(path)
    return paths


def parse_day(text: str) -> date | None:
    """The day that was typed as 31-10-2026 or 2026-10-31; None when the field is empty."""
    words = text.strip().replace("/", "-").split("-")
    if words == [""]:
        return None
    try:
        numbers = [int(word) for word in words]
        year, month, day = numbers if len(words[0]) == 4 else reversed(numbers)
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"'{text}' is geen datum. Schrijf de datum als 31-10-2026.") from error
