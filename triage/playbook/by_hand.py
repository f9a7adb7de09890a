"""What nobody writes into the ladder's records by hand: all that a gate counts.

It is made by decisions, outcomes, sent marks and overrides, each on the day it is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from triage.health.windows import shift
from triage.playbook.day_text import moment
from triage.playbook.gates.cooling import MOST_COOLING
from triage.records import Attempt, Decision, Message, Override, Record
from triage.records.schema import schema


@dataclass(frozen=True, slots=True)
class Guarded:
    """The fields of a kind that a gate reads, and the command that writes them.

    `fixed` = further ones that stay as they were written first. `made` = no record of the kind
    begins by hand.
    """

    fields: tuple[str, ...]
    fixed: tuple[str, ...]
    command: str
    made: bool = False

    @property
    def all_fields(self) -> tuple[str, ...]:
        return (*self.fields, *self.fixed)


GUARDED: Mapping[str, Guarded] = {
    "attempt": Guarded(
        (
            *("opened_at", "taken_on", "outcome", "outcome_on", "outcome_reason"),
            *("own_plans", "override", "overridden", "extended_on", "paused_on"),
        ),
        ("client", "screen", "on", "flag"),
        "decide or outcome",
    ),
    "decision": Guarded(
        (),
        (
            *("client", "attempt", "screen", "code", "on", "flag", "because", "set", "template"),
            *("playbook", "next", "review_by", "watch_until"),
        ),
        "decide",
        made=True,
    ),
    "message": Guarded(
        ("decision", "attempt", "drafted_at", "sent_on", "reason"),
        ("client", "template", "on"),
        "sent",
    ),
    "action": Guarded(("decision",), ("client", "on", "template"), "decide"),
}


_DECIDED_HERE = (Attempt, Decision, Message, Override)
"""Kinds whose records are made on their day; of a client who is here none comes from tomorrow."""


def not_by_hand(record: Record, was: Record | None) -> str | None:
    """Why a record cannot be saved like this by hand, and what to do instead; None = it can."""
    guarded = GUARDED.get(record.kind)
    if guarded is None:
        return None
    if was is None and guarded.made:
        return f"to make a {record.kind}, use `goodterms {guarded.command}`"
    names = guarded.fields if was is None else guarded.all_fields
    touched = [name for name in names if _of(record, name) != _before(record, was, name)]
    if not touched:
        return None
    return (
        f"{', '.join(touched)} cannot be set in a file: later steps depend on it; "
        f"the command `goodterms {guarded.command}` does it"
    )


def not_by_import(record: Record, present: Record | None, on: date | None) -> str | None:
    """Why a file cannot bring this record of a client who is here already; None = it can.

    What a file brings is history: from before the day `on` of the import, where that is known. It
    neither rewrites what was written here, nor brings a waiting time that has hardly begun.
    """
    if isinstance(record, _DECIDED_HERE) and on is not None and record.on > on:
        return f"it is dated {record.on}: a file cannot hold days in the future"
    if isinstance(record, Attempt):
        was = present if isinstance(present, Attempt) else None
        if _opened_before(record, was, on):
            return (
                "opened_at cannot be set in a file: open the page in the program, and the waiting "
                "time begins"
            )
        if was is not None and _passes_more(record, was):
            return "own_plans and override are set by the command `goodterms decide`, not by a file"
    if isinstance(record, Message) and isinstance(present, Message):
        sent, before = record.sent_on, present.sent_on
        if before is not None and sent is not None and sent < before:
            return f"it was marked as sent on {before}; a file cannot set an earlier day"
        if (record.attempt, record.decision) != (present.attempt, present.decision) and not sent:
            return "to say which step a draft is for, use `goodterms sent`, not a file"
    return None


def counted(record: Record) -> tuple[object, ...]:
    """What a gate reads of a ladder's record; nothing of another."""
    guarded = GUARDED.get(record.kind)
    return tuple(_of(record, name) for name in guarded.all_fields) if guarded else ()


def beginnings(record: Record) -> tuple[object, ...]:
    """When a step began: the days from which a gate counts."""
    if isinstance(record, Attempt):
        return record.on, record.taken_on, record.opened_at
    return (record.on,) if isinstance(record, Decision) else ()


def _opened_before(record: Attempt, was: Attempt | None, on: date | None) -> bool:
    """Whether the file says that the waiting began earlier than this program knows."""
    if record.opened_at is None:
        return False
    if was is not None and was.opened_at is not None:
        return record.opened_at < was.opened_at
    if record.taken_on is not None:
        return False
    began = moment(record.opened_at)
    day = began.date() if isinstance(began, datetime) else began
    return day is not None and on is not None and day > shift(on, -MOST_COOLING.days)


def _passes_more(record: Attempt, was: Attempt) -> bool:
    gates = set(record.overridden) - set(was.overridden)
    return bool(gates) or (record.own_plans and not was.own_plans)


def _before(record: Record, was: Record | None, name: str) -> object:
    if was is not None:
        return _of(was, name)
    return next(field.default for field in schema(type(record)) if field.attr == name)


def _of(record: Record, name: str) -> object:
    return getattr(record, name)
