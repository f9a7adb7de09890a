"""Rules about words: a phrase that is there, one that is missing, one that is there too often."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from triage.messages.findings import Findings, LintCase
from triage.messages.phrases import Span, spans
from triage.messages.relative_dates import find_relative_dates
from triage.messages.rules import Phrases

ANY_LISTED = "any"
"""The key of phrases that hold in every language with word lists (signs, not words)."""

_SENTENCE_ENDS = ".!?\0"


def existence(case: LintCase) -> Findings:
    """A finding for each phrase found that is not innocent."""
    for start, end in _spans(case):
        yield case.at(start, end)


def absent(case: LintCase) -> Findings:
    """A finding when none of the phrases stands in the draft.

    English counts everywhere: many write English to clients whose language is another.
    """
    for code in (case.language, "en"):
        phrases = case.rule.phrases.get(code)
        if phrases and any(True for _ in _hits(case, case.draft.flat, phrases)):
            return
    yield case.absent()


def count(case: LintCase) -> Findings:
    """A finding at the first phrase that is one too many."""
    yield from (
        case.at(*span) for span in islice(_spans(case), case.rule.least - 1, case.rule.least)
    )


def offers(case: LintCase) -> Findings:
    """A finding at each offer beyond the one that may be made, once, to somebody leaving."""
    for start, end in islice(_spans(case), case.context.offers_allowed, None):
        yield case.at(start, end)


def law(case: LintCase) -> Findings:
    """A finding for each figure or name of a law, until the user has checked it."""
    if case.context.law_checked_on is None:
        yield from existence(case)


def hit(case: LintCase, text: str) -> bool:
    """Whether one of the rule's phrases stands in `text` (flattened)."""
    phrases = case.rule.phrases.get(case.language)
    return bool(phrases and any(True for _ in _hits(case, text, phrases)))


def near(case: LintCase, start: int, end: int) -> bool:
    """Whether one of the rule's `near` words stands in this part of the draft."""
    phrases = case.rule.phrases.get(case.language)
    words = case.narrowed.phrases(phrases.near) if phrases else ()
    return bool(spans(words, case.draft.flat, start, end))


def _spans(case: LintCase) -> list[Span]:
    places: list[Span] = []
    for code in (case.language, ANY_LISTED):
        phrases = case.rule.phrases.get(code)
        if phrases:
            hits = _hits(case, case.draft.spoken, phrases)
            accused = (span for span in hits if not _denied(case, span) and not _dated(case, span))
            places += islice(accused, case.lint.most_findings)
    return sorted(set(places))


def _denied(case: LintCase, span: Span) -> bool:
    negation = case.lint.negation
    within = case.rule.denied_within
    return bool(within and negation and negation.denies(case.draft.spoken, span[0], within))


def _dated(case: LintCase, span: Span) -> bool:
    """Whether a rule that lets dated facts through meets one."""
    if not case.rule.undated:
        return False
    text = case.draft.spoken
    start, end = sentence_of(text, span)
    sentence = text[start:end]
    days = find_relative_dates(sentence, case.context.now.date())
    return bool(days) or any(char.isdigit() for char in sentence)


def sentence_of(text: str, span: Span) -> Span:
    """Start and end of the sentence round a place in a flat text."""
    start = max(text.rfind(mark, 0, span[0]) for mark in _SENTENCE_ENDS) + 1
    ends = (at for mark in _SENTENCE_ENDS if (at := text.find(mark, span[1])) >= 0)
    return start, min(ends, default=len(text))


def _hits(case: LintCase, flat: str, phrases: Phrases) -> Iterator[Span]:
    """`flat` is the draft's flat text or a part of it."""
    may_stand = case.narrowed.phrases
    places = spans(may_stand(phrases.find), flat)
    if not places:
        return
    innocent = spans(may_stand(phrases.allow), flat)
    guilty = may_stand(phrases.unless) if innocent else ()
    innocent = [span for span in innocent if not spans(guilty, flat, *span)]
    for start, end in places:
        if not any(left < end and start < right for left, right in innocent):
            yield start, end
