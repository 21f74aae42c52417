"""How does the dashboard start: is the store usable, on which address, and who decides small numbers meanwhile?"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path

from data.access import load_access
from data.settings import SettingsError
from data.store import StoreError, examine, open_store, store_exists

ROOT = Path(__file__).resolve().parents[2]
QUIET = ("--server.headless", "true", "--logger.hideWelcomeMessage", "true", "--logger.level", "warning")


def free_port(wanted: int, tries: int = 50) -> int:
    """The first port from `wanted` on that nobody listens to on this machine."""
    for port in range(wanted, wanted + tries):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise SystemExit(f"Alle poorten van {wanted} tot {wanted + tries - 1} zijn bezet. Kies een andere met --port.")


def network_address() -> str:
    """The address of this machine in its network, for phones at the table; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation: it leads nowhere
        except OSError:
            raise SystemExit("Deze computer zit niet in een netwerk. Start zonder --netwerk.") from None
        return str(probe.getsockname()[0])


def decide_beside() -> subprocess.Popen[bytes]:
    """Have small numbers decided by a process of its own, so that the first visitor need not wait for them."""
    command = [sys.executable, "-m", "metrics", "decide"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def look_at_store() -> None:
    """Stop here with what to do when the store is damaged or of a newer release; upgrade an older one."""
    try:
        if store_exists():
            examine()
            open_store()
    except StoreError as error:
        raise SystemExit(str(error)) from None


def look_at_access() -> None:
    """Do not start with rules about who may see what that cannot be read."""
    try:
        load_access()
    except SettingsError as error:
        raise SystemExit(str(error)) from None


def ready(*, for_network: bool) -> str:
    """The name of this machine for who opens the dashboard; stops here when it cannot be started."""
    look_at_store()
    look_at_access()
    return network_address() if for_network else "localhost"


def start(port: int, *, for_network: bool) -> None:
    """Become the server (on Windows: wait for it)."""
    os.chdir(ROOT)
    decide_beside()
    command = [sys.executable, "-m", "pages.parts.serving", "--server.port", str(port), *QUIET]
    if for_network:
        command += ["--server.address", "0.0.0.0"]
    if os.name == "posix":
        os.execv(sys.executable, command)
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(subprocess.call(command))
