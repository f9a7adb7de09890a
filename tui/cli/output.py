"""What reaches the terminal: whole lines, made safe, without box drawing."""

from __future__ import annotations

import io
import json
import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from tui.wording.safe_text import safe

_COLOURS: Mapping[str, str] = {"stop": "1;31", "act": "31", "watch": "33", "good": "32"}


def say(*lines: str) -> None:
    """Lines on standard output. Each argument is one line: a line break in it is shown, not run."""
    for line in lines:
        sys.stdout.write(safe(line) + "\n")


def say_text(text: str) -> None:
    """A text of the user's own with its line breaks."""
    sys.stdout.write(safe(text, lines=True) + "\n")


def say_json(value: Any) -> None:
    """JSON on standard output, in ASCII: no character of a name can steer a terminal. Days may
    stand in it.
    """
    sys.stdout.write(json.dumps(value, indent=1, default=date.isoformat) + "\n")


_LONGEST, _TAIL = 2000, 300
"""Characters of a line on standard error, and how many of them are its end, where the advice is."""


def tell(line: str) -> None:
    """One line on standard error; never part of a result. A word too long loses its middle."""
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST - _TAIL]} … {line[-_TAIL:]}"
    sys.stderr.write(safe(line) + "\n")
    sys.stderr.flush()


def at_terminal(stream: TextIO | None) -> bool:
    """Whether somebody sits at the other end."""
    return stream is not None and stream.isatty()


def prompted(question: str) -> str | None:
    """What is typed at a question, without the blanks around it; None at the end of input."""
    sys.stdout.write(question)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def health_coloured(text: str, health: str, env: Mapping[str, str]) -> str:
    """The padded word of a verdict, coloured at a terminal unless NO_COLOR asks for none.

    The word itself always says the same as the colour.
    """
    plain = not at_terminal(sys.stdout) or env.get("NO_COLOR") or env.get("TERM") == "dumb"
    if plain or health not in _COLOURS:
        return text
    return f"\x1b[{_COLOURS[health]}m{text}\x1b[0m"


def emphasized(text: str, spans: Sequence[tuple[int, int]], env: Mapping[str, str]) -> str:
    """Safe text with parts (from, to) in bold, at a terminal unless NO_COLOR asks for none."""
    plain = not at_terminal(sys.stdout) or env.get("NO_COLOR") or env.get("TERM") == "dumb"
    for start, end in reversed(() if plain else spans):
        text = f"{text[:start]}\x1b[1m{text[start:end]}\x1b[0m{text[end:]}"
    return text


def width(text: str) -> int:
    """Columns that `text` takes in a terminal."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, limit: int) -> str:
    """Safe text of at most `limit` columns."""
    shown = safe(text[: limit * 4])
    if len(text) <= limit * 4 and width(shown) <= limit:
        return shown
    kept, used = [], 0
    for character in shown:
        used += _columns(character)
        if used > limit - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"


def padded(text: str, columns: int) -> str:
    """Text filled with blanks to a width."""
    return text + " " * (columns - width(text))


def table(rows: Sequence[Sequence[str]], limits: Sequence[int]) -> list[list[str]]:
    """Cells cut to their column's limit and padded to its widest cell, the last column not."""
    cells = [[cut(text, limit) for text, limit in zip(row, limits, strict=True)] for row in rows]
    widths = [max(width(cell) for cell in column) for column in zip(*cells, strict=True)]
    return [
        [*(padded(c, w) for c, w in zip(row[:-1], widths[:-1], strict=True)), row[-1]]
        for row in cells
    ]


def say_row(cells: Sequence[str]) -> None:
    """One line of a `table`, whose cells are safe already."""
    sys.stdout.write("  ".join(cells).rstrip() + "\n")


def prepare_streams() -> None:
    """Let a closed stream swallow what is said, and a poor one show escapes instead of failing."""
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def output_is_closed() -> bool:
    """Whether the program was started without a standard output: what is said goes nowhere."""
    return sys.stdout is None or getattr(sys.stdout, "name", None) == os.devnull


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def silence_stdout() -> None:
    """Send what is left to nowhere, so that closing a broken output says nothing a second time."""
    with suppress(io.UnsupportedOperation), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
