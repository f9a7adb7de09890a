"""What the records can fill into a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from triage.health import ClientHistory
from triage.health.accounts import Account
from triage.health.snapshot import ClientSnapshot, ended
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.message_templates import SLOT, Template, load_templates
from triage.messages.newest import newest
from triage.messages.phrasing import Phrasing
from triage.messages.template_slots import CONFIRMS_PROMISE, TemplateSlots, hard_event
from triage.open_items import open_work
from triage.paid_up import promised_invoices
from triage.payment_terms import agreed_days
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Playbook
from triage.records import Answer, Engagement
from triage.text import fold


def slot_values(
    ledger: Ledger,
    on: date,
    *,
    reply_days: int | None = None,
    playbook: Playbook | None = None,
    template: Template | None = None,
    decision: str | None = None,
    limits: Limits = DEFAULT,
) -> Mapping[str, str]:
    """Slot name -> text, for every slot that the records can fill on this day.

    `reply_days` = days given for an answer where no decision says it. `template` is the one to be
    filled, `decision` the id of the decision that asks for it; without them only what is true of
    every message is known. A slot that is not known is absent, so it stays visible in the draft.
    """
    client = ledger.client
    say = Phrasing(client.language)
    values: dict[str, str | None] = {
        "contact": client.contact
        or (client.contacts[0] if client.contacts else greeted(ledger, on)),
        "client": client.name,
        "project": _project(ledger, on),
        "open_work": say.all(item.text for item in open_work(ledger, on)),
        "notice_days": _number(client.contract.notice_days),
        "pause_notice_days": _number(client.contract.pause_notice_days),
        "payment_days": _number(agreed_days(ledger, on)),
        "line": written_line(ledger, on, playbook),
        "reply_by": say.day(shift(on, reply_days)) if reply_days is not None else None,
        **_money(_meant(ledger, on, template, limits), on, say),
        **_ending(ledger, on, say),
        **_events(ledger, on, say),
        **TemplateSlots(
            ledger,
            on,
            playbook or builtin(),
            say,
            template=template,
            decision_id=decision,
            limits=limits,
        ).values(),
    }
    return {name: text for name, text in values.items() if text is not None and text.strip()}


def greeted(ledger: Ledger, on: date) -> str | None:
    """The name that the newest message to the client begins with: what was typed there once, where
    no contact is on file. One that went to somebody else is none.
    """
    to_others = {d.id for d in ledger.decision if d.set.get("person")}
    for message in sorted(ledger.message, key=lambda m: (m.on, m.drafted_at or ""), reverse=True):
        template = load_templates().get(message.template)
        if message.on > on or template is None or message.decision in to_others:
            continue
        before, slot, after = template.greeting.partition("{contact}")
        first = (message.text or "").partition("\n")[0].strip()
        name = first.removeprefix(before).removesuffix(after).strip()
        if slot and first == f"{before}{name}{after}" and name and not SLOT.search(name):
            return name
    return None


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


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _project(ledger: Ledger, on: date) -> str | None:
    def began(engagement: Engagement) -> tuple[bool, date]:
        return (engagement.end is None or engagement.end > on, engagement.start)

    named = [e for e in ledger.engagement if e.name and e.start <= on]
    return max(named, key=began).name if named else _only_project(ledger, on)


def _only_project(ledger: Ledger, on: date) -> str | None:
    """The project that all hours are on, as the time tracker calls it; None where some are on
    another or on none, and where it has only the client's name.
    """
    names = [str(time.extra.get("project") or "") for time in ledger.time if time.on <= on]
    only = {fold(name) for name in names}
    if len(only) != 1 or only <= {"", fold(ledger.client.name)}:
        return None
    return " ".join(names[-1].split())


def _meant(
    ledger: Ledger, on: date, template: Template | None, limits: Limits
) -> list[tuple[Account, Decimal]]:
    """The invoices that a message is about, oldest due first, and what is open of each: those of
    the promise that it confirms, else what is overdue, or when nothing is, what is unpaid.
    """
    view = ClientSnapshot(ClientHistory(ledger), on, limits)
    meant = view.overdue or view.unpaid
    promise = newest(ledger.event, on, lambda event: event.what == "promise")
    if promise is not None and template is not None and template.id == CONFIRMS_PROMISE:
        promised = promised_invoices(promise, view.history, limits)
        meant = [account for account in promised if account in view.unpaid] or meant
    in_order = sorted(meant, key=lambda account: (account.invoice.due, account.invoice.id))
    return [(account, view.balance(account)) for account in in_order]


def _money(
    owed: Sequence[tuple[Account, Decimal]], on: date, say: Phrasing
) -> dict[str, str | None]:
    """The invoices, their sum and their days."""
    if not owed:
        return {}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    lines = []
    for account, rest in owed:
        invoice = account.invoice
        sums[account.currency] += rest
        name = invoice.number or say.day(invoice.issued)
        lines.append(f"{name}, {say.sum(rest, account.currency)}, {say.day(invoice.due)}")
    first = owed[0][0].invoice
    return {
        "invoice_no": say.all(
            a.invoice.number or f"of {say.day(a.invoice.issued)}" for a, _ in owed
        ),
        "sum": say.all(say.sum(total, currency) for currency, total in sums.items()),
        "invoice_count": _number(len(owed)),
        "due": say.all(say.day(account.invoice.due) for account, _ in owed),
        "days_overdue": _number((on - first.due).days) if first.due < on else None,
        "invoice_list": "; ".join(lines),
    }


def _ending(ledger: Ledger, on: date, say: Phrasing) -> dict[str, str | None]:
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


def _events(ledger: Ledger, on: date, say: Phrasing) -> dict[str, str | None]:
    hard = hard_event(ledger, on)
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
