"""Standard output for exports: nothing in a record can steer the terminal behind it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import BinaryIO, TextIO, cast

from triage.override import override
from tui.cli.errors import CommandRefused
from tui.cli.output import at_terminal
from tui.wording.safe_text import STEERING, safe

_ESCAPES = {code: f"\\u{code:04x}" for code in STEERING}


class _Filtered(io.TextIOBase):
    def __init__(self, stream: TextIO, change: Callable[[str], str]) -> None:
        self._stream = stream
        self._change = change

    @override
    def write(self, text: str, /) -> int:
        return self._stream.write(self._change(text))


def json_output() -> TextIO:
    """For JSON, where such a character stands inside a string and its escape means the same."""
    return cast("TextIO", _Filtered(sys.stdout, lambda text: text.translate(_ESCAPES)))


def text_output() -> TextIO:
    """For everything else: such a character is replaced by its picture."""
    return cast("TextIO", _Filtered(sys.stdout, lambda text: safe(text, lines=True)))


def binary_output() -> BinaryIO:
    """For what is no text. Raises CommandRefused at a terminal, which it would upset."""
    if at_terminal(sys.stdout):
        raise CommandRefused("a terminal cannot show this format", "name a file")
    return sys.stdout.buffer
