"""Where a data file may lie, and what is none, whatever its name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage.data_file.list_cache import read_list_cache
from storage.data_file.readonly import read_book
from storage.data_file.restoring import restore
from storage.errors import (
    MissingFile,
    NotOurs,
)
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client
from triage.changes import Put


def test_a_folder_is_no_data_file(tmp_path: Path) -> None:
    with pytest.raises(NotOurs, match="is a folder"):
        Store.open(tmp_path, now=noon)


@pytest.mark.parametrize("name", ["we?rd #100%.db", "[x] Ø 'x'.db", "no ending", ".hidden"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
        store.save_glance("day", [{}])
        copy = store.backup()
        assert store.verify() == []
    assert read_list_cache(path) is not None
    restore(copy, path, noon())
    with Store.open(path, now=noon) as store:
        assert [client.id for client in store.clients()] == ["north"]
    assert {file.name for file in tmp_path.iterdir()} >= {name, copy.parent.name}


def test_a_link_leads_to_the_file(filled: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(filled)
    with Store.open(link, now=noon) as store:
        assert store.path == filled.resolve()


@pytest.mark.parametrize("target", ["gone.db", "link.db"])
@pytest.mark.parametrize("create", [True, False])
def test_a_link_that_leads_nowhere_is_no_beginning(
    tmp_path: Path, target: str, create: bool
) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(target)
    with pytest.raises(MissingFile, match="is a link"):
        Store.open(link, now=noon, create=create)
    assert list(tmp_path.iterdir()) == [link]


@pytest.mark.skipif(
    os.name != "posix", reason="Windows has no named pipes among its files (os.mkfifo)"
)
def test_a_pipe_is_no_data_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pipe.chmod(0o640)
    with pytest.raises(NotOurs, match="pipe"):
        Store.open(pipe, now=noon)
    assert read_book(pipe) is None
    assert pipe.stat().st_mode & 0o777 == 0o640
