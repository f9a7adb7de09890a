"""The end of a relation: its date, what still stands in the way, and the last stroke."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from triage.health.windows import shift
from triage.playbook.checklists import CLOSING, begun, checklist
from triage.playbook.dates import in_words, moment
from triage.playbook.diary import decisions
from triage.playbook.endings import open_work
from triage.playbook.errors import Refused
from triage.playbook.situation import Situation
from triage.playbook.wording import counted
from triage.playbook.written import Writing, Written
from triage.records import ClientState

FAIR_NOTICE_DAYS = 30
"""Our default where nothing was agreed about ending; a notice depends on length and market."""

_ENDING: dict[str, ClientState] = {"leaving": "left_well", "closing": "closed"}


def notice_ends(situation: Situation, told_on: date) -> date:
    """The end date that follows from the notice, counted from the day they are told."""
    days = situation.client.contract.notice_days
    return shift(told_on, FAIR_NOTICE_DAYS if days is None else days)


def end_date(situation: Situation) -> date | None:
    """The end date of the goodbye that was decided last; None when there is none."""
    back = situation.returned_on
    for decision in reversed(decisions(situation.ledger, situation.on)):
        if back is not None and decision.on < back:
            return None
        found = decision.set.get("end_date")
        day = moment(found) if isinstance(found, str) else None
        if day is not None:
            return date(day.year, day.month, day.day)
    return None


def in_the_way(situation: Situation) -> list[str]:
    """What must be settled before the client counts as closed, in sentences."""
    said = []
    points = checklist(situation, CLOSING)
    if points.left:
        said.append(f"the closing list: {points.words}")
    unpaid = [a for a in situation.view.accounts if a.unpaid(situation.on)]
    if unpaid:
        names = ", ".join(a.invoice.number or in_words(a.invoice.issued) for a in unpaid)
        said.append(
            f"{counted(len(unpaid), 'invoice')} not paid ({names}); "
            "write off what will not come, with a reason"
        )
    items = open_work(situation)
    if items:
        said.append(f"open work, neither done nor handed over: {', '.join(i.text for i in items)}")
    return said


def may_close(situation: Situation) -> bool:
    """Whether nothing is left open for a client who is leaving or being let go."""
    ending = situation.client.state in _ENDING and begun(situation, CLOSING)
    return ending and not in_the_way(situation)


def close(situation: Situation) -> Written:
    """The last stroke: closed today, well. Raises Refused with what is still in the way."""
    client = situation.client
    if client.state not in _ENDING:
        raise Refused(f"{client.name} is neither leaving nor being let go")
    left = in_the_way(situation)
    if left:
        raise Refused("not closed yet: " + "; ".join(left))
    ended_by = client.ended_by or ("them" if client.state == "leaving" else "us")
    writing = Writing()
    writing.put(
        replace(client, state=_ENDING[client.state], closed_on=situation.on, ended_by=ended_by),
        client,
    )
    return writing.done(f"Closed: {client.name}, nothing left open")
