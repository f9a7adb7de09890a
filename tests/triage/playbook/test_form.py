"""The last small form: every field typed, checked, and named when it is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.playbook.scene import Desk, day
from tests.ways import at, decided
from triage.playbook.decide.form import HOLD, form, read_form, why_held
from triage.playbook.errors import BadField
from triage.playbook.gates.gates import GateKey
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import DecisionRule
from triage.records import Instalment
from triage.records.codec import exchange

ON = "2026-03-20"


def rule(screen: str, code: str) -> DecisionRule:
    return builtin().screens[screen].decisions[code]


def read(screen: str, code: str, **typed: str) -> dict[str, object]:
    desk = Desk.of()
    desk.add("invoice", id="i1", number="2026-01", issued="2026-02-01", due=ON, amount="9.00")
    desk.add("invoice", id="i2", issued="2026-02-01", due=ON, amount="9.00")
    return read_form(desk.at(ON), rule(screen, code), typed)


PLAN = {"invoices": "i1", "instalments": "2026-05-01=5"}
GIFT = {"hours_per_month": "2.5", "until": "2026-05-01", "reason": "a friend"}

WHY = "all of it was tried once"
OVERRIDDEN = GateKey(override="There is no other way left, and I have thought about it for long")
FITS = [
    ("adapt", "CANNOT", {"reason": WHY}, {"reason": WHY}),
    ("adapt", "CANNOT", {"reason": f" {WHY} "}, {"reason": WHY}),
    ("late", "PROMISE", {"due": ON}, {"due": day(ON)}),
    ("finished", "REST", {}, {}),
    ("finished", "REST", {"until": ""}, {}),
    ("renegotiate", "GIFT", GIFT, {**GIFT, "hours_per_month": 2.5, "until": day("2026-05-01")}),
    (
        "renegotiate",
        "PRICE",
        {"effective_from": "2026-04-19"},
        {"effective_from": day("2026-04-19")},
    ),
    ("adapt", "MEET", {"expect": "a calm talk"}, {"expect": "a calm talk"}),
    ("safety", "ESCALATE", {"person": "Dana"}, {"person": "Dana"}),
]


@pytest.mark.parametrize(("screen", "code", "typed", "values"), FITS)
def test_what_fits(
    screen: str, code: str, typed: dict[str, str], values: dict[str, object]
) -> None:
    assert read(screen, code, **typed) == values


WRONG = [
    ("adapt", "CANNOT", {}, "reason: is still needed (20 characters or more)"),
    (
        "adapt",
        "CANNOT",
        {"reason": "x" * 19},
        "reason: Please write at least 20 characters; you have 19 so far",
    ),
    ("adapt", "MEET", {"until": ON}, "until: this decision has no such field; it asks for expect"),
    ("late", "PROMISE", {}, "due: is still needed (a date like"),
    ("late", "PROMISE", {"due": "soon"}, "due: “soon” cannot be used here"),
    ("late", "PROMISE", {"due": "2026-02-30"}, "due: There is no such date: “2026-02-30”"),
    ("late", "PROMISE", {"due": "2026-03-19"}, "due: 2026-03-19 is too early. Type 2026-03-20"),
    (
        "renegotiate",
        "PRICE",
        {"effective_from": "2026-04-18"},
        "effective_from: 2026-04-18 is too early. Type 2026-04-19",
    ),
    (
        "renegotiate",
        "GIFT",
        {**GIFT, "hours_per_month": "two"},
        "hours_per_month: “two” cannot be used here",
    ),
    (
        "renegotiate",
        "GIFT",
        {**GIFT, "hours_per_month": "-1"},
        "hours_per_month: “-1” is too small",
    ),
    ("safety", "ESCALATE", {}, "person: is still needed"),
    ("late", "PLAN", {**PLAN, "invoices": "i9"}, "invoices: “i9” matches nothing in the list"),
    ("late", "PLAN", {**PLAN, "invoices": ","}, "invoices: “,” cannot be used here"),
    ("late", "PLAN", {**PLAN, "invoices": "[9]"}, "invoices: “9” matches nothing in the list"),
    ("late", "PLAN", {**PLAN, "invoices": "[i1"}, "invoices: “[i1” cannot be used here"),
    ("late", "PLAN", {"invoices": "i1"}, "instalments: is still needed (a date and an amount"),
    ("lesson", "RULE", {"when": "if rude", "sentence": "x" * 10}, "when: “if rude” cannot be read"),
    ("lesson", "RULE", {"sentence": "x" * 10}, "when: is still needed (a rule like"),
]


@pytest.mark.parametrize(("screen", "code", "typed", "says"), WRONG)
def test_what_is_wrong_is_named(screen: str, code: str, typed: dict[str, str], says: str) -> None:
    with pytest.raises(BadField) as caught:
        read(screen, code, **typed)
    assert says in str(caught.value)
    assert caught.value.field == says.split(":", maxsplit=1)[0]


@pytest.mark.parametrize(
    "typed",
    [
        "2026-05-08=400.50,2026-05-01=500",
        " 2026-05-01 = 500.00 , 2026-05-08 = 400.5 ",
        json.dumps(
            [{"due": "2026-05-01", "amount": "500"}, {"due": "2026-05-08", "amount": "400.50"}]
        ),
    ],
)
def test_instalments_are_typed_in_two_ways(typed: str) -> None:
    values = read("late", "PLAN", invoices="2026-01, i2, i1", instalments=typed)
    assert values["invoices"] == ("i1", "i2")
    assert values["instalments"] == (
        Instalment(due=day("2026-05-01"), amount=Decimal("500")),
        Instalment(due=day("2026-05-08"), amount=Decimal("400.5")),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "500",
        "2026-05-01",
        "2026-05-01=",
        "2026-05-01=many",
        "2026-05-01=0",
        "2026-05-01=-5",
        "2026-05-01=5.005",
        "2026-05-01=nan",
        "2026-05-01=1e20",
        "May=5",
        ",",
        "[]",
        "[1]",
        '[{"due": "2026-05-01"}]',
        "[oops",
    ],
)
def test_instalments_that_cannot_be_read(typed: str) -> None:
    with pytest.raises(BadField, match="instalments: "):
        read("late", "PLAN", invoices="i1", instalments=typed)


def test_stored_as_plain_values() -> None:
    values = read("late", "PLAN", **PLAN, expect="they pay")
    stored = {name: exchange(value) for name, value in values.items()}
    assert stored == {
        "invoices": ["i1"],
        "instalments": [{"due": "2026-05-01", "amount": "5"}],
        "expect": "they pay",
    }
    assert json.loads(json.dumps(stored)) == stored


@pytest.mark.parametrize(
    ("screen", "code"),
    [("late", "PLAN"), ("renegotiate", "GIFT"), ("lesson", "RULE"), ("adapt", "CANNOT")],
)
@settings(max_examples=25)
@given(data=st.data())
def test_nonsense_is_refused_by_the_name_of_its_field(
    screen: str, code: str, data: st.DataObject
) -> None:
    names = [need.field for need in form(rule(screen, code))]
    texts = data.draw(st.fixed_dictionaries({name: st.text() for name in names}))
    try:
        json.dumps({n: exchange(value) for n, value in read(screen, code, **texts).items()})
    except BadField as bad:
        assert bad.field in names
        assert bad.why


def test_why_one_stays_is_answered_by_a_number_or_in_own_words() -> None:
    need = next(need for need in rule("leaving", "MEND").needs if need.choices)
    assert need.field == HOLD and len(need.choices) == 4
    known = {"text": "answer within a day"}
    assert read("leaving", "MEND", **known, hold="2")[HOLD] == need.choices[1]
    own = read("leaving", "MEND", **known, hold="we grew up together")
    assert own[HOLD] == "we grew up together"
    assert HOLD not in read("leaving", "MEND", **known)


def test_who_stays_against_their_own_line_is_asked_why_on_the_way() -> None:
    desk = Desk.of()
    desk.visit("2026-03-19", key=OVERRIDDEN)
    stay = {"still": "last_try"}
    asked = desk.view("2026-03-20", "part", stay, goal=at("hold_on")).question
    assert asked is not None and [option.key for option in asked.options][:2] == ["comfort", "pity"]
    alone = desk.view("2026-03-20", "part", {**stay, "hold_on": "no_alternative"}, goal=decided)
    assert alone.decision is not None and alone.decision.code == "PREPARE"
    typed = {"reason": "They pay half of it in advance", "until": "2026-04-10"}
    taken = desk.take("2026-03-20", "part", {**stay, "hold_on": "pity"}, typed)
    assert why_held(builtin(), taken.decision) == "Pity"
    assert why_held(builtin(), replace(taken.decision, because=(), set={HOLD: "Fear"})) == "Fear"
    assert why_held(builtin(), replace(taken.decision, because=())) is None
