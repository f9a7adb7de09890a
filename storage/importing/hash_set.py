"""Many hashes, to tell what comes twice, in ten to twenty bytes each (a set: seventy)."""

from __future__ import annotations

from array import array

_FULL = 24
"""Hashes of a bucket on average: a look through so many is as quick as a call."""


class HashSet:
    """The hashes that were added."""

    def __init__(self) -> None:
        self._buckets = [array("q")]
        self._count = 0

    def add(self, number: int) -> bool:
        """Adds what `hash` says of something; whether it was not there yet."""
        bucket = self._buckets[number % len(self._buckets)]
        if number in bucket:
            return False
        bucket.append(number)
        self._count += 1
        if self._count > _FULL * len(self._buckets):
            self._split()
        return True

    def _split(self) -> None:
        """Makes two buckets of each, one after the other: all of it is never there twice."""
        before = len(self._buckets)
        self._buckets.extend(array("q") for _ in range(before))
        for at in range(before):
            numbers = self._buckets[at]
            self._buckets[at] = array("q")
            for number in numbers:
                self._buckets[number % len(self._buckets)].append(number)
