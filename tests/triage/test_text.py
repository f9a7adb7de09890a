from __future__ import annotations

import pytest

from triage.text import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller & Söhne", "  MULLER & SOHNE "),
        ("Café Noir", "cafe noir"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("Ľubica", "ľubica"),
    ],
)
def test_case_accents_and_outer_blanks_do_not_matter(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ガス", "カス"), ("Quay Sons", "QuaySons"), ("a", "b")]
)
def test_other_letters_stay_other_names(one: str, other: str) -> None:
    assert fold(one) != fold(other)
