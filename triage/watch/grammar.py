"""The grammar of a watch rule: up to three conditions joined by `and`. No code is ever run.

count(<what>, <days>) >= n     so many events of one sort in the last days
flag(<CODE>) >= severity       a flag at least this bad
metric(<name>) <op> x          er28, hours56, share or reply_median; op is < <= > >=
age(first60)                   in the first 60 days, or within 60 days of a return
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from triage.health import FLAG_CODES
from triage.records import What
from triage.text import quoted

MOST_PARTS = 3
METRICS: Mapping[str, str] = {
    "er28": "earned per hour over 28 days",
    "hours56": "hours of the last 56 days",
    "share": "share of income over 180 days, from 0 to 1",
    "reply_median": "your usual reply time in working days, over 56 days",
}
OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class BadRule(ValueError):
    """A rule that cannot be read; the message names the part and shows one that can."""


@dataclass(frozen=True, slots=True)
class Count:
    """At least `least` events `what` in the last `days` days."""

    what: What
    days: int
    least: int


@dataclass(frozen=True, slots=True)
class Flagged:
    """The flag `code` at severity `least` or worse."""

    code: str
    least: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure compared with a bound; a figure that is not known never matches."""

    metric: str
    op: str
    bound: Decimal


@dataclass(frozen=True, slots=True)
class New:
    """In the first `days` days of the relation, or after a return."""

    days: int


Part = Count | Flagged | Measured | New

_COUNT = re.compile(r"count\(\s*(\w+)\s*,\s*(\d{1,4})\s*\)\s*>=\s*(\d{1,4})\Z")
_FLAG = re.compile(r"flag\(\s*(\w+)\s*\)\s*>=\s*([1-5])\Z")
_METRIC = re.compile(r"metric\(\s*(\w+)\s*\)\s*(<=|>=|<|>)\s*(\d+(?:\.\d+)?)\Z")
_AGE = re.compile(r"age\(\s*first60\s*\)\Z")


def read(when: str) -> tuple[Part, ...]:
    """The conditions of a rule. Raises BadRule."""
    texts = [text.strip() for text in re.split(r"\band\b", when)]
    if len(texts) > MOST_PARTS:
        raise BadRule(
            f"At most {MOST_PARTS} conditions can be joined by “and”; this rule has {len(texts)}."
        )
    return tuple(_part(text) for text in texts)


def _part(text: str) -> Part:
    if match := _COUNT.match(text):
        what, days, least = match.groups()
        if what not in get_args(What):
            raise BadRule(f"There is no event {quoted(what)}. For example: count(no_show, 28) >= 2")
        if not int(days) or not int(least):
            raise BadRule(
                f"{quoted(text)} counts nothing: the days and the number must be 1 or more."
            )
        return Count(what, int(days), int(least))  # type: ignore[arg-type]  # checked above
    if match := _FLAG.match(text):
        code, least = match.groups()
        if code not in FLAG_CODES:
            raise BadRule(f"There is no flag {quoted(code)}. For example: flag(PAY_LATE) >= 1")
        return Flagged(code, int(least))
    if match := _METRIC.match(text):
        name, op, bound = match.groups()
        if name not in METRICS:
            raise BadRule(f"There is no metric {quoted(name)}. Known: {', '.join(METRICS)}")
        return Measured(name, op, Decimal(bound))
    if _AGE.match(text):
        return New(60)
    raise BadRule(
        f"{quoted(text)} cannot be read. Conditions look like count(price_ask, 56) >= 2, "
        "flag(PAY_LATE) >= 1, metric(er28) < 60, age(first60)."
    )
