"""When they were last heard of, as far as the records and the user's word tell."""

from __future__ import annotations

from triage.clients.overview import Overview
from triage.confirmations import confirmation
from tui.wording.safe_text import short

_SHOWN = 40


def said_of_contact(overview: Overview) -> str:
    """What the user said of the last contact without its day, while that holds."""
    answer = confirmation(overview.ledger, "contact", overview.on, overview.limits)
    return short(answer.text, _SHOWN) if answer is not None and answer.text else "not known"
