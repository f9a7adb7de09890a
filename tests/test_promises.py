"""docs/promises.md: every promise names tests, and they are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROMISED = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8").split("\n## ")[1]
PROMISES = re.findall(r"^\*\*(.+?)\*\*(.*?)(?=^\*\*|\Z)", PROMISED, re.MULTILINE | re.DOTALL)


def test_there_are_promises() -> None:
    assert PROMISED.startswith("Promised\n")
    assert PROMISES


@pytest.mark.parametrize(("promise", "text"), PROMISES, ids=[promise for promise, _ in PROMISES])
def test_a_promise_names_its_tests(promise: str, text: str) -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)`", text)
    assert named, f"docs/promises.md, “{promise}”: name the test that fails when it is broken"
    gone = [name for name in named if not (ROOT / name).is_file()]
    assert not gone, f"docs/promises.md names tests that are not there: {gone}"
