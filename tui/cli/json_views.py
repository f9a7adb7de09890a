"""The JSON of `clients`, `show` and `why`. Names and types are a contract with other programs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from triage.clients.overview import Overview
from triage.health import Flag
from triage.ledger import Ledger, with_ids
from triage.money import money_text, rate_text
from triage.records import Record
from triage.records.codec import currency_of, dump
from tui.cli.named_json import all_named, named
from tui.cli.timeline import timeline
from tui.wording.formatting import StepTitle, shipped_title

_HOURS_DECIMALS = 2
_SHARE_DECIMALS = 4


def client_json(overview: Overview, share: float | None) -> dict[str, Any]:
    """One client of `clients --json`."""
    health, client = overview.health, overview.client
    return {
        **named(client, "id", "name", "state"),
        "health": health.health,
        "flags": [flag_json(overview, flag) for flag in health.flags],
        "unknown": all_named(health.unknown, "fact", "question"),
        "accepted": all_named(overview.health.accepted, "flag", "until", "reason"),
        "pay_risk": named(health.pay_risk, "score", "bad", "late", "disputed", "seen"),
        "facts": facts_json(overview, share),
        "step": overview.step and named(overview.step, "code", "entered", "review_by"),
        "next_action": overview.next_action and named(overview.next_action, "text", "due"),
    }


def flag_json(overview: Overview, flag: Flag) -> dict[str, Any]:
    """One flag with its number, limit, source, age and records."""
    return {
        **named(flag, "code", "severity", "reason", "limit", "source"),
        "since": overview.since[flag.code],
        "change": None if overview.changes is None else overview.changes[flag.code],
        "evidence": flag.evidence,
    }


def facts_json(overview: Overview, share: float | None) -> dict[str, Any]:
    """The figures beside the verdict; what is not known is null."""
    facts, currency = overview.facts, overview.client.currency
    hours = None if "hours" in overview.health.not_tracked else facts.hours_28d
    overdue = None if "money" in overview.health.not_tracked else facts.overdue
    return {
        "rate_28d": _money(facts.rate_28d, currency),
        "floor": None if facts.floor is None else rate_text(facts.floor),
        "hours_28d": None if hours is None else round(hours, _HOURS_DECIMALS),
        "overdue": _money(overdue, currency),
        "usually_pays_days": facts.usually_pays_days,
        "last_contact": facts.last_contact,
        "income_share_180d": None if share is None else round(share, _SHARE_DECIMALS),
    }


def show_json(
    overview: Overview, share: float | None, title: StepTitle = shipped_title
) -> dict[str, Any]:
    """The client of `clients --json` with its timeline, engagements, actions and ladder."""
    ledger, on = overview.ledger, overview.on
    return {
        **client_json(overview, share),
        "timeline": [
            {"on": day, "kind": record.kind, "id": record.id, "text": str(line)}
            for day, record, line in timeline(ledger, on, title)
        ],
        "engagements": _dumped(ledger, ledger.engagement),
        "actions": _dumped(ledger, (a for a in ledger.action if a.on <= on)),
        "ladder": _dumped(ledger, (a for a in ledger.attempt if a.on <= on)),
    }


def why_json(overview: Overview) -> dict[str, Any]:
    """Each flag with its records and what clears it; missing facts with their question."""
    return {
        "as_of": overview.on,
        **named(overview.client, "id", "name"),
        "health": overview.health.health,
        "flags": [
            {
                **flag_json(overview, flag),
                "clears": overview.clears(flag),
                "next_action": flag.next_action,
                "records": _dumped(overview.ledger, with_ids(overview.ledger, flag.evidence)),
            }
            for flag in overview.health.flags
        ],
        "unknown": all_named(overview.health.unknown, "fact", "question", "answers"),
        "accepted": all_named(overview.health.accepted, "flag", "until", "reason"),
        "not_tracked": overview.health.not_tracked,
    }


def _money(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else money_text(amount, currency)


def _dumped(ledger: Ledger, records: Iterable[Record]) -> list[dict[str, Any]]:
    own = ledger.client.currency
    invoices = {invoice.id: invoice.currency or own for invoice in ledger.invoice}
    currencies = ((r, currency_of(r, lambda _: own, invoices.__getitem__)) for r in records)
    return [dump(record, currency or own) for record, currency in currencies]
