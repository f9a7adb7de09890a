from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from storage.importing.hash_set import HashSet

hashes = st.integers(-4, 4) | st.integers(-(2**63), 2**63 - 1)
some = st.lists(hashes)
runs = st.builds(range, hashes, hashes, st.integers(1, 2**40)).map(lambda run: run[:200])


@given(parts=st.lists(some | runs, max_size=4))
def test_it_tells_what_comes_twice(parts: list[list[int]]) -> None:
    there, seen = HashSet(), set[int]()
    for number in chain.from_iterable(parts):
        assert there.add(number) == (number not in seen)
        seen.add(number)


def test_of_many_none_is_lost_and_none_comes_anew() -> None:
    numbers = [hash(f"row {n}") for n in range(20_000)]
    there = HashSet()
    assert all(map(there.add, numbers)) and not any(map(there.add, numbers))
