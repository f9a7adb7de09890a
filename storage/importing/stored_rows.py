"""Entries that are stored exactly as an import would write them today, told by their rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from storage.tables.mapping import row_map

Lookup = Callable[[Sequence[str]], Mapping[str, tuple[Any, ...]]]
"""Ids -> values of the row, and at their end its number in the order of entry."""

_ID = row_map("time").columns.index("id")
_ENGAGEMENT = row_map("time").columns.index("engagement")


class RowNumbers:
    """A set of numbers in the order of entry: a byte each, for there are many."""

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


class StoredRows:
    """Looks entries up by their ids. `matched` are the numbers of those that a row is already."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self.matched = RowNumbers()

    def same(self, expected: Sequence[Sequence[Any]]) -> list[bool]:
        """Which of the rows, given column by column, are stored so, whatever agreement they belong
        to."""
        if not expected:
            return []
        ids = expected[_ID]
        stored = self._lookup(ids)
        same: list[bool] = []
        for id_, values in zip(ids, zip(*expected, strict=True), strict=True):
            there = stored.get(id_, ())
            is_same = (
                there[:_ENGAGEMENT] == values[:_ENGAGEMENT]
                and there[_ENGAGEMENT + 1 : -1] == values[_ENGAGEMENT + 1 :]
            )
            same.append(is_same)
            if is_same:
                self.matched.add(there[-1])
        return same

    def has_matched(self, id_: str) -> bool:
        """Whether the entry of an id is a row already."""
        if not self.matched:
            return False
        return any(row[-1] in self.matched for row in self._lookup([id_]).values())
