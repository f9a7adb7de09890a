"""The fields of the last small form, read without a screen."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk
from triage.codec import BadValue
from triage.playbook.decide.form import form
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import FormField
from tui.decide.fields import hint, in_exchange_form, suggested

NOW = Desk.of().at("2026-03-13")
PARTS = FormField("instalments", "list")
DAY = FormField("due", "date")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-04-01=50.00,2026-05-01=50.00", "2026-04-01=50.00, 2026-05-01=50.00"),
        ("1.4. 50; 1.5. 50", "2026-04-01=50, 2026-05-01=50"),
        ("fri 60, 3.4. 40,50", "2026-03-20=60, 2026-04-03=40.50"),
        ("+7 100, +14 100", "2026-03-20=100, 2026-03-27=100"),
        ("mon = 12.50", "2026-03-16=12.50"),
    ],
)
def test_parts_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert in_exchange_form(PARTS, typed, NOW) == read


@pytest.mark.parametrize("typed", ["500", "soon 500", "1.4. much", "fri 1,500", "=5", ","])
def test_parts_that_cannot_be_read_say_what_would_be_right(typed: str) -> None:
    with pytest.raises(BadValue, match=r"please|Is that"):
        in_exchange_form(PARTS, typed, NOW)
    assert hint(PARTS, typed, NOW, "").endswith(("please.", "please"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("fri", "2026-03-20"),
        ("Saturday", "2026-03-14"),
        ("THU", "2026-03-19"),
        ("+1", "2026-03-14"),
    ],
)
def test_a_weekday_is_the_next_one_and_never_today(typed: str, read: str) -> None:
    assert in_exchange_form(DAY, typed, NOW) == read


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
