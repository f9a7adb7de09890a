"""A data file that only a passphrase opens: nothing of it can be read without, and everything that
a plain file can do, it can."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storage import passphrase
from storage.capture import capture
from storage.data_file.copy_names import list_backups
from storage.encrypting import decrypt, encrypt, files_beside
from storage.errors import CipherMissing, Damaged, NeedsPassphrase, StorageError
from storage.forgetting import forget
from storage.paths import backup_dir, journal_copy
from storage.recovery import best_source, bring_back
from storage.rescue import RescueFile
from storage.salvage import salvage
from storage.store import Store
from tests.storage.conftest import NOON, noon
from tests.storage.index import assert_index_is_true
from tests.storage.records import client, note, time
from triage.changes import Put
from triage.records import Record

pytest.importorskip("sqlcipher3", reason="the extra `cipher` is not installed")
pytestmark = pytest.mark.usefixtures("no_passphrase")

SECRET = "Geheimwort"
OPENS = 'it\'s a "long" one; DROP TABLE note'


@pytest.fixture
def plain(path: Path) -> Path:
    """A plain data file with all that lies beside one."""
    with Store.open(path, now=noon) as store:
        store.apply("add", [Put(client()), Put(client("birch", "Birch")), Put(note(text=SECRET))])
        store.replace_draft("note", None, SECRET)
        store.backup()
    capture(str(path), "north", "note", {"text": SECRET}, NOON, "note")
    (path.parent / "goodterms-before-restore-20260101T000000Z.db").write_text(SECRET)
    return path


@pytest.fixture
def encrypted(plain: Path) -> Path:
    encrypt(plain, OPENS, noon)
    return plain


def _records(path: Path) -> list[Record]:
    with Store.open(path, now=noon) as store:
        return list(store.records())


def _readable(folder: Path) -> list[Path]:
    """The files in which the secret can be read."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if SECRET.encode() in path.read_bytes()]


def test_there_and_back_nothing_is_lost_and_nothing_can_be_read(plain: Path) -> None:
    before = _records(plain)
    assert _readable(plain.parent)
    deleted = encrypt(plain, OPENS, noon)
    assert journal_copy(plain) in deleted and backup_dir(plain).is_dir()
    assert _readable(plain.parent) == []
    with Store.open(plain, now=noon) as store:
        assert list(store.records()) == before
        assert store.draft("note") == SECRET
        assert store.undo()
        store.redo()
        store.backup()
        assert store.verify() == [] and store.notices == []
        assert_index_is_true_of(store)
    assert _readable(plain.parent) == []
    decrypt(plain, noon)
    passphrase.lock()
    with Store.open(plain, now=noon) as store:
        assert list(store.records()) == before
        assert store.verify() == []
    assert_index_is_true(plain)
    assert files_beside(plain) == [journal_copy(plain)] or not journal_copy(plain).exists()


def assert_index_is_true_of(store: Store) -> None:
    from storage.search import Search
    from triage.word_match import WordQuery

    assert [hit.id for hit in store.find(Search(WordQuery.read(SECRET.lower())))]


def test_what_is_saved_later_cannot_be_read_either(encrypted: Path) -> None:
    with Store.open(encrypted, now=noon) as store:
        store.apply("more", [Put(note("n2", SECRET))])
        hours = [time(f"t{n}", n, text=SECRET) for n in range(50)]
        store.import_batch("hours", file="a.csv", fingerprint="a", new=hours)
        store.backup()
        assert store.look_through_if_due() in (True, False)
        assert store.verify() == []
    assert _readable(encrypted.parent) == []


def test_without_the_passphrase_or_with_another_one_it_says_so(encrypted: Path) -> None:
    content = encrypted.read_bytes()
    passphrase.lock()
    with pytest.raises(NeedsPassphrase, match="is encrypted"):
        Store.open(encrypted, now=noon)
    passphrase.unlock("another")
    with pytest.raises(NeedsPassphrase, match="That passphrase does not open") as wrong:
        Store.open(encrypted, now=noon)
    assert "damage" not in str(wrong.value)
    assert encrypted.read_bytes() == content


