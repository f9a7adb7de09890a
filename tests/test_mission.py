"""Every rule of the trade that the program promises has a test that shows it."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.material import beside

ROOT = Path(__file__).parents[1]
TABLE = tomllib.loads((ROOT / "tests" / "mission.toml").read_text(encoding="utf-8"))
ROWS, NOT_YET = TABLE["row"], TABLE["not_yet"]

COUNTS = {"A": 17, "B": 44, "C": 14, "D": 23, "E": 22, "X": 13}
"""Rules of each source; X = where two of them pull against each other."""
ALL = [f"{letter}{n}" for letter, most in COUNTS.items() for n in range(1, most + 1)]
NAMED = sorted({node for row in ROWS.values() for node in row["tests"]})


@cache
def functions_in(path: str) -> frozenset[str]:
    """The tests of a file as pytest names them: `test_x`, `TestY::test_z`."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names = _functions(tree.body)
    for part in tree.body:
        if isinstance(part, ast.ClassDef) and part.name.startswith("Test"):
            names |= {f"{part.name}::{name}" for name in _functions(part.body)}
    return frozenset(names)


def _functions(body: list[ast.stmt]) -> set[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {part.name for part in body if isinstance(part, kinds) and part.name.startswith("test_")}


@pytest.mark.parametrize("row", ALL)
def test_each_rule_is_shown_or_says_why_not(row: str) -> None:
    shown, missing = ROWS.get(row), NOT_YET.get(row)
    assert (shown is None) is not (missing is None), "shown, or not yet: one of the two"
    if shown is not None:
        assert shown["tests"], "no test shows it"
        assert shown["rule"].strip()
    else:
        assert missing.strip(), "not yet, and no reason why"


def test_no_row_is_made_up() -> None:
    assert set(ROWS) | set(NOT_YET) == set(ALL)


@pytest.mark.parametrize("node", NAMED)
def test_each_test_that_is_named_exists(node: str) -> None:
    path, _, name = node.partition("::")
    assert (ROOT / path).is_file(), path
    assert name in functions_in(path)


def test_the_rows_are_those_of_the_table() -> None:
    for path in beside("spec", "mission.md"):
        table = path.read_text(encoding="utf-8")
        assert re.findall(r"^\| ([A-EX]\d+) \|", table, re.MULTILINE) == ALL
