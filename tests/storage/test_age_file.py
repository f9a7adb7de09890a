"""Files that a passphrase opens."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pytest

from storage.age_file import decrypted, encrypted, is_encrypted
from storage.errors import StorageError

# Written by the format's own specification, with the least work for the passphrase.
_OF_ANOTHER_PROGRAM = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCArUkY0YlRaR2l1aFB3T2ZEYmhlS3pnIDQKbGp2N3NwS0VsMF"
    "A0ZWV4WjZvRmZha29JS05URUYrRGtSME41NmtqcHNWSQotLS0gOTh5M21UQndCV2xpdHBpUDBQWjFOVlJwVzdUcWVr"
    "cWNnZWNNSDg0RFd2UQoF5hTQCjaa6yuPgaAzUscbY6sJCfO7Twmm463RTpi3uXIfkkbYtQFH6G9ZOcBkGcldHKyzuM"
    "UKaXX7lGb94qSHf6cyEcVO4cthXhw/kjqgKIZc1VFrer2x6MSL6y0="
)
_HELD = b'{"kind": "client", "id": "north", "name": "Northlake Foods"}\n'


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "a.age"
    path.write_bytes(content)
    return path


def test_a_file_of_another_program_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    path = _file(tmp_path, _OF_ANOTHER_PROGRAM)
    assert is_encrypted(path)
    assert decrypted(path, "open sesame") == _HELD
    for passphrase in ("open", "", "Open Sesame"):
        with pytest.raises(StorageError, match="passphrase does not open it"):
            decrypted(path, passphrase)


@pytest.mark.parametrize("cut", [1, 40, 200])
def test_a_file_cut_short_is_said(tmp_path: Path, cut: int) -> None:
    with pytest.raises(StorageError, match="damaged"):
        decrypted(_file(tmp_path, _OF_ANOTHER_PROGRAM[:-cut]), "open sesame")


def test_the_library_itself_makes_a_passphrase_dear_to_try() -> None:
    """In a process of its own: it takes half a gigabyte."""
    code = "import sys; from storage.age_file import encrypted\n"
    code += "sys.stdout.buffer.write(encrypted(b'Northlake ' * 100, 'open sesame'))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, check=True
    )
    _, stanza, *_ = done.stdout.split(b"\n")
    assert stanza.startswith(b"-> scrypt ") and int(stanza.split()[-1]) > 10
    assert b"Northlake" not in done.stdout


@pytest.mark.parametrize("content", [b"age-encryption.org/v1\nrubbish", b"age-encryption.org/v1"])
def test_a_file_that_only_begins_like_one_is_said(tmp_path: Path, content: bytes) -> None:
    path = _file(tmp_path, content)
    assert is_encrypted(path)
    with pytest.raises(StorageError, match="damaged"):
        decrypted(path, "x")


def test_what_is_no_such_file(tmp_path: Path) -> None:
    path = tmp_path / "a.age"
    assert not is_encrypted(path)
    path.write_text('{"kind": "client"}\n')
    assert not is_encrypted(path)
    assert not is_encrypted(tmp_path)
    assert not is_encrypted(Path("a\0b"))
    path.write_text("-----BEGIN AGE ENCRYPTED FILE-----\n")
    assert is_encrypted(path)


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(StorageError, match=r"pip install 'goodterms\[encrypt\]'"):
        encrypted(b"", "x")
