"""What a decision puts down to be done is put down once, however often it is taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.triage.playbook.scene import Desk, hard, paid_invoice
from tests.triage.playbook.test_commit import KEY, VALUES
from tests.triage.playbook.test_walk import BOOK, paths
from triage.changes import RecordIds
from triage.health.history import ANSWERS
from triage.open_items import LOOK_FOR_ANSWER, open_actions
from triage.playbook.ask.walk import walk
from triage.playbook.decide.commit import commit_decision
from triage.playbook.errors import DecisionRefused
from triage.playbook.presentation import decide_view
from triage.records import Action

FIRST, AGAIN = "2026-03-20", "2026-03-27"
DAYS = (FIRST, "2026-03-21", AGAIN, "2026-04-17")
FLOOR = {"floor": Decimal(50)}
WAYS = {
    (screen, decision.code): answers
    for screen in BOOK.screens
    for answers in paths(screen)
    if (decision := walk(BOOK, screen, answers, FLOOR).decision) is not None
}
"""One way to each decision of the playbook."""


def busy() -> Desk:
    """A client with something of everything, before whom all screens are open."""
    desk = Desk.of(since="2025-01-01")
    hard(desk, "2026-03-02", "2026-03-03")
    desk.log("message_out", "2026-03-10", asks=True)
    desk.add("invoice", id="inv1", issued="2026-02-01", due="2026-02-20", amount="100.00")
    paid_invoice(desk, "2026-01-01", "2026-01-05")
    desk.add("time", on="2026-03-05", minutes=300)
    desk.visit("2026-03-15", key=KEY)
    return desk


def take(desk: Desk, on: str, screen: str, answers: Mapping[str, str], expect: str) -> str | None:
    """Take what the answers lead to, if they still do; the code of the decision."""
    view = decide_view(desk.at(on), screen, answers, key=KEY)
    if view.decision is None:
        return None
    values = {need.field: VALUES[need.field] for need in view.decision.needs}
    for name in ("until", "due", "fix_by"):
        values = {**values, name: "2026-05-04"} if name in values else values
    values["expect"] = expect
    desk.done += 1
    ids = RecordIds(f"take {desk.done}")
    try:
        taken = commit_decision(desk.at(on), screen, answers, ids, values=values, key=KEY)
    except DecisionRefused:
        return None
    desk.apply(taken.changes)
    return taken.decision.code


def still_open(desk: Desk, on: str) -> Iterator[tuple[tuple[str, str], Action]]:
    """The open actions of decisions, each with the screen and code of its own."""
    codes = {d.id: (d.screen, d.code) for d in desk.of_kind("decision")}
    for action in open_actions(desk.at(on).ledger, desk.at(on).on):
        if action.decision is not None:
            yield codes[action.decision], action


def assert_once(desk: Desk, on: str) -> None:
    """No two open actions are the same thing to do, and none belongs to an older taking."""
    newest = {(d.screen, d.code): d.id for d in desk.of_kind("decision")}
    listed = list(still_open(desk, on))
    # A hello for today and the next one in half a year are two things of one decision.
    same = Counter((code, a.template or a.text, a.due) for code, a in listed)
    assert {key: n for key, n in same.items() if n > 1} == {}
    assert {(code, a.decision) for code, a in listed} == {
        (code, newest[code]) for code, _ in listed
    }


@pytest.mark.parametrize(("screen", "code"), list(WAYS))
def test_the_same_decision_taken_again_goes_on_with_its_actions(screen: str, code: str) -> None:
    desk = busy()
    taken = take(desk, FIRST, screen, WAYS[screen, code], "one")
    before = {action.id: action for _, action in still_open(desk, FIRST)}
    if taken is None or take(desk, AGAIN, screen, WAYS[screen, code], "two") != taken:
        return
    assert_once(desk, AGAIN)
    after = {action.id: action for _, action in still_open(desk, AGAIN)}
    templates = {a.template for a in before.values()} & {a.template for a in after.values()}
    assert templates == {before[id_].template for id_ in before.keys() & after.keys()}


def test_it_takes_the_new_day_the_new_words_and_is_one_change() -> None:
    desk = busy()
    answers = {"got": "yes", "dispute": "no", "stage": "1"}
    desk.take(FIRST, "late", answers)
    (before,) = desk.of_kind("action")
    taken = desk.take(AGAIN, "late", answers)
    (after,) = desk.of_kind("action")
    assert after.id == before.id and after.on == before.on
    assert (after.decision, after.due) == (taken.decision.id, taken.actions[0].due)
    assert after.due > before.due
    (put,) = [put for put in taken.changes.puts if put.record.kind == "action"]
    assert put.was == before


def test_what_is_done_already_is_not_opened_again() -> None:
    desk = busy()
    answers = {"got": "yes", "dispute": "no", "stage": "1"}
    desk.take(FIRST, "late", answers)
    desk.sent(FIRST, "payment_reminder")
    desk.take(AGAIN, "late", answers)
    assert sorted(action.done_on is None for action in desk.of_kind("action")) == [False, True]


@examples(40)
@given(ways=st.lists(st.tuples(st.sampled_from(list(WAYS)), st.sampled_from("ab")), max_size=6))
def test_however_one_decides_nothing_is_to_be_done_twice(
    ways: list[tuple[tuple[str, str], str]],
) -> None:
    desk = busy()
    for number, (way, expect) in enumerate(ways):
        on = DAYS[number * len(DAYS) // len(ways)]
        take(desk, on, way[0], WAYS[way], expect)
        assert_once(desk, on)


# --- the look for an answer -------------------------------------------------------------------


def proposed() -> Desk:
    """New terms that they have had since 9 March."""
    desk = Desk.of(floor="90.00")
    desk.add("engagement", mode="hourly", start="2023-01-02", rate="75.00")
    for on in ("2026-02-20", "2026-02-27", "2026-03-06"):
        desk.add("time", on=on, minutes=300)
    desk.take("2026-03-06", "renegotiate", WAYS["renegotiate", "PRICE"])
    assert LOOK_FOR_ANSWER in dict(desk.todo())
    return desk


def waits_for_answer(desk: Desk, on: str) -> bool:
    now = desk.at(on)
    return LOOK_FOR_ANSWER in {action.text for action in open_actions(now.ledger, now.on)}


@pytest.mark.parametrize("what", ANSWERS)
def test_an_answer_that_came_is_not_looked_for(what: str) -> None:
    desk = proposed()
    desk.log(what, "2026-03-08")
    assert waits_for_answer(desk, "2026-03-08"), "they have not had the message yet"
    desk.sent("2026-03-09", "new_terms")
    assert waits_for_answer(desk, "2026-03-12")
    desk.log(what, "2026-03-12")
    assert waits_for_answer(desk, "2026-03-11")
    assert not waits_for_answer(desk, "2026-03-12")


def test_only_money_answers_a_demand_for_it() -> None:
    desk = busy()
    demand = {"screen": "late", "code": "DEMAND14", "say": "Send the final demand"}
    desk.add("decision", id="d", attempt="a", on=FIRST, playbook="1", **demand)
    desk.add("action", text=LOOK_FOR_ANSWER, on=FIRST, due=AGAIN, decision="d")
    desk.add("message", template="final_demand", on=FIRST, sent_on=FIRST, decision="d")
    desk.log("message_in", "2026-03-21")
    assert waits_for_answer(desk, AGAIN)
