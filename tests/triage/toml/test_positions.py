"""Every value of a TOML text has its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import triage
from triage.toml.positions import TomlPath, positions
from triage.toml.table import TomlError, TomlText

_SHIPPED = sorted(Path(triage.__file__).parent.rglob("*.toml"))

TEXT = '''# a comment with [brackets] and = signs
name = "x # no comment"
long = """
[not.a.table]
a = 1 \\""" still inside
"""  # here it ends
days = [2026-08-01, 2026-08-14,
  [1.5, "]"],   # a comment ] in a list
]
dotted . "key one" = { inner = [
  'a',
] }

[[rule]]
id = 1
[rule.en]
find = ["x"]
[[rule.part]]
id = 2

[[rule]]
[[rule.part]]
[[rule.part]]
id = 3
'''

LINES: dict[TomlPath, int] = {
    ("name",): 2,
    ("long",): 3,
    ("days",): 7,
    ("days", 1): 7,
    ("days", 2): 8,
    ("days", 2, 1): 8,
    ("dotted", "key one"): 10,
    ("dotted", "key one", "inner"): 10,
    ("dotted", "key one", "inner", 0): 11,
    ("rule",): 14,
    ("rule", 0, "en"): 16,
    ("rule", 0, "en", "find", 0): 17,
    ("rule", 0, "part", 0, "id"): 19,
    ("rule", 1): 21,
    ("rule", 1, "part", 1): 23,
    ("rule", 1, "part", 1, "id"): 24,
}


def _paths(value: Any, path: TomlPath = ()) -> Iterator[TomlPath]:
    yield path
    if isinstance(value, dict | list):
        for name, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(part, (*path, name))


@pytest.mark.parametrize("path", LINES, ids=str)
def test_a_value_is_found_where_it_stands(path: TomlPath) -> None:
    assert positions(TEXT)[path] == LINES[path]


@pytest.mark.parametrize("text", [TEXT, *(path.read_text("utf-8") for path in _SHIPPED)])
def test_every_value_has_a_line_and_nothing_else_has(text: str) -> None:
    assert set(positions(text)) == set(_paths(tomllib.loads(text)))


def test_what_is_missing_has_the_line_of_what_it_is_missing_in() -> None:
    toml = TomlText(TEXT, "own.toml")
    with pytest.raises(TomlError, match=r"^own.toml:16: no words$"):
        toml.fail("no words", "rule", 0, "en", "add")


def test_a_key_is_found_whichever_of_its_dots_make_tables() -> None:
    for text in ('[keys.a]\nb = "x"', '[keys]\n"a.b" = "x"', '\nkeys.a.b = "x"'):
        assert TomlText(text, "own.toml").line_of_key("keys.a.b") == 2
    assert TomlText("", "own.toml").line_of_key("keys.a.b") is None
