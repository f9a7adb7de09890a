"""The lines of a lesson: two columns, then what they said, the cause, evidence, what follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from triage.ledger import Ledger
from triage.records import Event, Lesson, WatchRule
from tui.ui.line_keys import FieldKey, NewKey, RecordKey
from tui.ui.line_list import Item
from tui.wording.formatting import count, dated
from tui.wording.record_line import record_line
from tui.wording.safe_text import hanging, safe
from tui.wording.screen_lines import dated_line

_LABEL = 16
_BLANK = "____"


@dataclass(frozen=True, slots=True)
class LineKey:
    """A line of a column, from 0."""

    n: int


@dataclass(frozen=True, slots=True)
class OfferKey:
    """A late promise of ours that could stand in the column, from 0."""

    n: int


def column(
    title: str, lines: Sequence[str], offers: Sequence[Event], today: date, width: int
) -> Iterator[Item]:
    """One column; `offers` are late promises of ours that could stand in it."""
    yield Item(None, Content.styled(title, "$accent"))
    for n, line in enumerate(lines):
        yield Item(LineKey(n), hanging(Content("  "), Content(safe(line)), width))
    for n, event in enumerate(offers):
        promise = Content.styled(safe(promise_line(event, today)), "$quiet")
        yield Item(OfferKey(n), hanging(Content.styled("? ", "$accent"), promise, width))
    yield Item(
        NewKey("line"), Content.styled("+ another" if lines else "+ write it down", "$quiet")
    )


def promise_line(event: Event, today: date) -> str:
    """A late promise as a line: `late: the pages, promised for 3 Mar`."""
    due = dated(event.due, today) if event.due else ""
    return f"late: {event.text or 'what I promised'}, promised for {due}"


def rest(
    lesson: Lesson, ledger: Ledger, rules: Sequence[WatchRule], load: str, today: date, width: int
) -> Iterator[Item]:
    """What they said and what it was stand apart; `load` = what else filled our hours then."""
    yield _fact("stated", "They said", lesson.stated, width)
    yield _fact("cause", "The cause", lesson.cause, width)
    yield _fact("where", "Went wrong", lesson.where, width)
    yield _fact("work_mark", "My work", _of_five(lesson.work_mark), width)
    yield _fact("care_mark", "My service", _of_five(lesson.care_mark), width)
    if load:
        yield Item(None, _labelled("Then", Content.styled(load, "$quiet"), width))
    events = {event.id: event for event in ledger.event}
    shown = [events[id_] for id_ in lesson.evidence if id_ in events]
    summary = "which events show it" if not shown else count(len(shown), "event")
    yield Item(
        FieldKey("evidence"), _labelled("Evidence", Content.styled(summary, "$quiet"), width)
    )
    for event in sorted(shown, key=lambda e: (e.on, e.id)):
        line = dated_line(record_line(event, ledger, today), today, width)
        yield Item(RecordKey.of(event), line)
    yield Item(None, Content.styled("\nFrom now on", "$accent"))
    yield _fact("habit", "A habit of mine", lesson.habit, width)
    for rule in rules:
        yield Item(RecordKey.of(rule), _labelled("Watch rule", Content(safe(rule.sentence)), width))
    more = Content.styled("+ a sign to watch for", "$quiet")
    yield Item(NewKey("watch_rule"), _labelled("Watch rule" if not rules else "", more, width))


def _of_five(mark: int | None) -> str | None:
    return None if mark is None else f"{mark} of 5"


def _fact(name: str, label: str, text: str | None, width: int) -> Item:
    value = Content(safe(text)) if text else Content.styled(_BLANK, "$quiet")
    return Item(FieldKey(name), _labelled(label, value, width))


def _labelled(label: str, text: Content, width: int) -> Content:
    return hanging(Content.styled(f"{label:<{_LABEL}}", "$quiet"), text, width)
