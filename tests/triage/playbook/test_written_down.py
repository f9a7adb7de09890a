"""The days from which a gate counts, where the journal tells of later ones than a record says."""

from __future__ import annotations

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.playbook.state.journal_facts import JournalFacts
from triage.playbook.state.written_down import written_down

ON = "2026-03-20"


def scene() -> Desk:
    desk = Desk.of()
    desk.add(
        "attempt", id="a", screen="train", on="2026-02-01", opened_at="2026-02-01T08:00:00",
        taken_on="2026-02-01", outcome="failed", outcome_on="2026-03-25",
        overridden=["G1"], override="x", own_plans=True,
    )  # fmt: skip
    decision = {"attempt": "a", "screen": "train", "code": "TEACH", "say": "x", "playbook": "2"}
    desk.add("decision", id="d", on="2026-02-01", **decision)
    desk.add("message", id="m", template="how_we_work", on="2026-02-01", sent_on="2026-02-02")
    desk.add("action", id="t", text="x", on="2026-02-01")
    return desk


def test_no_day_is_before_the_one_on_which_it_was_written() -> None:
    ledger = scene().at(ON).ledger
    journal = JournalFacts(dict.fromkeys("admt", day("2026-03-10")), frozenset("a"))
    written = written_down(ledger, journal, day(ON))
    (attempt,) = written.attempt
    assert (attempt.on, attempt.taken_on) == (day("2026-03-10"), day("2026-03-10"))
    assert (attempt.opened_at, attempt.outcome_on) == ("2026-03-10", day("2026-03-25"))
    assert not attempt.own_plans and attempt.overridden == ()
    assert written.decision[0].on == written.action[0].on == day("2026-03-10")
    assert (written.message[0].on, written.message[0].sent_on) == (day("2026-03-10"),) * 2


def test_what_was_dated_back_here_keeps_the_gates_it_passed() -> None:
    journal = JournalFacts({"a": day("2026-03-10")})
    (attempt,) = written_down(scene().at(ON).ledger, journal, day(ON)).attempt
    assert attempt.overridden == ("G1",) and attempt.own_plans


@pytest.mark.parametrize("on", ["2026-03-09", "2026-03-01"])
def test_seen_from_an_earlier_day_it_is_as_it_says(on: str) -> None:
    ledger = scene().at(ON).ledger
    journal = JournalFacts(dict.fromkeys("admt", day("2026-03-10")), frozenset("a"))
    assert written_down(ledger, journal, day(on)) is ledger


def test_a_visit_that_a_file_brought_is_not_gone_on_with() -> None:
    desk = Desk.of()
    desk.add("attempt", id="a", screen="part", on="2026-02-01", opened_at="2026-02-01")
    assert "G4" not in desk.shut(ON, "part")
    desk.journal = JournalFacts({"a": day("2026-03-10")}, frozenset("a"))
    assert "has not been opened yet" in desk.shut(ON, "part")["G4"]
