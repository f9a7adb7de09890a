"""When they were last heard of, as far as the records and the user's word tell."""

from __future__ import annotations

from triage.clients.overview import Overview
from tui.wording.safe_text import short

_SHOWN = 40


def said_of_contact(overview: Overview) -> str:
    """What the user said of the last contact without its day, while that holds."""
    known = [c for c in overview.ledger.confirmed if c.fact == "contact" and c.on <= overview.on]
    newest = max((c for c in known if overview.on <= c.until), key=lambda c: c.on, default=None)
    return short(newest.text, _SHOWN) if newest is not None and newest.text else "not known"
