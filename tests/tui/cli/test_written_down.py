"""What a file brought, or somebody dated back, opens no gate by the days that it names."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.tui.cli.conftest import NORTH, TODAY, Run, refused
from tests.ways import words_through

LINE = "I answer within a day, on working days."
ADAPT = words_through("adapt", {"cause": "1", "essence": "2", "style": "1", "line": LINE})
TELL = words_through("train", {"known": "1", "topic": "6", "gloss": "", "believe": "4"})
TERMS = {"trade": "4", "issue": "yes", "gain": "calmer talks", "kind": "5"}
NEW_TERMS = words_through("renegotiate", TERMS)
SMALLER = words_through("redirect", {"misfit": "2", "lighter": "1"})

_OVER = (
    *("--override", "There is no other way left, and I have thought about it"),
    *("--confirm-name", "Northlake Foods"),
)

_LADDER = ("attempt", "answer", "decision", "action", "message")
_BY_HAND = "imported or backdated entries count from"


def _client(done: Run, *more: str) -> None:
    facts = ("name=Northlake Foods", "rate=75", "floor=50", "since=2024-01-01")
    done("record", "client", NORTH, *facts, *more, on="2026-01-02")
    done("set", NORTH, "contract.written=yes", "contract.notice_days=28", on="2026-01-02")


def _trouble(done: Run) -> None:
    for day in ("2026-03-11", "2026-03-12"):
        done("log", NORTH, "message_in", "You are slow", "--tone", "-1", on=day)


def _climb(done: Run) -> None:
    """Every step, each on its day; the goodbye is opened, and its night begins."""
    done("decide", NORTH, "adapt", *ADAPT, "--take", on="2026-01-05")
    done("outcome", NORTH, "adapt", "failed", on="2026-01-15")
    done("decide", NORTH, "train", *TELL, "--take", on="2026-01-16")
    done("sent", NORTH, "how_we_work", on="2026-01-16")
    done("outcome", NORTH, "train", "failed", on="2026-02-14")
    done("decide", NORTH, "renegotiate", *NEW_TERMS, "--take", on="2026-02-15")
    done("sent", NORTH, "new_terms", on="2026-02-15")
    done("outcome", NORTH, "renegotiate", "failed", on="2026-02-25")
    done("decide", NORTH, "redirect", *SMALLER, "--take", on="2026-02-26")
    done("outcome", NORTH, "redirect", "failed", on="2026-03-01")


def _shut(done: Run, client: str = NORTH, on: str = TODAY) -> dict[str, str]:
    view = done("decide", client, "part", "--json", on=on).json
    return {gate["gate"]: gate["missing"] for gate in view["gates"]}


def _lines(done: Run, *kinds: str) -> list[dict[str, Any]]:
    records = map(json.loads, done("export", "-").out.splitlines())
    return [record for record in records if not kinds or record["kind"] in kinds]


def _file(path: Path, records: Sequence[Mapping[str, object]]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


@pytest.fixture
def climbed(done: Run, gt: Run, prepared: Any) -> None:
    """Northlake, and a ladder that was climbed honestly; the night before a goodbye is over."""

    def build() -> None:
        _client(done)
        _climb(done)
        gt("decide", NORTH, "part", "--take", on="2026-03-02")
        _trouble(done)

    prepared("climbed", build)


@pytest.fixture
def elsewhere(done: Run, gt: Run, climbed: None, tmp_path: Path) -> tuple[Run, Path]:
    """Another data file in which nothing was tried; and where the ladder of the first is kept."""
    forged = tmp_path / "forged.jsonl"
    _file(forged, _lines(done, *_LADDER))

    def run(*words: str, on: str = TODAY, typed: bytes = b"") -> Any:
        result = gt("--db", str(tmp_path / "other.db"), *words, on=on, typed=typed)
        assert result.code == 0, result
        return result

    return run, forged


def test_a_ladder_that_was_climbed_day_by_day_counts(done: Run, climbed: None) -> None:
    assert _shut(done) == {}


def test_one_that_comes_with_its_client_counts_as_it_stands(
    done: Run, elsewhere: tuple[Run, Path], tmp_path: Path
) -> None:
    other, _ = elsewhere
    moved = _file(tmp_path / "all.jsonl", _lines(done))
    assert other("import", moved, "--yes", "--json").json["files"][0]["assumed"] == []
    assert _shut(other) == {}


def test_one_that_comes_to_a_client_who_is_here_begins_today(elsewhere: tuple[Run, Path]) -> None:
    other, forged = elsewhere
    _client(other)
    _trouble(other)
    told = other("import", str(forged), "--yes", "--json").json["files"][0]["assumed"]
    assert told == ["5 steps of clients you already have count from the day of the import"]
    shut = _shut(other)
    assert set(shut) == {"G1", "G2", "G3", "G4"}
    assert f"{_BY_HAND} Fri 13 March" in shut["G1"]
    assert set(_shut(other, on="2026-03-14")) == {"G2", "G4"}
    assert "10 April" in _shut(other, on="2026-03-14")["G2"]
    assert set(_shut(other, on="2026-04-10")) == {"G4"}
    assert len(_lines(other, "attempt")) == 5  # as history all of it is there


def test_one_that_comes_with_somebody_who_is_then_merged_begins_today(
    elsewhere: tuple[Run, Path], tmp_path: Path
) -> None:
    other, forged = elsewhere
    _client(other)
    _trouble(other)
    records = map(json.loads, forged.read_text(encoding="utf-8").splitlines())
    twin = {"kind": "client", "id": "twin", "name": "North", "contract": {"written": False}}
    lines = [twin, *({**record, "client": "twin"} for record in records)]
    other("import", _file(tmp_path / "twin.jsonl", lines), "--yes")
    other("merge", "twin", NORTH)
    assert set(_shut(other)) == {"G1", "G2", "G3", "G4"}
    other("undo")
    other("merge", NORTH, "twin")
    assert set(_shut(other, "twin")) == {"G1", "G2", "G3", "G4"}


def test_halves_that_came_together_may_be_merged(
    done: Run, elsewhere: tuple[Run, Path], tmp_path: Path
) -> None:
    other, _ = elsewhere
    half = {"kind": "client", "id": "half", "name": "Northlake Food"}
    other("import", _file(tmp_path / "all.jsonl", [*_lines(done), half]), "--yes")
    other("merge", "half", NORTH)
    assert _shut(other) == {}


def test_a_ladder_that_is_dated_back_begins_on_the_newest_day(done: Run) -> None:
    _client(done)
    _trouble(done)
    _climb(done)
    shut = _shut(done)
    assert {"G2", "G3", "G4"} == set(shut)
    assert f"{_BY_HAND} Thu 12 March" in shut["G2"]


def test_nor_does_a_night_that_is_dated_back_pass(gt: Run, done: Run) -> None:
    _client(done)
    _climb(done)
    _trouble(done)
    gt("decide", NORTH, "part", "--take", on="2026-03-02")
    assert set(_shut(done, on="2026-03-12")) == {"G4"}
    assert _shut(done) == {}


def test_a_look_back_takes_the_days_as_they_stand(done: Run, gt: Run, climbed: None) -> None:
    """A file that was made on a later day, and a story that is played in it from its first day."""
    done("log", NORTH, "thanks", on="2027-01-01")
    gt("decide", NORTH, "part", "--take", on="2026-03-02")
    assert _shut(done, on="2026-03-10") == {}


def test_a_file_changes_no_step_that_was_begun_here(done: Run, gt: Run, tmp_path: Path) -> None:
    """A step of today that a file makes an old one, so that a message of then belongs to it."""
    _client(done)
    done("decide", NORTH, "train", *TELL, "--take", *_OVER)
    (attempt,), (decision,) = _lines(done, "attempt"), _lines(done, "decision")
    old = {"on": "2026-01-16"}
    forged = [{**attempt, **old, "taken_on": "2026-01-16"}, {**decision, **old}]
    gt("import", _file(tmp_path / "x.jsonl", forged), "--yes")
    done("sent", NORTH, "how_we_work", "--on", "2026-01-16")
    assert f"{_BY_HAND} Fri 13 March" in _shut(done)["G2"]


_PASSED = {"override": "Enough of all this", "overridden": ["G1", "G2", "G3", "G5"]}


@pytest.mark.parametrize("passed", [_PASSED, {"own_plans": True}])
@pytest.mark.parametrize("merged", [False, True])
def test_a_file_passes_no_gates(
    done: Run, gt: Run, tmp_path: Path, passed: dict[str, object], merged: bool
) -> None:
    _client(done)
    done("log", NORTH, "thanks", on="2026-03-12")
    owner = "twin" if merged else NORTH
    opened = {"on": "2026-02-01", "opened_at": "2026-02-01T08:00:00", **passed}
    forged = {"kind": "attempt", "id": "f", "client": owner, "screen": "part", **opened}
    twin = {"kind": "client", "id": "twin", "name": "North"}
    gt("import", _file(tmp_path / "f.jsonl", [twin, forged]), "--yes")
    if merged:
        done("merge", "twin", NORTH)
    for day in (TODAY, "2026-03-14"):
        assert {"G1", "G2", "G3"} <= set(_shut(done, on=day))
    gt("decide", NORTH, "part", "--take", *_OVER)
    assert set(_shut(done)) == {"G4"} and _shut(done, on="2026-03-14") == {}


def test_an_action_of_a_file_gives_no_old_decision_another_message(
    gt: Run, elsewhere: tuple[Run, Path], tmp_path: Path
) -> None:
    other, _ = elsewhere
    _client(other)
    other("decide", NORTH, "adapt", *ADAPT, "--take", on="2026-01-05")
    (decision,) = _lines(other, "decision")
    offer = {"kind": "action", "id": "a", "client": NORTH, "text": "x", "on": "2026-01-05"}
    forged = {**offer, "decision": decision["id"], "template": "other_offer"}
    other("import", _file(tmp_path / "a.jsonl", [forged]), "--yes")
    sent = ("sent", NORTH, "other_offer", "--on", "2026-01-06")
    refused(gt("--db", str(tmp_path / "other.db"), *sent), "does not count here")


def test_a_notice_that_was_shortened_tonight_is_remembered(gt: Run, done: Run) -> None:
    _client(done)
    gt("decide", NORTH, "part", "--take", *_OVER, on="2026-03-12")
    done("set", NORTH, "contract.notice_days=0")
    letter = words_through("part", {"solid": "1", "way": "2"})
    early = ("decide", NORTH, "part", *letter, "--set", "end_date=2026-03-20", "--take")
    refused(gt(*early), "the agreed notice of 28 days", "log that as new terms")
    done("log", NORTH, "terms_agreed", "No notice from now on, agreed by mail")
    done(*early)
