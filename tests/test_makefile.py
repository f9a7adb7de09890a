"""The first `make run` says what it is doing, a line a stage; later ones say nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.documents import ROOT

pytestmark = pytest.mark.skipif(
    shutil.which("make") is None,
    reason="make is not installed, and it is what reads the Makefile",
)


def commands(target: str, environment: Path) -> list[str]:
    """What make would run for a target."""
    done = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", target, f"VENV={environment}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("target", ["run", "demo"])
def test_every_slow_stage_is_named_before_it_begins(target: str, tmp_path: Path) -> None:
    lines = commands(target, tmp_path / "none")
    stages = [number for number, line in enumerate(lines) if line.startswith("echo ")]
    slow = ("-m venv", "pip install", "compileall")
    assert len(stages) == len(slow)
    for number, part in zip(stages, slow, strict=True):
        assert part in lines[number + 1]


@pytest.mark.parametrize("target", ["run", "demo"])
def test_later_it_only_starts_the_program(target: str, tmp_path: Path) -> None:
    for file in (tmp_path / "bin/python", tmp_path / ".run"):
        file.parent.mkdir(exist_ok=True)
        file.touch()
    (line,) = commands(target, tmp_path)
    assert line.startswith(f"{tmp_path}/bin/goodterms")


def test_the_lines_themselves_are_not_shown() -> None:
    """Make writes a command out unless it begins with @."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    until_tests = makefile.partition("\ntest:")[0].replace("\\\n", " ")
    recipes = [line for line in until_tests.splitlines() if line.startswith("\t")]
    assert [line for line in recipes if not line.startswith("\t@")] == []


def test_coverage_runs_as_the_tests_do_and_adds_up_its_processes(tmp_path: Path) -> None:
    for file in (tmp_path / "bin/python", tmp_path / ".run", tmp_path / ".dev"):
        file.parent.mkdir(exist_ok=True)
        file.touch()
    steps = [line for line in commands("coverage", tmp_path) if "/coverage " in line]
    assert [step.split("/coverage ")[1].split()[0] for step in steps] == [
        *("erase", "run", "combine", "report")
    ]
    assert " -n " in steps[1]


def test_what_python_compiles_is_kept_whoever_forbids_it() -> None:
    done = subprocess.run(
        ["make", "--no-print-directory", "--eval", "kept: ; @env", "kept"],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "PYTHONDONTWRITEBYTECODE=" in done.stdout.splitlines()
