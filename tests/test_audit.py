"""Does the audit fail on a known vulnerability, and does it never take silence for safety?"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests import audit

BAD = "orjson"
Output = pytest.CaptureFixture[str]


class Service(BaseHTTPRequestHandler):
    """Speaks as OSV does, and knows one invented vulnerability."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = asked["package"]["name"]
        affected = [{"package": {"name": name, "ecosystem": "PyPI"}, "ranges": [], "versions": [asked["version"]]}]
        bad = {"id": "VERZONNEN-1", "modified": "2026-01-01T00:00:00Z", "details": "Verzonnen.", "affected": affected}
        answer = json.dumps({"vulns": [bad]} if name == BAD else {}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *_arguments: object) -> None:
        """Nothing: the tests print what matters."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query"
    server.shutdown()
    thread.join()
    server.server_close()


def test_known_vulnerability_fails_the_check(address: str, capsys: Output) -> None:
    assert audit.main([("osv", "--osv-url", address)]) == 1
    said = capsys.readouterr().out
    assert f"Kwetsbaar: {BAD} " in said
    assert "VERZONNEN-1" in said


def test_service_that_cannot_be_reached_is_said_and_does_not_fail_the_check(capsys: Output) -> None:
    assert audit.main([("osv", "--osv-url", "http://127.0.0.1:9/v1/query")]) == 0
    assert "niet nagekeken" in capsys.readouterr().out


def test_answer_about_no_package_is_no_answer() -> None:
    packages = [{"name": name, "skip_reason": "Dependency not found on PyPI"} for name in ("polars", "lxml")]
    found = audit.verdict(json.dumps({"dependencies": packages, "fixes": []}))
    assert (found.answered, found.unknown, found.vulnerable) == (0, ["lxml", "polars"], [])
