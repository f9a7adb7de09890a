"""How kinds, fields and values of records are called on the screen. Plain data.

What is not listed goes by its own name with blanks for underscores, so a new field is never hidden.
"""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "client": "client",
    "engagement": "agreement on work",
    "time": "hours",
    "invoice": "invoice",
    "payment": "payment",
    "plan": "payment plan",
    "gift": "free hours on purpose",
    "confirmed": "fact settled for now",
    "work_item": "open work",
    "energy": "energy mark",
    "event": "event",
    "note": "note",
    "attempt": "step",
    "answer": "answer",
    "decision": "decision",
    "action": "thing to do",
    "message": "message",
    "checklist": "checklist point",
    "lesson": "lesson",
    "watch_rule": "watch rule",
    "review": "review",
    "override": "own verdict",
}

ADDED_BY_HAND: Mapping[str, str] = {
    "event": "event: a mail, a call, extra work, a promise, thanks ...",
    "time": "hours",
    "invoice": "invoice",
    "payment": "payment",
    "action": "thing to do",
    "engagement": "agreement on work: by the hour, fixed price, retainer",
    "work_item": "open work that a goodbye must not forget",
    "gift": "free hours on purpose, with an end",
    "plan": "payment plan",
    "energy": "energy mark",
    "confirmed": "fact settled for now",
    "override": "own verdict, for a while",
    "lesson": "lesson",
    "message": "message you sent",
}
"""Kinds that `a` offers, the most used first. The rest is written by decisions and reviews."""

_FIELDS: Mapping[str, str] = {
    "name": "name",
    "contact": "who you talk to",
    "email": "e-mail",
    "since": "working since",
    "floor": "least per hour",
    "rate": "rate per hour",
    "payment_days": "days to pay",
    "pay_grace_days": "days late that are fine",
    "earns": "you earn by",
    "debtor": "they are",
    "pays_through": "pays through",
    "season": "months of the season",
    "contacts": "other people there",
    "reply_days": "you answer within",
    "exposure_limit": "open money at most",
    "review_days": "look again every",
    "do_not_contact": "no contact at all",
    "linked": "linked clients",
    "quirks": "accepted habits",
    "contract.written": "agreed in writing",
    "contract.notice_days": "notice",
    "contract.notice_form": "notice given by",
    "contract.pause_clause": "may pause work",
    "contract.pause_notice_days": "pause notice",
    "contract.interest_clause": "interest on late pay",
    "contract.rights_on_payment": "rights pass on payment",
    "contract.cure_days": "days to put it right",
    "mode": "paid by",
    "fee": "fee",
    "quoted_hours": "hours quoted",
    "included_rounds": "rounds included",
    "on": "day",
    "what": "what happened",
    "text": "in your words",
    "who": "who of theirs",
    "work": "sort of work",
    "minutes": "time",
    "number": "number",
    "issued": "sent on",
    "due": "due",
    "due_assumed": "due day assumed",
    "received_on": "they got it on",
    "disputed_on": "disputed on",
    "dispute_settled_on": "dispute settled on",
    "agreed": "agreed on",
    "hours_per_month": "hours a month",
    "fact": "which fact",
    "done_on": "done on",
    "dropped_on": "dropped on",
    "assigned": "handed to",
    "mark": "mark",
    "needs_answer": "waits for your answer",
    "answered_on": "answered on",
    "complaint": "a complaint",
    "solved_on": "solved on",
    "asks": "asks them something",
    "outcome": "how it ended",
    "kept_on": "kept on",
    "role": "their role",
    "sign": "which sign",
    "hours": "hours it takes",
    "by": "paused by",
    "type": "what kind",
    "closed_on": "closed on",
    "ended_by": "ended by",
    "health": "your verdict",
}

