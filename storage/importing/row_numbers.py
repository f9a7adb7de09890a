"""A set of the numbers that rows have in the order of entry: a byte each, for there are many."""

from __future__ import annotations


class RowNumbers:
    """Numbers from 1 on."""

    def __init__(self) -> None:
        self._there = bytearray()

    def __bool__(self) -> bool:
        return bool(self._there)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and number < len(self._there) and bool(self._there[number])

    def add(self, number: int) -> None:
        """Adds a number."""
        if number >= len(self._there):
            self._there.extend(bytes(number + 1 - len(self._there)))
        self._there[number] = 1
