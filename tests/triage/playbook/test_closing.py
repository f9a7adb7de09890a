"""The closing list, and the last stroke when nothing is left open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.changes import ChangeSet, Put
from triage.playbook.after.checklists import begun, checklist, mark
from triage.playbook.after.closing import close, end_date, in_the_way, may_end, still_unpaid
from triage.playbook.after.derived_changes import derived_changes
from triage.playbook.errors import DecisionRefused
from triage.playbook.gates.gates import GateKey
from triage.records import Action, Checklist, Client, PointState

ON = "2026-03-20"
GO = {"sure": "4", "terms": "1"}
OURS = {1, 2, 3}
"""Points of a goodbye of ours."""
OF_CONTACT = {2, 10, 11, 12, 13}
"""Points that would be contact."""
HELLO = 14
"""The point that a date to say hello is set."""
ALL: dict[int, PointState] = dict.fromkeys(range(1, 15), "done")
KEY = GateKey(override="There is no other way left, and I have thought about it")


def leaving() -> Desk:
    desk = Desk.of()
    desk.take(ON, "leaving", GO)
    return desk


def client(desk: Desk) -> Client:
    record = desk.records["client", "c"]
    assert isinstance(record, Client)
    return record


class TestPoints:
    @pytest.mark.parametrize(
        ("name", "points"), [("closing", 14), ("prepare", 6), ("agenda", 5), ("safety", 5)]
    )
    def test_the_lists(self, name: str, points: int) -> None:
        closing_list = checklist(Desk.of().at(ON), name)
        assert [p.n for p in closing_list.items] == list(range(1, points + 1))
        assert closing_list.left == points and closing_list.words == f"{points} left"
        assert not begun(Desk.of().at(ON), name)

    def test_done_and_not_applicable(self) -> None:
        desk = leaving()
        left = checklist(desk.at(ON)).left
        desk.apply(mark(desk.at(ON), {5: "done", 10: "na"}))
        closing_list = checklist(desk.at(ON))
        assert [p.state for p in closing_list.items if p.n in (4, 5, 10)] == ["open", "done", "na"]
        assert closing_list.words == f"{left - 2} left"
        desk.apply(mark(desk.at(ON), {5: "open"}))
        assert checklist(desk.at(ON)).words == f"{left - 1} left"
        assert len(desk.of_kind("checklist")) == 14

    def test_where_they_leave_a_goodbye_of_ours_is_not_asked_about(self) -> None:
        states = {point.n: point.state for point in checklist(leaving().at(ON)).items}
        assert {n for n, state in states.items() if state == "na"} == OURS
        desk = Desk.of()
        desk.visit("2026-03-19", key=KEY)
        answers = dict.fromkeys(("still", "solid", "cushion", "contract", "open", "mood"), "1")
        desk.take(ON, "part", {**answers, "way": "2"})
        assert "na" not in {point.state for point in checklist(desk.at(ON)).items}

    def test_a_hello_that_is_planned_is_set(self) -> None:
        desk = leaving()
        assert [text for text, _ in desk.todo() if "hello" in text.lower()], "it has its day"
        assert checklist(desk.at(ON)).items[HELLO - 1].state == "done"

    @pytest.mark.parametrize("by_hand", ["mark", "plan"])
    def test_what_is_said_later_of_a_hello_does_its_point(self, by_hand: str) -> None:
        desk = leaving()
        desk.apply(mark(desk.at(ON), {HELLO: "open"}))
        now = client(desk)
        plan = Action(
            id="h", client="c", text="Hello", on=day(ON), due=day(ON), template="later_checkin"
        )
        mine = Put(plan) if by_hand == "plan" else Put(replace(now, do_not_contact=True), was=now)
        letter = Put(replace(plan, id="l", template="parting_letter"))
        assert derived_changes(desk.book, ChangeSet("planned", (letter,)), day(ON)) == ()
        (ticked,) = derived_changes(desk.book, ChangeSet("by hand", (mine,)), day(ON))
        points = {p.n: p.state for p in ticked.records if isinstance(p, Checklist)}
        assert points.pop(HELLO) == "done"
        # Of somebody who is not written to any more, nothing is asked that would be contact.
        assert set(points) == (OF_CONTACT - OURS if by_hand == "mark" else set())
        assert set(points.values()) <= {"na"}

    def test_after_the_end_nothing_is_left_to_do(self) -> None:
        desk = Desk.of(state="left_well", closed_on="2026-03-10", ended_by="them")
        assert checklist(desk.at(ON)).words == "not used for this goodbye"
        desk.apply(mark(desk.at(ON), {3: "done"}))
        closing_list = checklist(desk.at(ON))
        assert (closing_list.over, closing_list.words) == (True, "13 left undone")
        desk.apply(mark(desk.at(ON), ALL))
        assert checklist(desk.at(ON)).words == "nothing left open"

    def test_a_point_may_be_ticked_before_the_goodbye_is_decided(self) -> None:
        desk = Desk.of()
        desk.apply(mark(desk.at("2026-03-18"), {5: "done"}))
        desk.take(ON, "leaving", GO)
        before = checklist(leaving().at(ON)).left
        assert checklist(desk.at(ON)).left == before - 1
        assert len(desk.of_kind("checklist")) == 14

    @pytest.mark.parametrize("number", [0, 15, -1])
    def test_a_point_there_is_not(self, number: int) -> None:
        with pytest.raises(DecisionRefused, match=f"items 1 to 14; there is no item {number}"):
            mark(leaving().at(ON), {number: "done"})

    def test_a_list_there_is_not(self) -> None:
        with pytest.raises(
            DecisionRefused, match="no list 'revenge'; choose one of prepare, closing"
        ):
            checklist(leaving().at(ON), "revenge")

    def test_who_comes_back_begins_with_a_clean_list(self) -> None:
        desk = leaving()
        desk.apply(mark(desk.at(ON), ALL))
        desk.change("client", "c", state="returned", closed_on=ON, returned_on="2026-05-01")
        assert checklist(desk.at("2026-05-02")).left == 14
        assert checklist(desk.at("2026-04-02")).left == 0
        desk.take("2026-05-03", "leaving", GO)
        assert len(desk.of_kind("checklist")) == 28


class TestClosed:
    def test_the_last_point_leaves_the_end_to_the_user(self) -> None:
        desk = leaving()
        desk.apply(mark(desk.at(ON), {n: s for n, s in ALL.items() if n != 13}))
        assert not may_end(desk.at(ON))
        desk.apply(mark(desk.at("2026-03-25"), {13: "na"}))
        assert may_end(desk.at("2026-03-25")) and client(desk).state == "leaving"
        desk.apply(close(desk.at("2026-03-25")))
        assert (client(desk).state, client(desk).closed_on) == ("left_well", day("2026-03-25"))
        assert client(desk).ended_by == "them"
        assert checklist(desk.at("2026-03-25")).words == "nothing left open"

    def test_a_goodbye_of_ours_ends_closed(self) -> None:
        desk = Desk.of()
        desk.visit("2026-03-19", key=KEY)
        answers = dict.fromkeys(("still", "solid", "cushion", "contract", "open", "mood"), "1")
        desk.take(ON, "part", {**answers, "way": "2"})
        desk.apply(mark(desk.at("2026-04-20"), ALL))
        desk.apply(close(desk.at("2026-04-20")))
        assert (client(desk).state, client(desk).ended_by) == ("closed", "us")

    def test_not_while_money_is_open(self) -> None:
        desk = leaving()
        invoice = desk.add(
            "invoice", number="2026-07", issued="2026-03-01", due="2026-03-15", amount="9.00"
        )
        desk.apply(mark(desk.at(ON), ALL))
        assert client(desk).state == "leaving"
        with pytest.raises(DecisionRefused, match=r"1 invoice not paid \(2026-07\)"):
            close(desk.at(ON))
        desk.change("invoice", invoice, state="written_off")
        desk.apply(close(desk.at(ON)))
        assert client(desk).state == "left_well"

    def test_what_is_not_due_yet_is_named_and_keeps_nobody(self) -> None:
        desk = leaving()
        desk.add("invoice", number="2026-09", issued=ON, due="2026-04-03", amount="90.00")
        desk.apply(mark(desk.at(ON), ALL))
        assert still_unpaid(desk.at(ON)) == "2026-09, 90.00 EUR, due Fri 3 April"
        assert still_unpaid(desk.at(ON)) in desk.next_action(ON).text
        desk.apply(close(desk.at(ON)))
        assert client(desk).state == "left_well"
        assert still_unpaid(desk.at("2026-04-03")) == still_unpaid(desk.at(ON)), "not late yet"
        assert still_unpaid(desk.at("2026-04-04")) == "", "then it keeps the end waiting"

    def test_so_is_work_that_is_on_no_invoice(self) -> None:
        desk = leaving()
        desk.change("client", "c", rate="80.00")
        desk.add("time", on="2026-03-18", minutes=90)
        desk.apply(mark(desk.at(ON), ALL))
        assert "1.5 h" in still_unpaid(desk.at(ON)) and "120.00 EUR" in still_unpaid(desk.at(ON))
        assert "nothing left open" not in close(desk.at(ON)).label
        assert "1.5 h" in desk.next_action(ON).text

    def test_the_last_day_may_be_named_and_lies_not_ahead(self) -> None:
        desk = leaving()
        desk.apply(mark(desk.at(ON), ALL))
        with pytest.raises(DecisionRefused, match="in the future"):
            close(desk.at(ON), day("2026-03-21"))
        desk.apply(close(desk.at(ON), day("2026-03-18")))
        assert client(desk).closed_on == day("2026-03-18")

    @pytest.mark.parametrize("came_back", [False, True])
    def test_the_last_day_lies_not_before_the_first(self, came_back: bool) -> None:
        desk = leaving()
        desk.apply(mark(desk.at(ON), ALL))
        desk.change("client", "c", **({"returned_on": "2026-02-01"} if came_back else {}))
        first = day("2026-02-01" if came_back else "2023-01-02")
        with pytest.raises(DecisionRefused, match="before you began to work together"):
            close(desk.at(ON), first - timedelta(days=1))
        desk.apply(close(desk.at(ON), first))
        assert client(desk).closed_on == first

    def test_who_has_ended_is_not_said_to_be_undecided(self) -> None:
        desk = leaving()
        desk.apply(mark(desk.at(ON), ALL))
        desk.apply(close(desk.at(ON)))
        with pytest.raises(DecisionRefused, match="ended already, on Fri 20 March"):
            close(desk.at("2026-03-25"))

    def test_not_while_work_is_open(self) -> None:
        desk = leaving()
        item = desk.add("work_item", text="the logo")
        desk.apply(mark(desk.at(ON), ALL))
        assert [o.text for o in in_the_way(desk.at(ON))] == [
            "open work, neither done nor handed over: the logo"
        ]
        desk.change("work_item", item, assigned="Ann")
        assert in_the_way(desk.at(ON)) == []

    def test_not_while_points_are_open(self) -> None:
        with pytest.raises(DecisionRefused, match=r"not ended yet: the closing checklist: \d+"):
            close(leaving().at(ON))

    def test_a_list_of_somebody_who_stays_closes_nothing(self) -> None:
        desk = Desk.of()
        desk.apply(mark(desk.at(ON), ALL))
        assert client(desk).state == "active"
        with pytest.raises(DecisionRefused, match="nobody has decided to end it"):
            close(desk.at(ON))


def test_the_end_date_that_was_decided() -> None:
    desk = Desk.of()
    assert end_date(desk.at(ON)) is None
    desk.visit("2026-03-19", key=KEY)
    answers = dict.fromkeys(("still", "solid", "cushion", "contract", "open", "mood"), "1")
    desk.take(ON, "part", {**answers, "way": "2"}, {"end_date": "2026-05-15"})
    assert end_date(desk.at(ON)) == day("2026-05-15")
    assert end_date(desk.at("2026-03-19")) is None
    desk.change("client", "c", closed_on="2026-05-15", returned_on="2026-06-01")
    assert end_date(desk.at("2026-06-02")) is None


def test_the_last_day_of_an_earlier_notice_is_none_of_who_came_back() -> None:
    desk = Desk.of(state="leaving", returned_on="2026-01-12")
    desk.log("leaving", "2025-06-01", text="We stop on 30 June 2025")
    assert end_date(desk.at("2026-03-06")) is None
    desk.log("leaving", "2026-03-02", text="We stop on 30 June 2026")
    assert end_date(desk.at("2026-03-06")) == day("2026-06-30")
