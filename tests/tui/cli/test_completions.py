"""What a shell completes: the names of clients, as they have to be typed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.client_names import client_names
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client
from tests.tui.cli.conftest import Run, refused
from triage.changes import Put
from tui.cli import main

NAMES = ["Gone Ltd", "Éclair & Söhne", "Acme Co", 'O\'Hara "Big" Ltd', "Acme [/] $HOME", "Esc\x1b["]


@pytest.fixture
def names(db: Path) -> Path:
    with Store.open(db, now=noon) as store:
        gone = client("c0", NAMES[0], state="closed")
        others = [client(f"c{n}", name) for n, name in enumerate(NAMES[1:], 1)]
        store.apply("add", [Put(record) for record in (gone, *others)])
    return db


@pytest.mark.parametrize(
    ("begin", "expected"),
    [
        ("", [*NAMES[1:5], NAMES[0]]),
        ("ac", ["Acme Co", "Acme [/] $HOME"]),
        ("ecl", ["Éclair & Söhne"]),
        ("x", []),
    ],
)
def test_names_by_their_beginning_who_is_gone_last(
    names: Path, begin: str, expected: list[str]
) -> None:
    assert client_names(str(names), begin) == expected


def test_a_file_that_is_none_has_no_names(tmp_path: Path) -> None:
    assert client_names(str(tmp_path / "none.db")) == []
    assert list(tmp_path.iterdir()) == []


def test_the_command_says_them_at_once_and_otherwise(
    gt: Run, names: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["completions", "--clients", "ac"]) == 0
    assert capsys.readouterr().out == gt("completions", "--clients", "ac").out
    refused(gt("completions"), "bash, zsh, fish")


@pytest.fixture
def complete(gt: Run, names: Path, tmp_path: Path) -> Callable[..., list[str]]:
    """What a real bash offers for the words of a line, the last one being typed."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    (tmp_path / "goodterms").write_text(f'#!/bin/sh\nexec {sys.executable} -m tui "$@"\n')
    (tmp_path / "goodterms").chmod(0o755)
    script = gt("completions", "bash").out

    def offered(*words: str) -> list[str]:
        shell = (
            f'{script}\nCOMP_WORDS=(goodterms "$@"); COMP_CWORD=$#; _goodterms\n'
            "printf '%s\\n' \"${COMPREPLY[@]}\"\n"
        )
        ended = subprocess.run(
            [bash, "--norc", "-c", shell, "bash", *words],
            env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        )
        assert ended.stderr == ""
        return ended.stdout.splitlines()

    return offered


def test_bash_completes_clients_where_a_client_stands(complete: Callable[..., list[str]]) -> None:
    assert complete("note", "Acme\\ [") == ["Acme [/] $HOME"]
    assert complete("log", "'o") == complete("show", '"O') == ['O\'Hara "Big" Ltd']
    assert complete("find", "logo", "--client", "éc") == ["Éclair & Söhne"]
    assert complete("no") == ["note"]
    assert complete("find", "--ki") == ["--kind"]
    assert complete("show", "--j") == ["--json"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_ask_for_names(gt: Run, shell: str) -> None:
    script = gt("completions", shell).out
    assert "goodterms completions --clients" in script
    assert "note" in script
