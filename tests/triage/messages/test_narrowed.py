"""What is left out of the phrases before they are looked for could not have stood there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import triage.messages
from tests.triage.messages.corpus import samples
from triage.messages.draft import Draft
from triage.messages.narrowed import Narrowed
from triage.messages.phrases import compile_phrases, fill_in, spans
from triage.messages.rules import builtin, load_lint, with_wording

_FOLDER = Path(triage.messages.__file__).parent
_DRAFTS = [Draft(sample.text).flat for sample in samples("held_out")]


def _full(phrase: str) -> str:
    """The phrase with every list whole."""
    while "<" in phrase:
        phrase = fill_in(phrase, builtin().lists)
    return phrase


def test_the_shipped_phrases_can_be_read() -> None:
    lint = load_lint((_FOLDER / "lint.toml").read_text("utf-8"))
    wording = (_FOLDER / "wording.toml").read_text("utf-8")
    assert with_wording(lint, wording).rules == builtin().rules


@pytest.mark.parametrize("nth", range(0, len(builtin().rules), 5))
def test_nothing_that_stands_there_is_left_out(nth: int) -> None:
    for phrases in builtin().rules[nth].phrases.values():
        pattern = compile_phrases(tuple(_full(phrase) for phrase in phrases.find))
        for flat in _DRAFTS[::4]:
            narrowed = Narrowed(flat, builtin().lists).phrases(phrases.find)
            there = [m.span() for m in pattern.finditer(flat)] if pattern else []
            assert there == spans(narrowed, flat)


@pytest.mark.parametrize(
    ("phrase", "text", "may"),
    [
        ("you ignored", "you paid", False),
        ("you ignored", "you ignored it", True),
        ("favou?rite", "my favorite", True),
        ("organi(s|z)e", "well organized", True),
        ("(never|do not) call", "do not call", True),
        ("(never|do not) call", "never write", False),
        ("(really )?sorry", "sorry", True),
        ("(very )3?sorry", "sorry", True),
        ("thank*", "thanks", True),
        ("((a|big) fool|clown)", "what a clown", True),
        ("((a|big) fool|clown)", "what a day", False),
        ("you are <mean>", "you are rude", True),
        ("you are <mean>", "you are kind", False),
        ("you are( <mean>)? here", "you are here", True),
    ],
)
def test_a_phrase_is_left_out_by_the_words_it_needs(phrase: str, text: str, may: bool) -> None:
    lists = {"mean": ("rude", "(so )?nasty")}
    assert bool(Narrowed(text, lists).phrases((phrase,))) is may


@given(st.text(max_size=30), st.text(alphabet="ab(|)?<> *~", max_size=20))
def test_whatever_is_written_nothing_breaks(text: str, phrase: str) -> None:
    Narrowed(text, {}).phrases((phrase,))
