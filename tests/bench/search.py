"""`python -m tests.bench.search`: a search among 100,000 notes in milliseconds of this machine, and
what `note` and `log` take, as a ratio to `python -c "import sqlite3"` in processor time.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from storage.search import Search
from storage.store import Store
from triage.records import Client, Note
from triage.word_match import WordQuery

NOTES, CLIENTS, VOCABULARY, WORDS = 100_000, 40, 8_000, 14
ROUNDS, PAIRS = 15, 15
FIRST = date(2016, 1, 1)


def vocabulary(chance: random.Random) -> list[str]:
    """Words, the commonest first."""
    letters = "abcdefghijklmnoprstuvw"
    return ["".join(chance.choices(letters, k=chance.randint(3, 10))) for _ in range(VOCABULARY)]


def fill(store: Store, words: Sequence[str], chance: random.Random) -> None:
    """Ten years of notes; a word is as rare as its place in the vocabulary says."""
    weights = [1 / (place + 1) for place in range(len(words))]
    clients = [Client(id=f"c{n}", name=f"Client {n}") for n in range(CLIENTS)]
    notes = (
        Note(
            id=f"n{n}",
            client=f"c{n % CLIENTS}",
            on=FIRST + timedelta(days=n % 3600),
            text=" ".join(chance.choices(words, weights, k=WORDS)),
        )
        for n in range(NOTES)
    )
    store.import_batch("bench", file="bench", fingerprint="", new=[*clients, *notes])


def milliseconds(work: Callable[[], object]) -> list[float]:
    """How long it took, each time."""
    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return taken


def searches(store: Store, words: Sequence[str]) -> None:
    """Print the median and the longest of each kind of search."""
    common, second, rare = words[0], words[1], words[-1]
    asked = {
        "the commonest word": Search(WordQuery.read(common)),
        "a rare word": Search(WordQuery.read(rare)),
        "one letter": Search(WordQuery.read("a")),
        "two common words": Search(WordQuery.read(f"{common} {second}")),
        "a phrase": Search(WordQuery.read(f'"{common} {second}"')),
        "one client": Search(WordQuery.read(common), client_id="c7"),
        "no hit": Search(WordQuery.read("zzzz")),
    }
    for name, search in asked.items():
        taken = milliseconds(partial(store.find, search))
        sys.stdout.write(f"{name:<20} p50 {median(taken):6.1f} ms   longest {max(taken):6.1f} ms\n")


def processor_time(command: Sequence[str]) -> float:
    """Seconds of processor time of a process, its start and end included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def captures(folder: Path) -> None:
    """Print what the quick commands take beside a bare import of sqlite3, in pairs."""
    os.environ["GOODTERMS_DB"] = str(folder / "small.db")
    os.environ.pop("GOODTERMS_TODAY", None)
    program = str(Path(sys.executable).parent / "goodterms")
    subprocess.run([program, "add", "Northlake Foods"], stdout=subprocess.DEVNULL, check=True)
    bare = [sys.executable, "-c", "import sqlite3"]
    for words in (
        ["note", "north", "called about the menu"],
        ["log", "north", "rude", "shouted"],
        ["completions", "--clients", "n"],
        ["find", "menu"],
        ["status"],
    ):
        pairs = [(processor_time([program, *words]), processor_time(bare)) for _ in range(PAIRS)]
        ratio = median(ours / theirs for ours, theirs in pairs)
        sys.stdout.write(f"{words[0]:<12} {ratio:5.2f} x import sqlite3\n")


def main() -> int:
    """Print both."""
    chance = random.Random(1)
    words = vocabulary(chance)
    with tempfile.TemporaryDirectory() as folder:
        captures(Path(folder))
        with Store.open(
            Path(folder) / "large.db", now=lambda: datetime.now().astimezone()
        ) as store:
            fill(store, words, chance)
            searches(store, words)
    return 0


if __name__ == "__main__":
    sys.exit(main())
