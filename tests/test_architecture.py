"""Who may import whom, looked at in the running program: linters cannot see a deferred import."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from storage.store import Store
from triage.changes import Put
from triage.records import Client

ROOT = Path(__file__).parents[1]
HEAVY = {"textual", "rich", "sqlmodel", "sqlalchemy", "pydantic"}


def loaded_by(code: str, env: dict[str, str]) -> set[str]:
    """The top-level modules in a fresh process after some code has run."""
    report = f"import json, sys\n{code}\nsys.stderr.write(json.dumps(sorted(sys.modules)))"
    ended = subprocess.run(
        [sys.executable, "-c", report],
        cwd=ROOT,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return {name.partition(".")[0] for name in json.loads(ended.stderr.splitlines()[-1])}


@cache
def started_with() -> frozenset[str]:
    """What a bare Python loads here before it runs anything, such as hooks of the environment."""
    return frozenset(loaded_by("", {}))


def nodes(path: Path) -> Iterator[ast.AST]:
    """Not remembered: the trees of all files take 130 megabytes."""
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


@cache
def imports_of(path: Path) -> frozenset[str]:
    """The top-level names of everything a source file imports, deferred imports included."""
    names = set[str]()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names.add((node.module or "").partition(".")[0])
    return frozenset(names)


def sources(package: str) -> list[Path]:
    files = sorted((ROOT / package).rglob("*.py"))
    assert files
    return files


@pytest.mark.parametrize(
    "words",
    [["--help"], ["--version"], ["paths"], ["keys"], ["keys", "--json"], ["log", "--help"]],
    ids=" ".join,
)
def test_what_needs_no_data_loads_neither_textual_nor_sqlmodel(
    words: list[str], tmp_path: Path
) -> None:
    code = f"from tui.cli import main\nassert main({words!r}) == 0"
    env = {
        "GOODTERMS_DB": str(tmp_path / "gt.db"),
        "GOODTERMS_SETTINGS": str(tmp_path / "settings.toml"),
    }
    assert not loaded_by(code, env) & (HEAVY | {"sqlite3"})
    assert list(tmp_path.iterdir()) == []


def test_no_command_loads_textual_or_sqlmodel_before_it_runs() -> None:
    """The completions ask every command for its options."""
    code = "from tui.cli import main\nassert main(['completions', 'bash']) == 0"
    assert not loaded_by(code, {}) & HEAVY


def test_the_way_into_the_screens_begins_without_rules_and_options() -> None:
    loaded = loaded_by("import tui.cli.run, tui.cli.screens", {})
    assert not loaded & (HEAVY | {"triage", "sqlite3", "argparse", "tomllib"})


def test_the_status_line_reads_the_file_by_the_standard_library(tmp_path: Path) -> None:
    path = tmp_path / "gt.db"
    with Store.open(path, now=lambda: datetime(2026, 3, 13, tzinfo=UTC)) as store:
        store.apply("add", [Put(Client(id="north", name="Northlake Foods"))])
    code = "from tui.cli import main\nassert main(['status', '--as-of', '2026-03-13']) == 0"
    env = {"GOODTERMS_DB": str(path), "GOODTERMS_SETTINGS": str(tmp_path / "settings.toml")}
    loaded = loaded_by(code, env)
    assert "sqlite3" in loaded
    assert loaded - sys.stdlib_module_names <= {"tui", "storage", "triage", *started_with()}


def test_an_import_reads_and_writes_without_sqlmodel(tmp_path: Path) -> None:
    """It costs an import more memory than all of its rows."""
    path, export = tmp_path / "gt.db", tmp_path / "toggl.csv"
    export.write_text(
        "Client,Project,Description,Start date,Start time,Duration\n"
        "Acme,Site,Menu,2026-03-02,09:00:00,02:00:00\n",
        encoding="utf-8",
    )
    code = (
        "from tui.cli import main\n"
        f"assert main(['import', {str(export)!r}, '--yes']) == 0\n"
        f"assert main(['import', {str(export)!r}, '--yes']) == 0"
    )
    env = {"GOODTERMS_DB": str(path), "GOODTERMS_SETTINGS": str(tmp_path / "settings.toml")}
    assert not loaded_by(code, env) & HEAVY
    with Store.open(path, now=lambda: datetime(2026, 3, 13, tzinfo=UTC)) as store:
        assert [client.name for client in store.clients()] == ["Acme"]


def test_a_wrong_command_loads_nothing_heavy_either() -> None:
    assert not loaded_by("from tui.cli import main\nassert main(['frob']) == 2", {}) & HEAVY


@pytest.mark.parametrize("path", sources("triage"), ids=lambda p: str(p.relative_to(ROOT)))
def test_triage_stands_on_the_standard_library_alone(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"triage"}
    if path.name == "override.py":
        allowed |= {"typing_extensions"}  # for the type checker only
    assert imports_of(path) <= allowed - {"sqlite3"}


@pytest.mark.parametrize("path", sources("storage"), ids=lambda p: str(p.relative_to(ROOT)))
def test_storage_draws_nothing(path: Path) -> None:
    assert not imports_of(path) & {"textual", "rich", "tui"}


@pytest.mark.parametrize("path", sources("tui"), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_screens_reach_the_disk_through_storage_only(path: Path) -> None:
    assert not imports_of(path) & {"sqlmodel", "sqlalchemy", "sqlite3"}


@pytest.mark.parametrize(
    ("library", "user"),
    [
        ("icalendar", "calendar.py"),
        ("tomlkit", "settings/saving.py"),
        ("pyrage", "age_file.py"),
        ("xlsxwriter", "xlsx_export.py"),
    ],
)
def test_a_library_of_one_purpose_is_known_in_one_place(library: str, user: str) -> None:
    paths = [path for package in ("triage", "storage", "tui") for path in sources(package)]
    users = {str(path.relative_to(ROOT)) for path in paths if library in imports_of(path)}
    assert users == {str(Path("storage") / user)}


def test_no_rule_reads_the_clock() -> None:
    clocks = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("time", "time")}
    readers = {
        str(path.relative_to(ROOT))
        for package in ("triage", "storage", "tui")
        for path in sources(package)
        for node in nodes(path)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in clocks
    }
    assert readers <= {"tui/cli/clock.py", "tui/cli/quick.py"}
