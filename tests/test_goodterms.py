"""The command begins with our own packages, whatever else lies on Python's way."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
START = "import goodterms, sys; sys.exit(goodterms.main())"


def strange(folder: Path, name: str, *, package: bool) -> None:
    path = folder / name / "__init__.py" if package else folder / f"{name}.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text("raise SystemExit('somebody else')\n")


@pytest.mark.parametrize("package", [False, True], ids=["module", "package"])
@pytest.mark.parametrize("command", [["--version"], ["clients"], ["note", "north", "x"]])
def test_modules_of_the_same_names_elsewhere_change_nothing(
    tmp_path: Path, package: bool, command: list[str]
) -> None:
    for name in ("tui", "storage", "triage"):
        strange(tmp_path, name, package=package)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(HERE)])}
    env["GOODTERMS_DB"] = str(tmp_path / "gt.db")
    ended = subprocess.run(
        [sys.executable, "-c", START, *command],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "somebody else" not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr


def test_both_commands_begin_there_and_it_is_installed() -> None:
    project = tomllib.loads((HERE / "pyproject.toml").read_text())
    assert set(project["project"]["scripts"].values()) == {"goodterms:main"}
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert "goodterms.py" in wheel["only-include"]
