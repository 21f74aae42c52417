"""Do a hundred thousand messages in one zip come in within bounded time and memory?"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pytest

from data.frames import read_frame
from data.store import open_store
from tests.deliver import sent
from tests.test_messages_joining import ONE

COUNT = 100_000
RUN = """
    import resource, sys
    from data.__main__ import main
    code = main(["import", sys.argv[1]])
    print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.long
def test_a_hundred_thousand_messages_in_one_zip(tmp_path: Path) -> None:
    text = sent("305", "2026-03-03", ONE, number="IDENTIFICAT")[1].decode()
    with zipfile.ZipFile(tmp_path / "post.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(COUNT):
            content = text.replace("IDENTIFICAT", str(number)).replace("810001", str(number + 1))
            archive.writestr(zipfile.ZipInfo(f"{number}.xml"), content, zipfile.ZIP_DEFLATED)
    begun = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(RUN), str(tmp_path / "post.zip")],
        capture_output=True, text=True, env=os.environ, cwd=Path(__file__).parents[1], timeout=600,
    )  # fmt: skip
    code, megabytes = map(int, ran.stdout.split()[-2:])
    assert code == 0, ran.stdout + ran.stderr
    assert read_frame(open_store(), "leveringen").height == COUNT
    assert read_frame(open_store(), "imports").height == 1
    assert megabytes < 1500
    assert time.perf_counter() - begun < 300
