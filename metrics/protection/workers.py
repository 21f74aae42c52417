"""How is the solving of decisions spread over processor cores?

Each worker is a process of its own that gets tasks on stdin and writes answers on stdout. It is started as a module
and not by `multiprocessing`, which would start the program that asks (a dashboard) once more. Which worker solves a
task makes no difference to the answer.
"""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any, Protocol

ROOT = Path(__file__).resolve().parents[2]
WORTH = 2_000
"""So many counts are solved sooner than a process starts."""
MOST = 4
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}
_Answer = tuple[Any, str]
"""What a task gives, and the sentence of its ArithmeticError; empty when there was none."""


class Task(Protocol):
    """Something to solve that can be sent to another process."""

    @property
    def size(self) -> int:
        """How many counts there are in it."""

    def solve(self) -> Any:
        """The answer; ArithmeticError when the numbers cannot be decided."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for garbage: numbers that hang together are many small objects that live long, so going
    through them time and again takes an eighth of the time and finds nothing."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


class Workers:
    """Solves tasks beside the program that asks; small ones at once, until there are processes. Use as a context."""

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

    def solve(self, task: Task) -> Future[Any]:
        """The answer, when it is there; ArithmeticError when the numbers cannot be decided."""
        if self.number < 2 or (self.pool is None and task.size < WORTH):
            return _now(task.solve)
        if self.pool is None:
            self._start()
        assert self.pool is not None
        return self.pool.submit(self._ask, task)

    def _start(self) -> None:
        self.pool = ThreadPoolExecutor(self.number)
        for _ in range(self.number):
            process = subprocess.Popen(
                [sys.executable, "-m", "metrics.protection.workers"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env={**os.environ, **_ONE_THREAD},
            )  # fmt: skip
            self.started.append(process)
            self.idle.put(process)

    def _ask(self, task: Task) -> Any:
        process = self.idle.get()
        try:
            answer, problem = _exchange(process, task)
        except (OSError, EOFError, pickle.UnpicklingError):
            # A worker that fell away (out of memory, stopped) is not missed: the answer is the same here.
            return task.solve()
        finally:
            self.idle.put(process)
        if problem:
            raise ArithmeticError(problem)
        return answer


def _exchange(process: subprocess.Popen[bytes], task: Task) -> _Answer:
    assert process.stdin is not None
    assert process.stdout is not None
    pickle.dump(task, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()
    answer: _Answer = pickle.load(process.stdout)
    return answer


def _now(compute: Callable[[], Any]) -> Future[Any]:
    future: Future[Any] = Future()
    try:
        future.set_result(compute())
    except ArithmeticError as error:
        future.set_exception(error)
    return future


def serve(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Solve what comes in until there is nothing more."""
    more = True
    while more:
        with uncollected():
            more = _serve_one(asked, answers)
        gc.collect()
        gc.freeze()  # what is loaded by now stays: only what the next task leaves behind is gone through


def _serve_one(asked: IO[bytes], answers: IO[bytes]) -> bool:
    try:
        task: Task = pickle.load(asked)
    except EOFError:
        return False
    answer: _Answer
    try:
        answer = task.solve(), ""
    except ArithmeticError as error:
        answer = None, str(error) or "ArithmeticError"
    pickle.dump(answer, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()
    return True


if __name__ == "__main__":
    if os.name == "posix":
        os.nice(10)  # people who look at figures go first
    serve(sys.stdin.buffer, sys.stdout.buffer)
