"""Does a BSN of a file end anywhere near the store?"""

from __future__ import annotations

from pathlib import Path

import pytest

from data.importing import import_paths
from data.store import Store
from tests.test_import_dirt import AREAS, BSN, HEAD, TODAY


@pytest.mark.sqlite
def test_no_bsn_reaches_any_file_of_the_store(store: Store, tmp_path: Path, own_store: Path) -> None:
    (tmp_path / "a.csv").write_text(AREAS)
    content = f"{HEAD};bsn;{BSN}\nA1;{BSN};G1;2022-03-31;{BSN};x\nA2;F2;{BSN};{BSN};{BSN};{BSN}\n"
    (tmp_path / "b.csv").write_text(content)
    (tmp_path / "c.csv").write_text(f"{BSN};naam\n1;2\n")
    summary = import_paths(store, [tmp_path], today=TODAY)
    assert summary.stored == 3
    assert BSN not in str(summary)
    store.engine.dispose()
    for file in own_store.parent.iterdir():
        assert BSN.encode() not in file.read_bytes()
