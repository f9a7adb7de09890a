"""Records and contexts for these tests, with only what a test says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from triage.ledger import Ledger, book
from triage.message_templates import load_templates
from triage.messages.findings import LintContext
from triage.messages.lint import check
from triage.records import Client, Event, Message

TODAY = date(2026, 3, 13)
NOON = datetime(2026, 3, 13, 12)
CLIENT = Client(id="n", name="Northlake Foods", contact="Rolf Meier")
EMPTY = LintContext(now=NOON, client_name=CLIENT.name, names=("Rolf Meier",), asker="Kim")


def ledger(*records: Any, **client: Any) -> Ledger:
    """The ledger of one client with some of its fields and these records."""
    return book([replace(CLIENT, **client), *records]).ledgers["n"]


def event(what: Any, on: date = TODAY, **more: Any) -> Event:
    return Event(id=f"e-{what}-{on}-{sorted(more)}", client="n", on=on, what=what, **more)


def sent(template: str, on: date = TODAY) -> Message:
    return Message(id=f"m-{template}-{on}", client="n", template=template, on=on, sent_on=on)


def rules(text: str, template: str, **facts: Any) -> set[str]:
    """The ids of the rules found in a text."""
    findings = check(text, load_templates()[template], replace(EMPTY, **facts))
    return {finding.rule for finding in findings}
