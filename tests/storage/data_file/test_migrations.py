"""Old schema or new schema, never something between."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from storage.data_file import migrations
from storage.data_file.copy_names import list_backups
from storage.data_file.migrations import latest, migrate, version_of
from storage.errors import BackupFailed, Damaged
from storage.paths import backup_dir
from storage.store import Store
from tests.storage.conftest import noon
from tests.storage.records import client
from triage.changes import Put

# Every released schema by its own frozen words, and a little data as that version wrote it.
RELEASED = (1, 2, 3, 4)


def _of_version(path: Path, version: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrate(connection, noon(), to=version)
        connection.execute(
            "INSERT INTO client (id, name, state, currency, debtor, payment_days, pay_grace_days,"
            " earns, language, reply_days, tie, review_days, do_not_contact)"
            " VALUES ('old', 'Old', 'active', 'EUR', 'company', 14, 0, 'hours', 'en', 1, 'none',"
            " 7, 0)"
        )
    return path


def _schema(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
        ).fetchall()


@pytest.mark.parametrize("version", RELEASED)
def test_every_released_file_opens_and_looks_like_a_new_one(tmp_path: Path, version: int) -> None:
    old = _of_version(tmp_path / "old.db", version)
    with Store.open(old, now=noon) as store:
        assert [client.id for client in store.clients()] == ["old"]
    Store.open(tmp_path / "new.db", now=noon).close()
    assert _schema(old) == _schema(tmp_path / "new.db")


def test_every_version_is_among_the_released_ones() -> None:
    assert tuple(range(1, latest() + 1)) == RELEASED


def _second(connection: sqlite3.Connection, _: datetime) -> None:
    connection.execute("ALTER TABLE client ADD COLUMN nickname TEXT")


def _breaks_half_way(connection: sqlite3.Connection, now: datetime) -> None:
    _second(connection, now)
    connection.execute("INSERT INTO nowhere VALUES (1)")


@pytest.fixture
def two_steps(monkeypatch: pytest.MonkeyPatch) -> Callable[[migrations.Step], None]:
    """A program one version ahead, whose new step is given."""

    def ahead(step: migrations.Step) -> None:
        monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))

    return ahead


def test_a_step_comes_after_a_verified_backup(
    path: Path, two_steps: Callable[[migrations.Step], None]
) -> None:
    _of_version(path, 1)
    two_steps(_second)
    with Store.open(path, now=noon) as store:
        assert [client.id for client in store.clients()] == ["old"]
    (copy,) = list_backups(backup_dir(path))
    assert copy.before_migration
    with closing(sqlite3.connect(copy.path)) as before, closing(sqlite3.connect(path)) as after:
        assert (version_of(before), version_of(after)) == (1, latest())
        assert before.execute("SELECT id FROM client").fetchall() == [("old",)]


def test_a_file_that_something_altered_is_not_brought_up_to_date(
    path: Path, two_steps: Callable[[migrations.Step], None]
) -> None:
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DROP TRIGGER journal_is_never_changed")
        other.execute("UPDATE journal SET label = 'another'")
    before = path.read_bytes()
    two_steps(_second)
    with pytest.raises(Damaged, match="was altered after it was written"):
        Store.open(path, now=noon)
    assert path.read_bytes() == before
    assert list_backups(backup_dir(path)) == []


def test_a_step_that_fails_leaves_the_old_schema(
    path: Path, two_steps: Callable[[migrations.Step], None]
) -> None:
    _of_version(path, 1)
    before = _schema(path)
    two_steps(_breaks_half_way)
    with pytest.raises(Exception, match="no such table: nowhere"):
        Store.open(path, now=noon)
    assert _schema(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert version_of(connection) == 1


def test_without_a_backup_nothing_is_migrated(
    path: Path, two_steps: Callable[[migrations.Step], None]
) -> None:
    _of_version(path, 1)
    backup_dir(path).touch()  # a file where the folder of copies should be
    two_steps(_second)
    with pytest.raises(BackupFailed):
        Store.open(path, now=noon)
    with closing(sqlite3.connect(path)) as connection:
        assert version_of(connection) == 1


def test_a_new_file_needs_no_backup(path: Path) -> None:
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client())])
    assert not backup_dir(path).exists()
