"""The one thing to do next with a client: the same page that `decide` opens without a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from triage.clients.advice import NextAction
from triage.clients.calendar_advice import of_late_payment, of_silence
from triage.clients.current_step import CurrentStep, looks_with
from triage.clients.followed import followed
from triage.clients.look_again import look_again, look_of
from triage.clients.safety_look import safety_look
from triage.health import page_of
from triage.health.windows import shift
from triage.open_items import LATE, LOOK_FOR_ANSWER
from triage.playbook.after.checklists import CLOSING, Point, checklist
from triage.playbook.after.closing import goodbye_decided, goodbye_known, may_end, still_unpaid
from triage.playbook.ask.entry_points import GO_FIRST, EntryPoint, entry_point
from triage.playbook.day_text import in_words, moment
from triage.playbook.decide.outcomes import WATCH_DAYS, outcome_due
from triage.playbook.decide.standing import is_news
from triage.playbook.gates.cooling import cooling_ends, hard_days
from triage.playbook.state.abuse import SAFETY, came_after, crossed, kept_away
from triage.playbook.state.answered import COMPLAINT, heard_since, look_from
from triage.playbook.state.as_of import decision_ids
from triage.playbook.state.ladder import ladder, ladder_flags
from triage.playbook.state.repeats import happened_again
from triage.playbook.state.situation import Situation
from triage.playbook.state.training import BOUNDARY_NOTE
from triage.playbook.state.waiting import AWAY, Wait
from triage.playbook.vocabulary import STEPS
from triage.records import Action, Decision
from triage.text import upper_first

_SEE = "See how it is going"
_AFTER_REPLY = "Decide what follows from their reply"
STILL_TO_CLOSE = "See whether everything is handed over and paid"
"""What a goodbye is looked at again for."""
_OUTCOME_ASKED = (*STEPS, "watch")
"""Pages behind which the running step's own day is what matters; the other doors come first."""
_WAITS = frozenset({"watch", "later"})
"""The pages of somebody with whom nothing has to be done today."""
_AFTER_END = frozenset({"lesson", "later"})
"""The pages of somebody who is gone, or rests."""
_KIND_NOTE = "kind_line"
_LAST_STEPS = STEPS[3:]
"""Steps that come when what the flags ask for was tried: they are about the client, not a flag."""


def next_action(situation: Situation, step: CurrentStep | None) -> NextAction | None:
    """The one next action; None for somebody with whom nothing is to be done.

    The page is chosen first, and the sentence is the one that belongs to that page: a list, a card
    and `decide` can never propose two things at once.
    """
    if may_end(situation):
        unpaid = still_unpaid(situation)
        rest = f"open but {unpaid}, to be paid later" if unpaid else "left open"
        return NextAction(f"End it: nothing is {rest}", situation.on, checklist=True)
    entry = entry_point(situation)
    action = _stored_action(situation, step, entry)
    is_due = action is not None and action.due is not None and action.due <= situation.on
    if entry.screen == COMPLAINT and heard_since(situation):
        return _open_page(situation, entry)
    if not is_due and (left := _of_closing(situation, step, entry)) is not None:
        return left
    if action is not None:
        if step is not None and _comes_before(situation, step, action):
            return _look(situation, step, entry.screen)
        return NextAction(action.text, action.due, entry.screen, action=action.id)
    if entry.screen in GO_FIRST:
        return _as_decided(situation, step, entry) or _open_page(situation, entry)
    if entry.wait is not None:
        return _wait(situation, step, entry, entry.wait)
    if entry.screen in _AFTER_END:
        return _after_end(situation, step, entry)
    if step is not None and (proposal := _of_step(situation, step, entry)) is not None:
        return proposal
    health = situation.health
    if entry.screen not in _WAITS or (health.flags and health.health != "unknown"):
        return _of_page(situation, entry)
    if health.unknown:
        return NextAction(health.unknown[0].do, None, entry.screen)
    return _later(situation, entry)


