"""What belongs to a data file is its owner's alone, and what belongs to somebody else is named."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from storage.check_mark import CheckMark
from storage.data_file.privacy import belonging, refuse_what_is_not_ours
from storage.errors import ReadOnly
from storage.paths import backup_dir, journal_copy
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client
from triage.changes import Put

pytestmark = pytest.mark.skipif(
    os.name != "posix",
    reason="it sets and reads POSIX modes and owners; Windows keeps access lists instead",
)
as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root may give a file to another user (chown)",
)
SOMEBODY = 12345


@pytest.fixture
def closed(path: Path) -> Path:
    """A closed data file with all that belongs to one."""
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
        store.backup()
    return path


def _modes(path: Path) -> dict[str, int]:
    return {each.name: stat.S_IMODE(each.stat().st_mode) for each in belonging(path)}


def test_all_that_others_could_read_is_narrowed_and_said(closed: Path) -> None:
    narrow = _modes(closed)
    assert len(narrow) == 5
    for each in belonging(closed):
        each.chmod(0o755 if each.is_dir() else 0o644)
    with Store.open(closed, now=noon) as store:
        (notice,) = store.notices
    assert notice.startswith(f"{closed} and 4 more of its files could be read by others")
    assert _modes(closed) == narrow


@pytest.mark.parametrize("which", [journal_copy, backup_dir])
def test_only_one_that_was_wide_is_named(closed: Path, which: object) -> None:
    assert callable(which)
    place = which(closed)
    place.chmod(0o755)
    with Store.open(closed, now=noon) as store:
        (notice,) = store.notices
    assert notice.startswith(f"{place} could be read")


@as_root
def test_with_sudo_nothing_is_made_in_somebody_elses_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, SOMEBODY, SOMEBODY)
    for path in (home / "gt.db", home / "below" / "gt.db"):
        with pytest.raises(ReadOnly, match="with sudo everything made there would belong to root"):
            refuse_what_is_not_ours(path, {"SUDO_UID": str(SOMEBODY)})
        refuse_what_is_not_ours(path, {})  # root itself, in a container say
    refuse_what_is_not_ours(tmp_path / "gt.db", {"SUDO_UID": str(SOMEBODY)})


@as_root
def test_a_file_of_somebody_else_is_named_with_the_way_out(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in belonging(closed):
        os.chown(each, SOMEBODY, SOMEBODY)
    refuse_what_is_not_ours(closed, {})  # it can be written to
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ReadOnly, match=f"belongs to user {SOMEBODY}") as refused:
        refuse_what_is_not_ours(closed, {})
    assert "chown" in refused.value.hint


def test_the_mark_belongs_to_the_file(closed: Path) -> None:
    assert Path(CheckMark(str(closed)).path) in list(belonging(closed))
