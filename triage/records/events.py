"""What happened and what it was like: events, energy, notes, confirmed facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import ClassVar, Literal

from triage.records.base import (
    ClientRecord,
    Mark,
    Number,
    Tone,
)

FactName = Literal["terms", "hours", "money", "contact", "energy"]
What = Literal[
    "message_in",
    "message_out",
    "call",
    "meeting",
    "request",
    "revision_round",
    "after_hours",
    "false_urgent",
    "no_show",
    "price_ask",
    "terms_ask",
    "terms_agreed",
    "cash_short",
    "insolvency",
    "promise",
    "our_promise",
    "new_person",
    "intro_talk",
    "leave_sign",
    "leaving",
    "pause",
    "incident",
    "reference_request",
    "thanks",
    "referral",
    "question_repeat",
    "hesitation",
    "check_in",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed(ClientRecord):
    """The user's word that a fact is settled for now."""

    kind: ClassVar[str] = "confirmed"
    fact: FactName
    on: date
    until: date
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy(ClientRecord):
    """How the user feels about working for them: 1 drained ... 5 glad."""

    kind: ClassVar[str] = "energy"
    on: date
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(ClientRecord):
    """Something that happened. Which further fields matter depends on `what` (EVENT_FIELDS).

    `hours` = what a request takes or took: it shows what work done free was worth.
    """

    kind: ClassVar[str] = "event"
    on: date
    what: What
    text: str | None = None
    tone: Tone = 0
    engagement: str | None = None
    who: str | None = None
    needs_answer: bool = False
    answered_on: date | None = None
    complaint: bool = False
    solved_on: date | None = None
    asks: bool = False
    outcome: str | None = None
    due: date | None = None
    kept_on: date | None = None
    role: str | None = None
    sign: str | None = None
    reason: str | None = None
    by: str | None = None
    until: date | None = None
    type: str | None = None
    closed_on: date | None = None
    asker: str | None = None
    hours: Number | None = None
    reason_to_wait: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(ClientRecord):
    """The user's own words. Never changed: a later note supersedes it."""

    kind: ClassVar[str] = "note"
    on: date
    text: str
    supersedes: str | None = None
    private: bool = True


_REASONS_TO_WAIT = ("bereavement", "illness", "holiday", "family", "other")

EVENT_FIELDS: Mapping[str, Mapping[str, tuple[str, ...] | None]] = {
    "message_in": {
        "needs_answer": None,
        "answered_on": None,
        "complaint": None,
        "solved_on": None,
        "reason_to_wait": _REASONS_TO_WAIT,
    },
    "message_out": {"asks": None},
    "call": {"complaint": None, "solved_on": None},
    "meeting": {"complaint": None, "solved_on": None},
    "request": {"outcome": ("absorbed", "pending", "billed", "declined"), "hours": None},
    "revision_round": {"engagement": None},
    "promise": {"due": None, "kept_on": None},
    "our_promise": {"due": None, "kept_on": None},
    "new_person": {"role": ("contact", "manager", "owner", "adviser")},
    "leave_sign": {
        "sign": (
            "budget_cut",
            "asks_files",
            "rival",
            "call_dropped",
            "hesitation",
            "renewal_silence",
        )
    },
    "leaving": {"reason": ("control", "price", "service", "rival", "personal", "unsaid")},
    "pause": {"by": ("us", "them"), "until": None, "reason_to_wait": _REASONS_TO_WAIT},
    "incident": {
        "type": ("threat", "harassment", "discrimination", "stalking", "unlawful", "unsafe"),
        "closed_on": None,
    },
    "reference_request": {"asker": None},
}
"""The further fields of each `what`, with their closed list where they have one."""

EVENT_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "request": ("outcome",),
    "revision_round": ("engagement",),
    "promise": ("due",),
    "our_promise": ("due",),
    "pause": ("by",),
}

_OF_EVERY_EVENT = ("on", "what", "text", "tone", "who", "engagement")


@cache
def fields_of(what: str) -> tuple[str, ...]:
    """The fields that say something of an event: those of every event, then its own. Any other
    would be kept, shown and never counted.
    """
    return tuple(dict.fromkeys((*_OF_EVERY_EVENT, *EVENT_FIELDS.get(what, {}))))
