"""The data files beside their modules."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from triage.shipped import rows_beside, toml_beside


def test_a_mistake_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('a = "1"\nb = \n', encoding="utf-8")
    with pytest.raises(tomllib.TOMLDecodeError, match=rf"{tmp_path.name}/words.toml: .*line 2"):
        toml_beside(str(tmp_path / "module.py"), "words.toml")


@pytest.mark.parametrize("row", ["late,days", "late,days,from this day on, or before"])
def test_a_row_that_does_not_fit_its_heading_is_told_with_file_and_line(
    tmp_path: Path, row: str
) -> None:
    table = tmp_path / "limits.csv"
    table.write_text(f'name,unit,meaning\nsoon,days,"at once, or later"\n{row}\n', "utf-8")
    with pytest.raises(ValueError, match=rf"{tmp_path.name}/limits.csv:3: .*name,unit,meaning"):
        rows_beside(str(tmp_path / "module.py"), "limits.csv")
    table.write_text('name,unit,meaning\nsoon,days,"at once, or later"\n', "utf-8")
    assert rows_beside(str(tmp_path / "module.py"), "limits.csv") == [
        ["soon", "days", "at once, or later"]
    ]
