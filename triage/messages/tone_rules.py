"""L32: a sentence made of words that stand in drafts that hurt, where no phrase of it is known.

The weights in tone.csv say for each word, and each pair of words, how much oftener it stands in
the harmful drafts of tests/data/drafts than in the innocent ones (naive Bayes, in logarithms);
their sum weighs a sentence. It cannot say why, so it stops nothing: it names the one sentence that
weighs most, and the words that make it heavy. `python -m tests.triage.messages.tone_weights` writes
the weights anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from triage.messages.findings import Findings, LintCase
from triage.messages.phrases import compile_phrases
from triage.shipped import rows_beside

_SENTENCE = re.compile(r"[^.!?\0]{1,600}[.!?]?")
_WORD = re.compile(r"[^\W\d_]{1,20}(?:'[^\W\d_]{1,5})?|[!?]")
_SHORTEST = 4
"""Words; fewer say too little."""
_NAMED = 3


def tone(case: LintCase) -> Findings:
    """A finding at the sentence that weighs most, where that is more than the limit."""
    phrases = case.rule.phrases.get(case.language)
    if phrases is None:
        return
    heaviest: tuple[float, int, str] | None = None
    about_them, kind = compile_phrases(phrases.find), compile_phrases(phrases.allow)
    for start, sentence in sentences(case.draft.spoken):
        factual = any(char.isdigit() for char in sentence)
        if factual or not (about_them and about_them.search(sentence)):
            continue
        if len(sentence.split()) < _SHORTEST or (kind and kind.search(sentence)):
            continue
        weighs = weight(sentence)
        if weighs > case.lint.tone_limit and (heaviest is None or weighs > heaviest[0]):
            heaviest = weighs, start, sentence
    if heaviest is not None:
        _, start, sentence = heaviest
        words = ", ".join(f"“{word}”" for word in heavy_words(sentence))
        why = f"{case.rule.why} Such drafts often hold {words}." if words else case.rule.why
        yield case.at(start, start + len(sentence), why)


def sentences(flat: str) -> Iterator[tuple[int, str]]:
    """The sentences of a flat text with the place where each begins."""
    for match in _SENTENCE.finditer(flat):
        sentence = match.group().strip(" ")
        if sentence.strip(" .!?"):
            yield match.start() + len(match.group()) - len(match.group().lstrip(" ")), sentence


def weight(sentence: str) -> float:
    """How much the words of a sentence weigh together; above 0 they are those of harmful drafts."""
    known = _weights()
    return sum(known.get(feature, 0.0) for feature in features(sentence))


def heavy_words(sentence: str) -> list[str]:
    """The single words of a sentence that weigh most, at most three."""
    known = _weights()
    words = [word for word in dict.fromkeys(_WORD.findall(sentence)) if known.get(word, 0) > 0]
    return sorted((word for word in words if word.isalpha()), key=lambda w: -known[w])[:_NAMED]


def features(sentence: str) -> set[str]:
    """Its words, its pairs of words, and pairs with one word between."""
    words = _WORD.findall(sentence)
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    return {*words, *pairs, *(f"{a} _ {b}" for a, b in zip(words, words[2:], strict=False))}


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {words: float(number) for words, number in rows_beside(__file__, "tone.csv")}
