from __future__ import annotations

import errno
from pathlib import Path
from typing import IO, Any

import pytest

from storage.importing.errors import ImportTrouble
from storage.importing.text_source import open_source, read_rows


def _file(folder: Path, content: bytes) -> Path:
    path = folder / "export.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_text_in_the_encodings_exports_come_in(tmp_path: Path, encoding: str) -> None:
    text = "Client,Note\r\nMüller & Söhne,café\r\n"
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    source = open_source(_file(tmp_path, mark + text.encode(encoding)))
    assert [row.cells for row in read_rows(source, ",")] == [
        ["Client", "Note"],
        ["Müller & Söhne", "café"],
    ]


def test_bytes_that_cp1252_lacks_are_latin_1(tmp_path: Path) -> None:
    source = open_source(_file(tmp_path, b"Client\nM\xfcller \x81\n"))
    assert [row.cells for row in read_rows(source, ",")] == [["Client"], ["Müller \x81"]]


def test_a_letter_cut_in_two_by_a_chunk_is_still_utf_8(tmp_path: Path) -> None:
    source = open_source(_file(tmp_path, b"a" * 65535 + "é".encode()))
    assert source.encoding == "utf-8"


def test_a_row_is_named_by_the_line_it_begins_on(tmp_path: Path) -> None:
    source = open_source(_file(tmp_path, b'a,b\r\n"two\r\nlines",c\r\n\r\nd,e\r\n'))
    assert [row.line for row in read_rows(source, ",")] == [1, 2, 4, 5]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"PK\x03\x04....", "cannot be read as a spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\x00", "database"),
        (b"a,b\n\x00\x01\x02", "not a text file"),
        (b"\xff\xfea", "not a text file"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = _file(tmp_path, content)
    with pytest.raises(ImportTrouble, match=words) as caught:
        open_source(path)
    assert caught.value.message.startswith(str(path))
    assert caught.value.hint


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ImportTrouble, match="does not exist"):
        open_source(tmp_path / "nothing.csv")
    with pytest.raises(ImportTrouble, match="is not a file"):
        open_source(tmp_path)
    with pytest.raises(ImportTrouble, match="cannot be read"):
        open_source(tmp_path / ("x" * 5000))
    with pytest.raises(ImportTrouble, match="cannot be read"):
        open_source(Path("a\0b"))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, b"a,b")

    def forbidden(*_args: object, **_options: object) -> IO[Any]:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)  # a mode would not stop the superuser
    with pytest.raises(ImportTrouble, match="no permission to read"):
        open_source(path)


def test_a_quotation_mark_that_is_never_closed_is_named(tmp_path: Path) -> None:
    source = open_source(_file(tmp_path, b'a,b\nc,"d' + b"x" * 200_000))
    with pytest.raises(ImportTrouble, match=r"export\.csv:2: a quotation mark"):
        list(read_rows(source, ","))
