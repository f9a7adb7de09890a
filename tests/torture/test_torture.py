"""The short forms: a power cut at any moment, and a disk that refuses any call."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.torture.cuts import faults_after_cuts, record
from tests.torture.disk import why_not
from tests.torture.refusals import refused

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "nothing is in the way")

CUTS, ROUNDS = 1_200, 6
REFUSALS = 150


def test_a_power_cut_takes_nothing_that_was_said_to_be_saved(tmp_path: Path) -> None:
    taken, entries = record(tmp_path, ROUNDS)
    assert len(entries) > 3 * ROUNDS
    assert list(faults_after_cuts(taken, entries, tmp_path, CUTS, seed=1)) == []


def test_a_disk_that_refuses_a_call_is_told_and_costs_nothing_saved(tmp_path: Path) -> None:
    count, faults = refused(tmp_path, REFUSALS)
    assert count.startswith(f"{REFUSALS} of ")
    assert faults == []
