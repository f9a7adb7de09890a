"""The JSON of `clients`, `show` and `why`. Names and types are a contract with other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from triage.codec import dump
from triage.health import Flag
from triage.ledger import Ledger
from triage.money import money_text, rate_text
from triage.overview import Overview
from triage.records import Invoice, Payment, Record
from tui.cli.timeline import timeline
from tui.wording.formatting import StepTitle, shipped_title

_HOURS_DECIMALS = 2
_SHARE_DECIMALS = 4


def client_json(one: Overview, share: float | None) -> dict[str, Any]:
    """One client of `clients --json`."""
    health, client = one.health, one.client
    return {
        "id": client.id,
        "name": client.name,
        "state": client.state,
        "health": health.health,
        "flags": [flag_json(one, flag) for flag in health.flags],
        "unknown": [{"fact": m.fact, "question": m.question} for m in health.unknown],
        "accepted": [
            {"flag": a.flag, "until": iso(a.until), "reason": a.reason} for a in health.accepted
        ],
        "pay_risk": {
            "score": health.pay_risk.score,
            "bad": health.pay_risk.bad,
            "late": health.pay_risk.late,
            "disputed": health.pay_risk.disputed,
            "seen": health.pay_risk.seen,
        },
        "facts": facts_json(one, share),
        "step": one.step
        and {
            "code": one.step.code,
            "entered": iso(one.step.entered),
            "review_by": iso(one.step.review_by),
        },
        "next_action": one.next_action
        and {"text": one.next_action.text, "due": iso(one.next_action.due)},
    }


def flag_json(one: Overview, flag: Flag) -> dict[str, Any]:
    """One flag with its number, limit, source, age and records."""
    return {
        "code": flag.code,
        "severity": flag.severity,
        "reason": flag.reason,
        "limit": flag.limit,
        "source": flag.source,
        "since": iso(one.since[flag.code]),
        "change": None if one.changes is None else one.changes[flag.code],
        "evidence": list(flag.evidence),
    }


def facts_json(one: Overview, share: float | None) -> dict[str, Any]:
    """The figures beside the verdict; what is not known is null."""
    facts, currency = one.facts, one.client.currency
    hours = None if "hours" in one.health.not_tracked else facts.hours_28d
    overdue = None if "money" in one.health.not_tracked else facts.overdue
    return {
        "rate_28d": _money(facts.rate_28d, currency),
        "floor": None if facts.floor is None else rate_text(facts.floor),
        "hours_28d": None if hours is None else round(hours, _HOURS_DECIMALS),
        "overdue": _money(overdue, currency),
        "usually_pays_days": facts.usually_pays_days,
        "last_contact": iso(facts.last_contact),
        "income_share_180d": None if share is None else round(share, _SHARE_DECIMALS),
    }


def show_json(
    one: Overview, share: float | None, title: StepTitle = shipped_title
) -> dict[str, Any]:
    """The client of `clients --json` with its timeline, engagements, actions and ladder."""
    ledger, on = one.ledger, one.on
    return {
        **client_json(one, share),
        "timeline": [
            {"on": iso(line.on), "kind": line.kind, "id": line.id, "text": line.text}
            for line in timeline(ledger, on, title)
        ],
        "engagements": _dumped(ledger, ledger.engagement),
        "actions": _dumped(ledger, (a for a in ledger.action if a.on <= on)),
        "ladder": _dumped(ledger, (a for a in ledger.attempt if a.on <= on)),
    }


def why_json(one: Overview) -> dict[str, Any]:
    """Each flag with its records and what clears it; missing facts with their question."""
    records = evidence(one.ledger)
    return {
        "as_of": iso(one.on),
        "id": one.client.id,
        "name": one.client.name,
        "health": one.health.health,
        "flags": [
            {
                **flag_json(one, flag),
                "clears": flag.clears,
                "next_action": flag.next_action,
                "records": _dumped(
                    one.ledger, (records[id_] for id_ in flag.evidence if id_ in records)
                ),
            }
            for flag in one.health.flags
        ],
        "unknown": [
            {"fact": m.fact, "question": m.question, "answers": list(m.answers)}
            for m in one.health.unknown
        ],
        "accepted": [
            {"flag": a.flag, "until": iso(a.until), "reason": a.reason} for a in one.health.accepted
        ],
        "not_tracked": list(one.health.not_tracked),
    }


def evidence(ledger: Ledger) -> Mapping[str, Record]:
    """The records that a flag can rest on, by id."""
    kinds = (
        ledger.engagement,
        ledger.time,
        ledger.invoice,
        ledger.payment,
        ledger.plan,
        ledger.gift,
        ledger.energy,
        ledger.event,
    )
    return {record.id: record for records in kinds for record in records}


def iso(when: date | None) -> str | None:
    """A day as JSON has it."""
    return None if when is None else when.isoformat()


def _money(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else money_text(amount, currency)


def _dumped(ledger: Ledger, records: Iterable[Record]) -> list[dict[str, Any]]:
    invoices = {invoice.id: invoice for invoice in ledger.invoice}

    def currency(record: Record) -> str:
        invoice = invoices.get(record.invoice) if isinstance(record, Payment) else record
        own = invoice.currency if isinstance(invoice, Invoice) else None
        return own or ledger.client.currency

    return [dump(record, currency(record)) for record in records]
