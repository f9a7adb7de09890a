"""Which messages to write now: drafts that wait, and outlines that fit where the client stands."""

from __future__ import annotations

from triage.clients.overview import Overview
from triage.ledger import Ledger
from triage.message_templates import Template, load_templates
from triage.messages.templates import for_screen
from triage.records import Message

_LATER = "later"
"""The page of those who are gone."""


def waiting_drafts(ledger: Ledger) -> list[Message]:
    """The newest draft of each message that was not sent, the newest first."""
    known = load_templates()
    drafts = [m for m in ledger.message if m.sent_on is None and m.text and m.template in known]
    newest = {m.template: m for m in sorted(drafts, key=_age)}
    return sorted(newest.values(), key=_age, reverse=True)


def _age(message: Message) -> tuple[str, str, str]:
    return (message.on.isoformat(), message.drafted_at or "", message.id)


def fitting_templates(overview: Overview) -> list[Template]:
    """What the next action says, what is still to be sent, then what serves the page of the one
    next action, so that no other message comes before it, then what serves the step or door the
    client is in.
    """
    known = load_templates()
    doing = overview.next_action
    ids = [doing.template] if doing is not None and doing.template else []
    ids += [a.template for a in overview.situation.open_actions if a.template]
    screens = [doing.screen] if doing is not None and doing.screen and not doing.held else []
    screens += [overview.step.code] if overview.step else []
    if overview.client.state in ("leaving", "closing"):
        screens.append("leaving" if overview.client.state == "leaving" else "part")
    ids += [template.id for screen in screens for template in for_screen(screen)]
    if overview.health.health == "ended":
        # What other pages lend to this one is for somebody who comes back.
        ids += [template.id for template in for_screen(_LATER) if template.screens[0] == _LATER]
    return [known[id_] for id_ in dict.fromkeys(ids) if id_ in known]
