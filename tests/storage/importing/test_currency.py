from __future__ import annotations

import pytest

from storage.importing.currency import code_in_amount, code_of, shared_sign


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SEK", "SEK"),
        ("usd", "USD"),
        ("Swedish Krona - SEK", "SEK"),
        ("€", "EUR"),
        ("$", "USD"),
        ("kr", "SEK"),
        ("zł", "PLN"),
        ("XYZ", None),
        ("", None),
    ],
)
def test_a_currency_cell(text: str, code: str | None) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("$13.50", "USD"),
        ("C$ 5", "CAD"),
        ("5 €", "EUR"),
        ("USD 1,315.00", "USD"),
        ("13.50", None),
        ("20 zł", "PLN"),
        ("Fr. 20", "CHF"),
        ("20 kr", "SEK"),
        ("ABC 5", None),
    ],
)
def test_a_currency_beside_an_amount(text: str, code: str | None) -> None:
    assert code_in_amount(text) == code


def test_a_sign_that_several_countries_share_is_told() -> None:
    assert shared_sign("$13.50") == "$"
    assert shared_sign("C$ 5") is None
    assert shared_sign("5 €") is None
