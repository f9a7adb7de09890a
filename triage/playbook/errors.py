"""Why a decision cannot be taken: each with a sentence."""

from __future__ import annotations


class DecisionRefused(ValueError):
    """Something was asked that cannot be done now; the message says why and what to do."""


class BadAnswer(DecisionRefused):
    """An answer that does not fit its question."""

    def __init__(self, question: str, why: str):
        super().__init__(f"{question}: {why}")
        self.question = question
        self.why = why


class BadField(DecisionRefused):
    """A field of the last small form that is missing or does not fit."""

    def __init__(self, field: str, why: str):
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why
