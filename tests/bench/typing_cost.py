"""What a typed key costs beside Textual's own field or table, in processor time, as ratios.

Each program runs in a pseudo-terminal and is sent its keys one after the other; what the process
used for them is read where Linux counts it. The pace is that of a key that repeats.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.store import Store
from tests.bench.fifty import fifty_clients
from tests.tui.terminal import Terminal
from triage.changes import Put

TEXT = "the quick brown fox jumps over the lazy dog and on "
PACE, QUIET, CALM = 0.05, 0.5, 0.025
"""Seconds between two keys; of a look whether a program is idle; the part of it that idle uses."""
SIZE = (40, 120)
DOWN = "\x1b[B"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Case:
    """What is typed where, and beside which plain program; `most` is the ratio it may reach."""

    name: str
    way: tuple[str, ...]
    plain: str
    keys: tuple[str, ...]
    most: float


LETTERS, MOVES = tuple(TEXT * 2), (DOWN,) * 30
CASES = (
    Case("a note", ("n",), "area", LETTERS, 1.3),
    Case("a message", ("\r", "m", "\r", "\t"), "area", LETTERS, 2.0),
    Case("a field of a form", ("a",), "input", LETTERS, 2.2),
    Case("the filter of the list", ("/",), "input", LETTERS, 2.2),
    Case("the cursor in the list", (), "table", MOVES, 2.0),
)


def used(process: int) -> float:
    """Seconds of processor time of all threads of a process."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def let_it_rest(terminal: Terminal) -> None:
    """Until the program does next to nothing."""
    while True:
        before = used(terminal.process.pid)
        read_for(terminal, QUIET)
        if used(terminal.process.pid) - before < CALM * QUIET:
            return


def read_for(terminal: Terminal, seconds: float) -> None:
    """Take what it draws, for so long."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        terminal.read(left)


def per_key(terminal: Terminal, way: Iterable[str], keys: tuple[str, ...]) -> float:
    """Milliseconds of processor time for each key, once the way to where it is typed is gone."""
    let_it_rest(terminal)
    for key in way:
        terminal.send(key)
        let_it_rest(terminal)
    before = used(terminal.process.pid)
    for key in keys:
        terminal.send(key)
        read_for(terminal, PACE)
    let_it_rest(terminal)
    return (used(terminal.process.pid) - before) / len(keys) * 1000


def ours(case: Case, folder: Path, env: Mapping[str, str]) -> float:
    """On a data file of its own: a draft that another case left would be typed on."""
    database = folder / "run.db"
    shutil.copy(folder / "fifty.db", database)
    with Terminal("--db", str(database), env=env, size=SIZE) as terminal:
        terminal.wait_for("50 clients")
        return per_key(terminal, case.way, case.keys)


def plain(case: Case, env: Mapping[str, str]) -> float:
    """The same keys in the plain program."""
    module = f"tests.bench.{'table' if case.plain == 'table' else 'plain_field'}"
    with Terminal(case.plain, env=env, size=SIZE, module=module) as terminal:
        terminal.wait_for("Client 1" if case.plain == "table" else "Plain")
        return per_key(terminal, (), case.keys)


def main() -> int:
    """Print each ratio; exit code 1 when one is over its limit."""
    if not Path("/proc/self/schedstat").exists():
        sys.stdout.write("what a key costs can be read on Linux only\n")
        return 0
    over = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {"GOODTERMS_SETTINGS": str(folder / "settings.toml"), "GOODTERMS_STATE": name}
        with Store.open(folder / "fifty.db", now=datetime.now) as store:
            today = datetime.now().astimezone().date()
            store.apply("Fifty clients", [Put(r) for r in fifty_clients(today)])
        for case in CASES:
            beside = plain(case, env)
            cost = ours(case, folder, env)
            ratio = cost / beside
            over += ratio > case.most
            sys.stdout.write(
                f"{case.name:<24}{cost:7.2f} ms beside {beside:5.2f} ms{ratio:7.2f} x"
                f"  (at most {case.most})\n"
            )
    return min(1, over)


if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)
    sys.exit(main())
