"""The end of a relation: its date, what still stands in the way, and the last stroke."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from triage.changes import ChangeSet, Put, stable_id
from triage.health.number_text import counted
from triage.health.windows import shift
from triage.money import amount_text
from triage.open_items import open_work
from triage.playbook.after.checklists import CLOSING, checklist
from triage.playbook.after.last_day import named_last_day
from triage.playbook.ask.entry_points import LESSON_AFTER_DAYS
from triage.playbook.day_text import in_words, moment
from triage.playbook.errors import DecisionRefused
from triage.playbook.state.last_touch import last_touch
from triage.playbook.state.overdue import not_due_yet
from triage.playbook.state.situation import Situation
from triage.records import Action, Client, ClientState
from triage.unbilled import unbilled_hours

FAIR_NOTICE_DAYS = 30
"""Our default where nothing was agreed about ending; a notice depends on length and market."""

AGREED_DAYS = 30
"""An agreement in writing so recent is about the end; our default."""

WRITE_LESSON = "Write down what you learned"

_ENDING: dict[str, ClientState] = {"leaving": "left_well", "closing": "closed"}


def notice_ends(situation: Situation, told_on: date) -> date:
    """The end date that follows from the notice, counted from the day they are told."""
    days = agreed_notice(situation)
    return shift(told_on, FAIR_NOTICE_DAYS if days is None else days)


def agreed_notice(situation: Situation) -> int | None:
    """The days of notice; None where nothing was agreed. A shorter one that was only entered of
    late is none that was agreed: what held until then still holds.
    """
    days = situation.client.contract.notice_days
    before = situation.journal.longest_notice(situation.on, AGREED_DAYS)
    if before is None or agreed_in_writing(situation):
        return days
    return max(before, FAIR_NOTICE_DAYS if days is None else days)


def agreed_in_writing(situation: Situation) -> bool:
    """Whether something was agreed in writing while the goodbye was on its way."""
    newest = shift(situation.on, -AGREED_DAYS)
    return any(event.on > newest for event in situation.events("terms_agreed"))


def end_date(situation: Situation) -> date | None:
    """The end date of the goodbye that was decided last, else the day that they named when they
    said that they go; None when there is none."""
    for decision in reversed(situation.decisions):
        if not situation.of_this_life(decision.on):
            break
        end = decision.set.get("end_date")
        day = moment(end) if isinstance(end, str) else None
        if day is not None:
            return date(day.year, day.month, day.day)
    if situation.client.state == "closing":
        return None
    notices = situation.notices
    return named_last_day(notices[-1]) if notices else None


def goodbye_decided(situation: Situation) -> bool:
    """Whether a goodbye of ours is on its way: it is carried through, and not begun again."""
    return situation.client.state == "closing" and end_date(situation) is not None


def goodbye_known(situation: Situation) -> bool:
    """Whether they know of our goodbye: by a talk or the letter."""
    return goodbye_decided(situation) and any(
        point.announces and point.state == "done" for point in checklist(situation, CLOSING).items
    )


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What must be settled before a client counts as closed; `text` says it in a sentence."""

    kind: Literal["checklist", "unpaid", "work"]
    text: str


def still_unpaid(situation: Situation) -> str:
    """What is paid after the end, in words: "2026-175, 1,560.00 EUR, due Mon 14 December; 12 h not
    invoiced, 960.00 EUR"; "" when nothing is."""
    invoices = [
        f"{account.invoice.number or 'an invoice'}, "
        f"{amount_text(situation.view.balance(account), account.currency)} {account.currency}, "
        f"due {in_words(account.due, situation.on)}"
        for account in not_due_yet(situation)
    ]
    unbilled = unbilled_hours(situation.view)
    return "; ".join([*invoices, *([unbilled.words] if unbilled is not None else [])])


def in_the_way(situation: Situation) -> list[Obstacle]:
    """What must be settled before the client counts as closed."""
    unmet = []
    points = checklist(situation, CLOSING)
    if points.left:
        unmet.append(Obstacle("checklist", f"the closing checklist: {points.words}"))
    # What is not due yet keeps nobody from ending the work.
    if late := situation.view.overdue:
        names = ", ".join(a.invoice.number or in_words(a.invoice.issued) for a in late)
        text = (
            f"{counted(len(late), 'invoice')} not paid ({names}); "
            "write off what they will not pay, with a reason"
        )
        unmet.append(Obstacle("unpaid", text))
    items = open_work(situation.ledger, situation.on)
    if items:
        names = ", ".join(item.text for item in items)
        unmet.append(Obstacle("work", f"open work, neither done nor handed over: {names}"))
    return unmet


def may_end(situation: Situation) -> bool:
    """Whether a goodbye that was decided has nothing in its way, and waits for the last stroke."""
    return situation.client.state in _ENDING and not in_the_way(situation)


def needs_last_day(situation: Situation) -> bool:
    """Whether the last stroke can be made once somebody names the last day: none is known."""
    return may_end(situation) and end_date(situation) is None


def close(situation: Situation, last_day: date | None = None) -> ChangeSet:
    """The last stroke, which nothing but the user makes: closed today, or with the last day that
    they name where none was known. Raises DecisionRefused with what is still in the way.

    Who left has `left_well` only when our last message was clean: a hard last word stays.
    """
    client = situation.client
    if client.state not in _ENDING:
        raise DecisionRefused(_why_there_is_no_end(situation))
    if last_day is not None and last_day > situation.on:
        raise DecisionRefused(
            f"{in_words(last_day, situation.on)} is in the future: end it on that day"
        )
    began = situation.life_began
    if last_day is not None and began is not None and last_day < began:
        raise DecisionRefused(
            f"{in_words(last_day, situation.on)} is before you began to work together, "
            f"on {in_words(began, situation.on)}"
        )
    left = in_the_way(situation)
    if left:
        raise DecisionRefused("not ended yet: " + "; ".join(each.text for each in left))
    known = end_date(situation)
    if last_day is not None and known is not None:
        raise DecisionRefused(
            f"the last day is already known, {in_words(known, situation.on)}: end it without a date"
        )
    lesson = _lesson(situation)
    was = next((action for action in situation.ledger.action if action.id == lesson.id), None)
    closed = _closed(situation, last_day or situation.on)
    unpaid = still_unpaid(situation)
    rest = f"not paid yet: {unpaid}" if unpaid else "nothing left open"
    changes = (Put(closed, client), Put(lesson, was, new=was is None))
    return ChangeSet(f"Ended: {client.name}, {rest}", changes)


def _why_there_is_no_end(situation: Situation) -> str:
    client = situation.client
    if situation.view.ended and client.closed_on is not None:
        return f"{client.name}: ended already, on {in_words(client.closed_on, situation.on)}"
    return f"{client.name}: nobody has decided to end it yet"


def _lesson(situation: Situation) -> Action:
    """Every end is learned from, theirs and ours; the first days are for breathing."""
    return Action(
        id=lesson_action_id(situation.client.id, situation.on),
        client=situation.client.id,
        text=WRITE_LESSON,
        on=situation.on,
        due=shift(situation.on, LESSON_AFTER_DAYS),
    )


def lesson_action_id(client: str, closed_on: date) -> str:
    """The same from two windows that close the client on one day."""
    return stable_id("lesson", client, closed_on.isoformat())


def _closed(situation: Situation, last_day: date) -> Client:
    client = situation.client
    ended_by = client.ended_by or ("them" if client.state == "leaving" else "us")
    touch = last_touch(situation)
    state = _ENDING[client.state] if touch is None or touch.clean else "closed"
    return replace(client, state=state, closed_on=last_day, ended_by=ended_by)
