"""Does the reader survive whatever bytes it gets?"""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.messages import Parsed, read_messages
from tests.deliver import FILES
from tests.test_messages_hostile import envelope, zipped

SEEDS = [path.read_bytes() for path in sorted(FILES.glob("*.xml"))]
PACKED = [
    *SEEDS,
    envelope(SEEDS[0]),
    zipped(("a.xml", SEEDS[0]), ("b.xml", SEEDS[1])),
    envelope(zipped(("a", SEEDS[2]))),
]
TOKENS = (
    b"<", b">", b"</", b"&", b"&#0;", b"]]>", b"<![CDATA[", b"<!DOCTYPE", b"xmlns=", b"\x00", b"\xff\xfe", b"",
    b"9" * 40, "٣".encode(), b"2026-02-31", b"PK\x03\x04", b"-1", b"1e9", b"\xed\xa0\x80",
)  # fmt: skip


def read(content: bytes) -> Parsed:
    """Rows or a sentence; every table must be readable as a frame."""
    result = read_messages(
        [("f", content)], pseudonym=lambda bsn: "P" * 32, area=lambda code: "G", today=date(2026, 11, 1)
    )
    for table in result.rows:
        result.frame(table)
    return result


def outcome(result: Parsed) -> bool:
    """Whether the file gave rows, a refusal or a remark: nothing is dropped silently."""
    file = result.files[0]
    return bool(file.refused or file.rejections or file.remarks or any(result.rows.values()))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with a few cuts, copies and insertions."""
    content = draw(st.sampled_from(PACKED))
    for _ in range(draw(st.integers(1, 6))):
        first = draw(st.integers(0, len(content)))
        last = min(len(content), first + draw(st.integers(0, 60)))
        match draw(st.integers(0, 3)):
            case 0:
                content = content[:first] + draw(st.sampled_from(TOKENS)) + content[last:]
            case 1:
                content = content[:last] + content[first:]
            case 2:
                content = content[:first] + draw(st.binary(max_size=20)) + content[last:]
            case _:
                content = content[:first] + bytes(255 - byte for byte in content[first:last]) + content[last:]
    return content


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_a_damaged_file_gives_rows_or_a_sentence(content: bytes) -> None:
    assert outcome(read(content))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_sentence(content: bytes) -> None:
    assert outcome(read(content))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), st.data())
def test_any_text_in_any_element_gives_rows_or_a_sentence(content: bytes, data: st.DataObject) -> None:
    pieces = content.decode().split(">")
    place = data.draw(st.integers(1, len(pieces) - 2))
    text = data.draw(st.text(st.characters(exclude_characters="<&>", exclude_categories=["Cs", "Cc"]), max_size=40))
    pieces[place] = text + "<" + pieces[place].split("<", 1)[-1]
    assert outcome(read(">".join(pieces).encode()))


@pytest.mark.long
def test_coverage_guided_fuzzing_finds_nothing(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="Installeer atheris (Linux of macOS) om te fuzzen met dekking.")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, content in enumerate(PACKED):
        (corpus / str(number)).write_bytes(content)
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzz_messages", str(corpus), "-max_total_time=60", "-rss_limit_mb=2048",
         "-timeout=10", f"-artifact_prefix={tmp_path}/", "-max_len=16384"],
        capture_output=True, text=True, cwd=Path(__file__).parents[1], timeout=180,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "DONE" in ran.stderr
