"""What a goodbye has to say: open work, a date, one offer, a last day that keeps the notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.triage.messages.build import EMPTY, rules
from triage.message_templates import load_templates
from triage.messages.lint import check

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


def test_l16_one_offer_once() -> None:
    one_offer = _HELLO + "If it helps, a smaller package would be possible."
    two = one_offer + " Or I could lower the price."
    assert "L16" not in rules(one_offer, "reply_to_leaver", offers_allowed=1)
    assert "L16" in rules(two, "reply_to_leaver", offers_allowed=1)
    assert "L16" in rules(one_offer, "reply_to_leaver", offers_allowed=0)


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
