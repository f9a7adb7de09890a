"""What a terminal may send: any bytes, in pieces of any size, and reports of old mice."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.ui.terminal_input import TerminalInput


def read(data: bytes, *cuts: int, encoding: str = "utf-8") -> str:
    """What comes of bytes that are read in pieces."""
    reader = TerminalInput(encoding)
    edges = [0, *sorted(cut % (len(data) + 1) for cut in cuts), len(data)]
    pieces = [data[a:b] for a, b in itertools.pairwise(edges)]
    return "".join(map(reader.text, pieces)) + reader.rest()


@pytest.mark.parametrize("byte", range(0x80, 0x100))
def test_a_byte_that_is_no_letter_is_a_sign_and_nothing_after_it_is_lost(byte: int) -> None:
    text = read(b"abc" + bytes([byte]) + b"def")
    assert text.startswith("abc\ufffd") and text.endswith("def")


def test_what_is_typed_in_another_encoding_is_read_in_it() -> None:
    assert read(b"Caf\xe9", encoding="iso-8859-1") == "Café"


def old(buttons: int, column: int, row: int) -> bytes:
    return b"\x1b[M" + bytes([buttons + 32, column + 32, row + 32])


@pytest.mark.parametrize("column", [1, 60, 95, 96, 110, 163, 223])
def test_reports_of_old_mice_are_understood_in_every_column(column: int) -> None:
    pressed, released = old(0, column, 9), old(3, column, 9)
    assert read(b"a" + pressed + released + b"b") == (f"a\x1b[<0;{column};9M\x1b[<0;{column};9mb")
    assert read(old(65, column, 9)) == f"\x1b[<65;{column};9M", "the wheel"


KEYS = [b"a", "é".encode(), b"\x1b", b"\x1b[A", b"\x1bOP", b"\xff", b"\x1b[200~x\x1b[201~"]
MICE = [old(0, 10, 5), old(3, 150, 60), old(35, 200, 40)]


@given(st.lists(st.sampled_from(KEYS + MICE), max_size=8), st.lists(st.integers(0, 99), max_size=5))
def test_where_it_is_cut_changes_nothing(sent: list[bytes], cuts: list[int]) -> None:
    data = b"".join(sent)
    assert read(data, *cuts) == read(data)


def test_an_escape_alone_does_not_wait() -> None:
    reader = TerminalInput("utf-8")
    assert reader.text(b"\x1b") == "\x1b"
    assert reader.text(b"[M\x20\xa0\x21") == "[<0;128;1M"
    assert reader.text(b"\x1b[") == "", "a report may begin with it"
    assert reader.rest() == "\x1b["
