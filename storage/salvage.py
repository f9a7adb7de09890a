"""What can still be read of a damaged data file, row by row, put into a new one.

It is the last way, after the backups and the second copy of the journal: the history is lost, and
the new file begins with one import. The damaged file is only read, and from a copy of it.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from storage.bare_store import BareStore
from storage.cipher import connect_file
from storage.errors import BackupFailed, BadRecord, StorageError
from storage.header import HEADER, MAGIC
from storage.passphrase import is_encrypted, refuse_locked, will_be_encrypted
from storage.tables.mapping import UnreadableRow, row_map
from storage.tables.rows import column_list
from storage.throw_away import ThrowAwayFolder
from storage.writing.validation import checked_rows, words
from triage.records import KINDS, Client, Payment, Plan, Record

_MOST_MISSED = 100_000
"""So many numbers in a row without a readable row are the end of a table, or of the patience."""
_LOST_NAME = "Client whose name was lost"


@dataclass
class Salvaged:
    """How many records are in the new file, and what could not be read or kept, a line each."""

    records: int = 0
    lost: list[str] = field(default_factory=list)


def salvage(damaged: Path, new: Path, now: Callable[[], datetime]) -> Salvaged:
    """Reads what can be read of one file into another that is not there yet. Raises StorageError
    where there is something already, and where nothing can be read."""
    if new.exists():
        raise StorageError(f"{new} already exists.", "Name a new file.")
    refuse_locked(damaged)
    if is_encrypted(damaged):
        will_be_encrypted(new)
    with ThrowAwayFolder() as folder:
        copy = folder.path / "damaged.db"
        try:
            shutil.copyfile(damaged, copy)
            if not is_encrypted(damaged):
                _mend_header(copy)
        except OSError as error:
            raise BackupFailed(
                f"{damaged} cannot be read ({error}).", "Is the path right?"
            ) from error
        result = Salvaged()
        records = _fitting(list(_records(copy, result)), result)
    if not records:
        raise BackupFailed(
            f"Nothing can be read in {damaged}.", "`goodterms backups` lists the backups."
        )
    with BareStore.open(new, now=now) as store:
        label = f"Salvaged from {damaged.name}"
        store.import_batch(label, file=damaged.name, fingerprint="", new=records)
    result.records = len(records)
    return result


def _mend_header(copy: Path) -> None:
    with copy.open("r+b") as file:
        if file.read(HEADER)[: len(MAGIC)] != MAGIC:
            file.seek(0)
            file.write(MAGIC)


def _records(copy: Path, result: Salvaged) -> Iterator[Record]:
    with closing(connect_file(copy, "ro")) as connection:
        # A foreign byte in a text is no reason to lose the text.
        connection.text_factory = lambda octets: octets.decode("utf-8", "replace")
        for kind in KINDS:
            for number, row in _rows(connection, kind, result):
                try:
                    yield _record(kind, row, number, result)
                except (UnreadableRow, BadRecord) as error:
                    result.lost.append(f"{words(kind)} number {number}: {error}")


def _record(kind: str, row: Any, number: int, result: Salvaged) -> Record:
    record = row_map(kind).record(row)
    checked_rows(kind, [record])
    if any(isinstance(value, str) and "\ufffd" in value for value in row):
        result.lost.append(f"{words(kind)} number {number}: some characters")
    return record


def _rows(connection: sqlite3.Connection, kind: str, result: Salvaged) -> Iterator[tuple[int, Any]]:
    """The rows one by one, by number: only those on a damaged page are missing."""
    query = f'SELECT {column_list(kind)} FROM "{kind}" WHERE seq = ?'
    last = _last_number(connection, kind)
    missed, number = 0, 0
    while missed < _MOST_MISSED and (last is None or number < last):
        number += 1
        try:
            row = connection.execute(query, (number,)).fetchone()
        except sqlite3.Error as error:
            if "no such" in str(error) or _is_end(error):
                result.lost.append(f"every {words(kind)}: {error}")
                return
            if last is not None:
                result.lost.append(f"{words(kind)} number {number}: {error}")
            missed += 1
            continue
        missed = 0 if row is not None else missed + 1
        if row is not None:
            yield number, row


def _is_end(error: sqlite3.Error) -> bool:
    """Whether no row of any table can be read."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB"


def _last_number(connection: sqlite3.Connection, kind: str) -> int | None:
    for query in (
        f"SELECT seq FROM sqlite_sequence WHERE name = '{kind}'",
        f'SELECT max(seq) FROM "{kind}"',
    ):
        try:
            row = connection.execute(query).fetchone()
        except sqlite3.Error:
            continue  # the other way, or by trying
        return int(row[0]) if row and row[0] is not None else 0
    return None


def _fitting(records: list[Record], result: Salvaged) -> list[Record]:
    """The records in an order in which they can be kept; for a client who was lost stands one
    without a name, so that nothing of theirs is lost with it."""
    ids: dict[tuple[str, str], Record] = {}
    for record in records:
        ids.setdefault((record.kind, record.id), record)
    clients = {id_ for kind, id_ in ids if kind == "client"}
    invoices = {id_ for kind, id_ in ids if kind == "invoice"}
    for record in list(ids.values()):
        owner = getattr(record, "client", None)
        if isinstance(owner, str) and owner not in clients:
            clients.add(owner)
            ids["client", owner] = Client(id=owner, name=_LOST_NAME)
            result.lost.append(f"client {owner}: everything except what was recorded about them")
    kept: list[Record] = []
    for record in ids.values():
        named = _invoices_of(record)
        if named <= invoices:
            kept.append(record)
        else:
            result.lost.append(f"{words(record.kind)} {record.id}: its invoice is lost")
    order = list(KINDS)
    return sorted(kept, key=lambda record: order.index(record.kind))


def _invoices_of(record: Record) -> set[str]:
    if isinstance(record, Payment):
        return {record.invoice}
    return {*record.invoices} if isinstance(record, Plan) else set()
