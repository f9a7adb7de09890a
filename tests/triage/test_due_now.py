"""What is due with everybody, and what rests with somebody who has a reason to wait."""

from __future__ import annotations

from tests.triage.playbook.scene import Desk, day
from triage.agenda import AgendaEntry, agenda
from triage.due_now import with_next_actions
from triage.overview import overviews

ON = "2026-03-20"


def due(desk: Desk, on: str = ON) -> list[AgendaEntry]:
    entries = agenda(desk.book, day(on))
    return [
        entry
        for entry in with_next_actions(entries, overviews(desk.book, day(on)), day(on))
        if entry.day <= day(on)
    ]


def reminded() -> Desk:
    desk = Desk.of()
    desk.add("invoice", issued="2026-02-01", due="2026-02-15", amount="900.00")
    desk.take("2026-03-19", "late", {"got": "yes", "dispute": "no", "stage": "friendly_reminder"})
    return desk


def test_what_asks_for_money_rests_while_they_have_a_reason_to_wait() -> None:
    desk = reminded()
    reminder = desk.of_kind("action")[0].id
    assert reminder in [entry.record for entry in due(desk)]
    desk.log("message_in", ON, reason_to_wait="bereavement")
    assert reminder not in [entry.record for entry in due(desk)]
    assert [entry.kind for entry in due(desk)] == ["next"], "one kind line"


def test_one_s_own_work_does_not_rest() -> None:
    desk = reminded()
    own = desk.add("action", on="2026-03-19", text="Deliver the draft", due=ON)
    desk.log("message_in", ON, reason_to_wait="illness")
    assert own in [entry.record for entry in due(desk)]
