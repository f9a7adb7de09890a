"""What a review proposes and what its keys lead to, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.open_items import decision_of
from triage.playbook.decide.outcomes import outcome_due, suggestion
from triage.review.action_question import ACTION, due_action
from triage.review.queue import HOLDS_IN_A_ROW, good_until
from tui.review.flow import ReviewFlow
from tui.wording.formatting import count, dated, with_day
from tui.workspace.situation import situation_of

_WATCH = "watch"
"""The page of a client with whom nothing is to be done."""
CLIENT = "client"
"""Where enter leads from a good client's card."""
CHECKLIST = "checklist"
"""Where enter leads while a goodbye has a point of its list left."""
_BY_WRITING = ("contact", "terms")
"""Facts that are typed: enter begins, where others are answered by one digit."""


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """One key that answers a card: which action, and what it does, at length and in a word or
    two."""

    action: str
    words: str
    brief: str


def leads_to(flow: ReviewFlow) -> tuple[str, str]:
    """The screen that enter opens and its name; `outcome` for a step whose day has come, CHECKLIST
    for a goodbye to be gone on with, CLIENT where there is nothing to decide.
    """
    workspace, action = flow.workspace, flow.overview.next_action
    situation = situation_of(workspace, flow.overview.client.id)
    if (step := suggestion(situation)) is not None and outcome_due(situation):
        return "outcome", f"record how “{workspace.step_title(step.step)}” went"
    if action is None and flow.overview.verdict == "good":
        return CLIENT, "open the client"
    if action is not None and action.checklist:
        return CHECKLIST, "open the closing checklist"
    screen = action.screen if action and action.screen else _WATCH
    return screen, workspace.step_title(screen)


def is_typed(flow: ReviewFlow) -> bool:
    """Whether what the card asks is typed, so that enter begins it."""
    fact = flow.question
    return flow.overview.verdict == "unknown" and fact is not None and fact.fact in _BY_WRITING


def asks_of_action(flow: ReviewFlow) -> bool:
    """Whether the card asks how something went that was decided earlier."""
    fact = flow.question
    return fact is not None and fact.fact == ACTION


def ways(flow: ReviewFlow) -> list[ReviewKey]:
    """The keys that answer the card at hand, the proposed one first. One that it does not take is
    not among them; pressed, it says why.
    """
    if flow.is_batch:
        number = count(len(flow.together), "client")
        return [
            ReviewKey("good", f"still good, all {number}", "all still good"),
            ReviewKey("singly", "one by one", "one by one"),
        ]
    offer, today = flow.offer, flow.workspace.today
    opens = "answer" if is_typed(flow) else _decide(flow)
    enter = ReviewKey("enter", opens, _brief(opens))
    ahead = offer.until is not None and offer.until > today
    until = f" until {dated(offer.until, today)}" if ahead and offer.until else ""
    stays = stays_words(flow)
    hold = [] if offer.hold_refused else [ReviewKey("hold", f"{stays}{until}", stays)]
    snooze = [] if offer.snooze_refused else [ReviewKey("snooze", "snooze", "snooze")]
    if flow.overview.verdict == "good":
        if offer.proposed == "decide":
            return [enter, ReviewKey("good", "still good", "still good"), *snooze]
        again = f"still good, next {dated(_next(flow), today)}"
        return [ReviewKey("good", again, "still good"), enter, *snooze]
    first = [*hold, enter] if offer.proposed == "hold" else [enter, *hold]
    return [*first, *snooze]


def stays_words(flow: ReviewFlow) -> str:
    """What it is called to change nothing: nobody leaves a danger as it is."""
    return "unchanged" if flow.overview.verdict == "stop" else "leave as is"


def stayed_words(flow: ReviewFlow) -> str:
    """The same, once it is done."""
    return "unchanged" if flow.overview.verdict == "stop" else "left as is"


def _decide(flow: ReviewFlow) -> str:
    screen, title = leads_to(flow)
    action = due_action(flow.overview) if asks_of_action(flow) else None
    if action is not None:
        decision = decision_of(action, flow.overview.ledger)
        title = flow.workspace.step_title(decision.screen) if decision is not None else title
        return f"something changed: {title}"
    if screen == _WATCH and _is_for_today(flow):
        # The page is about waiting, the card proposes to act: its name would be a second advice.
        return "decide: can it wait?"
    return title if screen in ("outcome", CLIENT, CHECKLIST) else f"decide: {title}"


def _is_for_today(flow: ReviewFlow) -> bool:
    action = flow.overview.next_action
    if action is None or action.held or action.due is None:
        return False
    return action.due <= flow.workspace.today


def _brief(opens: str) -> str:
    """What enter opens without its name."""
    brief = {"record": "how it went", "open": "open"}
    return brief.get(opens.partition(" ")[0], opens.partition(":")[0])


def _next(flow: ReviewFlow) -> date:
    return good_until(flow.overview, flow.history, flow.workspace.today, flow.weekday)


def proposal(flow: ReviewFlow) -> str:
    """The one thing the card proposes, as a sentence: what is due, or that it can wait."""
    offer, overview, today = flow.offer, flow.overview, flow.workspace.today
    action = overview.next_action
    match offer.proposed:
        case "good":
            if action is None or action.due is None:
                return "still good"
            return f"{with_day(action.text, action.due, today)}; still good"
        case "answer":
            questions = {missing.do for missing in overview.health.unknown}
            if action is None or action.text in questions:
                return "answer the question to get a verdict"
            return f"answer the question. Next: {with_day(action.text, action.due, today)}"
        case "hold":
            until = f" until {dated(offer.until, today)}" if offer.until else ""
            waits = f"{stays_words(flow)}{until}"
            if action is None or action.due is None or action.due <= today:
                return waits
            return f"{with_day(action.text, action.due, today)}; {waits}"
    text = with_day(action.text, action.due, today) if action else leads_to(flow)[1]
    if flow.card is not None and flow.card.place == "held":
        return f"{text}; left as is {HOLDS_IN_A_ROW} times, nothing changed"
    return text


def progress(flow: ReviewFlow, glyphs: str, width: int) -> str:
    """Boxes done and to come, and the count in words.

    In a first review an answer can bring in those who wait, so there is no total to count towards.
    """
    done, total = len(flow.done), flow.total
    if flow.is_earlier and flow.card is not None:
        at = str(flow.done.index(flow.card.client) + 1)
    else:
        last = done + len(flow.together)
        at = str(last) if last == done + 1 else f"{done + 1}-{last}"
    if flow.queue.first and flow.queue.waiting:
        return f"card {at}{_more(flow)}"
    words = f"{at} of {total}{_more(flow)}"
    full, empty = ("▪", "▫") if glyphs == "unicode" else ("#", "-")
    room = min(total, max(0, width - len(words) - 2))
    filled = round(done * room / total) if total else 0
    return f"{full * filled}{empty * (room - filled)}  {words}"


def _more(flow: ReviewFlow) -> str:
    """The first review says who waits, every other one how much there is to decide."""
    waiting, decisions = flow.queue.waiting, flow.queue.decisions
    if flow.queue.first and waiting:
        day = dated(flow.next_day, flow.workspace.today)
        return f", first review; {count(waiting, 'other')} can wait until {day}"
    need = "needs a decision" if decisions == 1 else "need a decision"
    return f", {decisions} {need}" if decisions else ""
