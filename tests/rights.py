"""How can a test be refused a file, also when it runs as root?"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VERSION = 0x20080522
_PAST_FILE_RIGHTS = (1 << 1) | (1 << 2)
"""The capabilities by which root goes past the rights on files and folders."""


class _Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("process", ctypes.c_int)]


class _Sets(ctypes.Structure):
    _fields_ = [("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32)]


@contextmanager
def ordinary_rights() -> Iterator[None]:
    """Within the block the rights on files hold for this thread and the threads that it starts."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield
        return
    libc, header, sets = ctypes.CDLL(None, use_errno=True), _Header(_VERSION, 0), (_Sets * 2)()
    assert libc.capget(ctypes.byref(header), ctypes.byref(sets)) == 0
    before = sets[0].effective
    sets[0].effective = before & ~_PAST_FILE_RIGHTS
    assert libc.capset(ctypes.byref(header), ctypes.byref(sets)) == 0
    try:
        yield
    finally:
        sets[0].effective = before
        assert libc.capset(ctypes.byref(header), ctypes.byref(sets)) == 0


@contextmanager
def read_only(*paths: Path) -> Iterator[None]:
    """Within the block nobody may write to these files and folders."""
    before = [(path, path.stat().st_mode) for path in paths]
    try:
        for path, mode in before:
            path.chmod(mode & ~0o222)
        with ordinary_rights():
            yield
    finally:
        for path, mode in before:
            path.chmod(mode)
