"""Every record kind of the exchange format, as frozen dataclasses.

A field without a default is required. A field that is `None` is not known. Unknown
fields of a known kind travel in `extra`, so a newer program's file survives this one.
Names and meanings are a contract: other programs write them (see README, "Your data").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

Money = Annotated[Decimal, "money"]
"""An amount in the record's currency; written with that currency's decimals."""
Rate = Annotated[Decimal, "rate"]
"""Money per hour; up to four decimals."""
Days = Annotated[int, "from 0"]
Minutes = Annotated[int, "from 0"]
Mark = Annotated[int, "1 to 5"]
Tone = Annotated[int, "-2 to 2"]
Month = Annotated[int, "1 to 12"]
Number = Annotated[float, "number"]
"""An integer or a decimal fraction, as JSON has it."""

ClientState = Literal[
    "active", "paused", "dormant", "leaving", "closing", "closed", "left_well", "returned"
]
EndedBy = Literal["mutual", "us", "them", "drift", "safety"]
Debtor = Literal["company", "person"]
Earns = Literal["hours", "invoices"]
Trackable = Literal["hours", "money", "contact", "energy"]
Tie = Literal["none", "friend", "family", "community"]
Mode = Literal["hourly", "fixed", "retainer"]
Work = Literal["bill", "admin", "rev", "oos", "own", "chase", "free"]
InvoiceState = Literal["sent", "draft", "void", "written_off"]
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
Outcome = Literal["worked", "partly", "failed", "na"]
PointState = Literal["open", "done", "na"]

Extra = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirk:
    """A known habit that the user chose to live with: hides `flag` while mild, up to `until`."""

    flag: str
    until: date | None = None
    reason: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What was agreed in writing; `None` is a blank that the screens show as a blank."""

    written: bool | None = None
    notice_days: Days | None = None
    notice_form: str | None = None
    pause_clause: bool | None = None
    pause_notice_days: Days | None = None
    interest_clause: bool | None = None
    rights_on_payment: bool | None = None
    cure_days: Days | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One part of a payment plan."""

    due: date
    amount: Money
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One relationship. Its fields have no dates: today's value holds for every day asked about."""

    kind: ClassVar[str] = "client"
    id: str
    name: str
    contact: str | None = None
    email: str | None = None
    since: date | None = None
    state: ClientState = "active"
    closed_on: date | None = None
    returned_on: date | None = None
    ended_by: EndedBy | None = None
    currency: str = "EUR"
    country: str | None = None
    debtor: Debtor = "company"
    rate: Rate | None = None
    floor: Rate | None = None
    payment_days: Days = 14
    pay_grace_days: Days = 0
    earns: Earns = "hours"
    not_tracked: tuple[Trackable, ...] = ()
    pays_through: str | None = None
    season: tuple[Month, ...] = ()
    language: str = "en"
    contacts: tuple[str, ...] = ()
    reply_days: Days = 1
    exposure_limit: Money | None = None
    tie: Tie = "none"
    tags: tuple[str, ...] = ()
    review_days: Days = 7
    do_not_contact: bool = False
    linked: tuple[str, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    contract: Contract = Contract()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """A piece of agreed work: hourly, for a fixed fee, or a monthly retainer."""

    kind: ClassVar[str] = "engagement"
    id: str
    client: str
    mode: Mode
    start: date
    name: str | None = None
    rate: Rate | None = None
    fee: Money | None = None
    quoted_hours: Number | None = None
    included_rounds: Days | None = None
    end: date | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """Minutes worked on one day, and of which sort."""

    kind: ClassVar[str] = "time"
    id: str
    client: str
    on: date
    minutes: Minutes
    engagement: str | None = None
    work: Work = "bill"
    text: str | None = None
    source: str | None = None
    source_key: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoice:
    """A bill sent. `currency` None = the client's."""

    kind: ClassVar[str] = "invoice"
    id: str
    client: str
    issued: date
    due: date
    amount: Money
    number: str | None = None
    due_assumed: bool = False
    currency: str | None = None
    received_on: date | None = None
    state: InvoiceState = "sent"
    disputed_on: date | None = None
    dispute_settled_on: date | None = None
    source: str | None = None
    source_key: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money that came in for an invoice; negative = a refund."""

    kind: ClassVar[str] = "payment"
    id: str
    invoice: str
    on: date
    amount: Money
    source: str | None = None
    source_key: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An agreed payment plan over some invoices."""

    kind: ClassVar[str] = "plan"
    id: str
    client: str
    agreed: date
    invoices: tuple[str, ...]
    instalments: tuple[Instalment, ...]
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """Free hours on purpose, with a cap and an end."""

    kind: ClassVar[str] = "gift"
    id: str
    client: str
    from_: date
    until: date
    hours_per_month: Number
    reason: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """The user's word that a fact is settled for now."""

    kind: ClassVar[str] = "confirmed"
    id: str
    client: str
    fact: FactName
    on: date
    until: date
    text: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem:
    """Open work that a goodbye must not forget."""

    kind: ClassVar[str] = "work_item"
    id: str
    client: str
    text: str
    due: date | None = None
    done_on: date | None = None
    assigned: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy:
    """How the user feels about working for them: 1 drained ... 5 glad."""

    kind: ClassVar[str] = "energy"
    id: str
    client: str
    on: date
    mark: Mark
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. Which further fields matter depends on `what` (EVENT_FIELDS).

    `hours` = what a request takes or took: it shows what work done free was worth.
    """

    kind: ClassVar[str] = "event"
    id: str
    client: str
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
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The user's own words. Never changed: a later note supersedes it."""

    kind: ClassVar[str] = "note"
    id: str
    client: str
    on: date
    text: str
    supersedes: str | None = None
    private: bool = True
    extra: Extra = field(default_factory=dict)


# --- the ladder's own records -------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One entry into a step or door: from its first answer to its confirmed outcome.

    `opened_at` is a local timestamp (ISO, seconds), kept because the cooling-off counts hours.
    `taken_on` is the day of its decision; None while only answers are stored.
    `override` is the reason under which the gates in `overridden` were passed.
    """

    kind: ClassVar[str] = "attempt"
    id: str
    client: str
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
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer, by option key (never its position) or as typed, with the text that was asked."""

    kind: ClassVar[str] = "answer"
    id: str
    client: str
    attempt: str
    screen: str
    question: str
    on: date
    value: str
    ask: str
    playbook: str
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided and what was known then; a page of the decision diary.

    `because` holds the path: mappings with question, ask, value, label. `known` holds the fact
    lines as shown. `set` holds what the last small form asked for. `note` is the generated line.
    """

    kind: ClassVar[str] = "decision"
    id: str
    client: str
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
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do by a date, mostly the child of a decision."""

    kind: ClassVar[str] = "action"
    id: str
    client: str
    text: str
    on: date
    decision: str | None = None
    due: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    template: str | None = None
    to: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A draft, and the fact that it was sent (the program itself never sends).

    `reason` is the written reason that let a stopped draft count as sent; `checked_on` the day
    on which the user ticked the law figures in it; `drafted_at` a local timestamp for cooling.
    """

    kind: ClassVar[str] = "message"
    id: str
    client: str
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
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The state of one numbered point of a checklist ("closing", "prepare", "safety")."""

    kind: ClassVar[str] = "checklist"
    id: str
    client: str
    list: str
    n: int
    on: date
    state: PointState = "open"
    text: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What a loss taught: our column first, then theirs; evidence = ids of dated events.

    `work_mark` and `care_mark` are kept apart, 1 poor to 5 fine: good work given coldly is
    remembered as cold, and a kind word does not mend bad work.
    """

    kind: ClassVar[str] = "lesson"
    id: str
    client: str
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
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRule:
    """A lesson that watches the other clients; `when` is written in the watch-rule grammar."""

    kind: ClassVar[str] = "watch_rule"
    id: str
    on: date
    when: str
    sentence: str
    lesson: str | None = None
    until: date | None = None
    retired_on: date | None = None
    dismissed: tuple[date, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One weekly review: its queue, what was decided per client, and what was known at its end.

    `cards` are mappings with client, verdict, reason, until; `seen` maps a client id to its
    flags (code -> severity) and the first day each was seen, the base of "what changed".
    """

    kind: ClassVar[str] = "review"
    id: str
    on: date
    finished_on: date | None = None
    queue: tuple[str, ...] = ()
    cards: tuple[Mapping[str, Any], ...] = ()
    seen: Mapping[str, Any] = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """The user's own verdict beside the computed one, with its end."""

    kind: ClassVar[str] = "override"
    id: str
    client: str
    on: date
    health: str
    until: date | None = None
    reason: str | None = None
    extra: Extra = field(default_factory=dict)


Record = (
    Client
    | Engagement
    | Time
    | Invoice
    | Payment
    | Plan
    | Gift
    | Confirmed
    | WorkItem
    | Energy
    | Event
    | Note
    | Attempt
    | Answer
    | Decision
    | Action
    | Message
    | Checklist
    | Lesson
    | WatchRule
    | Review
    | Override
)

KINDS: Mapping[str, type[Record]] = {
    cls.kind: cls
    for cls in (
        Client,
        Engagement,
        Time,
        Invoice,
        Payment,
        Plan,
        Gift,
        Confirmed,
        WorkItem,
        Energy,
        Event,
        Note,
        Attempt,
        Answer,
        Decision,
        Action,
        Message,
        Checklist,
        Lesson,
        WatchRule,
        Review,
        Override,
    )
}
"""Kind name -> class, in an order in which every reference points backwards."""

EVENT_FIELDS: Mapping[str, Mapping[str, tuple[str, ...] | None]] = {
    "message_in": {"needs_answer": None, "answered_on": None, "complaint": None, "solved_on": None},
    "message_out": {"asks": None},
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
    "pause": {"by": ("us", "them"), "until": None},
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
