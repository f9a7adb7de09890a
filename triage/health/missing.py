"""Green is earned: the facts that must be known before a client counts as good."""

from __future__ import annotations

from triage.health.model import Missing
from triage.health.snapshot import TRACKABLE, ClientSnapshot
from triage.health.windows import shift
from triage.limits import Limits
from triage.terms import value_term

FACTS = ("terms", *TRACKABLE)


def missing_facts(view: ClientSnapshot) -> tuple[Missing, ...]:
    """The needed facts that are not known, by name; none for resting and ended clients."""
    if view.ended or view.resting:
        return ()
    unknown = (fact for fact in needed_facts(view) if not _is_known(view, fact))
    return tuple(question(fact, view.limits) for fact in sorted(unknown))


def needed_facts(view: ClientSnapshot) -> tuple[str, ...]:
    """What must be known: while a new client settles in only the terms.

    A fact that is not tracked is not needed, nor are the terms when hours are not tracked.
    """
    needed = [fact for fact in FACTS if view.tracks("hours" if fact == "terms" else fact)]
    if settling_in(view):
        return tuple(fact for fact in needed if fact == "terms")
    return tuple(needed)


def settling_in(view: ClientSnapshot) -> bool:
    """Whether they started, or came back, less than 30 days ago, or will start later."""
    start, returned = view.client.since, view.client.returned_on
    if start is None:
        return False
    if returned is not None and start < returned <= view.on:
        start = returned
    return (view.on - start).days < view.limits.settling_days


def _is_known(view: ClientSnapshot, fact: str) -> bool:
    return _is_recorded(view, fact) or _is_confirmed(view, fact)


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
    days = [day for day, _ in history.energy_days if day <= view.on]
    return bool(days) and days[-1] in view.last(limits.energy_known_days)


def _is_confirmed(view: ClientSnapshot, fact: str) -> bool:
    return any(
        confirmed.fact == fact
        and confirmed.on <= view.on <= confirmed.until
        and view.on <= shift(confirmed.on, view.limits.confirmed_days)
        for confirmed in view.history.ledger.confirmed
    )


def question(fact: str, limits: Limits) -> Missing:
    """The one question that settles a fact."""
    if fact == "terms":
        return Missing(
            fact,
            "What is your rate for them, and what is your floor rate per hour?",
            hint="two numbers",
        )
    if fact == "hours":
        return Missing(
            fact,
            f"No hours logged for {limits.hours_known_days} days. Why?",
            (
                "paused until ...",
                "finished",
                "I forgot to log",
                "I do not track hours for them",
            ),
        )
    if fact == "money":
        return Missing(
            fact,
            f"No invoice for {limits.money_known_days} days. Why?",
            (
                "nothing to bill yet",
                "remind me to send one",
                "not imported yet",
                "billed through someone else",
                "not tracked here",
            ),
        )
    if fact == "contact":
        return Missing(
            fact,
            "How many days since your last real conversation?",
            hint=f"0 to {limits.contact_known_days}; Enter = longer ago",
        )
    return Missing(
        fact,
        "How do you feel about working for them?",
        tuple(value_term("mark", mark) for mark in "12345"),
    )
