"""Where the work runs: this process, processes that are made again when they die, or any executor with the interface of
concurrent.futures.

Work goes out in batches and comes back in order. A batch that fails is done again item by item, so an error, and a
document that kills its worker, costs itself and nobody else.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from .errors import PolicykbError, UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

KINDS = ("inline:", "threads:N", "processes:N")


class WorkerLostError(PolicykbError):
    """A worker process died over a piece of work, and again when another one had it."""


class TooLongError(PolicykbError):
    """A worker process was ended because it took too long."""


@dataclass(frozen=True, slots=True)
class Done(Generic[Item, Result]):
    """An item with its result, or with the error that ended it."""

    item: Item
    result: Result | None = None
    error: BaseException | None = None


def open_executor(url: str, seconds: float | None = None) -> Executor:
    """The executor that a setting names: "inline:", "threads:N" or "processes:N".

    Args:
        seconds: how long a process may take over one piece of work; no limit where it is None.

    Raises:
        UsageError: there is no such executor.
    """
    kind, _, number = url.partition(":")
    if kind == "inline":
        # One thread rather than none: an error then comes back in a future as everywhere else.
        return ThreadPoolExecutor(1)
    if number.isdigit() and int(number) > 0:
        if kind == "threads":
            return ThreadPoolExecutor(int(number))
        if kind == "processes":
            return ProcessPool(int(number), seconds)
    raise UsageError(f"there is no executor {url!r}; there are {', '.join(KINDS)}")


def run(
    function: Callable[[Item], Result], items: Iterable[Item], executor: Executor, *, batch: int = 8, ahead: int = 8
) -> Iterator[list[Done[Item, Result]]]:
    """Every item with its result, in order, a batch at a time.

    Args:
        function: importable by name where the executor runs elsewhere.
        batch: how many items go out together.
        ahead: how many batches are on their way at a time, which bounds the memory for results.
    """
    waiting: deque[tuple[list[Item], Future[list[Result]]]] = deque()
    source = iter(items)
    while piece := list(islice(source, batch)):
        waiting.append((piece, executor.submit(_all, function, piece)))
        if len(waiting) >= ahead:
            yield _collect(function, *waiting.popleft(), executor)
    while waiting:
        yield _collect(function, *waiting.popleft(), executor)


def _all(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


def _collect(
    function: Callable[[Item], Result], items: list[Item], future: Future[list[Result]], executor: Executor
) -> list[Done[Item, Result]]:
    error = future.exception()
    if error is None:
        return [Done(item, result) for item, result in zip(items, future.result(), strict=True)]
    if len(items) == 1:
        return [Done(items[0], error=error)]
    alone = [([item], executor.submit(_all, function, [item])) for item in items]
    return [done for piece, again in alone for done in _collect(function, piece, again, executor)]


@dataclass
class _Task:
    call: Callable[[], Any]
    future: Future[Any]
    lost: int = 0


class ProcessPool(Executor):
    """Processes of which each is made again when it dies; the work it had is done once more.

    A standard process pool is broken for good when one of its workers dies, so each worker here is a standard pool of
    one, served by a thread.

    Args:
        workers: how many processes.
        seconds: after how long over one piece of work a process is killed; no limit where it is None.
    """

    def __init__(self, workers: int, seconds: float | None = None) -> None:
        self._seconds = seconds
        self._tasks: queue.SimpleQueue[_Task | None] = queue.SimpleQueue()
        # Not "fork": this process has threads. The server imports the stages once for all workers.
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["policykb.pipeline"])
        self._lifeline, self._held = self._context.Pipe(duplex=False)
        self._workers: set[_Worker] = set()
        self._threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._tasks.put(_Task(partial(fn, *args, **kwargs), future))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers; with `cancel_futures` at once, whatever they are doing."""
        while cancel_futures and not self._tasks.empty():
            task = self._tasks.get()
            if task:
                task.future.cancel()
        for _ in self._threads:
            self._tasks.put(None)
        for worker in tuple(self._workers) if cancel_futures else ():
            worker.kill()
        for thread in self._threads if wait else ():
            thread.join()

    def _serve(self) -> None:
        worker: _Worker | None = None
        while task := self._tasks.get():
            if not task.lost and not task.future.set_running_or_notify_cancel():
                continue
            if worker is None:
                worker = _Worker(self._context, self._lifeline)
                self._workers.add(worker)
            error, result = worker.do(task.call, self._seconds)
            if isinstance(error, BrokenProcessPool | TooLongError):
                self._workers.discard(worker)
                worker = None
            if not isinstance(error, BrokenProcessPool):
                _settle(task.future, error, result)
            elif task.lost:
                _settle(task.future, WorkerLostError("its worker process died twice"), None)
            else:
                task.lost += 1
                self._tasks.put(task)
        if worker:
            worker.close()


class _Worker:
    def __init__(self, context: Any, lifeline: Connection) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=context, initializer=_begin, initargs=(lifeline,))
        self._pid = self._pool.submit(os.getpid)

    def do(self, call: Callable[[], Any], seconds: float | None) -> tuple[BaseException | None, Any]:
        """The error or the result; the worker is lost where the error is a BrokenProcessPool or a TooLongError."""
        # The time it takes to start is not the work's.
        self._pid.exception()
        try:
            future = self._pool.submit(call)
        except BrokenProcessPool as broken:
            return broken, None
        if not wait([future], seconds).done:
            self.kill()
            return TooLongError(f"took longer than {seconds:g} seconds"), None
        error = future.exception()
        return error, None if error else future.result()

    def kill(self) -> None:
        if self._pid.exception() is None:
            os.kill(self._pid.result(), signal.SIGKILL)

    def close(self) -> None:
        self._pool.shutdown()


def _settle(future: Future[Any], error: BaseException | None, result: Any) -> None:
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


def _begin(lifeline: Connection) -> None:
    """A worker leaves interrupts from the keyboard to its master, and ends with it, however that one ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()


def _end_with(lifeline: Connection) -> None:
    # Nothing is ever sent: the other end closes with the process that holds it.
    lifeline.poll(None)
    os._exit(1)
