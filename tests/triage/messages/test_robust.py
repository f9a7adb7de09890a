"""Whatever is typed, lint answers: long drafts, odd signs, other languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.triage.messages.build import EMPTY
from triage.message_templates import Template, load_templates
from triage.messages.draft import word_count
from triage.messages.lint import check
from triage.messages.phrases import compile_phrases, fill_in
from triage.messages.rules import builtin
from triage.messages.templates import draft, unfilled

_FULL = replace(
    EMPTY,
    names=("Rolf [/] Meier", ""),
    others=("A (b", "", "*"),
    private_notes=("one two three four five six seven eight nine", ""),
    open_work=("", "?!", "spring campaign"),
    invoice_numbers=("(", "2026-08"),
    line="no calls ((after six",
    drafted_at=datetime(2026, 3, 13),
    hard_on=date(2026, 3, 13),
    end_date=date(2026, 4, 24),
    questions=2,
    asker=None,
)
_PIECES = st.sampled_from(
    [
        *(
            "you always ",
            "{slot}",
            "> quoted\n",
            "no calls ((after six",
            "\n\n",
            "16.3.",
            "!!",
            "?!",
        ),
        *(
            "I understand ",
            "but ",
            "TODO",
            "€ 300",
            "or else ",
            '"',
            "’",
            "\0",
            "\u202e",
            "\x1b[31m",
        ),
        *(
            "A (b",
            "PAY NOW ",
            "12% ",
            "one two three four five six seven eight ",
            "Rolf, ",
            "sorry ",
        ),
    ]
)
_TEXTS = st.text() | st.lists(_PIECES | st.text(max_size=5), max_size=25).map("".join)
_TEMPLATES = st.sampled_from(list(load_templates().values()))
_LANGUAGES = st.sampled_from(["en", "en-GB", "de", "pt_BR", "sv", "", "😀"])


@examples(100)
@given(text=_TEXTS, template=_TEMPLATES, language=_LANGUAGES)
def test_any_text_is_read_and_every_place_is_true(
    text: str, template: Template, language: str
) -> None:
    for finding in check(text, template, replace(_FULL, language=language)):
        if finding.start is None:
            assert finding.end is None
        else:
            assert 0 <= finding.start < (finding.end or 0) <= len(text)
            assert text[finding.start : finding.end] == finding.text
        assert finding.why


@given(template=_TEMPLATES, value=st.text(), language=_LANGUAGES)
def test_any_value_makes_a_draft(template: Template, value: str, language: str) -> None:
    text = draft(template, dict.fromkeys(template.names, value), language)
    assert word_count(text) >= 0
    if value.strip() and "{" not in value:
        assert unfilled(text) == ()


_LONG = 50_000


@pytest.mark.parametrize(
    "piece", ["you always pay ", "a", "!?", "PAY NOW ", " ", "1.", "{", ">\n", "\n"]
)
@pytest.mark.parametrize("id_", ["parting_letter", "reply_to_leaver"])
def test_a_very_long_draft_is_read_and_findings_stay_few(piece: str, id_: str) -> None:
    text = (piece * _LONG)[:_LONG]
    findings = check(text, load_templates()[id_], _FULL)
    for rule in {f.rule for f in findings}:
        of_rule = [f for f in findings if f.rule == rule]
        assert len(of_rule) <= 3 * builtin().most_findings


def test_no_phrase_has_an_endless_repeat() -> None:
    """Bounded repeats only: nobody's word list can make a long draft stall."""
    entries = dict.fromkeys(builtin().lists, ("x",))
    written = [*builtin().lists.values()]
    for rule in builtin().rules:
        for phrases in rule.phrases.values():
            written += (phrases.find, phrases.allow, phrases.unless, phrases.near)
    filled = tuple({fill_in(phrase, entries) for some in written for phrase in some})
    pattern = compile_phrases(filled)
    assert pattern is not None and not {"*", "+"} & set(pattern.pattern)
