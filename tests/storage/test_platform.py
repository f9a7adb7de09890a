"""What only POSIX has stands in one module, and something stands in for it elsewhere."""

from __future__ import annotations

import ast
import os
import stat
from pathlib import Path

import pytest

from storage.platform import fsync_folder, private_file, private_folder, take_from_others

ROOT = Path(__file__).parents[2]
HERE = ROOT / "storage" / "platform.py"
DRIVER = ROOT / "tui" / "ui" / "terminal_driver.py"
BARE = ROOT / "storage" / "bare_platform.py"
MODULES = frozenset(
    ("fcntl", "grp", "msvcrt", "pty", "pwd", "resource", "select", "signal", "stat", "termios")
)
OF_OS = frozenset(
    (
        *("O_CREAT", "O_EXCL", "chmod", "chown", "fchmod", "fork", "forkpty", "geteuid", "getgid"),
        *("getuid", "kill", "killpg", "name", "openpty", "setsid", "umask"),
    )
)
OF_ANY = frozenset({"chmod", "st_gid", "st_mode", "st_uid"})


def named_in(path: Path) -> list[str]:
    """The names of one system that a file uses."""
    used = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            used += [alias.name for alias in node.names if alias.name in MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            used.append(node.module)
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            name = f"{owner}.{node.attr}"
            if (owner == "os" and node.attr in OF_OS) or name == "sys.platform":
                used.append(name)
            elif node.attr in OF_ANY:
                used.append(node.attr)
    return used


def test_no_other_module_asks_which_system_this_is() -> None:
    files = [path for name in ("triage", "storage", "tui") for path in (ROOT / name).rglob("*.py")]
    assert {
        str(path.relative_to(ROOT)): used
        for path in files
        if path not in (HERE, BARE, DRIVER) and (used := named_in(path))
    } == {}
    assert {"signal", "os.geteuid", "sys.platform", "st_uid"} <= set(named_in(HERE))


def test_where_there_are_no_modes_nothing_is_narrowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gt.db"
    private_file(path)
    mode = path.stat().st_mode
    path.chmod(0o644)
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.delattr(os, "geteuid", raising=False)
    assert take_from_others(path) is False
    fsync_folder(tmp_path / "not there")
    assert stat.S_ISREG(mode)


def test_a_private_file_is_never_one_that_is_there(tmp_path: Path) -> None:
    private_folder(tmp_path / "a" / "b")
    private_file(tmp_path / "a" / "b" / "file")
    with pytest.raises(FileExistsError):
        private_file(tmp_path / "a" / "b" / "file")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no permission bits to read")
def test_no_folder_on_the_way_is_open_to_others(tmp_path: Path) -> None:
    private_folder(tmp_path / "a" / "b")
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("a", "a/b")] == [0o700] * 2
