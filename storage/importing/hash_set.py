"""Many hashes, to tell what comes twice, in little more than eight bytes each (a set: seventy)."""

from __future__ import annotations

from array import array

_BUCKETS = 4096
"""Of a hundred thousand hashes, each has some twenty: a look through them is as quick as a call."""


class HashSet:
    """The hashes that were added."""

    def __init__(self) -> None:
        self._buckets = [array("q") for _ in range(_BUCKETS)]

    def add(self, number: int) -> bool:
        """Adds what `hash` says of something; whether it was not there yet."""
        bucket = self._buckets[number % _BUCKETS]
        if number in bucket:
            return False
        bucket.append(number)
        return True
