"""The house keeps its order: what may import what, no circles, third-party names in one room, sizes, no wide traps."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1] / "policykb"

# A room is a module of the package or one of its folders; every room may use `errors` and `text`, which use nothing.
FLOOR = {"errors", "text"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "text": set(),
    "messages": set(),
    "lexicon": set(),
    "model": set(),
    "values": {"lexicon"},
    "records": {"model", "values.base"},
    "codec": {"model", "records", "values.base"},
    "readers": {"model", "lexicon"},
    "normalize": {"model", "lexicon"},
    "structure": {"model", "values", "lexicon"},
    "extract": {"model", "records", "values", "lexicon"},
    "store": {"model", "records", "codec"},
    "search": {"model", "records", "lexicon"},
    "ask": {"store", "search", "records", "values", "lexicon", "model", "codec"},
    "export": {"store", "search", "records", "values", "lexicon", "codec"},
    "sources": {"model", "config", "readers.containers"},
    "executors": set(),
    "config": set(),
    "pipeline": {
        *("readers", "normalize", "structure", "extract", "store", "search"),
        *("model", "records", "codec", "lexicon", "sources", "config", "executors"),
    },
    "indexing": {"store", "search", "codec"},
    "verify": {"sources"},
}
# These read the whole house through its public faces; nothing may import them.
OUTSIDE = {"cli", "__main__"}

# A third-party name stands in one file; click in one folder, and two libraries in two files that may not meet.
THIRD_PARTY = {
    "click": {"cli"},
    "lxml": {"readers.docx_package", "readers.html_dom"},
    "opencc": {"normalize.script", "search.analysis"},
    "pypinyin": {"normalize.glosses", "structure.tables_spelling"},
}
# What every stage hands to the next stands together, however long it grows.
LINES = {"model": 330}


@cache
def modules() -> dict[str, Path]:
    """Every module by its name below policykb; a folder by its own name."""
    return {
        ".".join(path.relative_to(HOME).with_suffix("").parts).removesuffix(".__init__"): path
        for path in sorted(HOME.rglob("*.py"))
        if path != HOME / "__init__.py"
    }


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(name: str, path: Path, *, run: bool = False) -> Iterator[str]:
    """The dotted names a module imports: ours below policykb as ".name", others from their root on.

    With `run`, only those that are imported when the program runs, not for the type checker alone.
    """
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    hidden = {
        id(inner)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree(path)):
        if run and id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""
        elif isinstance(node, ast.ImportFrom):
            parts = ["policykb", *filter(None, package.split("."))]
            base = ".".join((*parts[1 : len(parts) - node.level + 1], *filter(None, [node.module])))
            for alias in node.names:
                inner = f"{base}.{alias.name}".strip(".")
                yield f".{inner if inner in modules() else base}"


def ours(name: str, path: Path, *, run: bool = False) -> set[str]:
    found = {one[1:] for one in imported(name, path, run=run) if one.startswith(".")}
    return {one for one in found if one} - {name}


@pytest.mark.parametrize("name", modules())
def test_a_room_imports_only_what_it_may(name: str) -> None:
    room = name.split(".")[0]
    if room in OUTSIDE:
        return
    assert room in MAY_IMPORT, f"{room} has no line in the table of what may import what"
    for other in ours(name, modules()[name]):
        allowed = FLOOR | MAY_IMPORT[room] if room not in FLOOR else set()
        same_room = other.split(".")[0] == room
        assert same_room or other in allowed or other.split(".")[0] in allowed, f"{name} may not import {other}"


def test_there_are_no_circles() -> None:
    graph = {name: ours(name, path, run=True) for name, path in modules().items()}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, f"a circle: {' -> '.join((*way[way.index(name) :], name))}"
        if name not in done:
            for other in graph[name]:
                visit(other, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


def test_a_third_party_name_stays_in_one_room() -> None:
    places: dict[str, set[str]] = {}
    for name, path in modules().items():
        for other in imported(name, path):
            root = other.split(".")[0]
            if root and root != "policykb" and root not in sys.stdlib_module_names:
                places.setdefault(root, set()).add("cli" if name.startswith("cli") else name)
    for root, found in places.items():
        assert found == THIRD_PARTY.get(root, found) and (root in THIRD_PARTY or len(found) == 1), (root, found)


@pytest.mark.parametrize("name", modules())
def test_files_and_functions_are_short(name: str) -> None:
    path = modules()[name]
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LINES.get(name, 300)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 60, f"{name}.{node.name} is too long"


@pytest.mark.parametrize("name", modules())
def test_no_trap_is_wider_than_what_it_can_answer(name: str) -> None:
    for node in ast.walk(tree(modules()[name])):
        if isinstance(node, ast.ExceptHandler):
            caught = {"" if node.type is None else inner.id for inner in _names(node.type)} if node.type else {""}
            wide = caught & {"", "Exception", "BaseException"}
            handed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            assert not wide or handed_on, f"{name}:{node.lineno} catches everything"


def _names(node: ast.expr) -> list[ast.Name]:
    return [inner for inner in ast.walk(node) if isinstance(inner, ast.Name)]
