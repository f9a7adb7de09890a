"""What a function says of texts that come again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_MOST = 4096
"""Texts kept: the same few thousand cells come again; a column of others costs no memory."""

Value = TypeVar("Value")


class Memo(dict[str, Value]):
    """`memo[text]` is what the function says of a text, asked once."""

    def __init__(self, function: Callable[[str], Value]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> Value:
        if len(self) >= _MOST:
            self.clear()
        value = self[text] = self._function(text)
        return value
