"""The closed lists a playbook is checked against: what the program knows how to do."""

from __future__ import annotations

from collections.abc import Mapping

STEPS = ("adapt", "train", "renegotiate", "redirect", "part")
"""The ladder, in its order."""

DOORS = ("leaving", "finished", "silent", "late", "safety", "watch")
"""Screens that something which happened opens, whatever step is running."""

HELPERS = ("complaint", "lesson", "later")

SCREENS = (*STEPS, *DOORS, *HELPERS)
"""The screens the program itself leads to: a playbook must have them all."""

EFFECTS: Mapping[str, Mapping[str, str]] = {
    "check_in": {},
    "contact_through": {},
    "end_contact": {},
    "fix_by": {"fix_by": "date"},
    "gift": {"hours_per_month": "number", "until": "date", "reason": "text"},
    "last_try": {"until": "date"},
    "mute": {"reason": "text"},
    "pause": {},
    "plan": {"invoices": "list", "instalments": "list"},
    "prepaid_only": {},
    "promise": {"due": "date"},
    "rest_until": {"until": "date?"},
    "return": {},
    "stop_contact": {},
    "terms_restated": {},
    "trip": {},
    "watch_rule": {"when": "rule", "sentence": "text"},
    "write_off": {"invoices": "list"},
}
"""What a decision can do beyond its plain keys, and the fields, with their kinds, that its last
small form must ask for: each effect writes them down."""

MEANINGS: Mapping[str, str] = {
    "belief": "number",
    "cause": "choice",
    "line": "text",
    "mend": "text",
    "turn": "text",
    "walk_away": "money",
}
"""What the program reads an answer for, whatever its question is called -> kind of question."""

INSULT = "insult"
"""The key of `start` for the question that a first insult leads to."""

CURE_TIME = "cure_days"
"""What `review` may name beside a date of the form: the time that the contract sets."""

END_DATES = frozenset({"notice"})
"""How `ends` may find the end date: the letter's day plus the agreed notice."""

PAYMENT_STAGES = 5
"""Steps of late payment, from a friendly reminder to the final demand (`late_stage`)."""

LISTS = frozenset({"prepare", "closing", "agenda", "safety"})
"""The checklists (after/checklists.toml)."""

FIELDS: Mapping[str, frozenset[str]] = {
    "due": frozenset({"date"}),
    "fix_by": frozenset({"date"}),
    "hours_per_month": frozenset({"number"}),
    "instalments": frozenset({"list"}),
    "invoices": frozenset({"list"}),
    "person": frozenset({"text"}),
    "reason": frozenset({"text"}),
    "sentence": frozenset({"text"}),
    "text": frozenset({"text"}),
    "until": frozenset({"date", "date?"}),
    "what": frozenset({"text"}),
    "when": frozenset({"rule"}),
}
"""The fields of a last small form and the kinds each may have; `date?` may stay empty."""

FACT_LINES = frozenset(
    {
        *("asked_often", "biggest_other", "choice", "complaint", "contacts", "ended", "energy"),
        *("expected", "first_life", "first_sign", "good", "hard_messages", "incidents", "income"),
        *("last_invoices", "last_reminder", "leave_event", "line", "linked", "new_person"),
        *("newest_of_flag", "not_about_you", "notice", "open_money", "open_work", "other_flags"),
        *("our_side", "own_note", "own_offers", "owed", "passed_by", "pays", "price_asks"),
        *("promise", "rate", "reference", "silent_since", "talked", "their_side", "told", "tried"),
        *("waiting", "worst_flag", "written"),
    }
)
"""The dated lines that can stand above a question (`ask.fact_lines`)."""

FACT_WIDTHS: Mapping[str, int] = {
    "country": 20,
    "days_overdue": 5,
    "debtor_type": 12,
    "eff_rate_56d": 14,
    "floor": 14,
    "last_reminder": 14,
    "linked": 40,
    "notice_days": 10,
    "notice_form": 20,
    "open_money": 40,
    "open_work": 60,
    "own_initiative_h": 18,
    "repeated_questions": 30,
    "repeats_since_training": 10,
    "share_180d": 10,
    "suspend_clause": 10,
    "suspend_notice_days": 10,
    "told_on": 14,
    "top_share_then": 10,
    "touches": 5,
}
"""{curly} name in a text -> how many characters its value takes at most."""

NUMBER_FACTS = frozenset(
    {"floor", "eff_rate_56d", "own_initiative_h", "days_overdue", "touches", "share_180d"}
)
"""Facts that a case's `below` may name."""
