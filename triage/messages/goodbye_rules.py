"""Rules about dates and goodbyes: no date, no end date, open work forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from triage.date_search import FoundDate, find_dates
from triage.health.windows import shift
from triage.messages.findings import Findings, LintCase
from triage.messages.phrase_rules import existence, near, sentence_of
from triage.messages.phrases import Span
from triage.messages.relative_dates import RelativeDate, find_relative_dates
from triage.playbook.day_text import in_words, months_later

_NEAR = 120
"""Characters round a date in which a word for the ending must stand."""
_YEAR = re.compile(r"\b(20\d\d)\b")
_YEAR_AFTER = re.compile(r",?\s{1,2}(?:de\s)?(20\d\d)\b")
_WORD = re.compile(r"\w{3,60}")


def no_date(case: LintCase) -> Findings:
    """L11: no date anywhere; a slot that will hold one counts.

    "By Friday" is one, with a hint of the day it means: read late, it is another day.
    """
    slots = (f"{{{name}}}" for name in case.lint.date_slots)
    if _full_dates(case) or any(slot in case.draft.bare for slot in slots):
        return
    mentions = _relative_dates(case)
    if not mentions:
        yield case.absent()
    for mention in mentions[:1]:
        yield case.at(mention.start, mention.end, _meant(mention, _today(case)), "hint")


def _meant(mention: RelativeDate, today: date) -> str:
    days = " or ".join(in_words(day, today) for day in mention.days)
    return f"If they read this later, it means another day. Today it means {days}: write that."


def no_end_date(case: LintCase) -> Findings:
    """L28: no day on which it ends, or only a slow fading away."""
    if "{end_date}" in case.draft.bare:
        return
    dates = _dates(case)
    if not dates:
        yield case.absent()
        return
    # Without word lists any date must do: what it is about cannot be read.
    knows_words = case.language in case.rule.phrases
    if not knows_words or any(_says_end(case, date) for date in dates):
        return
    planned = _planned_end(case)
    fading = list(existence(case))
    if fading:
        yield fading[0]
    elif planned and not any(_may_be(date, planned.month, planned.day) for date in dates):
        yield case.absent(f"{case.rule.why} On file: {planned.isoformat()}.")


def _planned_end(case: LintCase) -> date | None:
    """The decided last day, while the notice still lets it be."""
    planned, earliest = case.context.end_date, case.context.earliest_end
    return None if planned and earliest and planned < earliest else planned


def early_end(case: LintCase) -> Findings:
    """L28: a last day that lies before the notice is over, or before the one decided on.

    Where any last day of the draft keeps it, the others are about something else.
    """
    earliest = case.context.earliest_end
    if earliest is None:
        return
    last_days = [
        (place, day)
        for place, day in _days_meant(case)
        if near(case, *sentence_of(case.draft.flat, place))
    ]
    if not last_days or any(day >= earliest for _, day in last_days):
        return
    why = f"{case.rule.why} It can end on {in_words(earliest, _today(case))}."
    yield case.at(*last_days[0][0], why, "warn" if case.context.both_end else None)


def _days_meant(case: LintCase) -> Iterator[tuple[Span, date]]:
    """Each place of the draft that names a day, and the latest day that it may mean."""
    for mention in _relative_dates(case):
        yield (mention.start, mention.end), max(mention.days)
    for named in _full_dates(case):
        text = case.draft.bare
        year = _YEAR.search(text, named.start, named.end) or _YEAR_AFTER.match(text, named.end)
        if named.days:
            days = (_in_year(_today(case), *day, year and int(year[1])) for day in named.days)
            yield (named.start, named.end), max(days)


def _in_year(today: date, month: int, day: int, year: int | None) -> date:
    """The day in this year; where none is written, the next one to come."""
    in_this = months_later(date(year or today.year, 1, 1), month - 1)
    named_day = shift(in_this, day - 1)
    return named_day if year or named_day >= today else months_later(named_day, 12)


def _may_be(date: FoundDate, month: int, day: int) -> bool:
    return not date.days or (month, day) in date.days


def _says_end(case: LintCase, date: FoundDate) -> bool:
    return near(case, max(0, date.start - _NEAR), date.end + _NEAR)


def _today(case: LintCase) -> date:
    return case.context.now.date()


def _relative_dates(case: LintCase) -> list[RelativeDate]:
    return find_relative_dates(case.draft.spoken, _today(case))


def _dates(case: LintCase) -> list[FoundDate]:
    return [*_full_dates(case), *_as_dates(_relative_dates(case))]


def _as_dates(mentions: list[RelativeDate]) -> Iterator[FoundDate]:
    for mention in mentions:
        days = frozenset((day.month, day.day) for day in mention.days)
        yield FoundDate(mention.start, mention.end, days)


def _full_dates(case: LintCase) -> list[FoundDate]:
    # English months count everywhere: many write English to clients of another language.
    months = case.lint.months
    return find_dates(case.draft.bare, {**months.get("en", {}), **months.get(case.language, {})})


def open_work(case: LintCase) -> Findings:
    """L10: an open piece of work that the draft does not name."""
    if "{open_work}" in case.draft.bare:
        return
    mentioned = {_stem(word) for word in _WORD.findall(case.draft.flat)}
    for item in case.context.open_work:
        words = {_stem(word) for word in _WORD.findall(item.lower())} or {item.lower()}
        # More than half of its words name it; "the site" alone names no "footer of the site".
        if 2 * len(words & mentioned) <= len(words):
            yield case.absent(f'{case.rule.why} Not named: "{item}".')


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
