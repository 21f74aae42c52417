"""How does a migration write a column? Frozen words, so that a migration stays what it was when released."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def imported(name: str, *parts: Any) -> None:
    """A table whose rows came in by an import."""
    op.create_table(name, *whole("eerste_import", "laatste_import"), *parts)


def text(*names: str, empty: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.String(), nullable=empty) for name in names]


def whole(*names: str, empty: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=empty) for name in names]


def number(*names: str, empty: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Float(), nullable=empty) for name in names]


def day(*names: str, empty: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date(), nullable=empty) for name in names]


def moment(*names: str, empty: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=empty) for name in names]


def yes_no(*names: str, empty: bool = False) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Boolean(), nullable=empty) for name in names]
