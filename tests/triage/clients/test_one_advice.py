"""One advice a client, whatever is raised and whatever was decided: what is done is not advised
again, what has its day waits for it, and what is due says what the list says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, timedelta
from functools import cache

import pytest

from tests.triage.lives import TODAY
from tests.triage.playbook.scene import Desk
from tests.triage.playbook.test_commit import KEY, typed
from tests.triage.playbook.test_walk import paths
from tests.triage.test_health_registry import ALONE
from triage.clients.agenda import AgendaEntry, agenda
from triage.clients.due_now import with_next_actions
from triage.clients.next_action import NextAction
from triage.clients.overview import Overview, overview_of
from triage.health.windows import shift
from triage.messages.templates import for_screen
from triage.open_items import open_actions
from triage.playbook.ask.entry_points import GO_FIRST, entry_point
from triage.playbook.errors import BadAnswer, BadField, DecisionRefused
from triage.playbook.presentation import decide_view
from triage.records import Outcome, Record, Review

FOLLOWED_DAYS = 35
"""So long a decision is followed: longer than any step of the ladder runs, but for the last."""
OUTCOMES: tuple[Outcome, ...] = ("worked", "failed", "partly")
ASKS_MONEY = "late"
"""The page whose messages are stages of one another; what each of them leads to is in
test_advice.py.
"""


def desk_of(flag: str) -> Desk:
    """A client with whom nothing but that flag is wrong."""
    ledger = ALONE[flag][0]().ledger
    tuples = (getattr(ledger, field.name) for field in fields(ledger) if field.name != "client")
    return Desk(ledger.client, *(record for of_kind in tuples for record in of_kind))


def copy_of(desk: Desk) -> Desk:
    other = Desk(*desk.records.values())
    other.done = desk.done
    return other


def shown(desk: Desk, on: date) -> Overview:
    return overview_of(desk.book, desk.client, on)


def next_of(desk: Desk, on: date) -> NextAction:
    action = shown(desk, on).next_action
    assert action is not None
    return action


@cache
def ways(flag: str) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """Each decision of the page that a flag leads to: the page, and the first answers to it."""
    now = desk_of(flag).at(TODAY.isoformat())
    screen = entry_point(now).screen
    by_code: dict[str, tuple[str, Mapping[str, str]]] = {}
    for answers in paths(screen):
        try:
            decision = decide_view(now, screen, answers, key=KEY).decision
        except BadAnswer:
            continue
        if decision is not None:
            by_code.setdefault(decision.code, (screen, answers))
    return by_code


def decide(desk: Desk, screen: str, answers: Mapping[str, str]) -> bool:
    """Whether what the answers lead to could be decided with this client."""
    on = TODAY.isoformat()
    decision = decide_view(desk.at(on), screen, answers, key=KEY).decision
    assert decision is not None
    values = {need.field: typed(need.field) for need in decision.needs}
    try:
        desk.take(on, screen, answers, values, key=KEY)
    except (DecisionRefused, BadField):
        return False
    return True


def check_lines(desk: Desk, on: date) -> None:
    """What is due says what the list says: on its day, and no step before it says another thing."""
    judged = shown(desk, on)
    action = judged.next_action
    if action is None or action.due is None or judged.verdict in ("ended", "resting"):
        return
    entries = with_next_actions(agenda(desk.book, on), {desk.client: judged}, on)
    lines = [entry for entry in entries if entry.kind in ("next", "step", "action")]
    if action.due <= on:
        assert any(says(line, action) for line in lines), (on, action, lines)
    for line in lines:
        beside = judged.client.state == "closing" and line.kind == "step" and action.due > on
        # The points of a goodbye and the look at oneself are two things.
        if line.kind != "action" and line.day <= max(on, action.due) and not beside:
            assert says(line, action), (on, action, line)


def says(line: AgendaEntry, action: NextAction) -> bool:
    return line.text.startswith(action.text.removesuffix("."))


def check_not_again(desk: Desk, on: date, done: NextAction) -> None:
    """The advice that was just followed is not given anew for the same day."""
    action = shown(desk, on).next_action
    if action is not None and (action.due is None or action.due <= on):
        assert action.text != done.text, (on, action)


@pytest.mark.parametrize(("flag", "code"), [(flag, code) for flag in ALONE for code in ways(flag)])
def test_what_was_decided_and_done_is_not_advised_again(flag: str, code: str) -> None:
    desk = desk_of(flag)
    before = next_of(desk, TODAY)
    if not decide(desk, *ways(flag)[code]):
        return
    check_not_again(desk, TODAY, before)
    for days in range(FOLLOWED_DAYS):
        on = TODAY + timedelta(days=days)
        check_lines(desk, on)
        for action in open_actions(desk.at(on.isoformat()).ledger, on):
            if action.due is not None and action.due <= on:
                before = next_of(desk, on)
                do(desk, action, on)
                check_not_again(desk, on, before)
                check_lines(desk, on)
        before_outcome = shown(desk, on).next_action
        if before_outcome is not None and before_outcome.outcome and before_outcome.due == on:
            end(desk, before_outcome, on)


def do(desk: Desk, action: Record, on: date) -> None:
    template = getattr(action, "template", None)
    if template is not None:
        desk.sent(on.isoformat(), template)
    else:
        desk.change("action", action.id, done_on=on.isoformat())


def end(desk: Desk, asked: NextAction, on: date) -> None:
    """The step ended well, or not; with the last of these it goes on."""
    assert asked.outcome is not None
    for outcome in OUTCOMES:
        ended = desk if outcome == OUTCOMES[-1] else copy_of(desk)
        ended.outcome(on.isoformat(), asked.outcome, outcome)
        check_not_again(ended, on, asked)
        check_lines(ended, on)
        after = shown(ended, on).next_action
        if outcome == "worked" and after is not None:
            assert after.held and after.due is not None and after.due > on
            tomorrow = shown(ended, shift(on, 1)).next_action
            assert tomorrow is None or tomorrow.due == after.due, "it does not move along"


@pytest.mark.parametrize("flag", list(ALONE))
def test_what_was_written_without_a_decision_is_not_advised_again(flag: str) -> None:
    screen = entry_point(desk_of(flag).at(TODAY.isoformat())).screen
    if screen in (*GO_FIRST, ASKS_MONEY):
        return
    for template in for_screen(screen):
        desk = desk_of(flag)
        before = next_of(desk, TODAY)
        desk.sent(TODAY.isoformat(), template.id)
        after = next_of(desk, TODAY)
        check_not_again(desk, TODAY, before)
        check_lines(desk, TODAY)
        assert after.held and after.due is not None and after.due > TODAY
        again, untouched = (shown(each, after.due).next_action for each in (desk, desk_of(flag)))
        if flag == "SILENT":
            assert again is not None and untouched is not None
            assert again.text != untouched.text, "they were asked once more by then"
            again = replace(again, text=untouched.text)
        assert again == untouched, "nobody has answered"


@pytest.mark.parametrize("flag", list(ALONE))
def test_nothing_is_due_while_it_is_put_off(flag: str) -> None:
    desk = desk_of(flag)
    judged = shown(desk, TODAY)
    if judged.verdict == "stop":
        return
    until = shift(TODAY, 14)
    card = {"client": desk.client, "verdict": "snooze", "until": until.isoformat()}
    card["on"] = TODAY.isoformat()
    desk.put(Review(id="r", on=TODAY, cards=(card,)))
    for days in range(14):
        on = TODAY + timedelta(days=days)
        if got_worse(desk, on):
            break
        action = shown(desk, on).next_action
        assert action is None or action.due is None or action.due > on, (on, action)
        check_lines(desk, on)
    assert shown(desk, until).next_action == shown(desk_of(flag), until).next_action


def got_worse(desk: Desk, on: date) -> bool:
    then, now = (shown(desk, day).health for day in (TODAY, on))
    return any(flag.severity > then.severity(flag.code) for flag in now.flags)


def test_what_is_worse_than_when_it_was_put_off_is_due_again() -> None:
    """A flag that the last finished review did not know is no news to who put it off since."""
    desk = desk_of("FADING")
    card = {"client": desk.client, "verdict": "hold", "on": TODAY.isoformat()}
    card["until"] = shift(TODAY, 28).isoformat()
    earlier = Review(id="a", on=shift(TODAY, -7), finished_on=shift(TODAY, -7))
    desk.put(earlier)
    desk.put(Review(id="b", on=TODAY, cards=(card,)))
    later = shift(TODAY, 3)
    assert next_of(desk, later).due == shift(TODAY, 28)
    more = copy_of(desk)
    more.log("no_show", shift(TODAY, 1).isoformat())
    assert next_of(more, later).due == shift(TODAY, 28), "a note asks for nothing"
    more.log("no_show", shift(TODAY, 2).isoformat())
    assert next_of(more, later).due == later
