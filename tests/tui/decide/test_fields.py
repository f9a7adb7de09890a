"""The fields of the last small form, read without a screen."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk
from triage.playbook.decide.form import form
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import FormField
from tui.decide.fields import field_error, hint, suggested

NOW = Desk.of().at("2026-03-13")
PARTS = FormField("instalments", "list")
DAY = FormField("due", "date")


@pytest.mark.parametrize("typed", ["500", "soon 500", "1.4. much", "fri 1,500", "=5", ","])
def test_parts_that_cannot_be_read_say_what_would_be_right(typed: str) -> None:
    rule = builtin().screens["late"].decisions["PLAN"]
    assert hint(PARTS, typed, rule, NOW, "").startswith("A date and an amount for each")


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


def test_every_field_of_every_decision_has_words() -> None:
    for screen in builtin().screens.values():
        for rule in screen.decisions.values():
            assert all(need.ask for need in form(rule))
            assert all(len(need.ask) <= 28 for need in form(rule)), "the column is 29 wide"
