"""The closed lists a playbook is checked against: what the program knows how to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from triage.shipped import toml_beside

STEPS = ("adapt", "train", "renegotiate", "redirect", "part")
"""The ladder, in its order."""

DOORS = ("leaving", "finished", "silent", "late", "safety", "watch")
"""Screens that something which happened opens, whatever step is running."""

HELPERS = ("complaint", "lesson", "later")

SCREENS = (*STEPS, *DOORS, *HELPERS)
"""The screens the program itself leads to: a playbook must have them all."""

INSULT = "insult"
"""The key of `start` for the question that a first insult leads to."""

WAITING = "waiting"
"""The key of `start` for the question that a reason to wait leads to."""

NOT_DUE, UNPAID, ASKED, UNREAD = "not_due", "unpaid", "asked", "unread"
"""The keys of `start` for the questions that begin when money is owed and not overdue, when they
were asked for it before and have not paid by the records, when that is to be seen first, and when
nothing was imported since they should have paid."""

ANSWERED = "answered"
"""The key of `start` for the question that a complaint leads to which was answered already."""

NOTICE = "notice"
"""The key of `start` for the question that a logged notice leads to."""

STARTS = frozenset({INSULT, WAITING, NOT_DUE, UNPAID, ASKED, UNREAD, ANSWERED, NOTICE})
"""All keys of `start` that are no flag's."""

LATE_CASES = frozenset({"insolvency", "promise"})
"""Cases of late payment in which another answer is proposed than a step of the calendar."""

CURE_TIME = "cure_days"
"""What `review` may name beside a date of the form: the time that the contract sets."""

END_DATES = frozenset({"notice"})
"""How `ends` may find the end date: the letter's day plus the agreed notice."""

PAYMENT_STAGES = 5
"""Steps of late payment, from a friendly reminder to the final demand (`late_stage`)."""

NA_CHARS = 20
"""A step is passed by with a reason of at least so many characters."""

LISTS = frozenset({"prepare", "closing", "agenda", "safety"})
"""The checklists (after/checklists.toml)."""

_WORDS = toml_beside(__file__, "vocabulary.toml")

EFFECTS: Mapping[str, Mapping[str, str]] = _WORDS["effects"]
"""What a decision can do beyond its plain keys -> field that its form must ask for -> kind."""

MEANINGS: Mapping[str, str] = _WORDS["meanings"]
"""What the program reads an answer for, whatever its question is called -> kind of question."""

RECORDED = frozenset[str](_WORDS["recorded"])
"""What was written down before that may answer a text (ask/recorded.py)."""

KNOWN_BY = frozenset[str](_WORDS["known_by"])
"""Facts that answer a question of choice (ask/known.py)."""

AGAINST = frozenset[str](_WORDS["against"])
"""Facts that may speak against a decision, or that an answer denies."""


def _kinds(fields: Mapping[str, Any]) -> Mapping[str, Sequence[str]]:
    for name, kinds in fields.items():
        if not isinstance(kinds, list):
            raise LookupError(
                f'triage/playbook/vocabulary.toml, [fields], {name}: list its kinds, as in ["text"]'
            )
    return fields


FIELDS = _kinds(_WORDS["fields"])
"""The fields of a last small form and the kinds each may have."""

FACT_LINES = frozenset[str](_WORDS["lines"])
"""The dated lines that can stand above a question."""

FACT_WIDTHS: Mapping[str, int] = _WORDS["facts"]
"""{curly} name in a text -> how many characters its value takes at most."""

NUMBER_FACTS = frozenset[str](_WORDS["number_facts"])
"""Facts that a case's `below` may name, or a question's `logged`."""
