"""Fact lines about conduct, contact and what is open between the two."""

from __future__ import annotations

from collections.abc import Sequence

from triage import open_items
from triage.health.facts import pays_well
from triage.health.number_text import counted, times
from triage.playbook.ask import facts
from triage.playbook.ask.fact_text import NONE, cut
from triage.playbook.day_text import in_words
from triage.playbook.state.answered import answered_on, fix_promised
from triage.playbook.state.situation import Situation
from triage.playbook.state.waiting import waiting as waiting_now
from triage.records import Event
from triage.terms import value_term

_QUOTED = 200
"""Characters of somebody's own words inside a line."""


def worst_flag(situation: Situation) -> str | None:
    """Since when the worst flag is there, and its sentence."""
    flag = situation.worst
    if flag is None:
        return None
    return f"since {in_words(situation.since(flag.code), situation.on)}: {flag.reason}"


def other_flags(situation: Situation) -> str | None:
    """The sentences of the others."""
    return "; ".join(flag.reason for flag in situation.health.flags[1:]) or None


def newest_of_flag(situation: Situation) -> str | None:
    """The newest event behind the worst flag."""
    evidence = set(situation.worst.evidence) if situation.worst else set()
    return _newest([e for e in situation.ledger.event if e.id in evidence], situation)


def good(situation: Situation) -> str | None:
    """What speaks for them."""
    parts = _payments(situation, good=True)
    thanks = situation.events("thanks")
    if thanks:
        newest = in_words(thanks[-1].on, situation.on)
        parts.append(f"thanked you {times(len(thanks))}, last on {newest}")
    referrals = situation.events("referral")
    if referrals:
        parts.append(f"referrals {len(referrals)}")
    return "; ".join(parts) or None


def bad(situation: Situation) -> str | None:
    """What speaks against them: the worst flag, and payments that do."""
    flag = worst_flag(situation)
    parts = [*([flag] if flag else []), *_payments(situation, good=False)]
    return "; ".join(parts) or None


def _payments(situation: Situation, *, good: bool) -> list[str]:
    """How they pay, on the side on which it counts."""
    on_time, seen = situation.facts.paid_on_time
    if pays_well(situation.facts, situation.limits) is not good:
        return []
    return [f"paid {on_time} of {seen} on time"]


def energy(situation: Situation) -> str | None:
    """The newest three marks."""
    days = situation.view.energy_days[-3:]
    if not days:
        return None
    marks = ", ".join(str(mark) for _, mark in reversed(days))
    return f"{marks}, newest on {in_words(days[-1][0], situation.on)}"


def talked(situation: Situation) -> str | None:
    """When they were last heard."""
    day = situation.facts.last_contact
    return in_words(day, situation.on) if day is not None else None


def new_person(situation: Situation) -> str | None:
    """Somebody new, and whether there was a first talk."""
    people = situation.events("new_person")
    if not people:
        return None
    newest = people[-1]
    who = newest.who or (f"a new {newest.role}" if newest.role else "somebody new")
    talks = [e for e in situation.events("intro_talk") if e.on >= newest.on]
    last_talk = in_words(talks[-1].on, situation.on) if talks else "not yet"
    return f"{who} since {in_words(newest.on, situation.on)}, first talk {last_talk}"


def our_side(situation: Situation) -> str | None:
    """Our own late promises of the last 90 days."""
    late = open_items.late_promises(situation.ledger, situation.on)
    days = [in_words(e.due, situation.on) for e in late if e.due and e.on <= situation.on]
    if not days:
        return None
    promises = (
        f"{counted(len(days), 'promise')} of yours went overdue "
        f"in the last {open_items.PROMISES_DAYS} days"
    )
    return f"{promises} ({', '.join(days)})"


def their_side(_: Situation) -> str:
    """Everybody is the client at times. What one finds is a note: it needs no field of its own."""
    return "in their place, what would you expect today? Press n to note it"


def own_offers(situation: Situation) -> str:
    """What else one has to offer; having nothing is worth knowing, too."""
    return ", ".join(situation.offers) or "none in your settings yet"


