"""A file that is written atomically survives a power cut at any moment."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from storage.files import write_atomically


class Disk:
    """Notes in which order the system is asked to sync and to rename, and what was synced."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        self._synced: dict[int, bytes] = {}
        self._fsync, self._replace = os.fsync, os.replace
        monkeypatch.setattr(os, "fsync", self.fsync)
        monkeypatch.setattr(os, "replace", self.replace)

    def fsync(self, number: int) -> None:
        self._fsync(number)
        state = os.fstat(number)
        if stat.S_ISDIR(state.st_mode):
            self.calls.append("folder synced")
        else:
            self._synced[state.st_ino] = os.pread(number, state.st_size, 0)
            self.calls.append("file synced")

    def replace(self, source: Path, target: Path) -> None:
        synced = self._synced.get(Path(source).stat().st_ino)
        assert synced == Path(source).read_bytes(), "renamed before its content was on the disk"
        self._replace(source, target)
        self.calls.append("renamed")


@pytest.mark.skipif(
    os.name != "posix", reason="Windows cannot open a folder to fsync it (storage/platform.py)"
)
def test_content_is_on_the_disk_before_the_name_and_the_name_before_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("old", encoding="utf-8")
    disk = Disk(monkeypatch)
    write_atomically(path, "new")
    assert disk.calls == ["file synced", "renamed", "folder synced"]
    assert path.read_text(encoding="utf-8") == "new"


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "\ud800")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [
        ("settings.toml", b"old")
    ]
