"""`python -m tests.bench.imports`: what importing Toggl rows costs, beside loading them raw.

Processor time (user and system) and the most memory of a process of its own, the runs of both taken
in turns; medians, as ratios. Then how long another program waits that saves meanwhile, and when a
preview of the same file has its first figures. Exit code 1 when one is over its limit.
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

from storage.importing import ImportOptions, inspect
from storage.store import Store
from tests.bench.fifty import fifty_clients
from tests.bench.toggl import BEGAN, CLIENTS, ROWS, client_name, write_export
from tests.bench.waiting import longest_wait
from triage.records import Client, Record, Time

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROGRAM = Path(sys.executable).parent / "goodterms"
CPU_LIMIT, MEMORY_LIMIT = 4.0, 3.0
WAIT_LIMIT = 1.0
PREVIEW_LIMIT = 1.0
"""Seconds of user time before a preview says how many rows it has read, and how many there are."""
ROUNDS = 5
EARLIER_ROWS = 30_000


@dataclass(frozen=True)
class Cost:
    """What one process took: seconds of processor time, MiB of memory at most."""

    cpu: float
    memory: float


def cost_of(command: Sequence[str]) -> Cost:
    """Runs a command to its end. Raises CalledProcessError when it fails."""
    done = subprocess.run(
        [sys.executable, str(HERE / "cost.py"), *command],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    cpu, memory = map(float, done.stdout.split())
    return Cost(cpu, memory)


def ten_years() -> Iterator[Record]:
    """A file that has been kept for long: fifty lives, and hours of an earlier program."""
    yield from fifty_clients(BEGAN.date())
    for number in range(CLIENTS):
        yield Client(id=f"c{number}", name=client_name(number))
    for number in range(EARLIER_ROWS):
        began = BEGAN - timedelta(hours=number + 1)
        yield Time(
            id=f"earlier-{number}",
            client=f"c{number % CLIENTS}",
            on=began.date(),
            minutes=40,
            text=f"Ticket {number % 499}",
            source="harvest",
            source_key=f"id:{number}",
            extra={"start": began.isoformat(), "project": "Site"},
        )


def fill(database: Path, records: Iterator[Record]) -> None:
    """Begins a data file."""
    with Store.open(database, now=datetime.now) as store:
        store.import_batch("before", file="before", fingerprint="", new=records)


def first_figures(export: Path, database: Path) -> tuple[float, float]:
    """Seconds of user time until a preview counts its first rows, and until it is whole."""
    began, counted = os.times().user, list[float]()

    def tick(_rows: int, _total: int = 0) -> None:
        if not counted:
            counted.append(os.times().user - began)

    with Store.open(database, now=datetime.now) as store:
        options = ImportOptions(on=datetime.now().astimezone().date(), currency="EUR")
        inspect(export, store, options, tick)
    return counted[0], os.times().user - began


def main() -> int:
    """Print the ratios; the limits hold for an empty file and for one that has all of it."""
    for package in ("triage", "storage", "tui"):  # as an installed program is
        compileall.compile_dir(ROOT / package, quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        export, kept = folder / "toggl.csv", folder / "kept"
        kept.mkdir()
        write_export(export)
        os.environ["GOODTERMS_SETTINGS"] = str(folder / "settings.toml")
        os.environ["GOODTERMS_STATE"] = str(folder / "state")
        fill(kept / "years.db", ten_years())
        again = ["--db", str(kept / "again.db"), "import", str(export), "--yes"]
        cost_of([str(PROGRAM), *again])

        def raw() -> Cost:
            target = folder / "raw.db"
            taken = cost_of([sys.executable, str(HERE / "raw_load.py"), str(export), str(target)])
            target.unlink()
            return taken

        def ours(before: Path | None) -> Callable[[], Cost]:
            def run() -> Cost:
                target = folder / "ours" / "gt.db"
                # A file that was open before and is gone would be asked for.
                for place in (target.parent, folder / "state"):
                    with suppress(FileNotFoundError):
                        shutil.rmtree(place)
                target.parent.mkdir()
                if before is not None:
                    shutil.copy(before, target)
                return cost_of([str(PROGRAM), "--db", str(target), "import", str(export), "--yes"])

            return run

        runs = {
            "raw load": raw,
            "into an empty file": ours(None),
            "the same once more": ours(kept / "again.db"),
            "into ten years": ours(kept / "years.db"),
        }
        costs: dict[str, list[Cost]] = {label: [] for label in runs}
        for _ in range(ROUNDS):
            for label, run in runs.items():
                costs[label].append(run())
        command = [str(PROGRAM), "--db", str(kept / "years.db"), "import", str(export), "--yes"]
        waited = longest_wait(kept / "years.db", command)
        first, whole = first_figures(export, folder / "preview.db")
    over = report(costs)
    sys.stdout.write(f"another program that saves meanwhile waits {waited:.2f} s at most\n")
    sys.stdout.write(f"a preview counts after {first:.2f} s, and is whole after {whole:.2f} s\n")
    return int(over or waited > WAIT_LIMIT or first > PREVIEW_LIMIT)


def report(costs: dict[str, list[Cost]]) -> bool:
    """Print one line a run, and tell whether a limit is passed."""
    medians = {
        label: Cost(median(c.cpu for c in taken), median(c.memory for c in taken))
        for label, taken in costs.items()
    }
    floor = medians["raw load"]
    over = False
    sys.stdout.write(f"{ROWS} Toggl rows\n")
    for label, cost in medians.items():
        cpu, memory = cost.cpu / floor.cpu, cost.memory / floor.memory
        over = over or cpu > CPU_LIMIT or memory > MEMORY_LIMIT
        sys.stdout.write(
            f"{label:<22}{cost.cpu:7.2f} s{cpu:7.2f} x{cost.memory:9.1f} MiB{memory:7.2f} x\n"
        )
    return over


if __name__ == "__main__":
    sys.exit(main())
