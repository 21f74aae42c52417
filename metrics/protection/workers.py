"""How is the solving of decisions spread over processor cores?

Each worker is a process of its own that gets problems on stdin and writes answers on stdout. It is started as a module
and not by `multiprocessing`, which would start the program that asks (a dashboard) once more. Which worker solves a
problem makes no difference to the answer.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from metrics.protection.decide import Problem, Solved, solve

ROOT = Path(__file__).resolve().parents[2]
WORTH = 4_000
"""So many counts are solved sooner than a process starts."""
MOST = 4
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
_Answer = tuple[list[Solved] | None, str]


class Workers:
    """Solves problems beside the program that asks; small ones at once. Use as a context."""

    def __init__(self, number: int | None = None) -> None:
        self.number = min(MOST, os.cpu_count() or 1) if number is None else number
        self.pool: ThreadPoolExecutor | None = None
        self.idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self.started: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.started:
            process.kill()
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)
        for process in self.started:
            process.communicate()

    def solve(self, problems: Sequence[Problem]) -> Future[list[Solved]]:
        """The answer, when it is there; ArithmeticError when the numbers cannot be decided."""
        size = sum(len(counts.atoms) for problem in problems for _, counts in problem.stages)
        if self.number < 2 or size < WORTH:
            return _now(lambda: solve(problems))
        if self.pool is None:
            self._start()
        assert self.pool is not None
        return self.pool.submit(self._ask, problems)

    def _start(self) -> None:
        self.pool = ThreadPoolExecutor(self.number)
        for _ in range(self.number):
            process = subprocess.Popen(
                [sys.executable, "-m", "metrics.protection.workers"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, **_ONE_THREAD},
            )  # fmt: skip
            self.started.append(process)
            self.idle.put(process)

    def _ask(self, problems: Sequence[Problem]) -> list[Solved]:
        process = self.idle.get()
        try:
            answer, problem = _exchange(process, problems)
        except (OSError, EOFError, pickle.UnpicklingError):
            # A worker that fell away (out of memory, stopped) is not missed: the answer is the same here.
            return solve(problems)
        finally:
            self.idle.put(process)
        if answer is None:
            raise ArithmeticError(problem)
        return answer


def _exchange(process: subprocess.Popen[bytes], problems: Sequence[Problem]) -> _Answer:
    assert process.stdin is not None
    assert process.stdout is not None
    pickle.dump(list(problems), process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()
    answer: _Answer = pickle.load(process.stdout)
    return answer


def _now(compute: Callable[[], list[Solved]]) -> Future[list[Solved]]:
    future: Future[list[Solved]] = Future()
    try:
        future.set_result(compute())
    except ArithmeticError as error:
        future.set_exception(error)
    return future


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Solve what comes in until there is nothing more."""
    while True:
        try:
            problems: Any = pickle.load(asked)
        except EOFError:
            return
        answer: _Answer
        try:
            answer = solve(problems), ""
        except ArithmeticError as error:
            answer = None, str(error)
        pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
        answers.flush()


if __name__ == "__main__":
    if os.name == "posix":
        os.nice(10)  # people who look at figures go first
    serve(sys.stdin.buffer, sys.stdout.buffer)