def _of_closing(
    situation: Situation, step: CurrentStep | None, entry: EntryPoint
) -> NextAction | None:
    """The first open point of the closing list, once they know of our goodbye: what is due later
    does not stand before it.
    """
    if step is None or step.code != STEPS[-1] or entry.screen in GO_FIRST:
        return None
    point = checklist(situation, CLOSING).first_open
    if point is None or not goodbye_known(situation):
        return None
    return _to_tick(point, step.review_by, entry)


def _to_tick(point: Point, due: date | None, entry: EntryPoint) -> NextAction:
    return NextAction(f"Closing checklist: {point.text}", due, entry.screen, checklist=True)


def _as_decided(
    situation: Situation, step: CurrentStep | None, entry: EntryPoint
) -> NextAction | None:
    """What follows from the decision made on a page that goes before all others, once all it asked
    for is done: the page itself comes again on its day. None while nothing is decided there, and
    where something came of them since.
    """
    if step is None or step.code != entry.screen:
        return None
    if is_news(situation, entry.screen, step.looked_on):
        return None
    if situation.client.state == "closing":
        point = checklist(situation, CLOSING).first_open
        day = max(step.review_by or situation.on, situation.on)
        if point is not None:
            return _to_tick(point, day, entry)
        return NextAction(STILL_TO_CLOSE, day, entry.screen)
    look = _look(situation, step, entry.screen)
    if look.held and safety_look(situation, step) is not None:
        look = replace(look, due=situation.on, held=False)
    decided = decision_ids(situation.decisions, step.attempt)
    looked = any(a.decision in decided and a.text == look.text for a in situation.ledger.action)
    # Where that look was a thing to do, and is done, the page itself is left.
    return replace(look, text=look_again(step.code)) if looked else look


def _look(situation: Situation, step: CurrentStep, screen: str) -> NextAction:
    """The look at a step or door on its day; of a step of the ladder, how it went."""
    due = step.review_by
    is_ahead = due is not None and due > situation.on
    if step.of_ladder:
        return _how_it_went(situation, step.attempt, step.code, due, screen)
    text = look_of(situation, step.attempt, step.code)
    return NextAction(text, due, screen, held=is_ahead, look=step.attempt)


def _how_it_went(
    situation: Situation, attempt: str, step: str, due: date | None, screen: str
) -> NextAction:
    """The outcome of a step of the ladder, which only the user can say."""
    text = f"Record how “{situation.playbook.title(step)}” went"
    return NextAction(text, due, screen, step, look=attempt)


def _comes_before(situation: Situation, step: CurrentStep, action: Action) -> bool:
    """Whether the look at a step is nearer than what was put down in it for a later day; a look
    that is put down itself has its day there.
    """
    decided = decision_ids(situation.decisions, step.attempt)
    if action.decision not in decided or action.due is None or step.review_by is None:
        return False
    if action.text == look_of(situation, step.attempt, step.code):
        return False
    return step.review_by < action.due and situation.on < action.due


def _later(situation: Situation, entry: EntryPoint) -> NextAction | None:
    """The nearest of what was put down for a later day."""
    action = next(iter(situation.open_actions), None)
    if action is None:
        return None
    return NextAction(action.text, action.due, entry.screen, action=action.id)


def _after_end(
    situation: Situation, step: CurrentStep | None, entry: EntryPoint
) -> NextAction | None:
    """What is left of a goodbye: no flag asks for anything any more, and a lesson can wait."""
    if entry.screen == "lesson":
        return NextAction(situation.playbook.screens["lesson"].do, None, "lesson")
    if step is not None and not step.of_ladder:
        return NextAction(_SEE, step.review_by, entry.screen)
    return _later(situation, entry)


