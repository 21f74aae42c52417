"""How is a Streamlit app started for a measurement, and stopped whatever happens?"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def streamlit_app(script: Path, **environment: str) -> Iterator[str]:
    """The address of `script`, running in a process of its own until the block ends; ours as its users start it."""
    port = _free_port()
    run = ["pages.parts.serving"] if script == ROOT / "dashboard.py" else ["streamlit", "run", str(script)]
    command = [sys.executable, "-m", *run, "--server.port", str(port)]
    command += ["--server.headless", "true", "--logger.level", "error", "--browser.gatherUsageStats", "false"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        _wait_until_healthy(port, process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_until_healthy(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Return when the server answers; a server that stopped or never answers is an error."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the app stopped with code {process.returncode}")
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://localhost:{port}/_stcore/health") as answer:
            if answer.read() == b"ok":
                return
        time.sleep(0.1)
    raise RuntimeError(f"no answer on port {port} within {seconds} seconds")
