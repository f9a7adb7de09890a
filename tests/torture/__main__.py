"""`python -m tests.torture`: the long forms, each with its count. Exit code 1 with any fault."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.torture.crashes import Count, faults_after_crashes
from tests.torture.cuts import faults_after_cuts, record
from tests.torture.disk import why_not
from tests.torture.refusals import refused

CUTS, ROUNDS = 20_000, 40
CRASHES = 1_000
EVERY_REFUSAL = 1_000_000


def main() -> int:
    """Runs them one after another."""
    if reason := why_not():
        sys.stdout.write(f"Nothing was tried: {reason}.\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        cuts, refusals = Path(folder) / "cuts", Path(folder) / "refusals"
        cuts.mkdir()
        refusals.mkdir()
        taken, entries = record(cuts, ROUNDS)
        after_cuts = list(faults_after_cuts(taken, entries, cuts, CUTS, seed=1))
        say(f"{CUTS:,} power cuts in {len(taken):,} calls of {len(entries)} changes", after_cuts)
        refusals_tried, after_refusals = refused(refusals, EVERY_REFUSAL)
        say(f"{refusals_tried} calls refused", after_refusals)
        crashes = Path(folder) / "crashes"
        crashes.mkdir()
        played = Count()
        after_crashes = list(faults_after_crashes(crashes, CRASHES, 1, played))
        say(f"{played.rounds:,} crashes, {played.saved:,} notes saved", after_crashes)
    return int(bool(after_cuts or after_refusals or after_crashes))


def say(what: str, faults: list[str]) -> None:
    """One line, and each fault on another."""
    sys.stdout.write("\n  ".join([f"{what}: {len(faults)} faults", *faults]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
