"""Every call that a disk may refuse, one at a time: `python -m tests.torture.refusals FOLDER MOST`.

Runs with the library of disk.c. Prints how many runs there were, then each fault on a line.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from storage.data_file import open_file
from storage.store import Store
from tests.torture.disk import environment, library
from tests.torture.work import ERRORS, Refusal, Refusing, now, run_refused, steps

ROOT = Path(__file__).parents[2]


def refused(folder: Path, most: int) -> tuple[str, list[str]]:
    """How many refusals were tried in a process of its own, and what was wrong afterwards."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.refusals", str(folder), str(most)],
        cwd=ROOT,
        env=environment(library(folder), folder / "home"),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    count, *faults = done.stdout.splitlines()
    return count, faults


def main(folder: Path, most: int) -> None:
    """Tries `most` refusals of all that there are, or all of them where those are fewer."""
    open_file.WAIT_MS = 20  # a refused lock looks like a busy file, and nobody is going to free it
    base, home = folder / "base", folder / "home"
    with Store.open(base / "goodterms.db", now=now) as store:
        for _, step in steps(2):
            step(store)
    refusing = Refusing()
    refusals = [
        Refusal(kind, nth, error, ever)
        for kind, errors in ERRORS.items()
        for nth in range(1, _calls(base, home, kind, refusing) + 1)
        for error in errors
        for ever in (False, True)
    ]
    tried = refusals if len(refusals) <= most else random.Random(most).sample(refusals, most)
    faults = [f for refusal in tried for f in run_refused(home, base, refusal, refusing)]
    sys.stdout.write("\n".join([f"{len(tried)} of {len(refusals)}", *faults]) + "\n")


def _calls(base: Path, home: Path, kind: str, refusing: Refusing) -> int:
    """How many calls of a kind there are when none fails."""
    never = Refusal(kind, 1 << 40, 0, ever=False)
    assert run_refused(home, base, never, refusing) == []
    return refusing.seen


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
