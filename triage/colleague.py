"""Asking somebody experienced, without saying whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from triage.health import Health
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.records import Action
from triage.text import fold

DUE_DAYS = 3
"""As long as the guided page gives for asking somebody who might take a client over."""
_REASONS = 2
_SHORTEST = 4
"""A shorter word of a firm's name is too common to give it away."""
_WORD = re.compile(r"\w+")


def question(ledger: Ledger, health: Health) -> str:
    """A first wording from the worst flags; a reason that names somebody is left out."""
    reasons = [flag.reason for flag in health.flags if gives_away(flag.reason, ledger) is None]
    facts = "; ".join(reasons[:_REASONS])
    return f"A client of mine: {facts}. What would you do?" if facts else "A client of mine: "


def gives_away(text: str, ledger: Ledger) -> str | None:
    """The first word of a text that tells who the client is; None when nothing does."""
    folded = f" {' '.join(_WORD.findall(fold(text)))} "
    for name in _names(ledger):
        plain = " ".join(_WORD.findall(fold(name)))
        if plain and f" {plain} " in folded:
            return name
    # Parts of a name only as they are written: "Control" is a firm, "control" a word.
    written = set(_WORD.findall(text))
    return next((part for part in _parts(ledger) if part in written), None)


def asking_due(health: Health) -> date:
    """The day until which a colleague is asked."""
    return shift(health.on, DUE_DAYS)


def asking(ledger: Ledger, health: Health, text: str, new_id: str) -> Action:
    """The thing to do: ask, within a few days."""
    return Action(
        id=new_id,
        client=ledger.client.id,
        text=f"Ask a colleague: {text}",
        on=health.on,
        due=asking_due(health),
    )


def _names(ledger: Ledger) -> Iterator[str]:
    client = ledger.client
    met = (event.who for event in ledger.event)
    yield from filter(None, (client.name, client.contact, *client.contacts, *met))


def _parts(ledger: Ledger) -> Iterator[str]:
    for name in _names(ledger):
        yield from (part for part in _WORD.findall(name) if len(part) >= _SHORTEST)
