"""`export --encrypt` and the way back: who types what, and what comes to the disk."""

from __future__ import annotations

import io
import json
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.quick_age import HEAD, LIBRARY
from tests.tui.cli.conftest import Result, Run, refused
from tui.cli import main

Typed = Callable[..., Result]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", LIBRARY)


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Somebody types these passphrases, one after the other; returns what they are asked."""

    def types(*answers: str) -> list[str]:
        asked: list[str] = []
        waiting = iter(answers)

        def getpass(question: str) -> str:
            asked.append(question)
            answer = next(waiting, None)
            if answer is None:
                raise EOFError
            return answer

        monkeypatch.setattr("tui.cli.passphrase.getpass", getpass)
        return asked

    return types


@pytest.fixture
def commanded(tmp_path: Path) -> Callable[[str], None]:
    """The settings name a command that runs this Python text."""

    def name(code: str) -> None:
        command = f'{Path(sys.executable).as_posix()} -c "{code}"'
        (tmp_path / "settings.toml").write_text(f"passphrase_command = {json.dumps(command)}\n")

    return name


def test_there_and_back_with_a_passphrase_typed_twice_and_once(
    done: Run, typed: Typed, north: str, tmp_path: Path, says: Callable[..., list[str]]
) -> None:
    plain, out = done("export", "-").out, tmp_path / "all.jsonl.age"
    asked = says("open sesame", "open sesame")
    assert typed("", "export", str(out), "--encrypt").code == 0
    assert len(asked) == 2 and str(out) in asked[0]
    content = out.read_bytes()
    assert content.startswith(HEAD) and b"Northlake" not in content
    assert out.stat().st_mode & 0o777 == 0o600

    renamed, other = tmp_path / "notes.txt", str(tmp_path / "other.db")
    out.rename(renamed)
    says("open sesame")
    result = typed("", "import", str(renamed), "--yes", "--db", other)
    assert result.code == 0 and "1 new" in result.out
    assert done("export", "-", "--db", other).out == plain
    assert "Import of notes.txt" in done("undo", "--list", "--db", other).out


def test_a_wrong_passphrase_is_one_line_and_nothing_is_imported(
    typed: Typed, north: str, tmp_path: Path, says: Callable[..., list[str]]
) -> None:
    out, other = tmp_path / "all.age", tmp_path / "other.db"
    says("one", "one")
    typed("", "export", str(out), "--encrypt")
    says("two")
    refused(typed("", "import", str(out), "--yes", "--db", str(other)), str(out), "passphrase")
    assert not other.exists()


@pytest.mark.parametrize("answers", [("one", "two"), ("",), (), ("one",)])
def test_no_passphrase_no_file(
    typed: Typed,
    north: str,
    tmp_path: Path,
    says: Callable[..., list[str]],
    answers: tuple[str, ...],
) -> None:
    says(*answers)
    refused(typed("", "export", str(tmp_path / "a.age"), "--encrypt"), "passphrase")
    assert not list(tmp_path.glob("*.age")) and not list(tmp_path.glob("*.part"))


def test_without_a_terminal_a_command_of_the_settings_prints_it(
    gt: Run, done: Run, north: str, tmp_path: Path, commanded: Callable[[str], None]
) -> None:
    out = tmp_path / "all.age"
    refused(gt("export", str(out), "--encrypt"), "terminal", "passphrase_command")
    commanded("print('open sesame'); print('more')")
    done("export", str(out), "--encrypt")
    assert LIBRARY.passphrase.decrypt(out.read_bytes(), "open sesame")
    again = done("import", str(out), "--yes", "--json").json["files"][0]
    assert (again["new"], again["same"]) == (0, 1)
    for code in ("import sys; sys.exit(3)", "print()", "import sys; print('x'); sys.exit(1)"):
        commanded(code)
        refused(gt("import", str(out), "--yes"), "passphrase_command")
    (tmp_path / "settings.toml").write_text('passphrase_command = "no-such-program"\n')
    refused(gt("import", str(out), "--yes"), "no-such-program")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.md", "a.xlsx", "a.zip"])
def test_every_format_and_not_a_plain_byte_on_the_disk(
    done: Run,
    north: str,
    tmp_path: Path,
    commanded: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    commanded("print('x')")
    waiting = tmp_path / "waiting"
    waiting.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(waiting))
    seen: list[str] = []
    seal = LIBRARY.passphrase.encrypt

    def watching(content: bytes, passphrase: str) -> bytes:
        seen.extend(path.name for path in waiting.rglob("*"))
        seen.extend(p.name for p in tmp_path.glob(".*.part") if p.stat().st_size)
        return bytes(seal(content, passphrase))

    monkeypatch.setattr(LIBRARY.passphrase, "encrypt", watching)
    out = tmp_path / f"{name}.age"
    done("export", str(out), "--encrypt")
    assert seen == [] and list(waiting.iterdir()) == []
    content = LIBRARY.passphrase.decrypt(out.read_bytes(), "x")
    begins = {"jsonl": b'{"kind"', "csv": b"kind,", "md": b"# ", "xlsx": b"PK", "zip": b"PK"}
    assert content.startswith(begins[name.partition(".")[2]])
    if content.startswith(b"PK"):
        assert zipfile.is_zipfile(io.BytesIO(content))


def test_through_a_pipe_and_to_no_terminal(
    typed: Typed,
    north: str,
    commanded: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commanded("print('x')")
    refused(typed("", "export", "-", "--encrypt"), "terminal")
    pipe = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr("sys.stdout", pipe)
    assert main(["export", "-", "--encrypt"]) == 0
    assert isinstance(pipe.buffer, io.BytesIO)
    sealed = pipe.buffer.getvalue()
    assert json.loads(LIBRARY.passphrase.decrypt(sealed, "x"))["id"] == north


def test_what_is_no_file_of_ours_is_said(
    gt: Run, north: str, tmp_path: Path, commanded: Callable[[str], None]
) -> None:
    commanded("print('x')")
    path = tmp_path / "a.age"
    path.write_bytes(LIBRARY.passphrase.encrypt(b"Date,Hours\n2026-03-01,2\n", "x"))
    refused(gt("import", str(path), "--yes"), str(path), "age")
