"""DISRESPECT, BOUNDARY, DRAIN and SAFETY: each limit from both sides."""

from __future__ import annotations

import pytest

from tests.triage.lives import Life, ago, healthy


def tones(*tones: int, what: str = "message_in", on: int = 27) -> Life:
    life = Life()
    for tone in tones:
        life.event(what, on, tone=tone)
    return life


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(tones(-1), None, id="one hard word"),
        pytest.param(tones(-1, -1), 2, id="two"),
        pytest.param(tones(-2), 2, id="one abusive"),
        pytest.param(tones(-2, -1), 2, id="one of each"),
        pytest.param(tones(-1, -1, -1), 3, id="three"),
        pytest.param(tones(-2, -2), 3, id="two abusive"),
        pytest.param(tones(-2, -1, -1), 3, id="three, one abusive"),
        pytest.param(tones(-1, -1, on=28), None, id="two mild ones 28 days ago"),
        pytest.param(tones(-2, -2, on=28), 3, id="insults are remembered"),
        pytest.param(tones(-2, on=89), 2, id="for ninety days"),
        pytest.param(tones(-2, -2, on=90), None, id="no longer"),
        pytest.param(tones(-2, on=60).event("thanks", 3, tone=2), 2, id="flowers change nothing"),
        pytest.param(tones(-2, -2, on=-1), None, id="tomorrow"),
        pytest.param(tones(-2, -2, what="message_out"), None, id="our own words"),
        pytest.param(tones(-2, -2, what="our_promise"), None, id="our own promise"),
        pytest.param(tones(-2, -2, what="thanks"), 3, id="any event of theirs"),
        pytest.param(tones(-1, 2, 2, 2), None, id="warm words make up for nothing, nor add"),
    ],
)
def test_disrespect(life: Life, severity: int | None) -> None:
    assert life.flags().get("DISRESPECT") == severity


def test_money_never_lowers_disrespect() -> None:
    assert healthy().event("message_in", 3, 4, 5, tone=-1).flags() == {"DISRESPECT": 3}


def pushed_in_weeks(*weeks: int) -> Life:
    """One push in each of these weeks, 0 = the one that ends today."""
    return Life().event("after_hours", *(7 * week + 6 for week in weeks))


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(Life().event("after_hours", 0, 13), None, id="two"),
        pytest.param(Life().event("after_hours", 0).event("false_urgent", 1, 13), 1, id="three"),
        pytest.param(Life().event("false_urgent", 0, 1, 14), None, id="the first too long ago"),
        pytest.param(Life().event("after_hours", 0, 1, 2, 3), 1, id="four"),
        pytest.param(Life().event("after_hours", 0, 1, 2, 3, 4), 2, id="five"),
        pytest.param(Life().event("after_hours", -1, 1, 2), None, id="one of them tomorrow"),
        pytest.param(pushed_in_weeks(1, 2, 3, 4, 6, 7), 2, id="six of eight weeks"),
        pytest.param(pushed_in_weeks(1, 2, 3, 5, 7), None, id="five of them"),
        pytest.param(pushed_in_weeks(2, 3, 4, 5, 6, 8), None, id="one a week too long ago"),
        pytest.param(Life().event("no_show", 0), None, id="one meeting missed"),
        pytest.param(Life().event("no_show", 0, 27), 2, id="two"),
        pytest.param(Life().event("no_show", 0, 28), None, id="the first too long ago"),
        pytest.param(Life().event("no_show", 0, 27).event("after_hours", 0, 1, 2), 2, id="both"),
    ],
)
def test_boundary(life: Life, severity: int | None) -> None:
    assert life.flags().get("BOUNDARY") == severity


@pytest.mark.parametrize(
    ("pushes", "missed", "reason"),
    [
        (3, 2, "2 no-shows in 28 days (watch from 2)"),
        (2, 2, "2 no-shows in 28 days (watch from 2)"),
        (5, 2, "pushed for after-hours or rush work 5 times in 14 days (watch from 5)"),
        (3, 1, "pushed for after-hours or rush work 3 times in 14 days (note from 3)"),
    ],
)
def test_the_worse_of_pushes_and_missed_meetings_speaks(
    pushes: int, missed: int, reason: str
) -> None:
    life = Life().event("after_hours", *[3] * pushes).event("no_show", *[3] * missed)
    assert [flag.reason for flag in life.health().flags] == [reason]


def test_missed_meetings_have_another_next_step_than_late_hours() -> None:
    pushed, missed = Life().event("after_hours", 3, 3, 3), Life().event("no_show", 3, 3)
    steps = [life.health().flags[0].next_action for life in (pushed, missed)]
    assert len(set(steps)) == 2


@pytest.mark.parametrize(
    ("life", "reason"),
    [
        (tones(-1, -1), "2 harsh messages in 28 days (watch from 2)"),
        (tones(-2), "1 abusive message in 90 days (watch from 1), on 14 February"),
        (
            tones(-2).event("call", 40, tone=-2, text="a child writes better"),
            "2 abusive messages in 90 days (act from 2), the last on 14 February",
        ),
    ],
)
def test_hard_words_in_a_sentence(life: Life, reason: str) -> None:
    assert [flag.reason for flag in life.health().flags] == [reason]


def marks(*values: int, newest: int = 0) -> Life:
    """Marks a week apart, oldest first."""
    pairs = [(newest + 7 * n, mark) for n, mark in enumerate(reversed(values))]
    return Life().energy(*pairs)


@pytest.mark.parametrize(
    ("life", "severity"),
    [
        pytest.param(marks(2, 2), None, id="two low marks"),
        pytest.param(marks(2, 1, 2), 2, id="three"),
        pytest.param(marks(2, 3, 2, 2), None, id="one of the newest three is fine"),
        pytest.param(marks(2, 2, 2, 3), None, id="better by now"),
        pytest.param(marks(3, 2, 2, 2, 2, 2), 2, id="five"),
        pytest.param(marks(3, 2, 2, 2, 2, 2, 2), 3, id="six"),
        pytest.param(marks(2, 2, 2, newest=34), 2, id="35 days back"),
        pytest.param(marks(2, 2, 2, newest=35), None, id="too old"),
        pytest.param(marks(2, 2, 2, newest=-1), None, id="the newest is tomorrow's"),
        pytest.param(marks(2, 2).energy((0, 1)), None, id="two marks of a day are one"),
        pytest.param(marks(2, 2, 5).energy((0, 2)), 2, id="the lowest of the day"),
        pytest.param(Life(not_tracked=("energy",)).energy((0, 2), (1, 2), (2, 2)), 2, id="marked"),
    ],
)
def test_drain(life: Life, severity: int | None) -> None:
    assert life.flags().get("DRAIN") == severity


@pytest.mark.parametrize(
    ("life", "raised"),
    [
        pytest.param(Life().event("incident", 900), True, id="open"),
        pytest.param(Life().event("incident", -1), False, id="tomorrow"),
        pytest.param(Life().event("incident", 9, closed_on=0), False, id="closed today"),
        pytest.param(Life().event("incident", 9, closed_on=-1), True, id="closed tomorrow"),
        pytest.param(Life(closed_on=30).event("incident", 9), True, id="ended or not"),
    ],
)
def test_safety(life: Life, raised: bool) -> None:
    assert (life.flags().get("SAFETY") == 5) is raised
    assert (life.health().health == "stop") is raised


def test_safety_in_the_first_week_of_a_healthy_client() -> None:
    life = healthy().event("incident", 3)
    assert life.health(on=ago(4)).health == "good"
    assert life.health(on=ago(3)).health == "stop"
