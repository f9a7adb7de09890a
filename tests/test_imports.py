"""No import circles, and every import inside a function with the reason why it waits."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("triage", "storage", "tui")
LISTED = Path(__file__).with_name("deferred_imports.toml")
MOST_DEFERRED = 40
"""Imports inside functions; each is a promise about start-up that somebody has to keep in mind."""


@dataclass(frozen=True)
class Import:
    """What an import statement imports, and where it stands."""

    target: str
    line: int
    deferred: bool
    types_only: bool


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> Mapping[str, Path]:
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return {module_name(path): path for path in paths}


@cache
def imports(module: str) -> tuple[Import, ...]:
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    return tuple(_imports(tree, deferred=False, types_only=False))


def _imports(node: ast.AST, *, deferred: bool, types_only: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, deferred, types_only)
        elif isinstance(child, ast.ImportFrom):
            assert child.module is not None and child.level == 0
            for alias in child.names:
                inner = f"{child.module}.{alias.name}"
                target = inner if inner in modules() else child.module
                yield Import(target, child.lineno, deferred, types_only)
        else:
            yield from _imports(
                child,
                deferred=deferred or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef),
                types_only=types_only or _is_for_types(child),
            )


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def circle(package: str) -> list[str]:
    """A circle of imports inside a package, wherever they stand and whatever for; mostly none."""
    graph = {
        module: {imported.target for imported in imports(module)} & modules().keys() - {module}
        for module in modules()
        if module.partition(".")[0] == package
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_files_import_each_other_in_a_circle(package: str) -> None:
    assert circle(package) == []


def listed() -> dict[tuple[str, str], str]:
    table = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    return {
        (module, target): reason
        for module, targets in table.items()
        for target, reason in targets.items()
    }


def deferred() -> set[tuple[str, str]]:
    return {
        (module, imported.target)
        for module in modules()
        for imported in imports(module)
        if imported.deferred
    }


def test_every_import_inside_a_function_is_listed_with_its_reason() -> None:
    unlisted = deferred() - listed().keys()
    assert not unlisted, f"move them to the top, or say in {LISTED.name} why they must wait"


def test_what_is_listed_is_there() -> None:
    gone = listed().keys() - deferred()
    assert not gone, f"take them out of {LISTED.name}"


def test_every_reason_is_a_sentence() -> None:
    assert not [where for where, reason in listed().items() if len(reason.split()) < 4]


def test_they_stay_few() -> None:
    own = {
        (module, imported.line)
        for module in modules()
        for imported in imports(module)
        if imported.deferred and imported.target.partition(".")[0] in PACKAGES
    }
    assert len(own) <= MOST_DEFERRED
