"""The fields of the last small form, read without a screen."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.triage.playbook.scene import Desk
from tests.triage.playbook.test_commit import KEY, VALUES, busy, values_for
from tests.triage.playbook.test_walk import BOOK, paths
from triage.changes import RecordIds
from triage.playbook.decide.commit import commit_decision
from triage.playbook.decide.form import EXPECT, form, shape_of, typing
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import DecisionRule, FormField
from triage.playbook.presentation import decide_view
from triage.records import Decision
from tui.decide.fields import field_error, hint, suggested, typed_before

NOW = Desk.of().at("2026-03-13")
PARTS = FormField("instalments", "list")
DAY = FormField("due", "date")


@pytest.mark.parametrize("typed", ["500", "soon 500", "1.4. much", "fri 1,500", "=5", ","])
def test_parts_that_cannot_be_read_say_what_would_be_right(typed: str) -> None:
    rule = builtin().screens["late"].decisions["PLAN"]
    assert not hint(PARTS, typed, rule, NOW, "").startswith("=")


def test_a_day_that_is_too_early_is_told_while_it_is_typed() -> None:
    rule = builtin().screens["late"].decisions["PROMISE"]
    assert hint(DAY, "fri", rule, NOW, "") == "= Friday 20 March 2026"
    assert "2026-03-13" in field_error(DAY, "2026-03-12", rule, NOW)


def test_a_currency_without_cents_has_parts_without_them() -> None:
    workspace = Desk.of(currency="JPY")
    workspace.add("invoice", issued="2026-01-01", due="2026-01-31", amount="1003")
    plan = suggested(PARTS, builtin().screens["late"].decisions["PLAN"], workspace.at("2026-03-13"))
    assert plan == "2026-03-20 250, 2026-03-27 250, 2026-04-03 250, 2026-04-10 253"


def test_nothing_late_is_no_plan() -> None:
    assert suggested(PARTS, builtin().screens["late"].decisions["PLAN"], NOW) == ""


def test_a_last_try_ends_when_it_is_looked_at_again() -> None:
    rule = builtin().screens["part"].decisions["LAST_TRY"]
    assert suggested(FormField("until", "date"), rule, NOW) == "2026-03-27"


def test_the_promised_day_on_record_stands_there_until_it_has_come() -> None:
    rule = builtin().screens["late"].decisions["PROMISE"]
    desk = Desk.of()
    desk.add("invoice", issued="2026-01-01", due="2026-01-31", amount="900")
    desk.log("promise", "2026-03-12", due="2026-03-20")
    assert suggested(DAY, rule, desk.at("2026-03-13")) == "2026-03-20"
    assert suggested(DAY, rule, desk.at("2026-03-21")) == ""
    assert suggested(DAY, builtin().screens["late"].decisions["PLAN"], desk.at("2026-03-13")) == ""


def test_a_wait_on_record_ends_on_its_own_day() -> None:
    rule = builtin().screens["late"].decisions["WAIT"]
    until = FormField("until", "date")
    assert suggested(until, rule, NOW) == ""
    desk = Desk.of()
    desk.log("pause", "2026-03-12", by="them", until="2026-03-20", reason_to_wait="illness")
    assert suggested(until, rule, desk.at("2026-03-13")) == "2026-03-21"


def test_every_field_of_every_decision_has_words() -> None:
    for screen in builtin().screens.values():
        for rule in screen.decisions.values():
            assert all(need.ask for need in form(rule))
            assert all(len(need.ask) <= 28 for need in form(rule)), "the column is 29 wide"


def made(screen: str) -> list[tuple[Decision, DecisionRule]]:
    """Every decision of a page that asks for something, taken with an expectation."""
    taken: dict[str, Decision] = {}
    for answers in paths(screen):
        view = decide_view(busy(), screen, answers, key=KEY)
        if view.decision is not None and view.screen == screen and view.decision.code not in taken:
            values = {**values_for(screen, answers), EXPECT: "It gets better"}
            ids = RecordIds("one")
            decided = commit_decision(busy(), screen, answers, ids, values=values, key=KEY)
            taken[decided.decision.code] = decided.decision
    rules = BOOK.screens[screen].decisions
    return [(decision, rules[code]) for code, decision in taken.items()]


@pytest.mark.parametrize("screen", list(BOOK.screens))
def test_what_was_typed_for_a_decision_stands_there_when_it_is_made_anew(screen: str) -> None:
    now = busy()
    for decision, rule in made(screen):
        for need in rule.needs:
            shape, again = shape_of(need, rule, now), typed_before(need, rule, now, decision)
            assert shape.parse(again, typing(now)) == shape.parse(VALUES[need.field], typing(now))
        assert typed_before(form(rule)[-1], rule, now, decision) == "It gets better"


def test_a_day_that_has_passed_does_not_stand_there_again() -> None:
    rule = BOOK.screens["late"].decisions["PROMISE"]
    former = Decision(
        id="d",
        client="c",
        attempt="t",
        screen="late",
        code="PROMISE",
        on=NOW.on,
        say="",
        playbook="",
        set={"due": "2026-03-20"},
    )
    (due,) = [need for need in rule.needs if need.field == "due"]
    assert typed_before(due, rule, NOW, former) == "2026-03-20"
    assert typed_before(due, rule, NOW, replace(former, set={"due": "2026-03-12"})) == ""


def test_the_same_field_that_asks_something_else_begins_anew() -> None:
    for screen in BOOK.screens.values():
        rules = [r for r in screen.decisions.values() if any(n.field == "reason" for n in r.needs)]
        for former, rule in pairwise(rules):
            asked = [next(n for n in r.needs if n.field == "reason") for r in (former, rule)]
            before = Decision(
                id="d",
                client="c",
                attempt="t",
                screen=screen.id,
                code=former.code,
                on=NOW.on,
                say="",
                playbook="",
                set={"reason": "A reason of more than twenty letters"},
            )
            offered = typed_before(asked[1], rule, NOW, before)
            assert bool(offered) == (asked[0].ask == asked[1].ask)
