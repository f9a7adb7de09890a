"""Contact caps: one message too many, door by door."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.triage.messages.build import TODAY, event, ledger, sent
from triage.message_templates import load_templates
from triage.messages.contact_limits import contacts, leaving_since, load_caps, reached
from triage.records import Decision

_LEAVING = event("leaving", TODAY - timedelta(days=10))


def _day(back: int) -> date:
    return TODAY - timedelta(days=back)


def _asked(back: int) -> object:
    return event("message_out", _day(back), asks=True)


def test_caps_name_templates_that_exist() -> None:
    caps = load_caps()
    named = set(caps.free)
    for cap in caps.doors.values():
        named |= {*cap.kinds, *cap.counted, *cap.own, *cap.besides} | {cap.last_word} - {""}
    assert named <= set(load_templates())
    assert {name: cap.most for name, cap in caps.doors.items()} == {
        "leaving": 4,
        "silent": 3,
        "check_in": 3,
    }


def test_leaving_allows_one_of_each() -> None:
    leaving = ledger(_LEAVING)
    replied = ledger(_LEAVING, sent("reply_to_leaver", _day(9)))
    assert reached(leaving, "reply_to_leaver", TODAY) is None
    assert reached(replied, "handover_thanks", TODAY) is None
    assert reached(replied, "reply_to_leaver", TODAY) is not None
    assert contacts(replied, TODAY)["leaving"] == (1, 4)


@pytest.mark.parametrize("template", ["new_terms", "other_offer", "warm_hello", "silence_nudge"])
def test_nothing_to_win_them_back(template: str) -> None:
    limit = reached(ledger(_LEAVING), template, TODAY)
    assert limit is not None
    assert limit.door == "leaving"


def test_leaving_allows_four_in_all() -> None:
    kinds = ("reply_to_leaver", "handover_thanks", "feedback_request", "next_day_followup")
    full = ledger(_LEAVING, *(sent(kind, _day(5)) for kind in kinds))
    limit = reached(full, "later_checkin", TODAY)
    assert limit is not None
    assert (limit.made, limit.most) == (4, 4)
    assert reached(full, "payment_reminder", TODAY) is None
    assert reached(full, "empathy_reply", TODAY) is None


def test_messages_before_they_told_us_do_not_count() -> None:
    assert (
        reached(ledger(_LEAVING, sent("reply_to_leaver", _day(11))), "reply_to_leaver", TODAY)
        is None
    )


def test_when_they_are_leaving() -> None:
    went = Decision(
        id="d",
        client="n",
        attempt="a",
        screen="leaving",
        code="GO",
        on=_day(3),
        say="",
        playbook="1",
    )
    assert leaving_since(ledger(went), TODAY) == _day(3)
    assert leaving_since(ledger(_LEAVING, went), TODAY) == _LEAVING.on
    assert leaving_since(ledger(_LEAVING), _day(11)) is None
    assert leaving_since(ledger(_LEAVING, event("terms_agreed", _day(2))), TODAY) is None
    assert leaving_since(ledger(_LEAVING, closed_on=_day(1)), TODAY) is None
    assert leaving_since(ledger(_LEAVING, closed_on=_day(9), returned_on=_day(1)), TODAY) is None
    assert leaving_since(ledger(_LEAVING, state="left_well"), TODAY) is None
    assert leaving_since(ledger(event("call", _day(4)), state="leaving"), TODAY) == _day(4)


def test_the_fourth_touch_without_an_answer_is_one_too_many() -> None:
    three = ledger(_asked(20), sent("silence_nudge", _day(15)), sent("silence_nudge", _day(8)))
    assert contacts(three, TODAY)["silent"] == (3, 3)
    assert reached(three, "silence_nudge", TODAY) is not None
    assert reached(three, "reset_expectations", TODAY) is not None
    assert (
        reached(ledger(_asked(20), sent("silence_nudge", _day(8))), "silence_nudge", TODAY) is None
    )


def test_the_kind_last_word_is_never_barred_by_unanswered_mails() -> None:
    asked = ledger(_asked(24), _asked(19), _asked(12))
    assert reached(asked, "silence_nudge", TODAY) is not None
    assert reached(asked, "silence_close", TODAY) is None
    closed = ledger(
        _asked(30), *(sent(t, _day(n)) for n, t in ((19, "silence_nudge"), (12, "silence_nudge"))),
        sent("silence_close", _day(2)),
    )  # fmt: skip
    assert reached(closed, "silence_close", TODAY) is not None


def test_after_the_file_is_closed_a_hello_is_a_check_in() -> None:
    quiet = (_asked(200), _asked(190), _asked(180), sent("silence_close", _day(170)))
    assert reached(ledger(*quiet, state="dormant"), "later_checkin", TODAY) is None
    assert contacts(ledger(*quiet, state="dormant"), TODAY) == {"check_in": (0, 3)}
    assert reached(ledger(*quiet), "later_checkin", TODAY) is not None


def test_an_answer_clears_the_silence() -> None:
    heard = ledger(_asked(20), _asked(15), _asked(8), event("call", _day(1)))
    assert "silent" not in contacts(heard, TODAY)
    assert reached(heard, "silence_nudge", TODAY) is None


def test_a_message_logged_twice_counts_once() -> None:
    both = ledger(_asked(20), event("message_out", _day(8)), sent("silence_nudge", _day(8)))
    assert contacts(both, TODAY)["silent"] == (2, 3)


def test_three_hellos_after_the_end() -> None:
    end = {"state": "left_well", "closed_on": _day(700)}
    hellos = [sent("later_checkin", _day(n)) for n in (600, 400)]
    assert reached(ledger(*hellos, **end), "later_checkin", TODAY) is None
    third = event("check_in", _day(200))
    limit = reached(ledger(*hellos, third, **end), "later_checkin", TODAY)
    assert limit is not None
    assert limit.door == "check_in"
    assert reached(ledger(*hellos, third, **end), "new_terms", TODAY) is None
    assert reached(ledger(*hellos, third), "later_checkin", TODAY) is None
