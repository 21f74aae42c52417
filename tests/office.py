"""Which LibreOffice is there to open slides with, and what does a file hold according to it?"""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

_PLACES = ("/Applications/LibreOffice.app/Contents/MacOS/soffice", r"C:\Program Files\LibreOffice\program\soffice.exe")
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def office_path() -> str:
    """The program; without it the test is skipped with a sentence, and in CI it fails."""
    found = shutil.which("soffice") or next((path for path in _PLACES if Path(path).exists()), None)
    if found:
        return found
    sentence = "LibreOffice is niet gevonden: installeer libreoffice-impress en libreoffice-calc."
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def converted(content: bytes, folder: Path, source: str, target: str) -> Path:
    """The file as LibreOffice writes it after opening ours; `source` and `target` are endings."""
    program = office_path()
    given = folder / f"verslag.{source}"
    given.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", target, "--outdir", str(folder), str(given)]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    made = folder / f"verslag.{target}"
    assert made.exists(), done.stderr.decode("utf-8", "replace")
    return made


def chart_numbers(presentation: Path) -> list[list[float]]:
    """Per chart of an odp every number of the table behind it; an empty cell is no number."""
    found = []
    with zipfile.ZipFile(presentation) as parts:
        for name in sorted(parts.namelist()):
            if name.startswith("Object") and name.endswith("/content.xml"):
                tree = etree.fromstring(parts.read(name))
                values = [value for cell in tree.iter() if (value := cell.get(f"{_OFFICE}value"))]
                found.append([float(value) for value in values if value != "NaN"])
    return found
