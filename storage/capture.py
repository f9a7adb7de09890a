"""A new note or event written down at once: the store takes it into the records when it is next
opened or writes (storage/captured.py), by the same way as every other change.

So nothing of the rules is repeated here, and no library is loaded: what this cannot be sure about
is left to the store, which says what is wrong.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

from storage.bare_platform import IS_LINUX, is_plain_file, open_to_add, open_to_read
from storage.captured_lines import add_line, to_line
from storage.check_mark import CheckMark
from storage.client_names import clients_meant, names_before
from storage.connection import connect, file_address, journal_mode
from storage.header import APPLICATION_ID, HEADER, MAGIC, VERSION, application_of, version_in

_WAIT_SECONDS = 0.2
_DAY = 24 * 3600


class Captured:
    """What was written down: the id of the record, and whom it is about. `notice` is for the user
    where the second copy could not be written."""

    def __init__(self, id_: str, client: str) -> None:
        self.id = id_
        self.client = client
        self.notice = ""


class _Entry:
    """What is to be written down, about the client that `client` means."""

    def __init__(
        self,
        client: str,
        kind: str,
        fields: Mapping[str, str | int | bool],
        moment: datetime,
        label: str,
    ) -> None:
        self.client = client
        self.kind = kind
        self.fields = fields
        self.moment = moment
        self.label = label

    def record(self, id_: str, client_id: str) -> Mapping[str, str | int | bool]:
        """The record that it becomes."""
        on = self.moment.date().isoformat()
        return {"kind": self.kind, "id": id_, "client": client_id, "on": on, **self.fields}


class _Files:
    """The data file and its second copy, open until SQLite is done with the first: closing it
    before would drop SQLite's locks. Raises OSError."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.data = open_to_read(path)
        try:
            self.copy_path = f"{os.path.realpath(path).removesuffix('.db')}.journal.jsonl"
            self.copy = open_to_add(self.copy_path)
        except OSError:
            os.close(self.data)
            raise
        self.mark = CheckMark(os.path.realpath(path), self.data)

    def stands(self) -> bool:
        """Whether the open file is still the one of that name."""
        try:
            return os.path.samestat(os.stat(self.path), os.fstat(self.data))
        except OSError:
            return False

    def close(self) -> None:
        os.close(self.data)
        os.close(self.copy)


def default_path(env: Mapping[str, str]) -> str | None:
    """The data file, as `storage.paths.database_path` says; None where that has to be asked."""
    chosen = env.get("GOODTERMS_DB")
    if chosen:
        return None if chosen.startswith("~") else os.path.abspath(chosen)
    if not IS_LINUX:
        return None
    data = env.get("XDG_DATA_HOME", "").strip()
    home = env.get("HOME", "")
    if data.startswith("~") or not (data or home):
        return None
    return os.path.join(data or f"{home}/.local/share", "goodterms", "goodterms.db")


def capture(
    path: str,
    client: str,
    kind: str,
    fields: Mapping[str, str | int | bool],
    moment: datetime,
    label: str,
    *,
    of_active: bool = False,
) -> Captured | None:
    """Writes a record of the day of `moment` down; `label` begins its name in the journal after the
    client's. It is on the disk when this returns, in the data file and in the second copy; None =
    nothing was written, and the store has to see to it.

    `of_active` says that it has to be a client whose state is `active`. Raises
    OSError where the disk refuses at the last moment.
    """
    if not _is_plain(path) or _wants_a_copy(path, moment):
        return None
    try:
        files = _Files(path)
    except OSError:
        return None
    try:
        return _written(files, _Entry(client, kind, fields, moment, label), of_active)
    finally:
        files.close()


def _written(files: _Files, entry: _Entry, of_active: bool) -> Captured | None:
    mark = files.mark
    if not mark.fits():
        return None
    try:
        connection = connect(file_address(files.path), _WAIT_SECONDS)
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    made = None
    try:
        if journal_mode(connection) != "truncate":
            return None
        connection.execute("BEGIN IMMEDIATE")
        meant = _client(connection, entry.client, of_active)
        # Nobody else saves now: the file is as it was left, and still the one of that name.
        if meant is None or not mark.fits() or not files.stands():
            return None
        client_id, name = meant
        made = Captured(_new_id(), name)
        mark.begin()
        record = entry.record(made.id, client_id)
        text = _insert(connection, record, entry.moment, f"{name}: {entry.label}")
        connection.execute("COMMIT")
        mark.renew()
        made.notice = _copied(text, files)
        return made
    except UnicodeDecodeError:
        return None  # so does SQLite speak of damage
    except sqlite3.Error as error:
        if made is None or connection.in_transaction:
            return None  # closing takes back what was begun
        # The disk refused at the last moment: nobody knows whether it was written.
        raise OSError(errno.EIO, str(error), files.path) from error
    finally:
        connection.close()


def _copied(text: str, files: _Files) -> str:
    """Adds to the second copy what was written down; what the user should hear about it."""
    try:
        add_line(files.copy, to_line(text))
    except OSError as error:
        return (
            f"Saved, but the second copy {files.copy_path} could not be written ({error}). "
            "It catches up at the next save."
        )
    return ""


def _is_plain(path: str) -> bool:
    """Whether it is a data file of this version with nothing to be said about it."""
    try:
        if not is_plain_file(path):
            return False
        with open(path, "rb") as file:
            header = file.read(HEADER)
    except OSError:
        return False
    ours = header.startswith(MAGIC) and application_of(header) == APPLICATION_ID
    return ours and version_in(header) == VERSION


def _wants_a_copy(path: str, moment: datetime) -> bool:
    """Whether a day went by without a copy of the file: the store makes one."""
    try:
        made = os.stat(f"{os.path.realpath(path).removesuffix('.db')}-backups").st_mtime
    except OSError:
        return True
    return not 0 <= moment.timestamp() - made < _DAY


def _client(connection: sqlite3.Connection, text: str, of_active: bool) -> tuple[str, str] | None:
    """Id and name of the one client that is meant, where the name is plain text for a terminal."""
    names = dict(connection.execute("SELECT id, name FROM client ORDER BY seq"))
    meant = clients_meant(text, names.items()) or clients_meant(text, (), names_before(connection))
    if len(meant) != 1 or not names[meant[0]].isprintable() or not meant[0].isprintable():
        return None
    if of_active:
        query = "SELECT state FROM client WHERE id = ?"
        (state,) = connection.execute(query, (meant[0],)).fetchone()
        if state != "active":
            return None
    return meant[0], names[meant[0]]


def _insert(
    connection: sqlite3.Connection,
    record: Mapping[str, str | int | bool],
    moment: datetime,
    label: str,
) -> str:
    # SQLite writes the JSON: Python's own module for it takes as long to load as all of this.
    pairs = [
        f"'{name}', " + ("?" if not isinstance(value, bool) else f"json('{str(value).lower()}')")
        for name, value in record.items()
    ]
    values = [value for value in record.values() if not isinstance(value, bool)]
    at = moment.astimezone(UTC).isoformat(timespec="seconds")
    (text,) = connection.execute(
        f"INSERT INTO captured (at, label, record) VALUES (?, ?, json_object({', '.join(pairs)})) "
        "RETURNING json_object('at', at, 'label', label, 'record', json(record))",
        (at, label, *values),
    ).fetchone()
    return str(text)


def _new_id() -> str:
    """A UUID of version 4, without the module that asks the system for network addresses."""
    octets = bytearray(os.urandom(16))
    octets[6] = octets[6] & 0x0F | 0x40
    octets[8] = octets[8] & 0x3F | 0x80
    digits = octets.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
