"""An end that is entered by hand: history, or what a goodbye on record has led to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.playbook.state.ended_by_hand import without_goodbye

ON = "2026-03-20"


def field(desk: Desk, **ends: Any) -> str | None:
    now = desk.at(ON)
    return without_goodbye(replace(now.client, **ends), now.client, now.ledger, now.on)


def busy() -> Desk:
    desk = Desk.of()
    desk.add("time", on="2026-03-18", minutes=60)
    return desk


@pytest.mark.parametrize("state", ["closed", "left_well", "closing"])
def test_somebody_who_is_worked_with_is_not_ended_by_hand(state: str) -> None:
    assert field(busy(), state=state) == "state"
    assert field(busy(), closed_on=day(ON)) == "closed_on"
    assert field(busy(), state="paused") is None


@pytest.mark.parametrize(("back", "history"), [(28, False), (29, True)])
def test_history_may_be_entered(back: int, history: bool) -> None:
    closed_on: date = day("2026-03-18") - timedelta(days=back)
    assert (field(busy(), state="closed", closed_on=closed_on) is None) is history
    old = Desk.of()
    old.add("time", on=(day(ON) - timedelta(days=back - 1)).isoformat(), minutes=60)
    assert (field(old, state="closed") is None) is history
    assert field(Desk.of(), state="closed") is None


def test_a_goodbye_on_record_may_be_closed_by_hand() -> None:
    told = busy()
    told.log("leaving", "2026-03-10")
    assert field(told, state="left_well") is None
    decided = busy()
    decided.take("2026-03-19", "leaving", {"sure": "4", "terms": "1"})
    assert field(decided, closed_on=day(ON)) is None
    back = busy()
    back.take("2026-03-01", "leaving", {"sure": "4", "terms": "1"})
    back.change("client", "c", state="returned", returned_on="2026-03-10")
    assert field(back, state="closed") == "state"
