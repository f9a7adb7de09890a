from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storage.importing.hash_set import HashSet

hashes = st.integers(-4, 4) | st.integers(-(2**63), 2**63 - 1)


@given(numbers=st.lists(hashes))
def test_it_tells_what_comes_twice(numbers: list[int]) -> None:
    there = HashSet()
    assert [there.add(number) for number in numbers] == [
        number not in numbers[:at] for at, number in enumerate(numbers)
    ]
