"""The command line on a file of its own."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from storage.check_mark import CheckMark
from tui.cli import main

TODAY = "2026-03-13"


@dataclass(frozen=True)
class Result:
    """What one run said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Result]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "gt.db"


@pytest.fixture
def gt(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Run:
    """Runs one command line on `db`, on the 13th of March 2026 unless told otherwise."""
    for name in ("GOODTERMS_TODAY", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GOODTERMS_DB", str(db))
    monkeypatch.setenv("GOODTERMS_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("GOODTERMS_STATE", str(tmp_path / "state"))

    def run(*words: str, on: str = TODAY, typed: bytes = b"") -> Result:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        code = main(["--as-of", on, *words])
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return run


@pytest.fixture
def done(gt: Run) -> Run:
    """Like `gt`, for what has to succeed without a word on standard error."""

    def run(*words: str, on: str = TODAY, typed: bytes = b"") -> Result:
        result = gt(*words, on=on, typed=typed)
        assert (result.code, result.err) == (0, ""), result
        return result

    return run


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where prepared data files are kept for the whole run."""
    return tmp_path_factory.mktemp("shelf")


@pytest.fixture
def prepared(shelf: Path, db: Path) -> Callable[[str, Callable[[], object]], None]:
    """Fills `db` as `build` does, which runs once; afterwards its files are copied."""

    def prepare(name: str, build: Callable[[], object]) -> None:
        kept = shelf / name
        if kept.exists():
            shutil.copytree(kept, db.parent, dirs_exist_ok=True)
            CheckMark(str(db)).renew()
            return
        build()
        kept.mkdir()
        for path in db.parent.glob(f"{db.stem}[.-]*"):
            if path.is_dir():
                shutil.copytree(path, kept / path.name)
            else:
                shutil.copy2(path, kept)

    return prepare


NORTH = "north-1"


@pytest.fixture
def north(done: Run, prepared: Any) -> str:
    """The id of a client called Northlake Foods."""
    facts = ["name=Northlake Foods", "rate=75", "floor=50"]
    prepared("north", lambda: done("record", "client", NORTH, *facts))
    return NORTH


@pytest.fixture
def shown(done: Run) -> Callable[[str], Any]:
    """The JSON of `show`."""
    return lambda client: done("show", client, "--json").json


class Terminal(io.TextIOWrapper):
    """A stream with somebody at its other end."""

    @override
    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(gt: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command at a terminal where somebody types some lines."""

    def run(text: str, *words: str) -> Result:
        streams = {"stdin": Terminal(io.BytesIO(text.encode()), encoding="utf-8")}
        streams |= {name: Terminal(io.BytesIO(), encoding="utf-8") for name in ("stdout", "stderr")}
        with monkeypatch.context() as patched:
            for name, stream in streams.items():
                patched.setattr(sys, name, stream)
            code = main(["--as-of", TODAY, *words])
        outputs = []
        for name in ("stdout", "stderr"):
            streams[name].flush()
            written = streams[name].buffer
            assert isinstance(written, io.BytesIO)
            outputs.append(written.getvalue().decode())
        return Result(code, *outputs)

    return run


def refused(result: Result, *parts: str) -> None:
    """Nothing on standard output, one line on standard error that holds some words, exit 2."""
    assert result.code == 2, result
    assert result.out == ""
    assert result.err.count("\n") == 1 and result.err.endswith("\n"), result.err
    assert result.err.startswith("goodterms: ")
    for part in parts:
        assert part in result.err