_HINTS: Mapping[str, str] = {
    "name": "As you call them. Two clients may not be confused, so be clear.",
    "floor": "The least you would accept per hour, all hours counted.",
    "rate": "What you charge per hour.",
    "country": "Two letters, like DE or US.",
    "language": "Two letters: the language you write to them in.",
    "tags": "Words separated by commas. learning and portfolio count as good.",
    "contacts": "Names separated by commas.",
    "season": "Months as numbers, separated by commas: 3, 4, 5.",
    "earns": "invoices = per word, per piece, by value: not by the hour.",
    "payment_days": "Days, from the invoice.",
    "pay_grace_days": "Days after the due day that you do not mind.",
    "reply_days": "Working days, as you promised them.",
    "review_days": "Days between two looks at this client.",
    "exposure_limit": "Open and unbilled money at most. Empty = 40 hours of work.",
    "contract.notice_days": "Days.",
    "contract.pause_notice_days": "Days.",
    "contract.notice_form": "Letter, e-mail, as the contract says.",
    "hours": "About how many hours it takes or took: it shows what extra work is worth.",
    "fee": "The whole fee of a fixed price; per month for a retainer.",
    "until": "The last day.",
    "end": "The day it finished. Empty = still open.",
    "health": "good, watch, act ... A kinder verdict than the computed one needs a reason.",
    "reason": "A few words.",
    "text": "As much or as little as you like.",
}

_VALUES: Mapping[str, Mapping[str, str]] = {
    "state": {
        "paused": "resting",
        "dormant": "gone quiet",
        "leaving": "they are leaving",
        "closed": "ended",
        "returned": "came back",
        "written_off": "written off",
    },
    "ended_by": {"mutual": "both", "drift": "it faded"},
    "debtor": {"person": "a private person", "company": "a company"},
    "earns": {"hours": "the hour", "invoices": "what is invoiced"},
    "mode": {"hourly": "the hour", "fixed": "a fixed price", "retainer": "a monthly retainer"},
    "work": {
        "bill": "billable",
        "admin": "admin",
        "rev": "revisions beyond the rounds",
        "oos": "out of scope",
        "own": "my own idea",
        "chase": "chasing money",
        "free": "free",
    },
    "what": {
        "message_in": "they wrote",
        "message_out": "I wrote",
        "call": "call",
        "meeting": "meeting",
        "request": "extra work asked",
        "revision_round": "round of revisions",
        "after_hours": "outside working hours",
        "false_urgent": "pushy hours",
        "no_show": "no-show",
        "price_ask": "asked for a lower price",
        "terms_ask": "asked to pay later",
        "terms_agreed": "new terms agreed",
        "cash_short": "short of money",
        "insolvency": "insolvency",
        "promise": "they promised to pay",
        "our_promise": "I promised",
        "new_person": "new person decides",
        "intro_talk": "met the new person",
        "leave_sign": "sign that they may go",
        "leaving": "said they end it",
        "pause": "work paused",
        "incident": "abuse or danger",
        "reference_request": "asked for a reference",
        "thanks": "thanks",
        "referral": "recommended me",
        "question_repeat": "same question again",
        "hesitation": "hesitated",
        "check_in": "check-in",
    },
    "outcome": {
        "absorbed": "done free",
        "pending": "not settled yet",
        "na": "does not apply",
        "worked": "it worked",
        "partly": "partly",
        "failed": "it did not work",
    },
    "sign": {
        "budget_cut": "budget cut",
        "asks_files": "asks for their files",
        "rival": "a rival",
        "call_dropped": "regular call dropped",
        "renewal_silence": "silent about renewal",
    },
    "reason": {"unsaid": "not said"},
    "tone": {"-2": "abusive", "-1": "hard", "0": "plain", "1": "kind", "2": "warm"},
    "mark": {"1": "1 drained", "5": "5 glad"},
}


def kind_word(kind: str) -> str:
    """What a record kind is called: `work_item` -> open work."""
    return KINDS.get(kind, kind.replace("_", " "))


def field_label(name: str) -> str:
    """What a field is called; a dotted name reaches into a nested object."""
    return _FIELDS.get(name) or name.rpartition(".")[2].replace("_", " ")


def field_hint(name: str) -> str:
    """One sentence on what to type; empty when the label says it all."""
    return _HINTS.get(name, "")


def value_word(field: str, value: str) -> str:
    """What a value of a closed list is called."""
    return _VALUES.get(field, {}).get(value) or value.replace("_", " ")
