"""How long does it take from the start of a process to its first figure, and how much memory does it need?

The columnar copy beside the store is there already, as after an import; the first process makes it, the others are
measured. Each process asks one whole-city figure through the gate.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from bench.servers import ROOT

ROUNDS = 3
_ASK = """
import json, resource, time
begun = time.perf_counter()
import results
from metrics.query import Query
from metrics.viewer import INVENTED, looking_as
read = time.perf_counter()
with looking_as(INVENTED):
    assert results.result(Query("in_zorg", ("2025",))).frame.height == 1
print(json.dumps({
    "modules_s": round(read - begun, 2),
    "figure_s": round(time.perf_counter() - read, 2),
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    "own_mb": int(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("RssAnon"))) // 1024,
}))
"""


def measure(store: Path, scale: int) -> list[dict[str, object]]:
    """Medians of some processes; `own_mb` is memory that is not shared with other processes. Linux only."""
    first, _ = _process(store)
    taken = [_process(store) for _ in range(ROUNDS)]
    whole = statistics.median(seconds for seconds, _ in taken)
    told = min(taken, key=lambda each: abs(each[0] - whole))[1]
    times = {"without_copy_s": round(first, 2), "seconds": round(whole, 2)}
    return [{"what": "cold start", "scale": scale, **times, **told}]


def _process(store: Path) -> tuple[float, dict[str, object]]:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _ASK],
        cwd=ROOT,
        env={**os.environ, "CIJFERTAFEL_STORE": str(store)},
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - begun, json.loads(done.stdout.splitlines()[-1])
