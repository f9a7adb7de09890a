"""Gathers from the records what lint must know about a client."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from triage.health.windows import has_come, shift
from triage.ledger import Ledger
from triage.message_templates import Template
from triage.messages import contact_limits
from triage.messages.findings import LintContext
from triage.messages.newest import newest
from triage.messages.slots import written_line
from triage.open_items import is_open, open_work
from triage.playbook.day_text import moment
from triage.playbook.gates.cooling import start_of
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Playbook
from triage.records import Client

_QUESTION = re.compile(r"[^.!?\n]*\w[^\w?]{0,3}\?")


def context(
    ledger: Ledger,
    template: Template,
    *,
    now: datetime,
    clients: Iterable[Client] = (),
    drafted_at: str | None = None,
    law_checked_on: date | None = None,
    answered: int = 0,
    playbook: Playbook | None = None,
) -> LintContext:
    """The facts for `check`. `clients` = everybody on file, whose names must not slip in.

    `now` and `drafted_at` (ISO, a day or a local timestamp, as messages store it) are local;
    one that cannot be read counts as not known. `answered` = questions ticked as answered,
    `playbook` = the one in force, where it is not the program's.
    """
    client, today = ledger.client, now.date()
    hard = [
        e.on
        for e in ledger.event
        if e.what == "message_in" and e.tone < 0 and not e.complaint and e.on <= today
    ]
    asker = _asker(ledger, today)
    goodbye = newest(ledger.decision, today, lambda d: "end_date" in d.set)
    cooled = _is_in_danger(ledger, today) or _is_for_safety(ledger, template, today)
    end_date = moment(str(goodbye.set["end_date"])[:10]) if goodbye else None
    both_end = client.state == "closing" and client.ended_by == "mutual"
    return LintContext(
        now=now.replace(tzinfo=None),
        language=client.language,
        client_name=client.name,
        names=_names(ledger, today) + ((asker,) if asker and "reference" in template.sets else ()),
        others=_others(client, clients),
        private_notes=tuple(n.text for n in ledger.note if n.private and n.on <= today),
        line=written_line(ledger, today, playbook),
        open_work=tuple(item.text for item in open_work(ledger, today)),
        invoice_numbers=tuple(i.number for i in ledger.invoice if i.number),
        drafted_at=_begun(ledger, template, moment(drafted_at or ""), today),
        hard_on=max(hard, default=None),
        cooled=cooled,
        law_checked_on=law_checked_on,
        end_date=end_date,
        earliest_end=None if cooled else _earliest_end(client, today, end_date, both_end),
        both_end=both_end,
        asker=asker,
        questions=len(questions(ledger, today)),
        answered=answered,
        offers_allowed=_offers_allowed(ledger, today, playbook or builtin()),
        cap=contact_limits.reached(ledger, template.id, today, playbook),
    )


def _begun(
    ledger: Ledger, template: Template, drafted_at: datetime | date | None, on: date
) -> datetime | date | None:
    """When the user began to think about the message: with the draft, or with the decision that
    asks for it, where that was made before. None where the draft's day is not known.
    """
    decided = newest(ledger.decision, on, lambda decision: decision.template == template.id)
    if drafted_at is None or decided is None:
        return drafted_at
    is_sent = any(
        message.template == template.id
        and message.sent_on is not None
        and decided.on <= message.sent_on <= on
        for message in ledger.message
    )
    return drafted_at if is_sent else min(drafted_at, decided.on, key=start_of)


def _names(ledger: Ledger, on: date) -> tuple[str, ...]:
    new = [e.who for e in ledger.event if e.what == "new_person" and e.who and e.on <= on]
    names = [ledger.client.contact or "", *ledger.client.contacts, *new]
    return tuple(dict.fromkeys(name for name in names if name.strip()))


def _others(client: Client, clients: Iterable[Client]) -> tuple[str, ...]:
    """The names of other clients, and the full names of their contacts."""
    names: list[str] = []
    for other in clients:
        if not _belongs(client, other):
            people = (other.contact or "", *other.contacts)
            names += [other.name, *(name for name in people if len(name.split()) > 1)]
    return tuple(dict.fromkeys(names))


def _belongs(client: Client, other: Client) -> bool:
    """Whether the other is the client, linked to it, or pays for it (either way round)."""
    return (
        other.id == client.id
        or other.id in client.linked
        or client.id in other.linked
        or client.pays_through == other.id
        or other.pays_through == client.id
    )


def _is_in_danger(ledger: Ledger, on: date) -> bool:
    return any(e.what == "incident" and is_open(e, ledger, on) for e in ledger.event)


def _is_for_safety(ledger: Ledger, template: Template, on: date) -> bool:
    """Whether the safety page asked for this letter: what it wants today must not wait."""
    asked = newest(ledger.decision, on, lambda d: d.template == template.id)
    return asked is not None and asked.screen == "safety"


def _earliest_end(client: Client, on: date, decided: date | None, both_end: bool) -> date | None:
    """The day before which nothing ends: as decided, and where we end it, after the notice.

    Who leaves, or wants the end as we do, may be let go of the notice: then the decision tells.
    """
    notice = client.contract.notice_days
    released = decided is not None and (both_end or client.state == "leaving")
    after_notice = shift(on, notice) if notice is not None and not released else None
    return max((day for day in (decided, after_notice) if day is not None), default=None)


def _asker(ledger: Ledger, on: date) -> str | None:
    request = newest(ledger.event, on, lambda e: e.what == "reference_request")
    return request.asker if request else None


def questions(ledger: Ledger, on: date) -> tuple[str, ...]:
    """What they ask in the newest complaint that is not solved yet."""
    complaint = newest(ledger.event, on, lambda e: e.complaint and not has_come(e.solved_on, on))
    asked = _QUESTION.findall(complaint.text or "") if complaint else []
    return tuple(dict.fromkeys(question.strip() for question in asked))


def _offers_allowed(ledger: Ledger, on: date, playbook: Playbook) -> int:
    """One, unless the decision was to make none, or a reply has gone already."""
    since = contact_limits.leaving_since(ledger, on, playbook)
    if since is None:
        return 1
    went = newest(ledger.decision, on, lambda d: contact_limits.lets_go(d, playbook))
    rule = playbook.rule_of(went) if went and went.on >= since else None
    replied = any(
        m.template == "reply_to_leaver" and m.sent_on and since <= m.sent_on <= on
        for m in ledger.message
    )
    return 0 if replied or (rule is not None and not rule.offers) else 1
