"""A folder that is not mounted does not look like a first start."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import NotThereNow
from storage.opened_files import OpenedFiles
from storage.paths import backup_dir, journal_copy


@pytest.fixture
def opened(tmp_path: Path, path: Path) -> OpenedFiles:
    """A list with the data file of the test, which is not there."""
    files = OpenedFiles(tmp_path / "state" / "opened.txt")
    files.remember(path)
    return files


def test_a_file_that_was_there_and_is_gone_is_said(opened: OpenedFiles, path: Path) -> None:
    with pytest.raises(NotThereNow, match="is not here now"):
        opened.check(path)
    path.parent.mkdir()
    path.touch()
    with pytest.raises(NotThereNow):
        opened.check(path)


def test_a_file_that_is_there_or_was_never_there_is_nothing_to_say(
    opened: OpenedFiles, path: Path
) -> None:
    opened.check(path.with_name("other.db"))
    path.parent.mkdir()
    path.write_text("data")
    opened.check(path)


def test_where_something_else_is_left_nobody_took_the_drive(
    opened: OpenedFiles, path: Path
) -> None:
    path.parent.mkdir()
    (path.parent / "export.csv").touch()
    opened.check(path)


@pytest.mark.parametrize("left", ["copy", "journal"])
def test_what_is_left_beside_it_is_offered_by_the_store(
    opened: OpenedFiles, path: Path, left: str
) -> None:
    kept = backup_dir(path) / "copy.db" if left == "copy" else journal_copy(path)
    kept.parent.mkdir(parents=True)
    kept.touch()
    opened.check(path)


def test_a_new_beginning_is_taken_at_its_word(opened: OpenedFiles, path: Path) -> None:
    opened.remember(path.with_name("other.db"))
    opened.remember(path)
    opened.forget(path)
    opened.check(path)
    assert opened.is_gone(path.with_name("other.db"))


def test_a_list_that_cannot_be_used_keeps_nobody_from_working(tmp_path: Path, path: Path) -> None:
    (tmp_path / "list").mkdir()
    opened = OpenedFiles(tmp_path / "list")
    opened.remember(path)
    opened.check(path)
