"""How is a store brought to the present release?"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings, without an alembic.ini; the migrations run on `connection`."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def knows(revision: str) -> bool:
    """Whether this release has the revision; a newer release made one that it has not."""
    return revision in {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}


def upgrade(connection: Connection) -> None:
    """Runs every migration that the store misses, in the transaction of `connection`."""
    command.upgrade(configuration(connection), "head")
