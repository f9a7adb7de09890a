"""The ladder's own records: what was asked, decided, written and learnt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

from triage.records.base import (
    BaseRecord,
    ClientRecord,
    Mark,
)

Outcome = Literal["worked", "partly", "failed", "na"]
PointState = Literal["open", "done", "na"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt(ClientRecord):
    """One entry into a step or door: from its first answer to its confirmed outcome.

    `opened_at` is a local timestamp (ISO, seconds), kept because the cooling-off counts hours.
    `taken_on` is the day of its decision; None while only answers are stored.
    `override` is the reason under which the gates in `overridden` were passed.
    """

    kind: ClassVar[str] = "attempt"
    screen: str
    on: date
    opened_at: str | None = None
    flag: str | None = None
    taken_on: date | None = None
    review_by: date | None = None
    check_on: date | None = None
    extended_on: date | None = None
    outcome: Outcome | None = None
    outcome_on: date | None = None
    outcome_reason: str | None = None
    own_plans: bool = False
    override: str | None = None
    overridden: tuple[str, ...] = ()
    paused_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(ClientRecord):
    """One answer, by option key (never its position) or as typed, with the text that was asked."""

    kind: ClassVar[str] = "answer"
    attempt: str
    screen: str
    question: str
    on: date
    value: str
    ask: str
    playbook: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(ClientRecord):
    """What was decided and what was known then; a page of the decision diary.

    `because` holds the path: mappings with question, ask, value, label. `known` holds the fact
    lines as shown. `set` holds what the last small form asked for. `note` is the generated line.
    """

    kind: ClassVar[str] = "decision"
    attempt: str
    screen: str
    code: str
    on: date
    say: str
    playbook: str
    flag: str | None = None
    because: tuple[Mapping[str, Any], ...] = ()
    known: tuple[str, ...] = ()
    proposed: str | None = None
    expect: str | None = None
    set: Mapping[str, Any] = field(default_factory=dict)
    template: str | None = None
    review_by: date | None = None
    next: str | None = None
    note: str | None = None
    watch_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(ClientRecord):
    """Something to do by a date, mostly the child of a decision."""

    kind: ClassVar[str] = "action"
    text: str
    on: date
    decision: str | None = None
    due: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    template: str | None = None
    to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(ClientRecord):
    """A draft, and the fact that it was sent (the program itself never sends).

    `reason` is the written reason that let a stopped draft count as sent; `checked_on` the day
    on which the user ticked the law figures in it; `drafted_at` a local timestamp for cooling.
    """

    kind: ClassVar[str] = "message"
    template: str
    on: date
    text: str | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    decision: str | None = None
    attempt: str | None = None
    drafted_at: str | None = None
    sent_on: date | None = None
    reason: str | None = None
    checked_on: date | None = None
    parked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist(ClientRecord):
    """The state of one numbered point of a checklist ("closing", "prepare", "safety")."""

    kind: ClassVar[str] = "checklist"
    list: str
    n: int
    on: date
    state: PointState = "open"
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(ClientRecord):
    """What a loss taught: our column first, then theirs; evidence = ids of dated events.

    `work_mark` and `care_mark` are kept apart, 1 poor to 5 fine: good work given coldly is
    remembered as cold, and a kind word does not mend bad work.
    """

    kind: ClassVar[str] = "lesson"
    on: date
    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    stated: str | None = None
    cause: str | None = None
    where: str | None = None
    evidence: tuple[str, ...] = ()
    habit: str | None = None
    work_mark: Mark | None = None
    care_mark: Mark | None = None
    final_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRule(BaseRecord):
    """A lesson that watches the other clients; `when` is written in the watch-rule grammar."""

    kind: ClassVar[str] = "watch_rule"
    on: date
    when: str
    sentence: str
    lesson: str | None = None
    until: date | None = None
    retired_on: date | None = None
    dismissed: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(BaseRecord):
    """One weekly review: its queue, what was decided per client, and what was known at its end.

    `cards` are mappings with client, verdict, reason, until; `seen` maps a client id to its
    flags (code -> severity) and the first day each was seen, the base of "what changed".
    """

    kind: ClassVar[str] = "review"
    on: date
    finished_on: date | None = None
    queue: tuple[str, ...] = ()
    cards: tuple[Mapping[str, Any], ...] = ()
    seen: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override(ClientRecord):
    """The user's own verdict beside the computed one, with its end."""

    kind: ClassVar[str] = "override"
    on: date
    health: str
    until: date | None = None
    reason: str | None = None
