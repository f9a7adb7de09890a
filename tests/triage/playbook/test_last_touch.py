"""Our last message to somebody who goes, and what it makes of the end."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk
from triage.playbook.state.last_touch import last_touch
from triage.records import PointState

ON = "2026-03-20"
ALL: dict[int, PointState] = dict.fromkeys(range(1, 15), "done")


def leaving() -> Desk:
    desk = Desk.of()
    desk.take("2026-03-16", "leaving", {"sure": "4", "terms": "1"})
    return desk


def words(desk: Desk) -> str | None:
    touch = last_touch(desk.at(ON))
    return touch.words(desk.at(ON).on) if touch else None


def test_the_newest_message_and_whether_it_was_clean() -> None:
    desk = leaving()
    assert words(desk) is None
    desk.log("message_in", "2026-03-19", tone=-2)
    desk.sent("2026-03-17", "reply_to_leaver")
    assert words(desk) == "reply to a client who is leaving on Tue 17 March, nothing harsh in it"
    desk.log("message_out", "2026-03-18", tone=-1)
    assert words(desk) == "your message on Wed 18 March, harsh words"
    desk.sent("2026-03-19", "handover_thanks", reason="they asked for the figures")
    assert words(desk) == (
        "handover and thanks on Thu 19 March, sent against advice: they asked for the figures"
    )
    desk.log("message_out", "2026-03-21")
    assert "handover and thanks" in (words(desk) or "")


def test_of_one_day_the_hard_word_stays() -> None:
    desk = leaving()
    desk.log("message_out", "2026-03-19", tone=-1)
    desk.sent("2026-03-19", "handover_thanks")
    assert (words(desk) or "").endswith("harsh words")


@pytest.mark.parametrize(
    ("reason", "state"), [(None, "left_well"), ("it had to be said", "closed")]
)
def test_a_hard_last_word_is_not_left_well(reason: str | None, state: str) -> None:
    desk = leaving()
    desk.sent("2026-03-17", "reply_to_leaver", reason=reason)
    desk.end(ON)
    (client,) = desk.of_kind("client")
    assert (client.state, client.ended_by) == (state, "them")
