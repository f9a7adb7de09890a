"""The data files beside their modules."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from triage.shipped import toml_beside


def test_a_mistake_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('a = "1"\nb = \n', encoding="utf-8")
    with pytest.raises(tomllib.TOMLDecodeError, match=rf"{tmp_path.name}/words.toml: .*line 2"):
        toml_beside(str(tmp_path / "module.py"), "words.toml")
