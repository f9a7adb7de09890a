"""Goodbyes: who is going, who may come back, what was learned, and when to say hello."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from triage.clients.overview import Overview
from triage.health.number_text import counted
from triage.health.windows import shift
from triage.playbook.after.checklists import begun, checklist
from triage.playbook.after.closing import end_date
from triage.playbook.ask.entry_points import LESSON_AFTER_DAYS, says_goodbye
from triage.playbook.day_text import in_words
from triage.records import Action, EndedBy, Lesson
from triage.unbilled import unbilled_hours

Place = Literal["going", "later", "resting", "no_contact"]
PLACES: tuple[Place, ...] = ("going", "later", "resting", "no_contact")
EXIT_QUESTIONS_DAYS = (14, 42)
"""Days after the end between which the five questions are asked: not in the first pain, and not
when all is forgotten. Our default."""
_HELLO, _QUESTIONS = "later_checkin", "feedback_request"


@dataclass(frozen=True, slots=True)
class Learned:
    """Where the lesson of an end stands. `lesson` None = not begun; `ready_from` = the first day on
    which it can be final, None before the end.
    """

    lesson: Lesson | None
    ready_from: date | None

    @property
    def final_on(self) -> date | None:
        """Since when it is final."""
        return self.lesson.final_on if self.lesson else None


@dataclass(frozen=True, slots=True)
class Goodbye:
    """One relation that is ending, has ended, or rests.

    `day` = its last day, planned or past; `closing` = the words of the closing list, None = not in
    use; `asked_on` = when the five questions were sent, `ask_between` = when they can be;
    `hello_on` = the next hello that is planned; `until` = how long a rest is to last.
    """

    client_id: str
    name: str
    place: Place
    day: date | None
    ended_by: EndedBy | None
    closing: str | None
    asked_on: date | None
    ask_between: tuple[date, date] | None
    hello_on: date | None
    until: date | None
    learned: Learned


def goodbyes(overviews: Iterable[Overview], on: date) -> list[Goodbye]:
    """All of them: those going first, the nearest last day first; of the past, the newest first."""
    shown = [entry for seen in overviews if (entry := goodbye(seen, on)) is not None]
    return sorted(
        shown, key=lambda entry: (PLACES.index(entry.place), _nearness(entry), entry.name)
    )


def goodbye(overview: Overview, on: date) -> Goodbye | None:
    """A client's goodbye; None for a relation that goes on."""
    place = _place(overview)
    if place is None:
        return None
    client, ledger = overview.client, overview.ledger
    now = replace(overview.situation, on=on)
    ended = client.closed_on if overview.health.health == "ended" else None
    first, last = EXIT_QUESTIONS_DAYS
    asked = [
        m.sent_on for m in ledger.message if m.template == _QUESTIONS and m.sent_on is not None
    ]
    hellos = [a.due for a in now.open_actions if a.template == _HELLO and a.due is not None]
    return Goodbye(
        client_id=client.id,
        name=client.name,
        place=place,
        day=ended or (end_date(now) if place == "going" else None),
        ended_by=client.ended_by,
        closing=checklist(now).words if begun(now) else None,
        asked_on=max((day for day in asked if day <= on), default=None),
        ask_between=(shift(ended, first), shift(ended, last)) if ended else None,
        hello_on=min(hellos, default=None),
        until=_rests_until(overview, on) if place == "resting" else None,
        learned=learned(overview),
    )


def learned(overview: Overview) -> Learned:
    """Where a client's lesson stands: that of the present end, or the one begun last."""
    ended = overview.client.closed_on if overview.health.health == "ended" else None
    since = ended or overview.client.returned_on
    lessons = [
        lesson
        for lesson in overview.ledger.lesson
        if lesson.final_on is None or since is None or lesson.final_on >= since
    ]
    newest = max(lessons, key=lambda lesson: (lesson.on, lesson.id), default=None)
    return Learned(newest, shift(ended, LESSON_AFTER_DAYS) if ended else None)


def _rests_until(overview: Overview, on: date) -> date | None:
    pauses = [e for e in overview.ledger.event if e.what == "pause" and e.on <= on]
    newest = max(pauses, key=lambda e: (e.on, e.id), default=None)
    return newest.until if newest else None


def _place(overview: Overview) -> Place | None:
    if overview.health.health == "ended":
        return "no_contact" if overview.client.do_not_contact else "later"
    if overview.client.state in ("leaving", "closing"):
        return "going"
    return "resting" if overview.health.health == "resting" else None


def _nearness(goodbye: Goodbye) -> int:
    """A smaller number stands higher."""
    if goodbye.place == "going":
        return goodbye.day.toordinal() if goodbye.day else date.max.toordinal()
    return -goodbye.day.toordinal() if goodbye.day else 0


def goodbye_words(overview: Overview) -> str | None:
    """What a goodbye that is on its way still asks for, in one line; None where none is.

    Good payment and no flag make no client whole who goes: the verdict stays, and this beside it.
    """
    now, on = overview.situation, overview.on
    if overview.health.health == "ended":
        return None
    if _place(overview) == "going":
        who = "you are parting ways" if overview.client.state == "closing" else "they are leaving"
    elif now.notices and says_goodbye(now):
        who = "they gave notice"
    else:
        return None
    last_day = end_date(now)
    parts = [f"{who}, last day not known yet"]
    if last_day is not None:
        parts = [f"{who}, last day {in_words(last_day, on)}"]
    overdue = overdue_actions(overview)
    if overdue:
        parts.append(counted(len(overdue), "overdue task"))
    if (unbilled := unbilled_hours(now.view)) is not None:
        parts.append(unbilled.words)
    if begun(now) and checklist(now).left:
        parts.append(f"closing checklist: {checklist(now).words}")
    return "; ".join(parts)


def overdue_actions(overview: Overview) -> list[Action]:
    """What was to be done by a day that has passed."""
    still_open = overview.situation.open_actions
    return [action for action in still_open if action.due is not None and action.due < overview.on]
