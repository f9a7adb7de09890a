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

RULES = frozenset(
    {
        "boundary",
        "checkin_180",
        "contact_through",
        "fix_by",
        "gift",
        "last_try_once",
        "leave",
        "leave_one_offer",
        "mute",
        "pause",
        "plan",
        "prepaid_only",
        "promise",
        "rest_until",
        "return",
        "safety_skip",
        "stop_contact",
        "terms_restated",
        "trip",
        "watch_rule",
        "write_off",
    }
)
"""Named rules: what a decision does beyond its plain keys (`effects`, `late_ladder`)."""

RULE_NEEDS: Mapping[str, Mapping[str, str]] = {
    "fix_by": {"fix_by": "date"},
    "gift": {"hours_per_month": "number", "until": "date", "reason": "text"},
    "mute": {"reason": "text"},
    "plan": {"invoices": "list", "instalments": "list"},
    "promise": {"due": "date"},
    "watch_rule": {"when": "rule", "sentence": "text"},
    "write_off": {"invoices": "list"},
}
"""What a rule writes down must be asked for: rule -> fields of the last small form, and kinds."""

RULE_CODES: Mapping[str, frozenset[str]] = {
    "leave": frozenset({"GO", "GO_KEEP"}),
    "leave_one_offer": frozenset({"GO_OFFER"}),
    "plan": frozenset({"PLAN"}),
    "promise": frozenset({"PROMISE"}),
    "safety_skip": frozenset({"STOP"}),
    "stop_contact": frozenset({"HELP_NOW", "ADVICE"}),
    "terms_restated": frozenset({"REMIND2"}),
    "trip": frozenset({"TRIP"}),
}
"""Rules whose stored decisions are known by their code later on: rule -> its codes."""

REVIEW_DATES = frozenset({"gift_end", "cure_days"})
"""Dates that `review` may name in place of a number of days."""

END_DATES = frozenset({"notice"})
"""How `ends` may find the end date: the letter's day plus the agreed notice."""

LISTS = frozenset({"prepare", "closing", "agenda", "safety"})
"""The checklists (checklists.toml)."""

NEED_KINDS = frozenset({"text", "number", "date", "date?", "list", "rule"})
"""What a field of the last small form may hold; `date?` may stay empty."""

TEMPLATE_WORDS: Mapping[str, str] = {
    "reset_expectations": "Ask and say what you see",
    "scope_change": "Send the change of scope",
    "how_we_work": "Send how we work",
    "boundary_note": "Send the boundary note",
    "meet_new_contact": "Write to the new person",
    "new_terms": "Send the new terms",
    "payment_reminder": "Send the payment reminder",
    "payment_formal": "Send the formal payment notice",
    "payment_plan": "Send the payment plan",
    "pause_work": "Send the notice that work pauses",
    "final_demand": "Send the final demand",
    "silence_nudge": "Ask one clear question",
    "silence_close": "Say that you close the file",
    "other_offer": "Send the other offer",
    "meeting_request": "Ask for a talk",
    "parting_letter": "Send the parting letter",
    "reply_to_leaver": "Reply to their goodbye",
    "handover_thanks": "Hand over and say thanks",
    "feedback_request": "Ask for feedback, if they like",
    "next_day_followup": "Ask how it is today",
    "empathy_reply": "Answer the complaint",
    "later_checkin": "Say a short hello",
    "reference_reply": "Answer about the reference",
    "warm_hello": "Write a warm hello",
    "safety_stop": "Send the written stop",
}
"""Template id -> what sending it is called in a list of things to do."""

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