def _stored_action(
    situation: Situation, step: CurrentStep | None, entry: EntryPoint
) -> Action | None:
    """An action that is due or belongs to the running step; on a page that goes before all
    others only the actions that were decided there."""
    of_running = {
        decision.id
        for decision in situation.decisions
        if (step is not None and decision.attempt == step.attempt)
        or (decision.screen == entry.screen and situation.playbook.stays(decision))
    }
    for action in _allowed(situation, step, entry):
        is_due = action.due is not None and action.due <= situation.on
        if is_due or action.decision in of_running:
            return action
    return None


def _allowed(situation: Situation, step: CurrentStep | None, entry: EntryPoint) -> Iterator[Action]:
    decisions = {decision.id: decision for decision in situation.ledger.decision}
    for action in situation.open_actions:
        if step is not None and looks_with(step, action, situation):
            continue
        decision = decisions.get(action.decision or "")
        if entry.wait is not None:
            if situation.playbook.effect_of(decision) == "wait":
                yield action
        elif entry.screen not in GO_FIRST or _goes_on(situation, decision, entry):
            yield action


def _goes_on(situation: Situation, decision: Decision | None, entry: EntryPoint) -> bool:
    """Whether it was decided on the page that goes before all others, and still holds."""
    if decision is None or decision.screen != entry.screen:
        return False
    return not came_after(situation, decision)


def _of_step(situation: Situation, step: CurrentStep, entry: EntryPoint) -> NextAction | None:
    """How the running step went, or what its door waits for; None when another page comes first."""
    worst = situation.worst
    if step.code == STEPS[-1] and goodbye_decided(situation):
        return NextAction(STILL_TO_CLOSE, step.review_by, entry.screen)
    if step.of_ladder:
        is_due = step.review_by is not None and step.review_by <= situation.on
        own_flag = worst is None or step.flag in (None, worst.code)
        if entry.screen in _OUTCOME_ASKED and (is_due or own_flag):
            return _look(situation, step, entry.screen)
        return None
    current = ladder(situation).current
    if entry.screen in STEPS and current is not None and outcome_due(situation):
        # The door was opened beside a step of the ladder, which still waits for its outcome.
        return _how_it_went(situation, current.id, current.screen, current.review_by, entry.screen)
    goes_on = step.code == entry.screen and step.code not in _WAITS
    if not goes_on and (worst is None or _is_watched_after_a_step(situation, entry)):
        return NextAction(_SEE, step.review_by, entry.screen, look=step.attempt)
    own_flag = worst is not None and step.flag == worst.code == entry.flag
    if (goes_on or own_flag) and _still_waits(situation, step):
        stage = of_late_payment(situation, entry) if step.code == entry.screen == LATE else None
        if stage is None or not stage.held:
            return _look(situation, step, entry.screen)
        return replace(stage, look=step.attempt)
    if goes_on or (own_flag and entry.screen not in STEPS):
        proposal = _of_page(situation, entry)
        due = proposal.due if proposal.held else step.review_by
        return replace(proposal, due=due)
    return None


def _still_waits(situation: Situation, step: CurrentStep) -> bool:
    """Whether the day of a door is ahead, and it has not happened again since it was decided."""
    if step.review_by is None or step.review_by <= situation.on:
        return False
    return step.flag is None or not happened_again(situation, step.flag, step.entered)


def _wait(
    situation: Situation, step: CurrentStep | None, entry: EntryPoint, wait: Wait
) -> NextAction:
    """To leave them in peace; first with a kind note, where nothing was written since. A step that
    is looked at by then waits with them.
    """
    day = step.review_by if step is not None else None
    look = step.attempt if step is not None and day is not None and day <= wait.until else None
    until = f"wait until {in_words(wait.until, situation.on)}: {wait.words}"
    written = [event.on for event in situation.events("message_out")]
    written += [sent.day for sent in situation.sent]
    if wait.decided or wait.reason == AWAY or any(day >= wait.known_on for day in written):
        return NextAction(upper_first(until), wait.until, entry.screen, held=True, look=look)
    words = f"Send a kind note, then {until}"
    return NextAction(words, situation.on, entry.screen, template=_KIND_NOTE)


