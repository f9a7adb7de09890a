"""What decisions about silence, rest and coming back set down."""

from __future__ import annotations

import pytest

from tests.triage.playbook.effects import ON, client
from tests.triage.playbook.scene import Desk, day
from tests.ways import to_send
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.load.playbook_file import builtin


class TestLater:
    def test_coming_back(self) -> None:
        desk = Desk.of(state="left_well", closed_on="2025-11-01", ended_by="them")
        taken = desk.take(ON, "later", {"what": "4", "lesson": "yes"})
        assert (client(desk).state, client(desk).returned_on) == ("returned", day(ON))
        assert client(desk).closed_on == day("2025-11-01")
        assert taken.decision.watch_until == day("2026-05-19")
        assert not desk.at(ON).view.ended

    def test_a_hello_and_the_next_in_half_a_year(self) -> None:
        desk = Desk.of(state="left_well", closed_on="2025-11-01")
        desk.take(ON, "later", {"what": "1", "okay": "yes"})
        assert desk.todo() == [
            ("Send a short hello", "2026-03-23"),
            (to_send("later_checkin"), "2026-09-16"),
        ]

    def test_three_hellos_at_most(self) -> None:
        desk = Desk.of(state="left_well", closed_on="2024-11-01")
        for on in ("2025-02-01", "2025-08-01", "2026-02-01"):
            desk.sent(on, "later_checkin")
        desk.take(ON, "later", {"what": "1", "okay": "no"})
        assert desk.todo() == []


class TestResting:
    @pytest.mark.parametrize(
        ("again", "due"),
        [("1", "2026-04-20"), ("2", "2026-06-20"), ("3", "2026-09-20"), ("4", "2027-03-20")],
    )
    def test_until_a_date(self, again: str, due: str) -> None:
        desk = Desk.of()
        taken = desk.take(ON, "finished", {"work": "1", "money": "1", "again": again})
        assert client(desk).state == "dormant"
        assert ("Say hello again", due) in desk.todo()
        assert taken.decision.review_by is None

    def test_the_last_day_of_a_shorter_month(self) -> None:
        desk = Desk.of()
        desk.take("2026-01-31", "finished", {"work": "1", "money": "1", "again": "1"})
        assert ("Say hello again", "2026-02-28") in desk.todo()

    def test_only_if_they_write_and_an_invoice_to_send(self) -> None:
        desk = Desk.of()
        desk.take(ON, "finished", {"work": "3", "money": "2", "again": "5"})
        assert desk.todo() == [
            ("Hand over and say thank you", "2026-03-21"),
            ("Send the final invoice", "2026-03-21"),
        ]

    def test_a_date_of_ones_own(self) -> None:
        desk = Desk.of()
        answers = {"work": "1", "money": "1", "again": "5"}
        desk.take(ON, "finished", answers, {"until": "2026-12-01"})
        assert ("Say hello again", "2026-12-01") in desk.todo()


class TestSilence:
    @pytest.mark.parametrize(
        ("answers", "code", "due"),
        [
            ({"clear": "no"}, "ASK1", "2026-03-15"),
            ({"clear": "yes", "reach": "1", "other": "no"}, "ASK2", "2026-03-22"),
            ({"clear": "yes", "reach": "3", "owed": "3"}, "CLOSE_FILE", "2026-04-03"),
        ],
    )
    def test_days_of_silence(self, answers: dict[str, str], code: str, due: str) -> None:
        desk = Desk.of()
        desk.log("message_out", "2026-03-10", asks=True)
        # Day 7: the flag is up, day 5 has passed.
        taken = desk.take("2026-03-17", "silent", answers)
        assert taken.decision.code == code
        assert desk.todo()[0][1] == max(due, "2026-03-17")

    def test_whether_they_replied_is_looked_at_after_they_were_asked(self) -> None:
        desk = Desk.of()
        desk.log("message_out", "2026-03-16", asks=True)
        taken = desk.take("2026-03-17", "silent", {"clear": "yes", "reach": "1", "other": "no"})
        look = taken.attempt.review_by
        assert look is not None and look.isoformat() > desk.todo()[0][1]

    def test_a_closed_file_is_easy_to_reopen(self) -> None:
        desk = Desk.of()
        desk.log("message_out", "2026-02-20", asks=True)
        desk.take(ON, "silent", {"clear": "yes", "reach": "3", "owed": "3"})
        assert (client(desk).state, client(desk).ended_by) == ("dormant", "drift")
        assert [text for text, _ in desk.todo()] == [
            builtin().screens["silent"].decisions["CLOSE_FILE"].say,
            to_send("later_checkin"),
        ]
        assert entry_point(desk.at("2026-03-25")).screen == "later"
