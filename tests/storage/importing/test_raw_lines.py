"""Lines of a file as they stand in it."""

from __future__ import annotations

from pathlib import Path

from storage.importing.raw_lines import raw_lines
from tests.material import OWN


def test_lines_by_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("Tag;Ort\r\n1;Köln\r\n2;Ulm\r\n".encode("latin-1"))
    assert raw_lines(path, [2, 3, 9]) == {2: "1;Köln", 3: "2;Ulm"}
    assert raw_lines(path, []) == {}


def test_a_row_of_a_spreadsheet_is_its_cells() -> None:
    (line,) = raw_lines(OWN / "samples" / "hours.xlsx", [3]).values()
    assert " | " in line