def _of_page(situation: Situation, entry: EntryPoint) -> NextAction:
    """What the page that comes first asks for; once that is done, the answer to it."""
    done = followed(situation, entry)
    if done is None:
        return _open_page(situation, entry)
    if done.answered:
        return NextAction(_AFTER_REPLY, situation.on, entry.screen)
    return NextAction(LOOK_FOR_ANSWER, done.look_on, entry.screen, held=True, look=done.record)


def _open_page(situation: Situation, entry: EntryPoint) -> NextAction:
    """What the page's own flag asks for, else what the page is for."""
    if _is_watched_after_a_step(situation, entry):
        ended = [a.outcome_on for a in ladder(situation).ended.values() if a.outcome_on]
        until = max(situation.on, shift(max(ended), WATCH_DAYS))
        return NextAction(_SEE, until, entry.screen, held=until > situation.on)
    if entry.screen == COMPLAINT and (first := look_from(situation)) is not None:
        day = max(first, situation.on)
        return NextAction(look_again(entry.screen), day, entry.screen, held=first > situation.on)
    flag = situation.flag(entry.flag)
    screen = situation.playbook.screens[entry.screen]
    if flag is not None and not _by_itself(situation, entry):
        return (
            of_late_payment(situation, entry)
            or of_silence(situation, entry)
            or NextAction(flag.next_action, situation.on, entry.screen)
        )
    if entry.screen == SAFETY and page_of(entry.flag) != SAFETY:
        return _of_abuse(situation, entry, screen.do)
    if entry.screen == "leaving" and not situation.notices:
        signs = situation.flag("FADING")
        return NextAction(signs.next_action if signs else screen.do, situation.on, entry.screen)
    night = _night_ends(situation) if entry.screen == STEPS[-1] else None
    if night is not None and night > situation.on:
        return NextAction(screen.do, night, entry.screen, held=True)
    return NextAction(screen.do, situation.on, entry.screen)


def _of_abuse(situation: Situation, entry: EntryPoint, line: str) -> NextAction:
    """A first insult wants one clear `line` in writing, and not the end of contact; one after that
    what was decided then; and where it was decided already, a look at oneself.
    """
    if kept_away(situation):
        return NextAction(look_again(entry.screen), situation.on, entry.screen)
    note = crossed(situation)
    if note is None:
        return NextAction(line, situation.on, entry.screen, template=BOUNDARY_NOTE)
    text = "The boundary was broken: decide how to stay safe"
    if note.decision is not None and note.decision.screen == SAFETY:
        day = in_words(note.decision.on, situation.on)
        text = f"The boundary was broken: end contact, as you decided on {day}"
    return NextAction(text, situation.on, entry.screen)


def _night_ends(situation: Situation) -> date | None:
    """The day from which on a begun goodbye may be decided."""
    begun = ladder(situation).drafts.get(STEPS[-1])
    opened = moment(begun.opened_at) if begun is not None and begun.opened_at else None
    return None if opened is None else cooling_ends(opened, hard_days(situation)).date()


def _is_watched_after_a_step(situation: Situation, entry: EntryPoint) -> bool:
    """Whether a step worked and its flag only runs out: what the flag asks for was done."""
    flag = next(iter(ladder_flags(situation)), None)
    return entry.screen == "watch" and entry.flag == flag is not None and ladder(situation).settled


def _by_itself(situation: Situation, entry: EntryPoint) -> bool:
    """Whether the page has its own reason: the flag beside it belongs to other pages, or what the
    flag asks for was tried on a page before it.
    """
    if entry.screen in (COMPLAINT, SAFETY):
        return page_of(entry.flag) != entry.screen
    if entry.screen in STEPS[1:]:
        return entry.screen in _LAST_STEPS or bool(ladder(situation).ended)
    return entry.screen in ("leaving", "lesson")
