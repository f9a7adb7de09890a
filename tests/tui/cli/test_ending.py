"""`checklist --end`: the last stroke of a goodbye, told to on the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.tui.cli.conftest import TODAY, Run, refused
from tests.ways import words_through

POINTS = tuple(map(str, range(1, 15)))
THEY_LEAVE = words_through("leaving", {"sure": "4", "terms": "1"})


@pytest.fixture
def leaving(done: Run, north: str) -> str:
    """Northlake, who said that they go, with every point of the list open."""
    done("decide", "north", "leaving", *THEY_LEAVE, "--take")
    return north


@pytest.fixture
def ready(done: Run, leaving: str) -> str:
    """The same, with nothing left open."""
    done("checklist", "north", "--done", *POINTS)
    return leaving


@pytest.fixture
def last_day_known(done: Run, north: str) -> str:
    """The same, who named their last day."""
    done("log", "north", "leaving", "We stop on 10 March 2026", "--on", "2026-03-01")
    done("decide", "north", "leaving", *THEY_LEAVE, "--take")
    done("checklist", "north", "--done", *POINTS)
    return north


def client(done: Run) -> Any:
    lines = map(json.loads, done("export", "-").out.splitlines())
    return next(line for line in lines if line["kind"] == "client")


def test_it_ends_when_it_is_told_to_and_with_its_last_day(gt: Run, done: Run, ready: str) -> None:
    assert client(done)["state"] == "leaving"
    refused(gt("checklist", "north", "--end"), "last day")
    done("checklist", "north", "--end", "2026-03-12")
    assert client(done)["state"] == "left_well"
    assert client(done)["closed_on"] == "2026-03-12"


def test_a_last_day_before_the_first_is_refused(gt: Run, done: Run, ready: str) -> None:
    done("set", "north", "since=2024-01-08")
    refused(gt("checklist", "north", "--end", "2024-01-07"), "before you began")
    done("checklist", "north", "--end", "2024-01-08")
    assert client(done)["closed_on"] == "2024-01-08"


def test_what_is_in_the_way_is_said_before_a_last_day_is_asked_for(gt: Run, leaving: str) -> None:
    refused(gt("checklist", "north", "--end"), "not ended yet")


def test_a_day_beside_a_known_last_day_is_refused(gt: Run, done: Run, last_day_known: str) -> None:
    refused(gt("checklist", "north", "--end", "2026-03-05"), "10 March")
    assert client(done)["state"] == "leaving"
    done("checklist", "north", "--end")
    assert client(done)["closed_on"] == TODAY


def test_points_and_the_end_are_stored_together_or_not_at_all(
    gt: Run, done: Run, leaving: str
) -> None:
    before = done("checklist", "north", "--json").json
    refused(gt("checklist", "north", "--done", *POINTS, "--end"), "last day")
    assert before["left"] and done("checklist", "north", "--json").json == before
    done("checklist", "north", "--done", *POINTS, "--end", "today")
    assert client(done)["state"] == "left_well"
    done("undo")
    assert client(done)["state"] == "leaving"
    assert done("checklist", "north", "--json").json == before, "one command is one thing to undo"


def test_json_says_that_it_ended(done: Run, ready: str) -> None:
    shown = done("checklist", "north", "--json").json
    assert "ended" not in shown
    ended = done("checklist", "north", "--end", "2026-03-12", "--json").json
    assert ended == {**shown, "ended": "2026-03-12"}
