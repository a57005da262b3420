"""Work in other processes: in order, and an error or a dying worker costs its own document only."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from policykb.errors import UsageError
from policykb.executors import Done, TooLongError, WorkerLostError, open_executor, run


def square(number: int) -> int:
    if number == 5:
        os._exit(3)
    if number == 7:
        raise ValueError("seven")
    if number == 9:
        time.sleep(60)
    return number * number


def flat(batches: list[list[Done[int, int]]]) -> list[Done[int, int]]:
    return [done for batch in batches for done in batch]


def test_a_worker_that_dies_or_hangs_costs_its_own_document_only() -> None:
    with open_executor("processes:2", seconds=4) as executor:
        found = flat(list(run(square, range(12), executor, batch=4)))
    assert [done.item for done in found] == list(range(12))
    assert [done.result for done in found if done.error is None] == [n * n for n in (0, 1, 2, 3, 4, 6, 8, 10, 11)]
    assert isinstance(found[5].error, WorkerLostError)
    assert isinstance(found[7].error, ValueError)
    assert isinstance(found[9].error, TooLongError)


@pytest.mark.parametrize("batch", [1, 3, 8, 100])
def test_any_executor_of_the_standard_interface_will_do(batch: int) -> None:
    with ThreadPoolExecutor(3) as executor:
        found = flat(list(run(abs, range(-20, 0), executor, batch=batch)))
    assert [done.result for done in found] == list(range(20, 0, -1))


def test_an_executor_that_does_not_exist_lists_those_that_do() -> None:
    for url in ("dask:x", "processes:", "processes:0", "threads:-1"):
        with pytest.raises(UsageError, match="inline:"):
            open_executor(url)


def test_workers_end_with_their_master(tmp_path: Path) -> None:
    code = (
        "import os, time\n"
        "from policykb.executors import open_executor\n"
        "if __name__ == '__main__':\n"
        "    executor = open_executor('processes:1')\n"
        "    print(executor.submit(os.getpid).result(), flush=True)\n"
        "    executor.submit(time.sleep, 60)\n"
        "    time.sleep(60)\n"
    )
    script = tmp_path / "master.py"
    script.write_text(code)
    master = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert master.stdout is not None
    worker = int(master.stdout.readline())
    master.kill()
    master.wait()
    deadline = time.monotonic() + 10
    while alive(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(worker)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
