"""The rules that need more than words: a table each of hits and of innocent neighbours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tests.triage.messages.build import EMPTY, TODAY, rules
from triage.message_templates import load_templates
from triage.messages.contact_limits import Reached
from triage.messages.lint import check, footer, stops
from triage.messages.rules import builtin

_HELLO = "Hello Rolf,\n\n"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The spring campaign and the footer fix are done by then.", []),
        ("I finish the SPRING CAMPAIGNS first, and I fix the footer.", []),
        ("The campaign is done.", ["spring campaign", "footer fix"]),
        ("The spring campaign is done.", ["footer fix"]),
        ("Until then: {open_work}.", []),
        ("> spring campaign, footer fix", ["spring campaign", "footer fix"]),
    ],
)
def test_l10_open_work_is_named(text: str, missing: list[str]) -> None:
    facts = replace(EMPTY, open_work=("spring campaign", "footer fix"))
    findings = check(_HELLO + text, load_templates()["parting_letter"], facts)
    reasons = " ".join(f.why for f in findings if f.rule == "L10")
    assert [item for item in facts.open_work if f'"{item}"' in reasons] == missing


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Please answer by 16 March.", False),
        ("Please answer by March 16th.", False),
        ("Please answer by 2026-03-16.", False),
        ("Please answer by 16.3.", False),
        ("Please answer by {reply_by}.", False),
        ("Please answer soon, by Friday.", True),
        ("You may 2 or 3 times a week.", True),
        ("I am here 24/7, in version 2.3 too.", True),
        ("> by 16 March", True),
    ],
)
def test_l11_a_date_is_there(text: str, hit: bool) -> None:
    assert ("L11" in rules(_HELLO + text, "other_offer")) is hit
    assert "L11" not in rules(_HELLO + text, "silence_nudge")


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
    ("text", "end_date", "hit"),
    [
        ("Our work ends on 24 April.", None, False),
        ("Our work ends on 24.4.", date(2026, 4, 24), False),
        ("Our work ends on April 24, 2026.", date(2026, 4, 24), False),
        ("The bill comes on 2 May.", date(2026, 4, 24), True),
        ("The bill comes on 2 May.", None, False),
        ("It all comes to its end on 2 May.", date(2026, 4, 24), False),
        ("Our work ends soon.", None, True),
        ("For now I do less, from 24 April on.", None, True),
        ("For now I do less, and on 24 April it ends.", None, False),
        ("It ends on {end_date}.", None, False),
    ],
)
def test_l28_a_clear_end(text: str, end_date: date | None, hit: bool) -> None:
    assert ("L28" in rules(_HELLO + text, "parting_letter", end_date=end_date)) is hit


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


def test_l16_one_offer_once() -> None:
    one_offer = _HELLO + "If it helps, a smaller package would be possible."
    two = one_offer + " Or I could lower the price."
    assert "L16" not in rules(one_offer, "reply_to_leaver", offers_allowed=1)
    assert "L16" in rules(two, "reply_to_leaver", offers_allowed=1)
    assert "L16" in rules(one_offer, "reply_to_leaver", offers_allowed=0)


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


_PLAIN = "Hej Rolf,\n\ndu har alltid varit en idiot, och jag är trött på det!! TODO"


def test_a_language_without_word_lists_gets_the_structural_rules_only() -> None:
    broken_rules = rules(_PLAIN, "parting_letter", language="sv", open_work=("footer fix",))
    assert broken_rules == {"L10", "L12", "L28", "L31"}
    assert "L28" not in rules("Hej Rolf, vi slutar 30 april 2026.", "parting_letter", language="sv")
    assert footer("sv-SE") == "wording not checked (sv)"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Hallo Rolf,\ndanke für die Jahre. Wir enden am 30. April. Die Tür bleibt offen.",
        ),
        (
            "es",
            "Hola Rolf:\ngracias por estos años. Termina el 30 de abril. La puerta queda abierta.",
        ),
        (
            "fr",
            "Bonjour Rolf,\nmerci pour ces années. Tout finit le 30 avril. La porte reste ouverte.",
        ),
        ("pt", "Olá Rolf,\nobrigada por estes anos. Termina a 30 de abril. A porta fica aberta."),
    ],
)
def test_short_lists_know_thanks_open_door_and_months(language: str, text: str) -> None:
    assert rules(text, "parting_letter", language=language) == set()
    bare = rules("Hallo Rolf,\n\n.", "parting_letter", language=language)
    assert bare == {"L07", "L09", "L11", "L28"}
    assert f"({language})" in footer(language)


def test_english_written_to_others_counts() -> None:
    text = "Hello Rolf,\nthank you. It ends on 24 April, and the door stays open."
    assert rules(text, "parting_letter", language="de") == set()


def test_a_whole_language_needs_no_footer() -> None:
    assert footer("en-GB") == ""


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


_NOTICE = date(2026, 4, 12)


@pytest.mark.parametrize(
    ("text", "early"),
    [
        ("My last working day for you will be 3 April.", True),
        ("My last working day for you will be 3 April 2026.", True),
        ("My last working day for you will be today.", True),
        ("I end our work on the site within 14 days.", True),
        ("Our work ends on 12 April.", False),
        ("Our work ends on 2026-04-30.", False),
        ("Our work ends on 3 January.", False),
        ("Our work ends on 3 April 2027.", False),
        ("My last day is 12 April. Until 3 April I finish the site.", False),
        ("The site is done by 3 April. My last day is 12 April.", False),
        ("The site is done by 3 April.", False),
        ("Our work ends at the end of May.", False),
    ],
)
def test_l28_a_last_day_keeps_the_notice(text: str, early: bool) -> None:
    def levels(template: str, **facts: Any) -> set[str]:
        context = replace(EMPTY, **facts)
        findings = check(_HELLO + text, load_templates()[template], context)
        return {f.level for f in findings if f.rule == "L28" and f.place}

    assert levels("parting_letter", earliest_end=_NOTICE) == ({"stop"} if early else set())
    assert levels("parting_letter", earliest_end=_NOTICE, both_end=True) <= {"warn"}
    assert levels("reply_to_leaver", earliest_end=_NOTICE) == ({"warn"} if early else set())
    assert levels("parting_letter") == set()


def test_l28_a_decided_day_that_the_notice_has_overtaken_is_no_longer_asked_for() -> None:
    text = f"{_HELLO}My last working day for you will be 12 April."
    facts = {"end_date": date(2026, 4, 10), "earliest_end": _NOTICE}
    assert "L28" not in rules(text, "parting_letter", **facts)


def test_l28_reads_last_days_in_other_languages() -> None:
    text = "Hallo Rolf,\n\nmein letzter Arbeitstag für Sie ist der 3. April 2026."
    assert "L28" in rules(text, "parting_letter", language="de", earliest_end=_NOTICE)
    text = text.replace("3. April", "13. April")
    assert "L28" not in rules(text, "parting_letter", language="de", earliest_end=_NOTICE)
