"""The rules that need more than words: a table each of hits and of innocent neighbours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.triage.messages.build import EMPTY, TODAY, rules
from triage.message_templates import load_templates
from triage.messages.contact_limits import Reached
from triage.messages.lint import check, stops
from triage.messages.rules import builtin

_HELLO = "Hello Rolf,\n\n"


@pytest.mark.parametrize(
    ("facts", "hit"),
    [
        ({}, False),
        ({"drafted_at": datetime(2026, 3, 12, 12, 1)}, True),
        ({"drafted_at": datetime(2026, 3, 12, 12)}, False),
        ({"drafted_at": date(2026, 3, 13)}, True),
        ({"drafted_at": date(2026, 3, 12)}, False),
        ({"drafted_at": datetime(2027, 3, 13)}, True),
        ({"drafted_at": datetime.max}, True),
        ({"hard_on": TODAY}, True),
        ({"hard_on": date(2026, 3, 12)}, False),
        ({"hard_on": TODAY, "drafted_at": datetime(2026, 3, 10, 12)}, False),
        ({"hard_on": TODAY, "drafted_at": datetime(2026, 3, 10, 13)}, True),
        ({"hard_on": TODAY, "drafted_at": TODAY, "cooled": True}, False),
    ],
)
def test_l13_a_hard_draft_waits(facts: dict[str, Any], hit: bool) -> None:
    assert ("L13" in rules(_HELLO, "boundary_note", **facts)) is hit
    assert "L13" not in rules(_HELLO, "empathy_reply", **facts)


def test_l13_holds_at_the_end_of_the_calendar() -> None:
    now = datetime(9999, 12, 31, 23)
    assert "L13" in rules(_HELLO, "boundary_note", now=now, drafted_at=now, hard_on=now.date())


@pytest.mark.parametrize(
    ("text", "hit"),
    [("word " * 48, False), ("word " * 49, True), ("> word\n" * 100, False)],
)
def test_l20_length(text: str, hit: bool) -> None:
    assert ("L20" in rules(_HELLO + text, "silence_nudge")) is hit


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("€ 300 are open", True),
        ("1,200.00 is open", True),
        ("120 pounds sterling", True),
        ("EUR 45.50", True),
        ("the bill RE-17-26", True),
        ("your invoice no. 7", True),
        ("on 16.3.2026 at 14:30", False),
        ("the 12,000 visitors of May", False),
        ("a room of 30 m2, 3.5 hours", False),
        ("Thanks a million.", False),
        ("your invoice arrived on 3 May", False),
        ("since 2026-08-01", False),
    ],
)
def test_l21_money_is_kept_out(text: str, hit: bool) -> None:
    assert ("L21" in rules(_HELLO + text, "later_checkin", invoice_numbers=("2026-08",))) is hit
    assert "L21" not in rules(_HELLO + text, "payment_reminder", invoice_numbers=("2026-08",))


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Marta Bakery liked it.", True),
        ("Marta Bakery's shop liked it.", True),
        ("The marta bakery liked it.", True),
        ("MARTA\nBAKERY liked it.", True),
        ("Marta Bakeryshop liked it.", False),
        ("> Marta Bakery liked it.", False),
        ("Northlake has news.", True),
        ("Northlake Foods has news.", False),
        ("Rolf has news.", False),
    ],
)
def test_l22_names_of_other_clients(text: str, hit: bool) -> None:
    others = ("Marta Bakery", "Northlake", "Rolf", "X")
    facts = {"others": others, "names": ("Rolf",)}
    assert ("L22" in rules(_HELLO + text, "how_we_work", **facts)) is hit


@pytest.mark.parametrize(
    ("text", "names", "hit"),
    [
        ("Hello Rolf,", ("Rolf Meier",), False),
        ("Dear Mr Meier,", ("Dr Rolf Meier",), False),
        ("Ola Joao,", ("João",), False),
        ("Subject: the shop\n\nHello Rolf,", ("Rolf",), False),
        ("> Hello Rolf\nHello Dana,", ("Rolf",), True),
        ("Hello,\nRolf", ("Rolf",), True),
        ("Dear Dr,", ("Dr Meier",), True),
        ("", ("Rolf",), True),
        ("   \n", ("Rolf",), True),
        ("Hello, " + "word " * 13 + "Rolf", ("Rolf",), False),
        ("Hello, " + "word " * 15 + "Rolf", ("Rolf",), True),
    ],
)
def test_l23_the_greeting(text: str, names: tuple[str, ...], hit: bool) -> None:
    assert ("L23" in rules(text, "how_we_work", names=names)) is hit


def test_l23_is_only_a_hint_when_no_name_is_known() -> None:
    findings = check("Hello,", load_templates()["how_we_work"], replace(EMPTY, names=()))
    assert [(f.rule, f.level) for f in findings] == [("L23", "hint")]


def test_l21_marks_a_sum_once() -> None:
    template = load_templates()["later_checkin"]
    findings = check(f"{_HELLO}Is EUR 1,200.00 right?", template, EMPTY)
    assert [f.text for f in findings] == ["EUR 1,200.00"]


def test_l25_a_reference_needs_somebody_who_asked() -> None:
    text = _HELLO + "I worked for them from 2 May 2024 to 24 April 2026."
    assert "L25" in rules(text, "reference_reply", asker=None)
    assert "L25" not in rules(text, "reference_reply", asker="Kim")


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Hello Rolf,\n\nThe server was down. You waited.", True),
        ("Hello Rolf, we changed the server. You waited.", True),
        ("Hello Rolf,\n\nYou waited for two days. The server was down.", False),
        ("Hello Rolf,\n\nI am sorry about Saturday.", False),
        ("Hello Rolf,", False),
    ],
)
def test_l26_the_answer_begins_with_them(text: str, hit: bool) -> None:
    assert ("L26" in rules(text, "empathy_reply")) is hit


@pytest.mark.parametrize(("asked", "ticked", "hit"), [(0, 0, False), (2, 1, True), (2, 2, False)])
def test_l27_questions_left_open(asked: int, ticked: int, hit: bool) -> None:
    broken_rules = rules(_HELLO, "empathy_reply", questions=asked, answered=ticked)
    assert ("L27" in broken_rules) is hit


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("he shouted at Ana on the phone for ten minutes", True),
        ("HE SHOUTED,\nat Ana - on the phone for", True),
        ("he shouted at Ana on the phone", False),
        ("> he shouted at Ana on the phone for ten minutes", False),
    ],
)
def test_l29_private_notes_stay_private(text: str, hit: bool) -> None:
    notes = ("Monday: he shouted at Ana on the phone for ten minutes.",)
    assert ("L29" in rules(_HELLO + text, "how_we_work", private_notes=notes)) is hit


def test_l29_marks_the_whole_sentence_once() -> None:
    note = "he shouted at Ana on the phone for ten minutes"
    facts = replace(EMPTY, private_notes=(note,))
    text = f"{_HELLO}So {note}, and then {note}."
    notes = [f for f in check(text, load_templates()["how_we_work"], facts) if f.rule == "L29"]
    assert [f.text for f in notes] == [note, note]


def test_l30_one_message_too_many() -> None:
    cap = Reached("silent", 3, 3, "3 messages without an answer; 3 are enough.")
    assert "L30" in rules(_HELLO, "silence_nudge", cap=cap)
    assert "L30" not in rules(_HELLO, "silence_nudge")


def test_l18_is_quiet_after_the_check() -> None:
    text = _HELLO + "Interest of 12% is due by 16 March."
    assert "L18" in rules(text, "payment_formal")
    assert "L18" not in rules(text, "payment_formal", law_checked_on=TODAY)
    assert "L18" not in rules(text, "new_terms")


def test_what_is_quoted_is_not_judged() -> None:
    line = "I stop working when anybody is rude to my colleagues."
    text = f"{_HELLO}> you always shout\n{line.upper()}"
    assert rules(text, "boundary_note", line=line) == set()
    assert "L03" in rules(text, "boundary_note")


def test_the_safety_message_needs_no_thanks_but_may_not_threaten() -> None:
    assert rules("Contact ends today.", "safety_stop") == set()
    assert rules("I will expose you to {name}.", "safety_stop") == {"L04", "L12"}


def test_absent_things_have_no_place_and_come_last() -> None:
    findings = check("Rolf, you never pay.", load_templates()["parting_letter"], EMPTY)
    places = [f.start for f in findings]
    assert places[0] == 6
    assert places[-1] is None
    assert {f.text for f in findings if f.start is None} == {""}
    assert stops(findings)


def test_every_finding_says_what_to_do() -> None:
    assert all(rule.why.endswith((".", "?")) and "!" not in rule.why for rule in builtin().rules)
    assert {rule.id for rule in builtin().rules} == {f"L{n:02}" for n in range(1, 33)}
