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
        ("Nowak Sp. z o.o.", "Nowak"),
        ("Nowak sp. z o. o.", "Nowak Sp z oo"),
        ("Dvořák, spol. s r.o.", "Dvorak s.r.o."),
        ("Lopez, S.A. de C.V.", "López"),
        ("Jensen A/S", "Jensen"),
        ("Weber & Co. KG", "Weber"),
        ("Weber UG (haftungsbeschränkt)", "Weber"),
        *((f"Roe {sign} Doe", "Roe & Doe Ltd") for sign in ("and", "und", "y", "et", "e", "+")),
        ("Bo und Co. Li", "Bo & Li GmbH"),
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
        ("Roe and Doe", "Roe and Poe"),
        ("E and A", "Y and A"),
    ],
)
def test_what_is_two(one: str, other: str) -> None:
    assert not alike(one, other) and not alike(other, one)


def test_pairs_and_the_first() -> None:
    names = [("a", "Acme Ltd"), ("b", "Birch"), ("c", "Acme, Ltd.")]
    assert list(pairs_alike(names)) == [("a", "c")]
    assert first_alike("ACME", ["Birch", "Acme Ltd"]) == "Acme Ltd"
    assert first_alike("Cedar", ["Birch", "Acme Ltd"]) is None
