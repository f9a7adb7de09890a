"""From typed or pasted text to a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.imports.file_choice import completed, file_size, fitting, typed_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two exports, the second newer, a picture, a hidden export and a folder."""
    for age, name in enumerate(("hours march.csv", "hours.csv", "cat.png", ".hidden.csv")):
        (tmp_path / name).write_text("a,b\n")
        os.utime(tmp_path / name, (1000 + age, 1000 + age))
    (tmp_path / "houses").mkdir()
    return tmp_path


def names(text: str, *places: Path) -> list[str]:
    return [choice.path.name for choice in fitting(text, places)]


def test_quotes_file_urls_and_backslashes_of_a_dragged_file(folder: Path) -> None:
    path = folder / "hours march.csv"
    assert typed_path(f"  {path} ") == path
    assert typed_path(f"'{path}'") == path
    assert typed_path(f'"{path}"') == path
    assert typed_path(path.as_uri()) == path
    assert typed_path(str(path).replace(" ", "\\ ")) == path


def test_a_real_backslash_in_a_name_stays(tmp_path: Path) -> None:
    odd = tmp_path / "a\\b.csv"
    odd.write_text("")
    assert typed_path(str(odd)) == odd


def test_home_and_a_home_that_nobody_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ada")
    assert typed_path("~/x.csv") == Path("/home/ada/x.csv")
    assert typed_path("~nobody-by-that-name/x.csv") == Path("~nobody-by-that-name/x.csv")


def test_exports_newest_first_then_folders(folder: Path) -> None:
    assert names(f"{folder}/") == ["hours.csv", "hours march.csv", "houses"]
    assert names(f"{folder}/HOURS") == ["hours.csv", "hours march.csv"]
    assert names(f"{folder}/.h") == [".hidden.csv"]


def test_a_folder_that_is_named_in_two_ways_is_listed_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert names("", Path(), folder) == ["hours.csv", "hours march.csv"]


def test_an_empty_field_lists_the_exports_of_the_usual_places(folder: Path) -> None:
    (folder / "houses" / "third.csv").write_text("")
    assert names("", folder, folder / "houses", folder) == [
        "third.csv",
        "hours.csv",
        "hours march.csv",
    ]


def test_a_folder_that_is_not_there_fits_nothing(folder: Path) -> None:
    assert names(f"{folder}/none/") == []
    assert names("\0/") == []
    assert names("x" * 10_000) == []


def test_completing_goes_as_far_as_all_agree(folder: Path) -> None:
    text = f"{folder}/h"
    assert completed(text, fitting(text, [])) == f"{folder}/hou"
    text = f"{folder}/house"
    assert completed(text, fitting(text, [])) == f"{folder}/houses{os.sep}"
    assert completed("nothing", []) == "nothing"


@pytest.mark.parametrize(
    ("size", "words"), [(900, "900 B"), (12_300, "12 kB"), (3_400_000, "3.4 MB")]
)
def test_sizes_for_people(size: int, words: str) -> None:
    assert file_size(size) == words