def test_without_the_library_it_says_what_to_install(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passphrase.lock()
    monkeypatch.setitem(__import__("sys").modules, "storage.cipher_connection", None)
    monkeypatch.delattr("storage.cipher_connection", raising=False)
    with pytest.raises(CipherMissing, match=r"pip install 'goodterms\[cipher\]'"):
        Store.open(encrypted, now=noon)


def test_a_backup_brings_it_back(encrypted: Path) -> None:
    with Store.open(encrypted, now=noon) as store:
        copy = store.backup()
        store.apply("late", [Put(note("late"))])
    assert best_source(encrypted) == copy
    aside = bring_back(copy, encrypted, noon).aside
    assert "late" not in {record.id for record in _records(encrypted)}
    assert aside is not None and "late" in {record.id for record in _records(aside)}
    encrypted.unlink()
    bring_back(copy, encrypted, noon)
    assert _readable(encrypted.parent) == []


def test_damage_is_damage(encrypted: Path) -> None:
    with Store.open(encrypted, now=noon) as store:
        store.backup()
    data = bytearray(encrypted.read_bytes())
    data[len(data) // 2] ^= 1
    encrypted.write_bytes(data)
    with pytest.raises(Damaged):
        Store.open(encrypted, now=noon)
    source = best_source(encrypted)
    assert source is not None
    bring_back(source, encrypted, noon)
    assert _records(encrypted)


def test_a_client_is_forgotten_and_it_stays_encrypted(encrypted: Path) -> None:
    with Store.open(encrypted, now=noon) as store:
        store.backup()
    forget(encrypted, "north", noon)
    assert [record.id for record in _records(encrypted)] == ["birch"]
    assert list_backups(backup_dir(encrypted)) == [] and not journal_copy(encrypted).exists()
    passphrase.lock()
    with pytest.raises(NeedsPassphrase):
        Store.open(encrypted, now=noon)


def test_what_is_salvaged_is_encrypted_too(encrypted: Path) -> None:
    new = encrypted.parent / "new.db"
    assert salvage(encrypted, new, noon).records
    assert _readable(encrypted.parent) == []
    assert _records(new)


def test_two_windows_share_it(encrypted: Path, open_store: Callable[[], Store]) -> None:
    one, other = open_store(), open_store()
    one.apply("one", [Put(note("n1", "one"))])
    assert other.changed_elsewhere()
    other.apply("two", [Put(note("n2", "two"))])
    assert one.get("note", "n2") == note("n2", "two")
    assert one.verify() == []


def test_a_quick_note_and_a_rescue_file_leave_nothing_in_the_clear(
    encrypted: Path, tmp_path: Path
) -> None:
    assert capture(str(encrypted), "north", "note", {"text": SECRET}, NOON, "note") is None
    rescue = RescueFile(encrypted, tmp_path / "state")
    rescue.keep({"note": SECRET})
    assert rescue.path is None
    assert _readable(tmp_path) == []


def test_another_window_goes_on_where_the_file_was_made_plain(encrypted: Path) -> None:
    assert _records(encrypted)
    copied = encrypted.read_bytes()
    decrypt(encrypted, noon)
    plain = encrypted.read_bytes()
    encrypted.write_bytes(copied)  # as it was when this process opened it
    assert _records(encrypted)
    encrypted.write_bytes(plain)  # what another one made of it
    assert _records(encrypted)


def test_what_is_so_already_is_said(plain: Path) -> None:
    with pytest.raises(StorageError, match="is not encrypted"):
        decrypt(plain, noon)
    encrypt(plain, OPENS, noon)
    with pytest.raises(StorageError, match="is encrypted already"):
        encrypt(plain, OPENS, noon)
