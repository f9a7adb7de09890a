"""Where things are."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.files import write_atomically
from storage.paths import (
    backup_dir,
    broken_link,
    database_path,
    journal_copy,
    opened_list,
    settings_path,
)
from storage.settings.appearance import Appearance
from storage.settings.file import load_settings
from storage.settings.loading import load_look
from storage.settings.settings import Settings
from storage.settings.user_files import own_playbook
from triage.playbook.load.playbook_file import builtin


def test_the_option_wins_over_the_environment(tmp_path: Path) -> None:
    env = {"GOODTERMS_DB": str(tmp_path / "env.db")}
    assert database_path(str(tmp_path / "here.db"), env) == tmp_path / "here.db"
    assert database_path(None, env) == tmp_path / "env.db"


def test_home_and_relative_paths_are_meant_as_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert database_path("~/a.db", {}) == tmp_path / "a.db"
    assert database_path("a.db", {}) == tmp_path / "a.db"
    # Nobody goes by that name: as in a shell, it is a name like any other.
    assert database_path("~nobody-here/a.db", {}) == tmp_path / "~nobody-here" / "a.db"


def test_otherwise_the_systems_own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert database_path(None, {}).name == "goodterms.db"
    assert database_path(None, {}).parent.name == "goodterms"
    assert settings_path({}).name == "settings.toml"
    assert settings_path({}).parent.name == "goodterms"
    assert settings_path({"GOODTERMS_SETTINGS": str(tmp_path / "s.toml")}) == tmp_path / "s.toml"


def test_what_belongs_to_a_file_is_named_after_it(tmp_path: Path) -> None:
    assert backup_dir(tmp_path / "work.db") == tmp_path / "work-backups"
    assert backup_dir(Path(tmp_path.anchor)).parent == Path(tmp_path.anchor)
    assert journal_copy(tmp_path / "work.db") == tmp_path / "work.journal.jsonl"


def test_two_data_files_in_one_folder_share_nothing(tmp_path: Path) -> None:
    assert backup_dir(tmp_path / "work.sqlite") == tmp_path / "work.sqlite-backups"
    assert journal_copy(tmp_path / "work.sqlite") == tmp_path / "work.sqlite.journal.jsonl"


def test_what_belongs_to_a_linked_file_is_where_the_file_is(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "work.db").touch()
    (tmp_path / "link.db").symlink_to(tmp_path / "real" / "work.db")
    assert backup_dir(tmp_path / "link.db") == tmp_path / "real" / "work-backups"
    assert broken_link(tmp_path / "link.db") is None


@pytest.mark.parametrize("target", ["gone.db", "link.db"])
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path, target: str) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(target)
    assert broken_link(link) == link
    (tmp_path / "stick").symlink_to("not mounted")
    assert broken_link(tmp_path / "stick" / "work.db") == tmp_path / "stick"


def test_a_user_without_a_home_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(*_: object, **__: object) -> Path:
        raise RuntimeError("no home")

    for name in ("user_data_path", "user_config_path", "user_state_path"):
        monkeypatch.setattr(f"platformdirs.{name}", nowhere)
    assert database_path(str(tmp_path / "a.db"), {}) == tmp_path / "a.db"
    with pytest.raises(StorageError, match="no home folder"):
        database_path(None, {})
    assert load_settings(settings_path({})) == Settings()
    assert load_look(settings_path({})) == Appearance()
    assert own_playbook(settings_path({}).parent) is builtin()
    for path in (settings_path({}), opened_list({})):
        with pytest.raises(NotADirectoryError):
            write_atomically(path, "no home is made, not even by root")
