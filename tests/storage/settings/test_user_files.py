"""The user's own words and playbook beside the settings: read, or refused with their line."""

from __future__ import annotations

import stat
from importlib import resources
from pathlib import Path

import pytest

from storage.errors import BadSetting, StorageError
from storage.settings.user_files import check_own_files, own_lint, own_playbook
from storage.text_export import write_letter
from triage.messages import rules
from triage.playbook.load import playbook_file


def test_without_files_the_program_s_own_are_in_force(tmp_path: Path) -> None:
    check_own_files(tmp_path)
    for folder in (tmp_path, None):
        assert own_lint(folder) is rules.builtin()
        assert own_playbook(folder) is playbook_file.builtin()


def test_own_words_are_added(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('[L03]\nadd = ["amateur"]\n', encoding="utf-8")
    check_own_files(tmp_path)
    added = [
        rule
        for rule in own_lint(tmp_path).rules
        if "en" in rule.phrases and "amateur" in rule.phrases["en"].find
    ]
    assert [rule.id for rule in added] == ["L03"]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("words.toml", "[L03]\nadd = 3\n", 2),
        ("words.toml", '[L03]\nadd = ["fine"]\n\n[L99]\nadd = ["x"]\n', 4),
        ("words.toml", '[L03\nadd = ["x"]\n', 1),
        ("playbook.toml", "version = 1\nscreen = 2\n", 2),
    ],
)
def test_a_mistake_is_named_by_its_line(tmp_path: Path, name: str, text: str, line: int) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BadSetting) as refused:
        check_own_files(tmp_path)
    assert refused.value.message.startswith(f"{tmp_path / name}:{line}: ")
    assert refused.value.hint


def test_an_own_playbook_is_used(tmp_path: Path) -> None:
    shipped = (resources.files("triage.playbook") / "playbook.toml").read_text(encoding="utf-8")
    own = shipped.replace('ask = "How hard is this for you?', 'ask = "How hard is it for you?', 1)
    assert own != shipped
    (tmp_path / "playbook.toml").write_text(own, encoding="utf-8")
    check_own_files(tmp_path)
    playbook = own_playbook(tmp_path)
    assert playbook.screens["lesson"].questions["hit"].ask.startswith("How hard is it for you?")


def test_a_jump_to_nowhere_is_refused_with_its_line(tmp_path: Path) -> None:
    shipped = (resources.files("triage.playbook") / "playbook.toml").read_text(encoding="utf-8")
    before, jump, after = shipped.partition('go = "where"')
    path = tmp_path / "playbook.toml"
    path.write_text(f'{before}go = "nowhere"{after}', encoding="utf-8")
    assert jump
    with pytest.raises(BadSetting) as refused:
        check_own_files(tmp_path)
    line = before.count("\n") + 1
    assert refused.value.message.startswith(f"{path}:{line}: ")


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadSetting, match="cannot be read"):
        own_lint(tmp_path)


# --- letters --------------------------------------------------------------------------------


def test_a_letter_is_for_the_user_s_eyes_and_overwrites_none(tmp_path: Path) -> None:
    first = write_letter(tmp_path, "2026-03-13-how_we_work-../../x", "Hello\n")
    second = write_letter(tmp_path, "2026-03-13-how_we_work-../../x", "Again\n")
    assert first.name == "2026-03-13-how-we-work-x.txt"
    assert second.name == "2026-03-13-how-we-work-x-2.txt"
    assert first.read_text(encoding="utf-8") == "Hello\n"
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="could not be written there"):
        write_letter(tmp_path / "none", "x", "Hello\n")
