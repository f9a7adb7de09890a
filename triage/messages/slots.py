"""What the records can fill into a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar

from triage.health import ClientHistory
from triage.health.snapshot import ended
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.messages.language import is_english
from triage.money import decimals
from triage.open_items import open_work
from triage.playbook.day_text import in_words
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Playbook
from triage.records import Answer, Engagement
from triage.text import listed


class DatedFact(Protocol):
    """A record with a day."""

    @property
    def on(self) -> date: ...


D = TypeVar("D", bound=DatedFact)


def slot_values(
    ledger: Ledger,
    on: date,
    *,
    reply_days: int | None = None,
    playbook: Playbook | None = None,
) -> Mapping[str, str]:
    """Slot name -> text, for every slot that the records can fill on this day.

    `reply_days` = days given for an answer (the decision's, else the template's). A slot that
    is not known is absent, so it stays visible in the draft.
    """
    client = ledger.client
    say = _Say(client.language)
    values: dict[str, str | None] = {
        "contact": client.contact or (client.contacts[0] if client.contacts else None),
        "client": client.name,
        "project": _project(ledger, on),
        "open_work": say.all(item.text for item in open_work(ledger, on)),
        "notice_days": _number(client.contract.notice_days),
        "pause_notice_days": _number(client.contract.pause_notice_days),
        "payment_days": _number(client.payment_days),
        "line": written_line(ledger, on, playbook),
        "reply_by": say.day(shift(on, reply_days)) if reply_days is not None else None,
        **_money(ledger, on, say),
        **_ending(ledger, on, say),
        **_events(ledger, on, say),
        **_decided(ledger, on, say),
    }
    return {name: text for name, text in values.items() if text is not None and text.strip()}


def written_line(ledger: Ledger, on: date, playbook: Playbook | None = None) -> str | None:
    """The user's own sentence on where bending stops (step 1), the newest one."""
    known = playbook or builtin()

    def is_line(answer: Answer) -> bool:
        question = known.question(answer.screen, answer.question)
        return question is not None and question.means == "line"

    if answer := newest(ledger.answer, on, is_line):
        return answer.value
    for decision in sorted(ledger.decision, key=lambda d: d.on, reverse=True):
        sentence = next(known.answers_to(decision, "line"), None)
        if sentence is not None and decision.on <= on:
            return sentence or None
    return None


def newest(records: Iterable[D], on: date, accepts: Callable[[D], bool]) -> D | None:
    """The record of the latest day up to `on` that is wanted; of one day, the last given."""
    newest_record = None
    for record in records:
        if (
            record.on <= on
            and accepts(record)
            and (newest_record is None or record.on >= newest_record.on)
        ):
            newest_record = record
    return newest_record


class _Say:
    """Days and sums as the draft's language writes them; without words where it is not English."""

    def __init__(self, language: str) -> None:
        self.english = is_english(language)

    def day(self, day: date) -> str:
        return in_words(day) if self.english else day.isoformat()

    def sum(self, amount: Decimal, currency: str) -> str:
        grouping = "," if self.english else ""
        return f"{amount:{grouping}.{decimals(currency)}f} {currency}"

    def all(self, parts: Iterable[str]) -> str | None:
        """The parts in one phrase, each once."""
        return listed(list(dict.fromkeys(parts)), " and " if self.english else ", ") or None


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _project(ledger: Ledger, on: date) -> str | None:
    def began(engagement: Engagement) -> tuple[bool, date]:
        return (engagement.end is None or engagement.end > on, engagement.start)

    named = [e for e in ledger.engagement if e.name and e.start <= on]
    return max(named, key=began).name if named else None


def _money(ledger: Ledger, on: date, say: _Say) -> dict[str, str | None]:
    """What is overdue, or when nothing is, what is unpaid."""
    accounts = ClientHistory(ledger).accounts
    unpaid = [a for a in accounts if a.invoice.issued <= on and a.unpaid(on)]
    unpaid.sort(key=lambda a: (a.invoice.due, a.invoice.id))
    owed = [account for account in unpaid if account.overdue(on)] or unpaid
    if not owed:
        return {}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    lines = []
    for account in owed:
        invoice, rest = account.invoice, account.balance(on)
        sums[account.currency] += rest
        name = invoice.number or say.day(invoice.issued)
        lines.append(f"{name}, {say.sum(rest, account.currency)}, {say.day(invoice.due)}")
    first = owed[0].invoice
    return {
        "invoice_no": say.all(a.invoice.number or f"of {say.day(a.invoice.issued)}" for a in owed),
        "sum": say.all(say.sum(total, currency) for currency, total in sums.items()),
        "due": say.day(first.due),
        "days_overdue": _number((on - first.due).days) if first.due < on else None,
        "invoice_list": "; ".join(lines),
    }


def _ending(ledger: Ledger, on: date, say: _Say) -> dict[str, str | None]:
    """The last day (decided, or after the agreed notice), and the days of a reference."""
    client = ledger.client
    notice, pause = client.contract.notice_days, client.contract.pause_notice_days
    last = shift(on, notice) if notice is not None else None
    rests = shift(on, pause) if pause is not None else None
    names = (e.name for e in sorted(ledger.engagement, key=lambda e: e.start) if e.name)
    until = client.closed_on if ended(client, on) else None
    return {
        "end_date": say.day(last) if last else None,
        "pause_from": say.day(rests) if rests else None,
        "since": say.day(client.since) if client.since else None,
        "until": say.day(until) if until else None,
        "services": say.all(names),
    }


def _events(ledger: Ledger, on: date, say: _Say) -> dict[str, str | None]:
    pushed = ("after_hours", "false_urgent", "no_show", "incident")
    hard = newest(
        ledger.event, on, lambda e: (e.what == "message_in" and e.tone < 0) or e.what in pushed
    )
    asked = newest(ledger.event, on, lambda e: e.what == "reference_request")
    plan = max((p for p in ledger.plan if p.agreed <= on), key=lambda p: p.agreed, default=None)
    parts = [
        f"{say.sum(part.amount, ledger.client.currency)} {'on ' if say.english else ''}"
        f"{say.day(part.due)}"
        for part in (plan.instalments if plan else ())
    ]
    return {
        "event_date": say.day(hard.on) if hard else None,
        "asker": asked.asker if asked else None,
        "instalments": "; ".join(parts) or None,
    }


_DECIDED = {
    "person": "peer",
    "end_date": "end_date",
    "effective_from": "from_date",
    "fix_by": "fix_by",
    "hours_per_month": "hours",
    "hours": "hours",
    "price": "price",
    "due": "reply_by",
}
"""Fields of a decision's last small form -> the slot that each fills."""


def _decided(ledger: Ledger, on: date, say: _Say) -> dict[str, str | None]:
    """What the newest decision asked for, as far as a slot shows it."""
    decision = newest(ledger.decision, on, lambda d: bool(d.template))
    values: dict[str, str | None] = {}
    for name, value in (decision.set if decision else {}).items():
        if name in _DECIDED and value not in (None, ""):
            values[_DECIDED[name]] = _shown(value, say)
    return values


def _shown(value: Any, say: _Say) -> str:
    try:
        return say.day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)
