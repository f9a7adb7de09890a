"""How a typed text is read, shown beside its field while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from triage.fields.days import Day, DayRanges
from triage.fields.duration_grammar import duration_text
from triage.fields.field import Context, Field, FieldError
from triage.fields.numbers import Amount, DayCount, Hours, Minutes, Rate
from triage.fields.parts import Instalments
from triage.money import decimals, rate_text
from triage.playbook.ask.answers import check_answer, is_in_hours, label
from triage.playbook.errors import BadAnswer
from triage.playbook.model import Question
from triage.records import Instalment
from tui.wording.formatting import count, long_day


def read_back(field: Field, text: str, context: Context) -> str:
    """What a typed text is understood as; "" for a field whose text says it itself, and while
    nothing is typed. Raises FieldError."""
    words = _WORDS.get(type(field))
    if words is None or not text.strip():
        return ""
    return f"= {words(field.parse(text, context), context)}"


def read_so_far(field: Field, text: str, context: Context) -> str:
    """The same, and "" for what cannot be read yet: nobody types a day all at once."""
    try:
        return read_back(field, text, context)
    except FieldError:
        return ""


def is_read_back(field: Field) -> bool:
    """Whether anything is shown beside such a field."""
    return type(field) in _WORDS


def answer_read_back(question: Question, text: str, currency: str) -> str:
    """What a typed answer to a question for a number is understood as; "" while it is none."""
    if question.options or question.kind == "text" or not text.strip():
        return ""
    try:
        value = check_answer(question, text)
    except BadAnswer:
        return ""
    if is_in_hours(question):
        unit = (question.unit or "").partition(" ")[2]
        return f"= {duration_text(round(Decimal(value) * 60))} {unit}".rstrip()
    if question.kind == "money":
        return f"= {amount_text(Decimal(value), currency)} {question.unit or ''}".rstrip()
    return f"= {label(question, value)}"


def _day(day: date, context: Context) -> str:
    return f"{long_day(day)} {day.year}"


def _ranges(ranges: tuple[tuple[date, date], ...], context: Context) -> str:
    days = sum((last - first).days + 1 for first, last in ranges)
    first, last = ranges[-1]
    until = (
        f"{_day(first, context)} to {_day(last, context)}" if first < last else _day(first, context)
    )
    return until if len(ranges) == 1 else f"{days} days in all, the last {until}"


def amount_text(amount: Decimal, currency: str) -> str:
    """`1,200.00 EUR`; the currency is left out where none is known."""
    places = decimals(currency)
    exact = amount == round(amount, places)
    shown = f"{amount:,.{places}f}" if exact else f"{amount.normalize():,f}"
    return f"{shown} {currency}".rstrip()


def _amount(amount: Decimal, context: Context) -> str:
    return amount_text(amount, context.currency)


def _rate(rate: Decimal, context: Context) -> str:
    return f"{Decimal(rate_text(rate)):,f} {context.currency}".rstrip() + " an hour"


def _days(days: int, context: Context) -> str:
    return count(days, "day")


def _minutes(minutes: int, context: Context) -> str:
    return duration_text(minutes)


def _hours(hours: float, context: Context) -> str:
    return duration_text(round(hours * 60))


def _instalments(parts: tuple[Instalment, ...], context: Context) -> str:
    total, last = sum((part.amount for part in parts), start=Decimal(0)), parts[-1].due
    sums = f"{count(len(parts), 'part')}, {_amount(total, context)} in all"
    return f"{sums}, the last on {_day(last, context)}"


_WORDS: Mapping[type[Field], Callable[[Any, Context], str]] = {
    Day: _day,
    DayRanges: _ranges,
    Amount: _amount,
    Rate: _rate,
    DayCount: _days,
    Minutes: _minutes,
    Hours: _hours,
    Instalments: _instalments,
}
