"""Terminals with few letters: no row is torn, and what is drawn can still be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import tui
from tui.ui.look_alikes import ERRORS, look_alikes
from tui.wording.safe_text import safe

PICTURES = [chr(code) for code in range(0x2400, 0x2422)]
"""Of control characters: nothing looks like those."""


@given(st.text())
def test_what_takes_the_place_is_as_wide(text: str) -> None:
    shown = safe(text)
    assert look_alikes(shown).isascii()
    assert len(look_alikes(shown)) == sum(map(cell_len, shown))


def test_everything_the_program_draws_with_has_one() -> None:
    written = {
        letter
        for pattern in ("*.py", "*.csv", "*.toml")
        for path in Path(tui.__file__).parent.rglob(pattern)
        if path.name != "look_alikes.py"
        for letter in path.read_text(encoding="utf-8")
        if not letter.isascii() and letter not in PICTURES
    }
    assert not {letter for letter in written if "?" in look_alikes(letter)}


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1", "iso-8859-15", "koi8-r"])
def test_only_what_the_terminal_lacks_is_replaced(encoding: str) -> None:
    assert "─ Café ▼".encode(encoding, ERRORS).decode(encoding).isprintable()
    assert "Café".encode("iso-8859-1", ERRORS) == b"Caf\xe9"
