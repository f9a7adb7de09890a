"""One answer: whether it fits its question, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from triage.fields.amount_grammar import read_amount
from triage.fields.duration_grammar import read_duration
from triage.fields.field import FieldError
from triage.playbook.errors import BadAnswer
from triage.playbook.model import Jump, Option, OptionCase, Question
from triage.text import quoted

_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,6})?\Z")
_PLACES = 6


def check_answer(question: Question, typed: str) -> str:
    """The answer as it is stored: an option's key, a plain decimal, or the text.

    A choice is answered by number or key; yes_no by yes, no, y, 1 or 2 (n alone is never no).
    Raises BadAnswer with a sentence.
    """
    if question.options:
        return _option(question, typed).key
    if question.kind == "text":
        return _text(question, typed)
    return _number(question, typed)


def jump(question: Question, value: str, numbers: Mapping[str, Decimal]) -> Jump:
    """Where a checked answer leads; `numbers` are the facts that cases may name."""
    if question.options:
        return next(option.to for option in question.options if option.key == value)
    if question.kind == "text":
        return question.cases[0].to
    amount = Decimal(value)
    return next(case.to for case in question.cases if _less(amount, case, numbers))


def label(question: Question, value: str) -> str:
    """A checked answer in words."""
    for option in question.options:
        if option.key == value:
            return option.label
    if question.kind == "text":
        return value or "nothing"
    if question.unit == f"{question.low}-{question.high}":
        return f"{value} of {question.high}"
    return f"{value} {question.unit}" if question.unit else value


def is_in_hours(question: Question) -> bool:
    """Whether the number is one of hours, which may be typed as a time."""
    return question.kind == "number" and (question.unit or "").startswith("hours")


def _less(amount: Decimal, case: OptionCase, numbers: Mapping[str, Decimal]) -> bool:
    if case.below is None:
        return True
    limit = numbers.get(case.below) if isinstance(case.below, str) else case.below
    return limit is not None and amount < limit


def _option(question: Question, typed: str) -> Option:
    word = typed.strip()
    if question.kind == "yes_no":
        word = "yes" if word.casefold() == "y" else word.casefold()
    options = question.options
    if word.isdecimal() and 1 <= int(word) <= len(options):
        return options[int(word) - 1]
    if (named := question.option(word)) is not None:
        return named
    if question.kind == "yes_no":
        raise BadAnswer(question.id, f"{typed!r} is neither yes nor no")
    raise BadAnswer(
        question.id,
        f"{typed!r} is not one of the answers; type a number from 1 to {len(options)}, or one of "
        + ", ".join(option.key for option in options),
    )


def _text(question: Question, typed: str) -> str:
    text = typed.strip()
    if len(text) < question.min_chars:
        raise BadAnswer(
            question.id,
            f"at least {question.min_chars} characters are needed; you have {len(text)} so far",
        )
    return text


def _amount(question: Question, word: str) -> Decimal:
    money = question.kind == "money"
    try:
        amount = read_amount(word, unsure=".," if money else ",", currency="" if money else None)
    except FieldError as error:
        raise BadAnswer(question.id, str(error)) from None
    if amount is None:
        raise BadAnswer(question.id, f"{quoted(word)} is not a number like 12, 12.50 or 1,200.00")
    return amount


def _number(question: Question, typed: str) -> str:
    word = typed.strip()
    minutes = read_duration(word) if is_in_hours(question) else None
    if minutes is not None:
        amount = round(Decimal(minutes) / 60, _PLACES).normalize()
    else:
        amount = Decimal(word) if _NUMBER.match(word) else _amount(question, word)
    low = question.low if question.low is not None else 0
    if amount < low:
        raise BadAnswer(question.id, f"{word} is less than {low}")
    if question.high is not None and amount > question.high:
        raise BadAnswer(question.id, f"{word} is more than {question.high}")
    return f"{amount:f}"
