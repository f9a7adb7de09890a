"""What is late in being paid, and the messages that have asked for it."""

from __future__ import annotations

from triage.health.accounts import Account
from triage.playbook.state.as_of import SentMessage
from triage.playbook.state.situation import Situation

REMINDERS = ("payment_reminder", "payment_formal", "pause_work", "final_demand")


def overdue(situation: Situation) -> list[Account]:
    """Invoices not paid after their due day (days of grace included), oldest due first."""
    return sorted(situation.view.overdue, key=lambda a: (a.due, a.invoice.id))


def not_due_yet(situation: Situation) -> list[Account]:
    """Unpaid invoices that are not overdue: their due day is today or still to come."""
    return [account for account in situation.view.unpaid if account.due >= situation.on]


def days_overdue(situation: Situation) -> int:
    """Days since the oldest of them fell due; 0 = none."""
    late = overdue(situation)
    return (situation.on - late[0].due).days if late else 0


def reminders(situation: Situation) -> list[SentMessage]:
    """Payment messages sent since the oldest overdue invoice fell due, oldest first."""
    late = overdue(situation)
    return [
        sent
        for sent in situation.sent
        if sent.message.template in REMINDERS and (not late or sent.day >= late[0].due)
    ]
