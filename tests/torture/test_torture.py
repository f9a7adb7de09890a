"""The short forms: a power cut at any moment, a disk that refuses any call, a program that is
killed while somebody types."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.torture.cuts import faults_after_cuts, record
from tests.torture.disk import why_not
from tests.torture.refusals import refused

watched = pytest.mark.skipif(bool(why_not()), reason=why_not() or "nothing is in the way")

CUTS, ROUNDS = 1_200, 6
REFUSALS = 150
CRASHES = 6


@watched
def test_a_power_cut_takes_nothing_that_was_said_to_be_saved(tmp_path: Path) -> None:
    taken, entries = record(tmp_path, ROUNDS)
    assert len(entries) > 3 * ROUNDS
    assert list(faults_after_cuts(taken, entries, tmp_path, CUTS, seed=1)) == []


@watched
def test_a_disk_that_refuses_a_call_is_told_and_costs_nothing_saved(tmp_path: Path) -> None:
    count, faults = refused(tmp_path, REFUSALS)
    assert count.startswith(f"{REFUSALS} of ")
    assert faults == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
def test_what_is_typed_outlives_the_program(tmp_path: Path) -> None:
    from tests.torture.crashes import Count, faults_after_crashes

    count = Count()
    assert list(faults_after_crashes(tmp_path, CRASHES, 1, count)) == []
    assert count.rounds == CRASHES and count.saved
