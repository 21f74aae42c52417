"""What stands before the dashboards in a test? Nginx, and dashboards as services, in the words of docs/beheer.md."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs" / "beheer.md").read_text("utf-8")
NAME = "cijfers.voorbeeld.nl"
PATIENCE = 120
"""Seconds that something may take to start."""


def program() -> str:
    """Nginx; without it the test is skipped with a sentence, and in CI it fails."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin{os.pathsep}/usr/local/sbin")
    if found:
        return found
    sentence = "Geen Nginx gevonden: de test met twee dashboards achter een webserver wordt overgeslagen."
    if os.environ.get("CI"):
        pytest.fail(f"{sentence} .ci/run installeert Nginx.")
    pytest.skip(sentence)


def free_ports(number: int) -> list[int]:
    """Ports that nobody listens to, all different."""
    probes = [socket.socket() for _ in range(number)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    found = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return found


def site(folder: Path, plain: int, secure: int, ports: Sequence[int]) -> str:
    """What the guide puts in `http { … }` for two dashboards, with the ports and files of this test."""
    advised = re.findall(r"```nginx\n(.*?)```", GUIDE, re.DOTALL)
    server, log, several = (next(block for block in advised if word in block) for word in ("ssl_", "log_f", "upstream"))
    cookie, onward = (re.findall(rf"`({word} [^`]+;)`", GUIDE)[-1] for word in ("add_header Set-Cookie", "proxy_pass"))
    place = "    location = /_stcore/metrics"
    for words, others in (
        (place, f"    {cookie}\n{place}"),
        ("proxy_pass http://127.0.0.1:8501;", onward),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ", f"listen 127.0.0.1:{secure} "),
        (f"/etc/ssl/{NAME}.pem", str(folder / "certificate.pem")),
        (f"/etc/ssl/private/{NAME}.key", str(folder / "key.pem")),
        ("/var/log/nginx/cijfers.log", str(folder / "cijfers.log")),
    ):
        assert server.count(words) == 1, f"the guide says '{words}' no more, or more than once"
        server = server.replace(words, others)
    for written, port in zip(("8501", "8502"), ports, strict=True):
        assert several.count(f"127.0.0.1:{written};") == 1
        several = several.replace(f"127.0.0.1:{written};", f"127.0.0.1:{port};")
    return log + several + server


@contextmanager
def nginx(folder: Path, ports: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A running Nginx before dashboards on these ports; gives its ports for http and https."""
    plain, secure = free_ports(2)
    certificate(folder)
    kept = "".join(
        f"{part}_temp_path {folder}/{part};\n" for part in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    own = "user root;\n" if os.name == "posix" and os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{own}daemon off;\npid {folder}/pid;\nevents {{}}\nhttp {{\n{kept}{site(folder, plain, secure, ports)}}}\n"
    )
    command = [program(), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(secure, process)
        yield plain, secure
    finally:
        process.terminate()
        process.wait(PATIENCE)


def certificate(folder: Path) -> None:
    """A certificate for the name in the guide, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip


@contextmanager
def dashboards(place: str, ports: Sequence[int]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Dashboards on one store, each started as the guide's service starts it, with the guide's settings."""
    (service,) = re.findall(r"^ExecStart=\S+/python (-m pages\S+ .*--server\.port %i.*)$", GUIDE, re.MULTILINE)
    settings = dict(re.findall(r"^(STREAMLIT_\w+)=(.+)$", GUIDE, re.MULTILINE))
    assert settings["STREAMLIT_SERVER_ALLOWED_HOSTS"] == NAME
    started = [
        subprocess.Popen(
            [sys.executable, *service.replace("%i", str(port)).split()], cwd=ROOT, stdout=subprocess.DEVNULL,
            env={**os.environ, **settings, "CIJFERTAFEL_STORE": place},
        )
        for port in ports
    ]  # fmt: skip
    try:
        for port, process in zip(ports, started, strict=True):
            wait_for(port, process)
        yield started
    finally:
        for process in started:
            process.kill()
            process.wait(PATIENCE)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody answers; an error when the process ended instead."""
    for _ in range(PATIENCE * 10):
        with closing(socket.socket()) as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return
        assert process.poll() is None, f"it ended with {process.returncode}"
        time.sleep(0.1)
    raise AssertionError(f"nobody answers on port {port}")


def sessions_at(port: int) -> int:
    """How many browsers are connected to the dashboard on this port."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/metrics") as answer:
        (found,) = re.findall(r"^active_sessions(?:\{\})? (\d+)", answer.read().decode(), re.MULTILINE)
    return int(found)
