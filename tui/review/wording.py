"""What a review proposes and what its keys lead to, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.overview import Overview
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.vocabulary import STEPS
from triage.review.card_question import asked
from triage.review.queue import HOLDS_IN_A_ROW, good_until
from tui.decide.flow import situation_of
from tui.review.flow import ReviewFlow
from tui.wording.formatting import count, dated

_HOW_IT_WENT = (*STEPS, "watch")
"""Screens behind which the running step's own day is what matters; other doors come first."""
_BY_WRITING = ("contact", "terms")
"""Facts that are typed: enter begins, where others are answered by one digit."""


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """One key that answers a card: which action, what it does, and why it cannot."""

    action: str
    words: str
    disabled_reason: str = ""


def leads_to(sitting: ReviewFlow) -> tuple[str, str]:
    """The screen that enter opens and its name; `outcome` for a step whose day has come."""
    workspace, overview = sitting.workspace, sitting.one
    screen = entry_point(situation_of(workspace, overview.client.id)).screen
    step = overview.step
    here = step is not None and step.review_by is not None and step.review_by <= workspace.today
    if here and step is not None and step.code in STEPS and screen in _HOW_IT_WENT:
        return "outcome", f"say how “{workspace.step_title(step.code)}” went"
    return screen, workspace.step_title(screen)


def is_typed(overview: Overview) -> bool:
    """Whether what the card asks is typed, so that enter begins it."""
    fact = asked(overview)
    return overview.verdict == "unknown" and fact is not None and fact.fact in _BY_WRITING


def ways(sitting: ReviewFlow) -> list[ReviewKey]:
    """The keys that answer the card at hand, the proposed one first."""
    if sitting.is_batch:
        assert sitting.card is not None
        number = count(len(sitting.card.clients), "client")
        return [ReviewKey("good", f"still good, all {number}"), ReviewKey("singly", "one by one")]
    offer, today = sitting.offer, sitting.workspace.today
    enter = ReviewKey("enter", "answer" if is_typed(sitting.one) else _decide(sitting))
    ahead = offer.until is not None and offer.until > today
    until = f" until {dated(offer.until, today)}" if ahead and offer.until else ""
    hold = ReviewKey("hold", f"as it is{until}", offer.hold_refused)
    snooze = ReviewKey("snooze", "later", offer.snooze_refused)
    if sitting.one.verdict == "good":
        again = f"still good, next on {dated(_next(sitting), today)}"
        return [ReviewKey("good", again), enter, snooze]
    keys = [hold, enter, snooze] if offer.proposed == "hold" else [enter, hold, snooze]
    return [key for key in keys if key is not hold or sitting.one.verdict != "unknown"]


def _decide(sitting: ReviewFlow) -> str:
    screen, title = leads_to(sitting)
    return title if screen == "outcome" else f"decide: {title}"


def _next(sitting: ReviewFlow) -> date:
    return good_until(
        sitting.one,
        sitting.history,
        sitting.workspace.overviews,
        sitting.workspace.today,
        sitting.weekday,
    )


def suggestion(sitting: ReviewFlow) -> str:
    """The proposed verdict as a sentence of its own."""
    offer, overview, today = sitting.offer, sitting.one, sitting.workspace.today
    match offer.proposed:
        case "good":
            return "still good"
        case "answer":
            return "answer the question; the verdict follows from it"
        case "hold":
            step = overview.step
            what = f"“{sitting.workspace.step_title(step.code)}” runs" if step else "watch it"
            until = dated(offer.until, today) if offer.until else ""
            return f"leave it as it is; {what} until {until}"
    screen, title = leads_to(sitting)
    if screen == "outcome":
        return f"{title}; its day is here"
    if sitting.card is not None and sitting.card.place == "held":
        return f"decide, “{title}”: left as it is {HOLDS_IN_A_ROW} times with nothing new"
    return f"open “{title}”" if overview.verdict == "stop" else f"decide, “{title}”"


def progress(sitting: ReviewFlow, glyphs: str, width: int) -> str:
    """Boxes done and to come, and the count in words."""
    done, total = len(sitting.done), sitting.total
    if sitting.is_earlier and sitting.card is not None:
        at = str(sitting.done.index(sitting.card.client) + 1)
    else:
        last = done + (len(sitting.card.clients) if sitting.card else 0)
        at = str(last) if last == done + 1 else f"{done + 1}-{last}"
    words = f"{at} of {total}{_more(sitting)}"
    full, empty = ("▪", "▫") if glyphs == "unicode" else ("#", "-")
    room = min(total, max(0, width - len(words) - 2))
    filled = round(done * room / total) if total else 0
    return f"{full * filled}{empty * (room - filled)}  {words}"


def _more(sitting: ReviewFlow) -> str:
    """The first review says who waits, every other one how much there is to decide."""
    waiting, decisions = sitting.queue.waiting, sitting.queue.decisions
    if sitting.queue.first and waiting:
        day = dated(sitting.next_day, sitting.workspace.today)
        return f", first review; {waiting} others can wait until {day}"
    need = "needs a decision" if decisions == 1 else "need a decision"
    return f", {decisions} {need}" if decisions else ""
