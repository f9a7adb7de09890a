"""Two processes on one file, and one that is killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, note
from triage.changes import Put

ROOT = Path(__file__).parents[2]


def _start(job: str, path: Path, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.worker", job, str(path), str(number)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)


def test_two_writers_lose_nothing(path: Path, open_store: Callable[[], Store]) -> None:
    store = open_store()
    store.apply("add", [Put(client())])
    workers = [_start("tag", path, start) for start in (100, 200)]
    for worker in workers:  # both have begun before either writes
        assert worker.stdout is not None and worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    written = [word for worker in workers for word in worker.communicate()[0].split()]
    assert len(written) == 50
    assert sorted(store.client("north").tags) == written
    assert store.head() == 51
    assert store.verify() == []


def test_threads_take_turns(open_store: Callable[[], Store]) -> None:
    store = open_store()
    store.apply("add", [Put(client())])

    def work(start: int) -> None:
        for number in range(start, start + 10):
            store.apply("note", [Put(note(f"n{number}"))])
            assert store.get("note", f"n{number}") is not None

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work, start) for start in (100, 200, 300, 400)]:
            done.result()
    assert len(store.ledger("north").note) == 40
    assert store.verify() == []


def test_what_was_said_to_be_saved_survives_kill(path: Path) -> None:
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
    saved: set[str] = set()
    for rounds in range(3):
        worker = _start("write_on", path, 1000 * rounds)
        assert worker.stdout is not None
        for _ in range(5 + 3 * rounds):
            saved.add("n" + worker.stdout.readline().strip())
        worker.kill()
        # Read on here: `communicate` passes over the lines that were read ahead.
        saved.update("n" + line.strip() for line in worker.stdout)
        worker.wait()
        with Store.open(path, now=noon) as store:
            kept = {record.id for record in store.ledger("north").note}
            assert saved <= kept
            # At most the one save was cut off that was not yet acknowledged.
            assert len(kept - saved) <= rounds + 1
            assert store.verify() == []


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="the full disk is played with RLIMIT_FSIZE, which Windows does not have",
)
def test_a_full_disk_loses_nothing_and_a_second_try_lands_once(path: Path) -> None:
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
    counts = _start("fill", path, 50_000).communicate()[0].split()
    code, kept, tried = map(int, counts)
    assert code == 3
    assert kept == tried - 1
    with Store.open(path, now=noon) as store:
        assert len(store.ledger("north").note) == tried
        assert store.verify() == []
