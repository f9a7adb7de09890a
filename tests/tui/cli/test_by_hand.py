"""What a gate counts is written by decisions, outcomes, sent marks and overrides, never by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Run, refused
from tests.ways import words_through

NORTH = "north-1"
LINE = "I answer within a day, on working days."
CHANGE = words_through("adapt", {"cause": "1", "essence": "2", "style": "1", "line": LINE})


@pytest.fixture
def adapting(done: Run, north: str) -> str:
    """A step that is decided today; the id of its attempt."""
    for n in range(1, 6):
        done("log", north, "extra-free", "--on", f"2026-03-0{n}")
    done("decide", north, "adapt", *CHANGE, "--take")
    return str(_kept(done, "attempt")["id"])


def _kept(done: Run, kind: str) -> dict[str, object]:
    lines = (json.loads(line) for line in done("export", "-").out.splitlines())
    (record,) = (record for record in lines if record["kind"] == kind)
    return dict(record)


@pytest.mark.parametrize(
    "field",
    [
        *("opened_at=2026-03-01", "taken_on=2026-02-01", "outcome=failed", "own_plans=yes"),
        *("override=Enough", "overridden=G1,G2,G3", "screen=part", "on=2026-01-01", "flag=DRAIN"),
    ],
)
def test_a_step_is_not_edited(done: Run, gt: Run, adapting: str, field: str) -> None:
    refused(gt("record", "attempt", adapting, field), field.partition("=")[0])
    assert done("record", "attempt", adapting, "review_by=2026-03-20").code == 0


def test_a_step_of_ones_own_making_counts_for_nothing(gt: Run, north: str) -> None:
    step = ("record", "attempt", f"client={north}", "screen=part", "on=2026-03-12")
    refused(gt(*step, "opened_at=2026-03-12T08:00:00"), "opened_at")
    assert gt(*step).code == 0


def test_a_decision_and_a_sent_mark_are_not_made_by_hand(done: Run, gt: Run, adapting: str) -> None:
    message = ("record", "message", f"client={NORTH}", "template=other_offer", "on=2026-03-01")
    refused(gt(*message, f"attempt={adapting}"), "attempt")
    refused(gt(*message, "sent_on=2026-03-01"), "sent")
    decision = _kept(done, "decision")
    refused(gt("record", "decision", str(decision["id"]), "on=2026-01-01"), "decide")
    refused(
        gt("record", "action", f"client={NORTH}", "text=x", "on=2026-03-01",
           f"decision={decision['id']}"),
        "decision",
    )  # fmt: skip
    done("record", "decision", str(decision["id"]), "expect=They write less")


def _imported(gt: Run, folder: Path, *records: Mapping[str, object]) -> int:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return gt("import", str(path), "--yes").code


def test_a_file_does_not_shorten_the_night(done: Run, gt: Run, north: str, tmp_path: Path) -> None:
    opened = {"kind": "attempt", "id": "a", "client": north, "screen": "part", "on": "2026-03-01"}
    fresh = {**opened, "on": "2026-03-12", "opened_at": "2026-03-12T08:00:00"}
    assert _imported(gt, tmp_path, fresh) == 1
    assert "attempt" not in done("export", "-").out
    history = {**opened, "opened_at": "2026-03-01T08:00:00"}
    assert _imported(gt, tmp_path, history) == 0
    earlier = {**opened, "opened_at": "2026-02-01T08:00:00"}
    assert _imported(gt, tmp_path, earlier) == 1
    tomorrow = {**history, "on": "2026-03-14"}
    assert _imported(gt, tmp_path, tomorrow) == 1
    passing = {**history, "overridden": ["G1"], "override": "x"}
    assert _imported(gt, tmp_path, passing) == 1
    assert _kept(done, "attempt")["opened_at"] == "2026-03-01T08:00:00"


def test_a_file_does_not_move_a_sent_mark_back(
    done: Run, gt: Run, adapting: str, tmp_path: Path
) -> None:
    template = str(_kept(done, "decision")["template"])
    done("sent", NORTH, template)
    message = _kept(done, "message")
    assert _imported(gt, tmp_path, {**message, "sent_on": "2026-02-01"}) == 1
    assert _kept(done, "message")["sent_on"] == "2026-03-13"


def test_a_move_to_another_computer_brings_all_of_it(
    done: Run, gt: Run, adapting: str, tmp_path: Path, db: Path
) -> None:
    copy = tmp_path / "all.jsonl"
    done("export", str(copy))
    lines = done("export", "-").out
    other = ("--db", str(tmp_path / "other.db"))
    assert gt(*other, "import", str(copy), "--yes").code == 0
    assert gt(*other, "export", "-").out == lines


def test_a_better_verdict_by_hand_keeps_its_rules(done: Run, gt: Run, adapting: str) -> None:
    good = ("record", "override", f"client={NORTH}", "on=2026-03-13", "health=good")
    refused(gt(*good, "until=2026-03-27"), "10 characters")
    refused(gt(*good, "reason=They were on leave in that month", "until=2027-03-27"), "weeks")
    done(*good, "reason=They were on leave in that month", "until=2026-03-27")
    done("record", "override", f"client={NORTH}", "on=2026-03-13", "health=stop")
