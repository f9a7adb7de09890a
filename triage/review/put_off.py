"""What leaving a card as it is, snoozing and a better verdict of one's own have in common: none
goes on without end.
"""

from __future__ import annotations

from datetime import date

from triage.clients.overview import Overview
from triage.clients.review_history import ReviewHistory
from triage.health import assess, facts
from triage.health.number_text import counted
from triage.health.windows import shift
from triage.money import amount_text
from triage.overrides.verdict import is_better
from triage.playbook.day_text import in_words
from triage.reason import NoReason, reason
from triage.records import Override
from triage.review.away import Ranges
from triage.review.comes_again import deadline_of, new_fact_since, puts_off

ACT_DAYS = 28
"""A flag that calls for action is put off for so long; then only something new is a ground. Our
default: as long as a trial.
"""
TIMES_IN_A_ROW = 3
"""The time in a row at which it is decided on instead, without a new fact; our default."""
REASON_CHARS = 10
"""As many as for a verdict of one's own."""
RENEWED_DAYS = 35
"""A better verdict, or a decision to leave it, so soon after the last one renews it: it runs for
four weeks at most, and the next review comes within a week.
"""
_ACT_SEVERITY = 3


class NotNow(Exception):
    """A verdict that this card does not take; the message says why and what to do instead.

    `opens` = the page that helps is opened at once. `why` = the message without the key to press.
    """

    def __init__(self, sentence: str, *, opens: bool = False, why: str | None = None) -> None:
        super().__init__(sentence)
        self.opens = opens
        self.why = why or sentence


def check_put_off(overview: Overview, history: ReviewHistory, on: date, away: Ranges = ()) -> None:
    """Whether the card may wait at all. Raises NotNow."""
    put_off = _put_off_days(overview, history, on)
    if (days := _old_act(overview, on)) is not None:
        since = put_off[-1] if put_off else shift(on, -ACT_DAYS)
        if not new_fact_since(overview, since, on):
            why = f"This has needed action for {counted(days, 'day')}, with no news"
            raise NotNow(f"{why}: press Enter to open the page for it.", why=f"{why}.")
    row = put_off[-(TIMES_IN_A_ROW - 1) :]
    deadline = deadline_of(overview, away)
    if len(row) < TIMES_IN_A_ROW - 1 or (deadline is not None and on <= deadline):
        return
    if not new_fact_since(overview, row[0], on):
        raise NotNow(
            f"Put off {counted(len(put_off), 'time')} in a row. {cost(overview, row[0])}",
            opens=True,
        )


def check_better(
    own: Override, overview: Overview, history: ReviewHistory, on: date, away: Ranges = ()
) -> None:
    """Whether one may say better of a client once more: it puts them off like any other wait.

    Raises NotNow.
    """
    if not is_better(own.health, overview.health.health):
        return
    if own.on > on:
        raise NotNow("A better verdict starts today; you cannot choose a later date.")
    check_put_off(overview, history, on, away)


def _put_off_days(overview: Overview, history: ReviewHistory, on: date) -> list[date]:
    """The days on which the client was put off in a row, a better verdict of one's own and a
    decision that leaves things as they are counted wherever they were made. Any other decision ends
    the row, and so does a good card.
    """
    ledger = overview.ledger
    made = [decision for decision in ledger.decision if decision.on <= on]
    waited = {decision.on for decision in made if puts_off(overview, decision)}
    ended = [decision.on for decision in made if not puts_off(overview, decision)]
    answered = history.last_verdict == "decided" and history.last not in waited
    if history.last is not None and (answered or history.last_verdict == "good"):
        ended.append(history.last)
    last_end = max(ended, default=date.min)
    better = {own.on for own in ledger.override if own.until is not None and own.on < on}
    more = {day for day in (*better, *waited) if last_end < day < on}
    days = sorted({*history.put_off, *more})
    row: list[date] = []
    for day in days:
        if row and (day - row[-1]).days > RENEWED_DAYS and day in more:
            row = []
        row.append(day)
    return row


def is_old_act(overview: Overview, on: date) -> bool:
    """Whether a flag has called for action so long that waiting needs a reason of one's own."""
    return _old_act(overview, on) is not None


def was_decided_lately(overview: Overview, on: date) -> bool:
    """Whether the running step is younger than a flag may call for action: until its own day it is
    the answer, as when they promised to pay on a day.
    """
    return overview.step is not None and (on - overview.step.entered).days <= ACT_DAYS


def own_words(text: str) -> str:
    """The reason for which a client on act is put off. Raises NotNow."""
    try:
        return reason(text, REASON_CHARS)
    except NoReason as no_reason:
        raise NotNow(f"Say why in your own words: {no_reason}.") from None


def cost(overview: Overview, then: date) -> str:
    """What waiting has cost since a day: the money that was overdue then and is now, else what
    was flagged then and is now.
    """
    on, client = overview.on, overview.client
    before = facts(overview.history, then, overview.limits).overdue
    now = overview.facts.overdue
    if now:
        sums = [amount_text(money, client.currency) for money in (before, now)]
        return f"{sums[0]} {client.currency} overdue on {in_words(then, on)}, {sums[1]} now."
    was = assess(overview.history, then, overview.limits).sentence or "nothing flagged"
    return f"{in_words(then, on)}: {was}. Now: {overview.health.sentence or 'nothing flagged'}."


def _old_act(overview: Overview, on: date) -> int | None:
    """For how many days the oldest flag calls for action, where that is too long."""
    if overview.verdict != "act":
        return None
    acts = [f.code for f in overview.health.flags if f.severity >= _ACT_SEVERITY]
    days = [(on - overview.since[code]).days for code in acts]
    longest = max(days, default=0)
    return longest if longest > ACT_DAYS else None
