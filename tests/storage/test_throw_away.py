"""What is meant for now only is gone afterwards, also where nobody took it away."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from storage.throw_away import ThrowAwayFolder, throw_all_away

FORGOTTEN = """
from storage.throw_away import ThrowAwayFolder
folder = ThrowAwayFolder()
(folder.path / "words").write_text("not for good")
print(folder.path)
"""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_it_goes_at_the_end_of_its_context(tmp_path: Path) -> None:
    with ThrowAwayFolder() as folder:
        (folder.path / "words").write_text("not for good")
    assert not list(tmp_path.iterdir())


def test_it_goes_with_the_program(tmp_path: Path) -> None:
    run = [sys.executable, "-c", FORGOTTEN]
    path = Path(subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip())
    assert path.name.startswith("goodterms-") and not path.exists()


def test_all_go_at_an_end_from_outside(tmp_path: Path) -> None:
    folders = [ThrowAwayFolder() for _ in range(3)]
    folders[0].remove()
    throw_all_away()
    assert folders and not list(tmp_path.iterdir())
    folders[1].remove()
