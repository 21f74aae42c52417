"""How does a store come to hold a municipality that does not exist, at Utrecht's scale, from 2019 to October 2026?

Everything is invented except what Utrecht published about itself; the records are shaped so that the figures which
are computed from them come near the published ones. No result is stored. The records take the same road as anybody's:
files of different make, delivered on different days, read by the importer.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from data.example.deliveries import LEVERDATA, deliveries
from data.example.messages import write_messages
from data.example.truth import Truth
from data.example.zorg import leveringen_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from data.store import Store

__all__ = ["build", "leveringen_frame", "write_files", "write_messages"]


def build(store: Store, factor: int = 1, progress: Callable[[int, int, str], None] | None = None) -> None:
    """Fills the empty `store` with the example municipality, `factor` times its size, and marks it as example.

    `progress` hears how many deliveries are in, how many there are, and the leverdatum of the next.
    """
    import sqlalchemy as sa

    from data.importing import import_paths
    from data.tables import Opslag

    with store.transaction() as connection:
        connection.execute(sa.update(Opslag).values(voorbeeld=True))
    with tempfile.TemporaryDirectory(prefix="cijfertafel-") as folder:
        for number, (leverdatum, paths) in enumerate(deliveries(Truth(factor), Path(folder))):
            if progress:
                progress(number, len(LEVERDATA), leverdatum.isoformat())
            import_paths(store, paths, leverdatum=leverdatum)
            for path in paths:
                path.unlink()
    if progress:
        progress(len(LEVERDATA), len(LEVERDATA), "")


def write_files(folder: Path, factor: int = 1) -> list[Path]:
    """Writes the files of every delivery into `folder`, a folder per leverdatum; nothing is imported."""
    return [path for _, paths in deliveries(Truth(factor), folder) for path in paths]
