"""Drafts in other languages: what is still looked at, and what the footer says is not."""

from __future__ import annotations

from datetime import date

import pytest

from tests.triage.messages.build import rules
from triage.messages.lint import footer

_PLAIN = "Hej Rolf,\n\ndu har alltid varit en idiot, och jag är trött på det!! TODO"


def test_a_language_without_word_lists_gets_the_structural_rules_only() -> None:
    broken_rules = rules(_PLAIN, "parting_letter", language="sv", open_work=("footer fix",))
    assert broken_rules == {"L10", "L12", "L28", "L31"}
    assert "L28" not in rules("Hej Rolf, vi slutar 30 april 2026.", "parting_letter", language="sv")
    assert footer("sv-SE") == "wording not checked (sv)"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Hallo Rolf,\ndanke für die Jahre. Wir enden am 30. April. Die Tür bleibt offen.",
        ),
        (
            "es",
            "Hola Rolf:\ngracias por estos años. Termina el 30 de abril. La puerta queda abierta.",
        ),
        (
            "fr",
            "Bonjour Rolf,\nmerci pour ces années. Tout finit le 30 avril. La porte reste ouverte.",
        ),
        ("pt", "Olá Rolf,\nobrigada por estes anos. Termina a 30 de abril. A porta fica aberta."),
    ],
)
def test_short_lists_know_thanks_open_door_and_months(language: str, text: str) -> None:
    assert rules(text, "parting_letter", language=language) == set()
    bare = rules("Hallo Rolf,\n\n.", "parting_letter", language=language)
    assert bare == {"L07", "L09", "L11", "L28"}
    assert f"({language})" in footer(language)


def test_english_written_to_others_counts() -> None:
    text = "Hello Rolf,\nthank you. It ends on 24 April, and the door stays open."
    assert rules(text, "parting_letter", language="de") == set()


def test_a_whole_language_needs_no_footer() -> None:
    assert footer("en-GB") == ""


_NOTICE = date(2026, 4, 12)


def test_l28_reads_last_days_in_other_languages() -> None:
    text = "Hallo Rolf,\n\nmein letzter Arbeitstag für Sie ist der 3. April 2026."
    assert "L28" in rules(text, "parting_letter", language="de", earliest_end=_NOTICE)
    text = text.replace("3. April", "13. April")
    assert "L28" not in rules(text, "parting_letter", language="de", earliest_end=_NOTICE)
