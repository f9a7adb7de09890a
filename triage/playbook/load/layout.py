"""How much of a screen one question takes: 24 rows of 80 columns must hold it."""

from __future__ import annotations

import re
import textwrap

from triage.playbook.model import Question
from triage.playbook.vocabulary import FACT_WIDTHS

ROWS = 24
TEXT_WIDTH = 74
"""Columns of the question and its reason: 80 less the margins."""
FACT_LINES = 6
MOST_OPTIONS = 6

# Title, client, rule, six facts, blank, (question, reason), blank, (choices), back, rule, keys.
_FIXED_ROWS = 3 + FACT_LINES + 1 + 1 + 3

_NAME = re.compile(r"\{(\w+)\}")


def names_in(text: str) -> list[str]:
    """The {curly} names in a text."""
    return _NAME.findall(text)


def rows(question: Question) -> int:
    """The rows a screen with this question has, its facts as long as they may be."""
    texts = (_widest(question.ask), _widest(question.why))
    wrapped = sum(len(textwrap.wrap(text, TEXT_WIDTH)) for text in texts)
    return _FIXED_ROWS + wrapped + max(1, len(question.options))


def _widest(text: str) -> str:
    return _NAME.sub(lambda match: "x" * FACT_WIDTHS.get(match[1], 0), text)
