"""A client on stop whose safety was decided on: whether it may stay so for one more week."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from triage.changes import Put
from triage.clients.overview import Overview
from triage.clients.review_history import ReviewHistory
from triage.health.number_text import counted
from triage.playbook.decide.standing import is_overtaken
from triage.playbook.state.abuse import SAFETY
from triage.review.put_off import TIMES_IN_A_ROW, NotNow
from triage.review.session import Verdict
from triage.review.weeks import next_review_day


def still_so(overview: Overview, history: ReviewHistory, on: date, weekday: int) -> Verdict:
    """What was decided for their safety holds, up to the next review day. Raises NotNow.

    Only where something was decided on the page for safety and they neither did nor said anything
    since, and only so often: the decision itself is looked at again every few weeks.
    """
    step = overview.step
    if step is None or step.code != SAFETY or is_overtaken(overview.situation, step.entered):
        raise NotNow(
            "A client on “stop” cannot be left as they are: press Enter to open the page for it."
        )
    if len(history.put_off) >= TIMES_IN_A_ROW - 1:
        times = counted(len(history.put_off), "week")
        raise NotNow(f"Unchanged for {times}: look at the decision itself again.", opens=True)
    return Verdict("hold", until=next_review_day(on, weekday))


def looked_at_again(overview: Overview, until: date) -> Put | None:
    """The decision with the day on which it is looked at again; None without one."""
    step = overview.step
    attempt = next((a for a in overview.ledger.attempt if step and a.id == step.attempt), None)
    return None if attempt is None else Put(replace(attempt, review_by=until), attempt)
