"""Measures speed and memory on generated notices, prints a table, and writes the figures as JSON."""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from notices import notice, query

Figures = dict[str, float]
POLICYKB = [sys.executable, "-m", "policykb"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000, help="how many notices are ingested (2000)")
    parser.add_argument("--queries", type=int, default=200, help="how many queries are timed (200)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes that read and extract")
    parser.add_argument("--output", type=Path, help="the JSON file that is written")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder, "notices")
        made.mkdir()
        for number in range(chosen.documents):
            (made / f"{number:06}.txt").write_text(notice(number), encoding="utf-8")
        kb = Path(folder, "kb")
        figures = {"documents": float(chosen.documents), "jobs": float(chosen.jobs)}
        figures |= help_time()
        figures |= ingest(made, kb, chosen.jobs, chosen.documents)
        figures |= stages(min(chosen.documents, 200))
        figures |= searching(kb, chosen.queries)
    for name, value in figures.items():
        print(f"{name:28} {value:12.2f}")
    if chosen.output:
        chosen.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def help_time() -> Figures:
    """The median time of `policykb --help` over ten runs."""
    return {"help_ms": statistics.median(timed(lambda: run("--help")) for _ in range(10)) * 1000}


def ingest(made: Path, kb: Path, jobs: int, count: int) -> Figures:
    """Documents a second for a new knowledge base with its index, again unchanged, and the most memory at a time."""
    memory = Memory()
    with memory:
        first = timed(lambda: run("ingest", str(made), "--kb", str(kb), "--jobs", str(jobs), "--quiet"))
    second = timed(lambda: run("ingest", str(made), "--kb", str(kb), "--jobs", str(jobs), "--quiet"))
    return {
        "ingest_per_s": count / first,
        "ingest_s": first,
        "unchanged_per_s": count / second,
        "ingest_memory_mb": memory.most / 1e6,
    }


def stages(count: int) -> Figures:
    """Megabytes of UTF-8 text that a processor second takes through each stage."""
    from policykb import readers
    from policykb.extract import extract
    from policykb.model import Source
    from policykb.normalize import normalize
    from policykb.pipeline import process
    from policykb.store import entry
    from policykb.structure import parse

    sources = [Source(f"{number}.txt", notice(number).encode()) for number in range(count)]
    size = sum(len(source.data) for source in sources) / 1e6
    # Word lists and dictionaries are loaded once a process, whatever the number of documents.
    documents = [process(source, "id") for source in sources]
    contents = [document.notice.content for document in documents]
    texts = [document.notice.text for document in documents]
    pieces = list(zip(sources, contents, texts, strict=True))
    actions: dict[str, Callable[[], object]] = {
        "read": lambda: [readers.read(source) for source in sources],
        "normalize": lambda: [normalize(content) for content in contents],
        "structure": lambda: [parse(*piece) for piece in pieces],
        "extract": lambda: [extract(document.notice) for document in documents],
        "rows": lambda: [entry(document, "/", "") for document in documents],
    }
    return {f"{name}_mb_per_cpu_s": size / timed(action, time.process_time) for name, action in actions.items()}


def searching(kb: Path, count: int) -> Figures:
    """Times of searches in one process, after ten that warm it up."""
    from policykb.indexing import open_engine

    engine = open_engine(kb)
    for number in range(10):
        engine.search(query(number, seed=1))
    times = sorted(timed(lambda number=number: engine.search(query(number), facets=True)) for number in range(count))
    return {
        "search_p50_ms": times[len(times) // 2] * 1000,
        "search_p95_ms": times[int(len(times) * 0.95)] * 1000,
        "search_max_ms": times[-1] * 1000,
    }


def run(*arguments: str) -> None:
    subprocess.run([*POLICYKB, *arguments], check=True, stdout=subprocess.DEVNULL)


def timed(action: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    action()
    return clock() - start


class Memory:
    """The most memory that this process's children take together, looked at ten times a second; 0 without /proc."""

    def __init__(self) -> None:
        self.most = 0
        self._done = threading.Event()

    def __enter__(self) -> None:
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.1):
            self.most = max(self.most, sum(resident(process) for process in family(os.getpid())))


def family(ancestor: int) -> set[int]:
    """The processes that descend from one."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    found = {ancestor}
    while more := {process for process, parent in parents.items() if parent in found and process not in found}:
        found |= more
    return found - {ancestor}


def resident(process: int) -> int:
    """The proportional share of memory of a process, in bytes; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
