"""FADING, SILENT, OUR_TURN and CHANGE_OF_HANDS: each limit from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.triage.lives import Life, ago


def faded(before: float = 10, now: float = 5, **client: Any) -> Life:
    """Hours of the 56 days before, and of the last 56."""
    return Life(**client).time(56, before).time(55, now)


@pytest.mark.parametrize(
    ("life", "raised"),
    [
        pytest.param(faded(), True, id="half"),
        pytest.param(faded(now=5.05), False, id="more than half"),
        pytest.param(faded(before=9.9, now=0), False, id="under ten hours before"),
        pytest.param(Life().time(111, 10), True, id="the first day before"),
        pytest.param(Life().time(112, 10), False, id="longer ago"),
        pytest.param(faded(not_tracked=("hours",)), False, id="hours not tracked"),
        pytest.param(faded().engagement(), True, id="an open engagement"),
        pytest.param(faded().engagement(end=0), False, id="it ends today"),
        pytest.param(faded().engagement(end=-1), True, id="it ends tomorrow"),
        pytest.param(faded().engagement(end=9).engagement(), True, id="another one is open"),
        pytest.param(faded().engagement(start=-1), True, id="none begun yet: counts as open"),
        pytest.param(faded().gift(3, 0, 9), False, id="a gift runs"),
        pytest.param(faded().gift(30, 1, 9), True, id="the gift is over"),
        pytest.param(faded().event("pause", 30, by="us"), False, id="a pause without an end"),
        pytest.param(faded().event("pause", 99, by="us"), True, id="work went on after it"),
        pytest.param(faded().event("pause", 99, by="us", until=56), False, id="it touches"),
        pytest.param(faded().event("pause", 99, by="us", until=57), True, id="it was before"),
        pytest.param(faded().event("pause", 0, by="us", until=0), False, id="paused today"),
        pytest.param(faded().event("pause", 9, by="us", until=10), True, id="it holds no day"),
        pytest.param(faded().event("pause", -1, by="us"), True, id="paused tomorrow"),
        pytest.param(faded().event("pause", 9, by="them"), False, id="they paused"),
    ],
)
def test_fading_hours(life: Life, raised: bool) -> None:
    assert ("FADING" in life.flags()) is raised


@pytest.mark.parametrize(("on", "raised"), [(0, True), (27, True), (28, False), (-1, False)])
def test_a_sign_that_they_may_go(on: int, raised: bool) -> None:
    life = Life(not_tracked=("hours",)).engagement(end=9).event("pause", 99, by="us")
    assert ("FADING" in life.event("leave_sign", on).flags()) is raised


def asked(*days: int) -> Life:
    return Life().event("message_out", *days, asks=True)


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(asked(6), None, id="six days"),
        pytest.param(asked(7), 1, id="seven"),
        pytest.param(asked(13), 1, id="thirteen"),
        pytest.param(asked(14), 2, id="fourteen"),
        pytest.param(asked(23), 2, id="twenty-three"),
        pytest.param(asked(24), 3, id="twenty-four"),
        pytest.param(Life().event("message_out", 30), None, id="no question in it"),
        pytest.param(asked(30, 8), 3, id="the first question counts"),
        pytest.param(asked(30, 8).event("message_in", 9), 1, id="only the first was answered"),
        pytest.param(asked(30).event("message_in", 30), None, id="answered the same day"),
        pytest.param(asked(30).event("call", 1), None, id="a call"),
        pytest.param(asked(30).event("meeting", 0), None, id="a meeting today"),
        pytest.param(asked(30).event("call", 31), 3, id="talked before it"),
        pytest.param(asked(30).event("call", -1), 3, id="a call tomorrow"),
        pytest.param(asked(30).event("request", 3, outcome="billed"), 3, id="not a talk"),
    ],
)
def test_silent(life: Life, severity: int | None) -> None:
    assert life.flags().get("SILENT") == severity


def wrote(on: int, **more: Any) -> Life:
    more.setdefault("needs_answer", True)
    return Life().event("message_in", on, **more)


@pytest.mark.parametrize(
    ("sent", "today", "raised"),
    [
        # Today (0) is a Friday; 7 days ago too.
        (1, 0, False),
        (2, 0, True),
        (7, 4, False),  # Friday to Monday: one weekday
        (7, 3, True),  # Friday to Tuesday: two
        (6, 4, False),  # Saturday to Monday
        (6, 3, True),
        (0, -3, False),
        (0, -4, True),
    ],
)
def test_our_turn_counts_weekdays_after_the_message(sent: int, today: int, raised: bool) -> None:
    assert ("OUR_TURN" in wrote(sent).flags(on=ago(today))) is raised


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(wrote(9, answered_on=0), None, id="answered today"),
        pytest.param(wrote(9, answered_on=-1), 2, id="answered tomorrow"),
        pytest.param(wrote(9, needs_answer=False), None, id="needs no answer"),
        pytest.param(wrote(9).event("message_out", 1), 2, id="another message is no answer"),
        pytest.param(wrote(9, answered_on=12), None, id="answered before: taken as it is"),
        pytest.param(wrote(0, complaint=True, needs_answer=False), None, id="complaint of today"),
        pytest.param(wrote(1, complaint=True, needs_answer=False), 3, id="of yesterday"),
        pytest.param(Life().event("call", 1, complaint=True), 3, id="said in a call"),
        pytest.param(wrote(9, complaint=True, answered_on=8), 3, id="answered, not solved"),
        pytest.param(wrote(9, complaint=True, answered_on=8, solved_on=0), None, id="solved"),
        pytest.param(wrote(9, complaint=True, solved_on=-1, answered_on=8), 3, id="to be solved"),
        pytest.param(wrote(9, complaint=True, solved_on=2), 2, id="solved, not answered"),
    ],
)
def test_our_turn(life: Life, severity: int | None) -> None:
    assert life.flags().get("OUR_TURN") == severity


@pytest.mark.parametrize(("promised", "raised"), [(0, True), (1, True), (2, False)])
def test_our_turn_keeps_to_what_we_promised_them(promised: int, raised: bool) -> None:
    life = Life(reply_days=promised).event("message_in", 2, needs_answer=True)
    assert ("OUR_TURN" in life.flags()) is raised


@pytest.mark.parametrize(
    ("life", "raised"),
    [
        pytest.param(Life().event("new_person", 179), True, id="half a year ago"),
        pytest.param(Life().event("new_person", 180), False, id="before"),
        pytest.param(Life().event("new_person", -1), False, id="tomorrow"),
        pytest.param(
            Life().event("new_person", 9).event("intro_talk", 9), False, id="met the same day"
        ),
        pytest.param(Life().event("new_person", 9).event("intro_talk", 10), True, id="met before"),
        pytest.param(Life().event("new_person", 9).event("intro_talk", -1), True, id="to meet"),
        pytest.param(
            Life().event("new_person", 30, 9).event("intro_talk", 20), True, id="the second one"
        ),
    ],
)
def test_change_of_hands(life: Life, raised: bool) -> None:
    assert ("CHANGE_OF_HANDS" in life.flags()) is raised
