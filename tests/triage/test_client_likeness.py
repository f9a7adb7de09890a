"""Which names are suggested to be one client."""

from __future__ import annotations

import pytest

from triage.client_likeness import alike, first_alike, pairs_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Ltd", "Acme  Ltd."),
        ("Acme Ltd", "ACME Limited"),
        ("Café Nord GmbH", "Cafe Nord"),
        ("Northlake Foods", "Northlake Food"),
        ("Hafen-Verlag", "Hafen Verlag"),
    ],
)
def test_what_may_be_the_same(one: str, other: str) -> None:
    assert alike(one, other) and alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shop 1", "Shop 2"),
        ("Site A 2025", "Site A 2026"),
        ("Anna", "Anne"),
        ("Acme", "Birch"),
        ("Smith Bakery", "Smith Brewery"),
    ],
)
def test_what_is_two(one: str, other: str) -> None:
    assert not alike(one, other) and not alike(other, one)


def test_pairs_and_the_first() -> None:
    names = [("a", "Acme Ltd"), ("b", "Birch"), ("c", "Acme, Ltd.")]
    assert list(pairs_alike(names)) == [("a", "c")]
    assert first_alike("ACME", ["Birch", "Acme Ltd"]) == "Acme Ltd"
    assert first_alike("Cedar", ["Birch", "Acme Ltd"]) is None
