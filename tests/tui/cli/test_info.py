"""`keys`, `paths`, `settings` and `completions`."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.test_architecture import ROOT
from tests.tui.cli.conftest import Run, refused
from triage.health import RULES
from tui.cli.commands import INDEX
from tui.keys.table import KEYS


def test_keys_name_every_key(done: Run) -> None:
    listed = done("keys", "--json").json
    assert [key["id"] for key in listed] == sorted(
        (key.id for key in KEYS), key=[key_entry["id"] for key_entry in listed].index
    )
    assert {key["id"] for key in listed} == {key.id for key in KEYS}
    assert all(set(key) == {"id", "keys", "label", "help", "group"} for key in listed)
    printed = done("keys").out
    for key in KEYS:
        assert key.id in printed


def test_paths(done: Run, db: Path, tmp_path: Path) -> None:
    paths = done("paths", "--json").json
    assert paths["database"] == str(db)
    assert paths["settings"] == str(tmp_path / "settings.toml")
    assert paths["opened"] == str(tmp_path / "state" / "opened.txt")
    done("add", "Acme")
    made = {path for path in tmp_path.rglob("*") if path.is_file()}
    named = {Path(path) for path in paths.values()}
    unnamed = {path for path in made if not {path, *path.parents} & named}
    assert {path.name for path in unnamed} == {f"{db.name}-journal"}  # SQLite's own
    printed = done("paths", "--db", str(tmp_path / "other.db")).out
    assert str(tmp_path / "other.db") in printed


def test_the_docs_name_every_file(done: Run, db: Path) -> None:
    files = (ROOT / "docs" / "files.md").read_text("utf-8")
    for path in done("paths", "--json").json.values():
        assert Path(path).name.replace(f"{db.stem}", "goodterms", 1) in files, path


def test_settings_are_listed_with_their_source(done: Run) -> None:
    printed = done("settings").out
    assert "limits.window_days" in printed and "28 days" in printed
    assert RULES["PAY_LATE"].source.split(";")[0] in printed
    assert done("settings", "--json").json["limits.default_floor"] is None


def test_a_setting_is_changed_and_counts(done: Run, gt: Run, north: str, tmp_path: Path) -> None:
    for n in range(3):
        done("log", "north", "extra-free", "--on", f"2026-03-0{n + 1}")
    assert done("show", "north", "--json").json["health"] == "watch"
    done("settings", "limits.scope_requests_watch=4")
    done("settings", "glyphs=ascii")
    assert re.search(r"scope_requests_watch +4 \w+ \(yours\)", done("settings").out)
    assert done("show", "north", "--json").json["flags"] == []
    assert "? unknown" in done("clients").out
    done("settings", "limits.scope_requests_watch=")
    assert done("show", "north", "--json").json["health"] == "watch"
    before = (tmp_path / "settings.toml").read_bytes()
    refused(gt("settings", "limits.window_days=many"), "window_days")
    refused(gt("settings", "colour=blue"), "colour")
    refused(gt("settings", "colour="), "colour")
    refused(gt("settings", "theme"), "KEY=VALUE")
    assert (tmp_path / "settings.toml").read_bytes() == before


def test_a_key_is_remapped_by_its_id(done: Run, gt: Run, tmp_path: Path) -> None:
    done("settings", "keys.clients.note=N")
    assert done("settings", "--json").json["keys"] == {"clients.note": "N"}
    before = (tmp_path / "settings.toml").read_bytes()
    refused(gt("settings", "keys.clients.nope=x"), "clients.nope")
    refused(gt("settings", "keys.clients.log=N"), "clients.note", "clients.log")
    assert (tmp_path / "settings.toml").read_bytes() == before
    done("settings", "keys.clients.note=")
    assert done("settings", "--json").json["keys"] == {}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_know_every_command(done: Run, shell: str) -> None:
    script = done("completions", shell).out
    for entry in INDEX:
        assert entry.name in script
    assert "--dry-run" in script or "dry-run" in script


def test_completions_of_a_strange_shell(gt: Run) -> None:
    refused(gt("completions", "cmd.exe"), "bash, zsh, fish")


@pytest.mark.skipif(
    shutil.which("bash") is None, reason="bash is not installed, and its completions run only in it"
)
def test_bash_completes(done: Run, tmp_path: Path) -> None:
    script = tmp_path / "completions"
    script.write_text(done("completions", "bash").out)

    def completes(*typed: str) -> set[str]:
        words = " ".join(f"'{word}'" for word in typed)
        code = (
            f"source '{script}'; COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; "
            '_goodterms; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        completed = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=True)
        return set(completed.stdout.split())

    assert completes("gt", "ba") == {"backup", "backups"}
    assert completes("gt", "clients", "--") >= {"--json", "--all", "--db"}
    assert "--dates" not in completes("gt", "clients", "--")
    assert "--dates" in completes("gt", "import", "--d")


def test_the_sample_year_is_kept_where_one_likes(done: Run, gt: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "sample.db")
    done("demo", "--keep", path)
    assert len(done("clients", "--json", "--db", path).json["clients"]) > 10
    refused(gt("demo", "--keep", path), "already exists")
    refused(gt("demo"), "terminal")
    refused(gt("demo", "--keep", str(tmp_path / "early.db"), on="0001-01-01"), "0001-01-01")
