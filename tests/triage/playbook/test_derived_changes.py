"""What a change made outside of the guided pages brings with it."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest

from tests.triage.playbook.scene import Desk, day
from tests.ways import to_send
from triage.changes import ChangeSet, Put
from triage.playbook.after.checklists import mark
from triage.playbook.after.closing import may_end
from triage.playbook.after.derived_changes import derived_changes
from triage.records import PointState, Record
from triage.records.codec import changed, parse

ON = "2026-03-20"
OVER = "Actions no longer needed are dropped"
ASK = to_send("next_day_followup")
GO = {"sure": "4", "terms": "1"}
ALL: dict[int, PointState] = dict.fromkeys(range(1, 15), "done")


def save(desk: Desk, *records: Record, on: str = ON) -> list[str]:
    """Save as a form does, with what follows; what is said of that."""
    puts = [Put(record, desk.records.get((record.kind, record.id))) for record in records]
    # A user may have a playbook of their own, which nobody hands over here: none may be asked.
    with patch("triage.playbook.state.situation.builtin", side_effect=AssertionError):
        followed = derived_changes(desk.book, ChangeSet("By hand", tuple(puts)), day(on))
    for record in records:
        desk.put(record)
    for written in followed:
        desk.apply(written)
    return [written.label for written in followed]


def settle(desk: Desk, kind: str, id_: str, on: str = ON, **fields: Any) -> list[str]:
    return save(desk, changed(desk.records[kind, id_], fields), on=on)


def new(kind: str, **fields: Any) -> Record:
    return parse({"id": f"new {kind}", "client": "c", **fields}, kind)


class TestTheDayAfter:
    def test_a_complaint_settled_by_hand_is_asked_about_once(self) -> None:
        desk = Desk.of()
        complaint = desk.log("message_in", "2026-03-18", complaint=True, needs_answer=True)
        assert settle(desk, "event", complaint, answered_on=ON) == []
        assert settle(desk, "event", complaint, solved_on=ON) == [f"Tomorrow: {ASK.lower()}"]
        assert desk.todo() == [(ASK, "2026-03-21")]
        settle(desk, "event", complaint, text="the wrong price")
        settle(desk, "event", complaint, solved_on=None)
        assert settle(desk, "event", complaint, solved_on=ON) == []
        assert desk.todo() == [(ASK, "2026-03-21")]

    def test_several_at_once_are_one_question(self) -> None:
        desk = Desk.of()
        ids = [desk.log("message_in", "2026-03-18", complaint=True) for _ in range(2)]
        solved = [changed(desk.records["event", id_], {"solved_on": ON}) for id_ in ids]
        assert len(save(desk, *solved)) == 1
        assert len(desk.todo()) == 1

    def test_solved_a_few_days_ago_is_asked_today_and_long_ago_not_at_all(self) -> None:
        for solved, due_actions in (
            ("2026-03-17", [f"Today: {ASK.lower()}"]),
            ("2026-03-10", []),
        ):
            desk = Desk.of()
            complaint = desk.log("message_in", "2026-03-08", complaint=True)
            assert settle(desk, "event", complaint, solved_on=solved) == due_actions

    def test_something_delivered_or_said_hard(self) -> None:
        desk = Desk.of()
        promise = desk.log("our_promise", "2026-03-01", due=ON)
        assert len(settle(desk, "event", promise, kept_on=ON)) == 1
        desk = Desk.of()
        work = desk.add("engagement", mode="fixed", fee="900.00", start="2026-01-05")
        assert len(settle(desk, "engagement", work, end=ON)) == 1
        assert len(save(Desk.of(), new("event", on=ON, what="call", tone=-1))) == 1
        for record in (
            new("event", on=ON, what="call"),
            new("event", on=ON, what="message_in", tone=-1),
            new("engagement", mode="fixed", fee="9.00", start="2026-01-05", end=ON),
        ):
            assert save(Desk.of(), record) == []

    def test_the_promise_that_mends_a_complaint_is_the_same_occasion(self) -> None:
        desk = Desk.of()
        complaint = desk.log("message_in", "2026-03-18", complaint=True)
        answers = {"feel": "the price was wrong", "right": "1", "fix": "the banner by Friday"}
        desk.take("2026-03-18", "complaint", answers, {"fix_by": ON})
        (promise,) = [e for e in desk.of_kind("event") if e.what == "our_promise"]
        (asked,) = [a for a in desk.of_kind("action") if a.text == ASK]
        assert settle(desk, "event", complaint, solved_on=ON) == [OVER]
        desk.change("action", asked.id, done_on="2026-03-21")
        assert settle(desk, "event", promise.id, on="2026-03-22", kept_on="2026-03-22") == []

    def test_nobody_who_must_not_be_written_to(self) -> None:
        desk = Desk.of(do_not_contact=True)
        complaint = desk.log("message_in", "2026-03-18", complaint=True)
        assert settle(desk, "event", complaint, solved_on=ON) == []

    def test_who_leaves_is_not_asked_about_a_delivery(self) -> None:
        desk = Desk.of(state="leaving")
        work = desk.add("engagement", mode="fixed", fee="900.00", start="2026-01-05")
        assert settle(desk, "engagement", work, end=ON) == []


class TestTheLastStroke:
    def leaving(self) -> Desk:
        """Everything ticked, one invoice open."""
        desk = Desk.of()
        desk.take(ON, "leaving", GO)
        desk.add("invoice", id="i", issued="2026-03-01", due="2026-03-15", amount="9.00")
        desk.apply(mark(desk.at(ON), ALL))
        return desk

    def test_the_last_payment_makes_the_way_free_and_leaves_the_end_to_the_user(self) -> None:
        desk = self.leaving()
        assert not may_end(desk.at("2026-03-25"))
        paid = parse({"id": "p", "invoice": "i", "on": "2026-03-26", "amount": "9.00"}, "payment")
        assert save(desk, paid, on="2026-03-26") == []
        assert desk.at("2026-03-26").client.state == "leaving" and may_end(desk.at("2026-03-26"))

    @pytest.mark.parametrize(
        ("kind", "fields"),
        [("invoice", {"state": "written_off"}), ("work_item", {"assigned": "Ann"})],
    )
    def test_so_does_whatever_was_left_last(self, kind: str, fields: dict[str, str]) -> None:
        desk = Desk.of()
        desk.take(ON, "leaving", GO)
        extra = {"issued": ON, "due": ON, "amount": "9.00"} if kind == "invoice" else {"text": "x"}
        id_ = desk.add(kind, **extra)
        desk.apply(mark(desk.at(ON), ALL))
        assert settle(desk, kind, id_, **fields) == [] and may_end(desk.at(ON))


def test_most_changes_bring_nothing() -> None:
    desk = Desk.of()
    for record in (
        new("note", on=ON, text="x"),
        new("time", on=ON, minutes=60),
        new("event", on=ON, what="thanks"),
        parse({"id": "p", "invoice": "unknown", "on": ON, "amount": "1.00"}, "payment"),
    ):
        assert save(desk, record) == []
