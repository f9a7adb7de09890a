"""Which step or door a client is in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from triage.clients.current_step import running_step
from triage.ledger import Ledger
from triage.playbook.state.training import BOUNDARY_NOTE
from triage.records import Attempt, Client, Decision

D = date(2026, 3, 13)


def ago(days: int) -> date:
    return D - timedelta(days=days)


def ledger(*attempts: Attempt, **client: Any) -> Ledger:
    return Ledger(client=Client(id="n", name="North", **client), attempt=attempts)


def attempt(
    screen: str = "adapt", taken: int = 10, review: int | None = -4, **more: Any
) -> Attempt:
    return Attempt(
        id=more.pop("id", screen),
        client="n",
        screen=screen,
        on=ago(taken),
        taken_on=ago(taken),
        review_by=None if review is None else ago(review),
        **more,
    )


def code(ledger: Ledger, on: date = D, raised: tuple[str, ...] = ()) -> str | None:
    step = running_step(ledger, on, raised)
    return step.code if step else None


def test_a_step_runs_from_its_decision_on_past_its_day_to_its_outcome() -> None:
    stepped = ledger(attempt(review=3, outcome="failed", outcome_on=D))
    assert code(stepped, ago(11)) is None
    step = running_step(stepped, ago(2))
    assert step is not None
    assert (step.code, step.entered, step.review_by) == ("adapt", ago(10), ago(3))
    assert code(stepped) is None


@pytest.mark.parametrize("more", [{"taken_on": None}, {"outcome": "na"}], ids=str)
def test_what_does_not_run(more: dict[str, Any]) -> None:
    assert code(ledger(replace(attempt(), **more))) is None


def test_the_newest_of_several_steps_runs() -> None:
    both = (attempt(), attempt("train", taken=3))
    assert [code(ledger(*order)) for order in (both, both[::-1])] == ["train", "train"]


def test_a_door_is_over_after_its_day() -> None:
    late = attempt("late", review=0, flag="PAY_LATE")
    assert code(ledger(late)) == "late"
    assert code(ledger(late), ago(-1)) is None


def test_past_its_day_a_door_waits_while_its_flag_is_there() -> None:
    late = attempt("late", review=3, flag="PAY_LATE")
    assert code(ledger(late), raised=("PAY_LATE",)) == "late"
    assert code(ledger(late), raised=("SILENT",)) is None


def test_a_door_without_a_day_has_nothing_to_look_at() -> None:
    assert code(ledger(attempt("finished", review=None, flag="FADING")), raised=("FADING",)) is None


def test_the_step_comes_back_when_the_door_before_it_is_over() -> None:
    both = ledger(attempt("train", taken=20, review=-8), attempt("late", taken=3, review=1))
    assert code(both, ago(2)) == "late"
    assert code(both) == "train"


@pytest.mark.parametrize(
    ("state", "runs"), [("leaving", None), ("left_well", None), ("active", "adapt")]
)
def test_a_step_that_rested_while_they_were_leaving_goes_on_when_they_stay(
    state: Any, runs: str | None
) -> None:
    assert code(ledger(attempt(paused_on=ago(5)), state=state)) == runs


def test_what_was_before_they_came_back_is_history() -> None:
    before = attempt(paused_on=ago(5))
    assert code(ledger(before, state="returned", returned_on=ago(2))) is None
    assert code(ledger(attempt(taken=1), state="returned", returned_on=ago(2))) == "adapt"


def test_after_the_end_only_the_lesson_and_what_comes_later_run() -> None:
    ended: dict[str, Any] = {"state": "closed", "closed_on": ago(2)}
    assert code(ledger(attempt("part"), **ended)) is None
    assert code(ledger(attempt("lesson", taken=1), **ended)) == "lesson"
    assert code(ledger(attempt("part"), **ended), ago(3)) == "part"


def decision(of: str, on: date, screen: str, **more: Any) -> Decision:
    facts: dict[str, Any] = {"code": "X", "say": "", "playbook": "1", **more}
    return Decision(id=f"{screen} {on}", client="n", attempt=of, screen=screen, on=on, **facts)


def test_what_is_decided_later_changes_no_earlier_day() -> None:
    note = attempt("safety", review=3, flag="DISRESPECT")
    line = decision("safety", ago(10), "safety", template=BOUNDARY_NOTE)
    later = decision("safety", ago(1), "safety")
    told = ledger(note)
    for made in ((line,), (line, later)):
        assert code(replace(told, decision=made), ago(2), ("DISRESPECT",)) is None
    assert code(replace(told, decision=(line, later)), ago(1), ("DISRESPECT",)) == "safety"


def test_a_step_that_late_payment_counts_does_not_run_before_it_is_decided_on_its_own_page() -> (
    None
):
    counted = ledger(attempt("train"))
    by_late = decision("l", ago(10), "late")
    own = decision("train", ago(2), "train")
    for made in ((by_late,), (by_late, own)):
        assert code(replace(counted, decision=made), ago(3)) is None
    assert code(replace(counted, decision=(by_late, own)), ago(2)) == "train"
