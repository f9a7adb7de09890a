"""The lines of a lesson: two columns, then what they said, the cause, the evidence, what follows.

Keys: `line:N` and `line:+` in the columns, `offer:N` for a late promise of ours; below `stated`,
`cause`, `where`, `evidence`, `event:ID`, `habit`, `rule:ID`, `rule:+`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from textual.content import Content

from triage.ledger import Ledger
from triage.records import Event, Lesson, WatchRule
from tui.client.sections import dated_line
from tui.ui.line_list import Item
from tui.wording.formatting import dated
from tui.wording.record_line import record_line
from tui.wording.safe_text import hanging, safe

_LABEL = 16
_BLANK = "____"


def column(
    title: str, lines: Sequence[str], offers: Sequence[Event], today: date, width: int
) -> Iterator[Item]:
    """One column; `offers` are late promises of ours that could stand in it."""
    yield Item("", Content.styled(title, "$accent"))
    for n, line in enumerate(lines):
        yield Item(f"line:{n}", hanging(Content("  "), Content(safe(line)), width))
    for n, event in enumerate(offers):
        said = Content.styled(safe(promise_line(event, today)), "$quiet")
        yield Item(f"offer:{n}", hanging(Content.styled("? ", "$accent"), said, width))
    yield Item("line:+", Content.styled("+ another" if lines else "+ write it down", "$quiet"))


def promise_line(event: Event, today: date) -> str:
    """A late promise as a line: `late: the pages, promised for 3 Mar`."""
    due = dated(event.due, today) if event.due else ""
    return f"late: {event.text or 'what I promised'}, promised for {due}"


def rest(
    lesson: Lesson,
    ledger: Ledger,
    rules: Sequence[WatchRule],
    load: str,
    today: date,
    width: int,
) -> Iterator[Item]:
    """What they said and what it was stand apart; `load` = what else filled our hours then."""
    yield _fact("stated", "They said", lesson.stated, width)
    yield _fact("cause", "The cause", lesson.cause, width)
    yield _fact("where", "It turned", lesson.where, width)
    yield _fact("work_mark", "Our work", _of_five(lesson.work_mark), width)
    yield _fact("care_mark", "Our care", _of_five(lesson.care_mark), width)
    if load:
        yield Item("", _labelled("Then", Content.styled(load, "$quiet"), width))
    events = {event.id: event for event in ledger.event}
    shown = [events[id_] for id_ in lesson.evidence if id_ in events]
    said = "what shows it, with its day" if not shown else f"{len(shown)} dated"
    yield Item("evidence", _labelled("Evidence", Content.styled(said, "$quiet"), width))
    for event in sorted(shown, key=lambda e: (e.on, e.id)):
        line = dated_line(record_line(event, ledger, today), today, width)
        yield Item(f"event:{event.id}", line)
    yield Item("", Content.styled("\nFrom now on", "$accent"))
    yield _fact("habit", "A habit of mine", lesson.habit, width)
    for rule in rules:
        yield Item(f"rule:{rule.id}", _labelled("Watch rule", Content(safe(rule.sentence)), width))
    more = Content.styled("+ a sign that the program watches for", "$quiet")
    yield Item("rule:+", _labelled("Watch rule" if not rules else "", more, width))


def _of_five(mark: int | None) -> str | None:
    return None if mark is None else f"{mark} of 5"


def _fact(key: str, label: str, text: str | None, width: int) -> Item:
    said = Content(safe(text)) if text else Content.styled(_BLANK, "$quiet")
    return Item(key, _labelled(label, said, width))


def _labelled(label: str, text: Content, width: int) -> Content:
    return hanging(Content.styled(f"{label:<{_LABEL}}", "$quiet"), text, width)
