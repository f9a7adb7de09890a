"""The journal as JSON lines beside the file: complete, in order, healing itself."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.paths import journal_copy
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client, note
from triage.changes import Put

Opener = Callable[[], Store]


def _numbers(path: Path) -> list[int]:
    lines = journal_copy(path).read_bytes().splitlines()
    return [json.loads(line)["number"] for line in lines]


def test_every_change_is_a_line(store: Store, path: Path) -> None:
    store.apply("add [/] Ltd\u2028", [Put(client())])
    store.apply("note", [Put(note())])
    store.undo()
    assert _numbers(path) == [1, 2, 3]
    first, *_ = journal_copy(path).read_bytes().split(b"\n")
    line = json.loads(first)
    assert line["label"] == "add [/] Ltd\u2028"
    assert line["content"]["rows"][0]["after"]["name"] == "Northlake Foods"
    if os.name == "posix":
        assert stat.S_IMODE(journal_copy(path).stat().st_mode) == 0o600
    assert store.verify() == []


def test_lines_that_were_lost_come_with_the_next_change(store: Store, path: Path) -> None:
    store.apply("add", [Put(client())])
    journal_copy(path).unlink()
    store.apply("note", [Put(note())])
    assert _numbers(path) == [1, 2]


def test_half_a_line_is_written_anew(store: Store, path: Path) -> None:
    store.apply("add", [Put(client())])
    store.apply("note", [Put(note())])
    unbroken = journal_copy(path).read_bytes()
    journal_copy(path).write_bytes(unbroken[:-40])
    store.apply("note", [Put(note("n2"))])
    lines = journal_copy(path).read_bytes().split(b"\n")
    assert lines[0] + b"\n" + lines[2] + b"\n" == unbroken
    assert json.loads(lines[3])["number"] == 3


def test_a_long_last_line_is_found(store: Store, path: Path) -> None:
    store.apply("add", [Put(client())])
    store.apply("notes", [Put(note(f"n{n}", "x" * 2000)) for n in range(100)])
    store.apply("note", [Put(note())])
    assert _numbers(path) == [1, 2, 3]


def test_the_journal_of_other_data_is_moved_aside(
    store: Store, path: Path, tmp_path: Path, open_store: Opener
) -> None:
    with Store.open(tmp_path / "other.db", now=noon) as other:
        other.apply("other", [Put(client("other"))])
        other.apply("other", [Put(note(owner="other"))])
    foreign = journal_copy(tmp_path / "other.db").read_bytes()
    journal_copy(path).write_bytes(foreign)
    assert any("differs" in finding for finding in store.verify())
    store.apply("add", [Put(client())])
    assert _numbers(path) == [1]
    (aside,) = path.parent.glob("goodterms.journal-*.jsonl")
    assert aside.read_bytes() == foreign
    assert any(str(aside) in notice for notice in store.notices)


def test_a_copy_that_cannot_be_written_is_said_and_stops_nothing(
    store: Store, path: Path, open_store: Opener
) -> None:
    journal_copy(path).mkdir()
    store.apply("add", [Put(client())])
    store.apply("note", [Put(note())])
    (notice,) = store.notices
    assert notice.startswith("Saved, but the second copy")
    assert open_store().head() == 2


@pytest.mark.parametrize("rubbish", [b"not json\n", b"\n\n\n", b'{"number": "x"}\n', b"[1]\n"])
def test_rubbish_in_it_is_passed_over(store: Store, path: Path, rubbish: bytes) -> None:
    journal_copy(path).write_bytes(rubbish)
    store.apply("add", [Put(client())])
    assert json.loads(journal_copy(path).read_bytes().splitlines()[-1])["number"] == 1


def test_what_a_power_cut_left_of_a_line_is_no_damage_once_it_stands_there_whole(
    store: Store, path: Path
) -> None:
    store.apply("add", [Put(client())])
    copy = journal_copy(path)
    whole = copy.read_bytes()
    store.apply("note", [Put(note())])
    last = copy.read_bytes()[len(whole) :]
    for left in (b"\0" * 64 + last[64:], last[:64] + b"\0" * 64 + last[128:], last[64:-9] + b"\n"):
        copy.write_bytes(whole + left)
        assert any("in line 2" in finding for finding in store.verify())  # so far it is lost
        copy.write_bytes(whole + left + last)
        assert store.verify() == []
    copy.write_bytes(whole.replace(b"Northlake", b"Northl\0ke") + last)
    assert any("in line 1" in finding for finding in store.verify())
