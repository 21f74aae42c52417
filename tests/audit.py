"""Is a vulnerability known in what is installed? `python -m tests.audit`, part of `make check`.

Everything that is installed is looked up, so also what our own requirements bring along. Where neither service can be
reached the check is not a reason to stop, but it is said: an answer about no package at all is not an answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

SERVICES = (("pypi",), ("osv",))
TIMEOUT = 180


@dataclass(frozen=True)
class Verdict:
    """How many packages the service knew, which it did not, and what is wrong with the others."""

    answered: int
    unknown: list[str]
    vulnerable: list[str]


def verdict(report: str) -> Verdict:
    """What a report of pip-audit in JSON comes down to."""
    packages = json.loads(report)["dependencies"]
    answered = [package for package in packages if "skip_reason" not in package]
    return Verdict(
        len(answered),
        sorted(package["name"] for package in packages if "skip_reason" in package),
        [
            f"{package['name']} {package['version']}: {each['id']}, opgelost in: {', '.join(each['fix_versions'])}"
            for package in answered
            for each in package["vulns"]
        ],
    )


def ask(service: Sequence[str]) -> Verdict | None:
    """The verdict of one service; None when it gave none."""
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "--format", "json", "-s", *service]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired:
        return None
    if not run.stdout.startswith("{"):
        return None
    found = verdict(run.stdout)
    return found if found.answered else None


def main(services: Sequence[Sequence[str]] = SERVICES) -> int:
    """1 when a vulnerability is known, else 0."""
    found = next((said for service in services if (said := ask(service)) is not None), None)
    if found is None:
        sys.stdout.write("Kwetsbaarheden: niet nagekeken, want PyPI en OSV geven hier geen antwoord.\n")
        return 0
    for line in found.vulnerable:
        sys.stdout.write(f"Kwetsbaar: {line}\n")
    sys.stdout.write(f"Kwetsbaarheden: {found.answered} pakketten nagekeken, {len(found.vulnerable)} bekend.\n")
    if found.unknown:
        sys.stdout.write(f"Niet nagekeken, want onbekend bij de dienst: {', '.join(found.unknown)}.\n")
    return 1 if found.vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())
