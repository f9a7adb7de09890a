"""From when on the message of a decision may leave."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from triage.ledger import Ledger
from triage.message_templates import load_templates
from triage.messages.context import context
from triage.messages.timing_rules import ready_at

_SAFETY = "safety"


def earliest_day(ledger: Ledger, template: str, screen: str, now: datetime) -> date | None:
    """The first day on which a message that is begun now may leave; None when it may at once.

    What the safety page asks for never waits.
    """
    outline = load_templates()[template]
    if "cooling" not in outline.sets:
        return None
    drafts = [m for m in ledger.message if m.template == template and m.sent_on is None]
    begun = max((m.drafted_at or m.on.isoformat() for m in drafts), default=now.isoformat())
    facts = context(ledger, outline, now=now, drafted_at=begun)
    ready = ready_at(replace(facts, cooled=facts.cooled or screen == _SAFETY))
    return ready.date() if ready is not None and ready > facts.now else None
