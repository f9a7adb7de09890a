"""Whether words stand under a "not": "I do not think you are difficult" accuses nobody."""

from __future__ import annotations

from dataclasses import dataclass

from triage.messages.phrases import compile_phrases

_SCOPE = 60
"""Characters before the words in which a "not" still means them."""
_MARKS = ".!?;:,\0"


@dataclass(frozen=True, slots=True)
class Negation:
    """`words` deny what follows in their clause, `breaks` begin a new one, and after `undone` a
    "not" denies something else ("I have never seen such a rude mail")."""

    words: tuple[str, ...]
    breaks: tuple[str, ...]
    undone: tuple[str, ...]

    def denies(self, text: str, start: int, within: int) -> bool:
        """Whether what stands at `start` of a flat text is denied at most so many words before."""
        clause = text[max(0, start - _SCOPE) : start]
        begin = max(clause.rfind(mark) for mark in _MARKS) + 1
        for match in _matches(self.breaks, clause, begin):
            begin = match[1]
        undone = [end for _, end in _matches(self.undone, clause, begin)]
        denials = [
            end
            for first, end in _matches(self.words, clause, begin)
            if not any(first < after for after in undone)
        ]
        return bool(denials) and len(clause[denials[-1] :].split()) <= within


def _matches(phrases: tuple[str, ...], text: str, start: int) -> list[tuple[int, int]]:
    pattern = compile_phrases(phrases)
    return [match.span() for match in pattern.finditer(text, start)] if pattern else []
