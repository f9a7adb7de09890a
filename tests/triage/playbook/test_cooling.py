"""A night's sleep before a goodbye, counted by the clock or by days."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triage.playbook.scene import Desk, day, hard
from triage.playbook.gates.closed_gate import ClosedGate
from triage.playbook.gates.cooling import cooling_ends
from triage.playbook.gates.gates import GateKey

OWN = GateKey(override="There is no other way left, and I have thought about it")


def opened(clock: str | None = None) -> Desk:
    """A goodbye for own plans, first opened on Wednesday 4 March 2026."""
    desk = Desk.of()
    desk.visit("2026-03-04", key=OWN, clock=clock)
    return desk


def gate(desk: Desk, on: str, clock: str | None = None) -> tuple[str, date | None] | None:
    gates = desk.view(on, "part", clock=clock).gates
    return (gates[0].missing, gates[0].earliest) if gates else None


def test_a_goodbye_of_a_file_that_nobody_decided_has_not_begun() -> None:
    desk = Desk.of()
    desk.add(
        "attempt", id="p", screen="part", on="2026-03-01", opened_at="2026-03-01",
        taken_on="2026-03-01", own_plans=True,
    )  # fmt: skip
    assert "not been opened yet" in desk.shut("2026-03-10", "part")["G4"]


class TestByDays:
    def test_before_it_is_opened_no_date_opens_it(self) -> None:
        (shut,) = desk_gates(Desk.of())
        assert shut.earliest is None and "not been opened yet" in shut.missing

    def test_from_the_next_day_on(self) -> None:
        desk = opened()
        assert gate(desk, "2026-03-04") == (
            "sleep on it: this opens on Thu 5 March",
            day("2026-03-05"),
        )
        assert gate(desk, "2026-03-05") is None

    def test_a_hard_message_begins_a_new_night(self) -> None:
        desk = opened()
        hard(desk, "2026-03-05")
        assert gate(desk, "2026-03-05") == (
            "sleep on it: this opens on Fri 6 March",
            day("2026-03-06"),
        )
        assert gate(desk, "2026-03-06") is None

    def test_a_friendly_one_does_not(self) -> None:
        desk = opened()
        hard(desk, "2026-03-05", tone=0)
        desk.log("call", "2026-03-05", tone=-2)
        assert gate(desk, "2026-03-05") is None

    def test_three_days_at_most(self) -> None:
        desk = opened()
        hard(desk, "2026-03-05", "2026-03-06", "2026-03-07", "2026-03-08")
        assert gate(desk, "2026-03-06") is not None
        assert gate(desk, "2026-03-07") is None

    def test_before_the_opening_it_is_as_if_it_had_not_been(self) -> None:
        assert gate(opened(), "2026-03-03") is not None


class TestByTheClock:
    def test_24_hours(self) -> None:
        desk = opened("16:30")
        refusal = gate(desk, "2026-03-05", "16:29")
        assert refusal == ("sleep on it: this opens on Thu 5 March at 16:30", day("2026-03-05"))
        assert gate(desk, "2026-03-05", "16:30") is None

    def test_without_a_clock_the_day_counts(self) -> None:
        assert gate(opened("16:30"), "2026-03-05") is None

    def test_opened_on_a_day_without_a_clock(self) -> None:
        assert gate(opened(), "2026-03-05", "00:00") is None

    def test_72_hours_at_most(self) -> None:
        desk = opened("16:30")
        hard(desk, "2026-03-07")
        assert gate(desk, "2026-03-07", "16:29") is not None
        assert gate(desk, "2026-03-07", "16:30") is None


class TestOpening:
    def test_only_the_first_one_counts(self) -> None:
        desk = opened("09:00")
        desk.visit("2026-03-04", key=OWN, clock="18:00")
        (attempt,) = desk.of_kind("attempt")
        assert attempt.opened_at == "2026-03-04T09:00:00"

    def test_it_needs_every_other_gate_open(self) -> None:
        desk = Desk.of()
        desk.visit("2026-03-04")
        assert desk.of_kind("attempt") == []

    def test_other_screens_have_no_such_moment(self) -> None:
        desk = Desk.of()
        desk.visit("2026-03-04", "adapt")
        assert desk.of_kind("attempt") == []

    def test_a_moment_nobody_can_read_is_none(self) -> None:
        desk = Desk.of()
        desk.add("attempt", screen="part", on="2026-03-01", opened_at="soon", own_plans=True)
        refusal = gate(desk, "2026-03-04")
        assert refusal is not None and refusal[1] is None


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
    st.lists(st.integers(-10, 10), max_size=8),
)
def test_never_under_one_day_never_over_three(began: datetime, offsets: list[int]) -> None:
    days = [began.date() + timedelta(days=offset) for offset in offsets]
    ends = cooling_ends(began, days)
    assert timedelta(hours=24) <= ends - began <= timedelta(hours=72)
    by_day = cooling_ends(began.date(), days)
    assert 1 <= (by_day.date() - began.date()).days <= 3


@pytest.mark.parametrize("more", [0, 1, 5])
def test_another_hard_message_never_shortens_it(more: int) -> None:
    began = datetime(2026, 3, 4, 12)
    ends = cooling_ends(began, [day("2026-03-05")])
    assert cooling_ends(began, [day("2026-03-05") + timedelta(days=more)]) >= ends


def desk_gates(desk: Desk) -> tuple[ClosedGate, ...]:
    return desk.view("2026-03-04", "part", key=OWN).gates
