"""A client's records as dated lines, for text and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from triage.ledger import Ledger
from triage.records import KINDS, Record, WorkItem
from tui.wording.formatting import StepTitle, shipped_title
from tui.wording.record_line import record_line


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One record on its day, in words."""

    on: date
    kind: str
    id: str
    text: str


def timeline(ledger: Ledger, on: date, title: StepTitle = shipped_title) -> list[TimelineEntry]:
    """Everything that has its day by `on`, newest first."""
    lines = [timeline_entry(record, ledger, on, title) for record in _records(ledger)]
    dated = [line for line in lines if line is not None and line.on <= on]
    return sorted(dated, key=lambda line: (line.on, line.kind, line.id), reverse=True)


def timeline_entry(
    record: Record, ledger: Ledger, on: date, title: StepTitle = shipped_title
) -> TimelineEntry | None:
    """One record in words; None for one without a day of its own."""
    line = record_line(record, ledger, on, title)
    day = record.done_on if isinstance(record, WorkItem) else line.on
    if day is None:
        return None
    text = f"{line.word}: {line.text}" if line.text else line.word
    return TimelineEntry(day, record.kind, record.id, text)


def _records(ledger: Ledger) -> Iterator[Record]:
    for kind in KINDS:
        yield from getattr(ledger, kind, ()) if kind != "client" else ()
