"""A client's records on their days, for text and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from triage.ledger import Ledger
from triage.records import KINDS, Record, WorkItem
from tui.wording.formatting import StepTitle, shipped_title
from tui.wording.record_line import RecordLine, record_line


def timeline(
    ledger: Ledger, on: date, title: StepTitle = shipped_title
) -> list[tuple[date, Record, RecordLine]]:
    """Everything that has its day by `on`, newest first."""
    dated = [
        (line.on, record, line)
        for record, line in _lines(ledger, on, title)
        if line.on is not None and line.on <= on
    ]
    return sorted(dated, key=lambda entry: (entry[0], entry[1].kind, entry[1].id), reverse=True)


_HAPPENED = ("event", "time", "invoice", "payment", "note")
"""Kinds of what has happened: one that is still to come may be a slip in its year."""


def still_to_come(
    ledger: Ledger, on: date, title: StepTitle = shipped_title
) -> list[tuple[date, RecordLine]]:
    """What is recorded of days after `on`, the first day first."""
    ahead = [
        (line.on, line)
        for record, line in _lines(ledger, on, title)
        if record.kind in _HAPPENED and line.on is not None and line.on > on
    ]
    return sorted(ahead, key=lambda entry: entry[0])


def _lines(ledger: Ledger, on: date, title: StepTitle) -> Iterator[tuple[Record, RecordLine]]:
    for kind in KINDS:
        for record in getattr(ledger, kind, ()) if kind != "client" else ():
            line = record_line(record, ledger, on, title)
            # Work has happened when it is done; `record_line` says until when it is to be done.
            yield record, replace(line, on=record.done_on) if isinstance(record, WorkItem) else line
