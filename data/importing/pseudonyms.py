"""By which pseudonym does the store know a person, and with which key is it made?

A BSN is nine digits: a plain hash of it is found back by trying them all. So it is hashed with a key
that is not in the store. With the same key the same person has the same pseudonym in every source.
"""

from __future__ import annotations

import hmac
import os
import secrets
import tomllib
from pathlib import Path

import polars as pl

from data.store import Store, StoreError

KEY_VARIABLE = "CIJFERTAFEL_SLEUTEL"
SECRETS = Path(__file__).resolve().parents[2] / ".streamlit" / "secrets.toml"
LENGTH = 32
"""Characters of a pseudonym: 128 bits, so that two persons never share one."""

_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def passes_elfproef(digits: pl.Expr) -> pl.Expr:
    """Whether text is nine digits that can be a BSN; False for other text and null."""
    shape = digits.str.contains(r"^\d{9}$")
    safe = pl.when(shape).then(digits).otherwise(pl.lit("000000000"))
    total = sum((safe.str.slice(i, 1).cast(pl.Int32) * weight for i, weight in enumerate(_WEIGHTS)), pl.lit(0))
    return shape & (total % 11 == 0) & (safe != "000000000")


def plain_digits(text: pl.Expr) -> pl.Expr:
    """A number as people write it (1234.56.782, 1234 56 782) without dots, blanks and hyphens."""
    return text.str.replace_all(r"[.\s\-]", "")


def full_length(digits: pl.Expr) -> pl.Expr:
    """A BSN from which a spreadsheet took the leading zeros, with those zeros again."""
    return pl.when(digits.str.contains(r"^\d{7,8}$")).then(digits.str.zfill(9)).otherwise(digits)


class Pseudonyms:
    """Makes pseudonyms. The key is looked for, or made, when the first one is asked."""

    def __init__(self, store: Store, *, make_key: bool = True) -> None:
        self._store = store
        self._make_key = make_key
        self._key: bytes | None = None
        self.warning: str | None = None
        """What the user must know about the key, once it was made."""

    def of(self, bsn: str) -> str:
        """The pseudonym of nine digits."""
        if self._key is None:
            self._key = self._find_key()
        return hmac.digest(self._key, bsn.encode(), "sha256").hex()[:LENGTH]

    def column(self, digits: pl.Series) -> pl.Series:
        """The pseudonyms of a column; null stays null."""
        unique = digits.unique().drop_nulls()
        made = pl.Series([self.of(bsn) for bsn in unique], dtype=pl.String)
        return digits.replace_strict(unique, made, default=None, return_dtype=pl.String)

    def _find_key(self) -> bytes:
        given = os.environ.get(KEY_VARIABLE, "").strip() or _secret()
        if given:
            return given.encode()
        path = key_path(self._store)
        if path is None:
            raise StoreError(
                f"Er is geen sleutel voor pseudoniemen. Zet er een in de omgevingsvariabele {KEY_VARIABLE}, "
                "van ten minste 32 willekeurige tekens, en bewaar hem goed."
            )
        if not path.exists():
            if not self._make_key:
                return secrets.token_bytes(32)
            if _make_key_file(path):
                self.warning = (
                    f"Er is een nieuwe sleutel voor pseudoniemen gemaakt: {path}. Bewaar hem goed en geef hem aan "
                    "niemand. Zonder deze sleutel krijgen dezelfde mensen later een ander pseudoniem."
                )
        return path.read_text("ascii").strip().encode()


def key_path(store: Store) -> Path | None:
    """Where the key of a store without given key stands; None for a database that is no file."""
    return beside(store.path) if store.path else None


def beside(file: Path) -> Path:
    """Where the key of a store file, or of a copy of it, stands."""
    return file.with_name(file.name + ".key")


def copy_key(key: Path, target: Path) -> None:
    """Copies a key to a file that only its owner can read; FileExistsError when there is one already."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as writing:
            writing.write(key.read_bytes())
            writing.flush()
            os.fsync(descriptor)
    except OSError:
        target.unlink()
        raise


def _secret() -> str:
    """The key from the dashboard's secrets file, '' when there is none."""
    if not SECRETS.is_file():
        return ""
    return str(tomllib.loads(SECRETS.read_text("utf-8")).get(KEY_VARIABLE, "")).strip()


def _make_key_file(path: Path) -> bool:
    """Makes the key file, whole or not at all; False when another process was first."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_hex(32) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True
