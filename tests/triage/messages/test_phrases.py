"""The phrase language: what it finds, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.messages.draft import Draft, word_count
from triage.messages.phrases import BadPhrase, compile_phrases


@pytest.mark.parametrize(
    ("phrase", "text", "matched"),
    [
        ("you ignored", "YOU  ignored it", "you  ignored"),
        ("you ignored", "you\nignored it", "you ignored"),
        ("rude", "crude, rudely, Trude", None),
        ("rude*", "rudely", "rudely"),
        ("*ing", "a long ring", "ring"),
        ("give * notice", "give full notice", "give full notice"),
        ("don't", "I don’t", "don't"),
        ("i won", "I won't", None),
        ("(never|do not) call", "do not call", "do not call"),
        ("(very )?sorry", "very sorry", "very sorry"),
        ("as usual,? you", "as usual you", "as usual you"),
        ("understand ~ but", "I understand it all but", "understand it all but"),
        ("understand ~ but", "I understand. But", None),
        ("understand ~ but", "I understand this\n\nbut", None),
        ("thank* ~", "thanks for all of it. So", "thanks for all of it"),
        ("#%", "add 12.5% now", "12.5%"),
        ("#/#", "directive 2011/7/EU", "2011/7"),
        ("so( very| so)3? late", "so very very so late", "so very very so late"),
        ("so( very)2? late", "so very very very late", None),
    ],
)
def test_a_phrase_finds(phrase: str, text: str, matched: str | None) -> None:
    pattern = compile_phrases((phrase,))
    assert pattern is not None
    match = pattern.search(Draft(text).flat)
    assert (match.group() if match else None) == matched


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "  ",
        "(a",
        "a)",
        "a|b",
        "~ a",
        "a ~ b ~ c ~ d",
        "? a",
        "a (?",
        "a+",
        "[ab]",
        r"\d",
        "a{2}",
    ],
)
def test_what_is_no_phrase_is_refused(phrase: str) -> None:
    with pytest.raises(BadPhrase):
        compile_phrases((phrase,))


@given(st.text(alphabet="ab'(|)?*~# ,-%é", max_size=12))
def test_whatever_is_accepted_compiles(phrase: str) -> None:
    try:
        pattern = compile_phrases((phrase,))
    except BadPhrase:
        return
    assert pattern is not None
    pattern.search("a b, aé b 12% ba-a " * 20)


def test_no_phrase_finds_nothing() -> None:
    assert compile_phrases(()) is None


def test_all_forms_of_a_draft_keep_their_places() -> None:
    draft = Draft("İ “Rolf”,\n\n> q\nyou are\u00a0here\n- x", line="you are here")
    assert len(draft.flat) == len(draft.bare) == len(draft.text)
    assert "you" not in draft.bare
    assert "q" not in draft.own


def test_words_are_counted_without_quotations() -> None:
    assert word_count("one two\n> three four\n  > five\nsix") == 3
