from __future__ import annotations

import pytest

from triage.text import fold, lower_first, upper_first


@pytest.mark.parametrize(
    ("spelling", "other"),
    [
        ("Müller & Söhne", "  MULLER & SOHNE "),
        ("Café Noir", "cafe noir"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("Ľubica", "ľubica"),
    ],
)
def test_case_accents_and_outer_blanks_do_not_matter(spelling: str, other: str) -> None:
    assert fold(spelling) == fold(other)


@pytest.mark.parametrize(
    ("spelling", "other"), [("ガス", "カス"), ("Quay Sons", "QuaySons"), ("a", "b")]
)
def test_other_letters_stay_other_names(spelling: str, other: str) -> None:
    assert fold(spelling) != fold(other)


def test_a_text_begins_or_goes_on_a_sentence_and_an_empty_one_stays_empty() -> None:
    assert (lower_first("Call Ann"), upper_first("call Ann")) == ("call Ann", "Call Ann")
    assert lower_first("") == upper_first("") == ""
