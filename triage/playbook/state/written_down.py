"""The ladder's records on the days on which they were really written down.

A gate counts nights, trials and tries. What a file has brought, or somebody has dated back, has not
waited yet: its days begin where the journal first shows it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from triage.health.windows import has_come
from triage.ledger import Ledger
from triage.playbook.day_text import moment
from triage.playbook.state.journal_facts import JournalFacts
from triage.records import Action, Attempt, Decision, Message


def written_down(ledger: Ledger, journal: JournalFacts, on: date) -> Ledger:
    """The ledger with no record older than the day from which it counts, and without the gates that
    only a file says were passed.

    Seen from a day before that one they stand as they are: it is looked back upon.
    """
    days = {id_: day for id_, day in journal.counts_from.items() if has_come(day, on)}
    if not days:
        return ledger
    return replace(
        ledger,
        attempt=tuple(
            _attempt(a, days[a.id], a.id in journal.brought) if a.id in days else a
            for a in ledger.attempt
        ),
        decision=tuple(_dated(d, days[d.id]) if d.id in days else d for d in ledger.decision),
        message=tuple(_message(m, days[m.id]) if m.id in days else m for m in ledger.message),
        action=tuple(_dated(a, days[a.id]) if a.id in days else a for a in ledger.action),
    )


def _attempt(attempt: Attempt, day: date, brought: bool) -> Attempt:
    began = moment(attempt.opened_at) if attempt.opened_at is not None else None
    opened_on = began.date() if isinstance(began, datetime) else began
    late = opened_on is not None and opened_on < day
    return replace(
        attempt,
        on=max(attempt.on, day),
        opened_at=day.isoformat() if late else attempt.opened_at,
        taken_on=_at_least(attempt.taken_on, day),
        outcome_on=_at_least(attempt.outcome_on, day),
        own_plans=attempt.own_plans and not brought,
        overridden=() if brought else attempt.overridden,
    )


def _message(message: Message, day: date) -> Message:
    return replace(message, on=max(message.on, day), sent_on=_at_least(message.sent_on, day))


_Dated = TypeVar("_Dated", Action, Decision)


def _dated(record: _Dated, day: date) -> _Dated:
    return replace(record, on=max(record.on, day))


def _at_least(known: date | None, day: date) -> date | None:
    return None if known is None else max(known, day)