def not_about_you(_: Situation) -> str:
    """Said once, before letting them go."""
    return "people leave for many reasons; this is not a verdict on you"


def open_work(situation: Situation) -> str:
    """The work that is not done, with its dates."""
    items = open_items.open_work(situation.ledger, situation.on)
    named = (f"{i.text} ({in_words(i.due, situation.on)})" if i.due else i.text for i in items)
    return ", ".join(named) or NONE


def linked(situation: Situation) -> str | None:
    """Other clients that know this one."""
    return ", ".join(facts.linked_names(situation)) or None


def leave_event(situation: Situation) -> str | None:
    """What they said when they left, or the newest sign that they may."""
    announced = situation.events("leaving")
    return _newest(announced or situation.events("leave_sign"), situation)


def wait(situation: Situation) -> str | None:
    """Why nothing is asked of them for now, until when, and since when that is known."""
    reason = waiting_now(situation)
    if reason is None:
        return None
    until, known = in_words(reason.until, situation.on), in_words(reason.known_on, situation.on)
    return f"until {until}: {reason.words}, known since {known}"


def words_of_theirs(situation: Situation) -> str | None:
    """The newest thing they wrote or said, in their words."""
    messages = [e for e in situation.events("message_in") if e.text]
    return _newest(messages, situation)


def silent_since(situation: Situation) -> str | None:
    """How long nothing has come."""
    if not situation.view.unanswered:
        return None
    since = situation.view.unanswered[0].on
    days = counted((situation.on - since).days, "day")
    return f"{in_words(since, situation.on)}, {days} without a reply"


def written(situation: Situation) -> str | None:
    """The days on which we wrote since."""
    days = facts.touches(situation)
    return ", ".join(in_words(day, situation.on) for day in days) or None


def contacts(situation: Situation) -> str | None:
    """Whom else one may ask."""
    client = situation.client
    return ", ".join(dict.fromkeys(filter(None, (client.contact, *client.contacts)))) or None


def incidents(situation: Situation) -> str | None:
    """What was recorded as abuse or danger."""
    events = situation.events("incident")
    named = (f"{e.type or 'incident'} on {in_words(e.on, situation.on)}" for e in reversed(events))
    return ", ".join(named) or None


def hard_messages(situation: Situation) -> str | None:
    """The newest event of hard tone, and how many there were in the window."""
    messages = situation.history.hard.within(situation.view.short)
    newest = _newest(messages, situation)
    return (
        f"{newest}; {len(messages)} in the last {situation.limits.window_days} days"
        if newest
        else None
    )


def complaint_answered(situation: Situation) -> str | None:
    """When a complaint was answered, and what was promised to be done about it by when."""
    day = answered_on(situation)
    if day is None:
        return None
    replied = f"your reply of {in_words(day, situation.on)}"
    promise = fix_promised(situation)
    if promise is None or promise.due is None:
        return replied
    until = in_words(promise.due, situation.on)
    return f"{replied}; by {until}: {cut(promise.text or 'a fix', _QUOTED)}"


def complaint(situation: Situation) -> str | None:
    """The complaint that is not solved, in their words."""
    return _newest(situation.view.open_complaints, situation)


def waiting(situation: Situation) -> str | None:
    """The messages that still wait for us."""
    flag = situation.flag("OUR_TURN")
    return flag.reason if flag else None


def asked_often(situation: Situation) -> str | None:
    """What they ask again and again: a word for the list."""
    often = facts.fact("repeated_questions", situation)
    return None if often == NONE else often


def reference(situation: Situation) -> str | None:
    """Who asked about them."""
    asked = situation.events("reference_request")
    if not asked:
        return None
    return f"by {asked[-1].asker or 'somebody'} on {in_words(asked[-1].on, situation.on)}"


def _newest(events: Sequence[Event], situation: Situation) -> str | None:
    if not events:
        return None
    newest = max(events, key=lambda e: (e.on, e.id))
    word = "a complaint" if newest.complaint else value_term("what", newest.what)
    what = f"“{cut(newest.text, _QUOTED)}”" if newest.text else word
    return f"{in_words(newest.on, situation.on)}: {what}"
