"""What a card proposes, and what each of its keys would lead to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from triage.clients.overview import Overview, got_worse
from triage.clients.review_history import ReviewHistory
from triage.ledger import Ledger
from triage.records import Review
from triage.review.action_question import action_question
from triage.review.away import Ranges
from triage.review.card_question import asked
from triage.review.comes_again import deadline_of
from triage.review.put_off import NotNow
from triage.review.queue import Card
from triage.review.session import Verdict, good, hold, snooze
from triage.review.still_so import still_so


@dataclass(frozen=True, slots=True)
class Offer:
    """What a card takes. `proposed` is good, hold, decide or answer.

    `hold` is the verdict that leaving it as it is would give, None where the card does not take
    it; the refusals say why it cannot be held or put off, and are empty where it can. `opens` = it
    was put off often enough: either key then opens the page that helps.
    """

    proposed: str
    hold: Verdict | None
    hold_refused: str
    snooze_refused: str
    opens: bool = False

    @property
    def until(self) -> date | None:
        """How long holding lasts."""
        return self.hold.until if self.hold is not None else None


def offer(
    overview: Overview,
    card: Card,
    history: ReviewHistory,
    on: date,
    weekday: int,
    away: Ranges = (),
) -> Offer:
    """What one client's card takes on day `on`."""
    held: Verdict | None = None
    hold_refused = snooze_refused = ""
    opens = False
    try:
        if overview.verdict == "stop" or overview.safety_look is not None:
            held = still_so(overview, on)
        else:
            held = hold(overview, card, history, on, away)
    except NotNow as refusal:
        hold_refused, opens = str(refusal), refusal.opens
    try:
        snooze(overview, card, history, 1, None, on, weekday, away)
    except NotNow as refusal:
        snooze_refused, opens = str(refusal), opens or refusal.opens
    proposed = _proposed(overview, held, on, away)
    return Offer(proposed, held, hold_refused, snooze_refused, opens)


def verdict_after_action(
    after: Overview,
    card: Card,
    history: ReviewHistory,
    on: date,
    weekday: int,
    away: Ranges = (),
    reviews: Iterable[Review] = (),
    ledgers: Iterable[Ledger] = (),
    *,
    reason: str,
    due: date | None = None,
) -> Verdict | None:
    """How a card is answered by what was said of its action; None when more is to be said there.

    `after` is the client once that is stored; `due` = the action's new day, None when it is done.
    """
    if got_worse(after) or action_question(after) is not None:
        return None
    takes = offer(after, card, history, on, weekday, away)
    deadline = deadline_of(after, away)
    if due is not None:
        # What is to be done on a later day moves no day on which the step itself is looked at.
        until = min(due, deadline) if deadline is not None and deadline > on else due
        return None if takes.snooze_refused else Verdict("snooze", reason, until)
    if asked(after, reviews, ledgers) is not None:
        return None
    if after.verdict == "stop":
        # That a thing is done says nothing of the danger itself.
        ahead = deadline is not None and deadline > on
        return Verdict("decided", reason, deadline) if ahead else None
    if takes.proposed == "good":
        return good(after)
    return replace(takes.hold, reason=reason) if takes.proposed == "hold" and takes.hold else None


def _proposed(overview: Overview, held: Verdict | None, on: date, away: Ranges) -> str:
    """What fits the one next action: something is to be done today, or it can wait.

    Where waiting was agreed on it is waited; a client who got worse is looked at closer.
    """
    if overview.safety_look is not None:
        return "decide"
    if overview.verdict == "stop":
        return "hold" if held is not None and action_question(overview) is None else "decide"
    if action_question(overview) is not None or _is_due(overview, on, away):
        return "decide"
    if overview.verdict == "good":
        return "good"
    if overview.verdict == "unknown" and asked(overview) is not None:
        return "answer"
    deadline = deadline_of(overview, away)
    if held is None or got_worse(overview) or (deadline is not None and deadline <= on):
        return "decide"
    return "hold"


def _is_due(overview: Overview, on: date, away: Ranges) -> bool:
    """Whether the next action has its day today or earlier; a step's own day waits for a return."""
    action = overview.next_action
    if action is None or action.due is None:
        return False
    deadline = deadline_of(overview, away) if action.outcome is not None else None
    return (deadline or action.due) <= on
