"""Screens are imported when they are opened, and by one thread at a time."""

from __future__ import annotations

import sys

import pytest

from tui.router import maker


def test_nobody_else_imports_while_a_screen_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two threads that import packages of one another see them half made (an ImportError)."""
    probe = "tests.tui.import_probe"
    monkeypatch.delitem(sys.modules, probe, raising=False)
    maker(f"{probe}:Probe")
    assert sys.modules[probe].another_could == [False]
