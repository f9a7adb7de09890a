"""Green is earned: the facts that must be known before a client counts as good."""

from __future__ import annotations

from datetime import date

from triage.health.day_text import day_of
from triage.health.model import Missing
from triage.health.snapshot import TRACKABLE, ClientSnapshot
from triage.limits import Limits
from triage.shipped import toml_beside

FACTS = ("terms", *TRACKABLE)


def missing_facts(view: ClientSnapshot) -> tuple[Missing, ...]:
    """The needed facts that are not known, by name; none for resting and ended clients."""
    if view.ended or view.resting:
        return ()
    return tuple(
        question(fact, view.limits, view.on, _newest_day(view, fact))
        for fact in sorted(needed_facts(view))
        if not _is_recorded(view, fact) and not view.is_confirmed(fact)
    )


def needed_facts(view: ClientSnapshot) -> tuple[str, ...]:
    """What must be known: while a new client settles in only the terms.

    A fact that is not tracked is not needed, nor are the terms when hours are not tracked. Of a
    client who is leaving only the money matters.
    """
    if view.leaving:
        candidates: tuple[str, ...] = ("money",)
    else:
        candidates = ("terms",) if settling_in(view) else FACTS
    return tuple(fact for fact in candidates if view.tracks("hours" if fact == "terms" else fact))


def settling_in(view: ClientSnapshot) -> bool:
    """Whether they started, or came back, less than 30 days ago, or will start later."""
    start, returned = view.client.since, view.client.returned_on
    if start is None:
        return False
    if returned is not None and start < returned <= view.on:
        start = returned
    return (view.on - start).days < view.limits.settling_days


def _is_recorded(view: ClientSnapshot, fact: str) -> bool:
    limits, history = view.limits, view.history
    if fact == "terms":
        priced = view.rate is not None or view.engagements or view.client.earns == "invoices"
        return view.floor is not None and bool(priced)
    if fact == "hours":
        fresh = view.last(limits.hours_known_days)
        return bool(view.times(fresh)) or not view.has_open_engagement
    if fact == "money":
        issued = view.last_issue
        return issued is not None and issued in view.last(limits.money_known_days)
    if fact == "contact":
        return bool(history.talks.within(view.last(limits.contact_known_days)))
    return bool(view.energy_days) and view.energy_days[-1][0] in view.last(limits.energy_known_days)


def _newest_day(view: ClientSnapshot, fact: str) -> date | None:
    """The newest day on record of a fact that is known by its days; None = there is none."""
    match fact:
        case "hours":
            return view.history.times.newest_day(view.on)
        case "money":
            return view.last_issue
        case "contact":
            return view.history.talks.newest_day(view.on)
        case _:
            return None


def question(fact: str, limits: Limits, on: date, newest: date | None = None) -> Missing:
    """The one question that settles a fact on day `on`; `newest` is the day on record that is too
    long ago to count, None = there is none.
    """
    worded = toml_beside(__file__, "questions.toml")[fact]
    values = dict(vars(limits))
    if newest is not None:
        values |= {"day": day_of(newest, on), "days": (on - newest).days}
    return Missing(
        fact,
        worded["question" if newest is None else "known"].format_map(values),
        tuple(worded.get("answers", ())),
        worded.get("hint", "").format_map(vars(limits)),
        worded["do"],
        worded["lack"],
    )
