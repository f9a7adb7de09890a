"""Whether the records say what was written into them.

SQLite checks its own structure; a flipped bit inside a note it does not see. So the journal's
chain of hashes is checked, and the journal played again and held against the tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from storage.cipher import connect_file
from storage.journal import journal
from storage.journal.images import Content, Image
from storage.search_index import is_part
from storage.sqlite_errors import damaged, explained
from storage.tables.mapping import UnreadableRow, row_map
from storage.tables.rows import CHUNK, column_list
from storage.tables.schema import NO_HASH
from storage.writing.digest import Digest
from storage.writing.validation import words
from triage.records import KINDS, Record
from triage.records.codec import BadValue


def content_findings(
    connection: Connection, lines: list[journal.JournalLine] | None = None
) -> list[str]:
    """What is wrong with journal and records, one sentence each; `lines` is the whole journal,
    where it was read already in the same transaction."""
    with _one_moment(connection):
        lines = journal.lines(connection) if lines is None else lines
        if structure := structure_findings(connection):
            return structure
        try:
            return [*_chain(lines), *_content(connection, lines)]
        except UnicodeDecodeError:
            return ["Text in its tables cannot be read."]


@contextmanager
def _one_moment(connection: Connection) -> Iterator[None]:
    """A read transaction, where none is running: what another program saves between the journal
    and the tables would look like damage."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def structure_findings(connection: Connection) -> list[str]:
    """What SQLite's own check says of the tables; the search index is no data."""
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [
        f"The structure of the file is damaged: {finding}."
        for table in ("sqlite_schema", *(name for (name,) in tables))
        if not is_part(table)
        for (finding,) in connection.execute(f'PRAGMA integrity_check("{table}")')
        if finding != "ok"
    ]


def findings_on_disk(path: Path) -> list[str]:
    """The same of a file that may be open here: what SQLite has in memory of it says nothing of
    the disk. Raises Locked and Damaged."""
    try:
        with closing(connect_file(path, "rw")) as fresh:
            fresh.execute("PRAGMA query_only = ON")
            return content_findings(fresh)
    except sqlite3.Error as error:
        raise explained(error, path) from error
    except UnicodeDecodeError as error:
        raise damaged(path, "its tables cannot be read") from error


def journal_findings(connection: Connection) -> list[str]:
    """What is wrong with structure and journal of a file of any version."""
    return [*structure_findings(connection), *_chain(journal.lines(connection))]


def _chain(lines: list[journal.JournalLine]) -> Iterator[str]:
    number, prev = 0, NO_HASH
    for line in lines:
        if line.number != number + 1 or line.prev != prev:
            yield f"The journal has a gap or a change before entry {line.number}."
        if line.hash != line.expected_hash():
            yield f"Journal entry {line.number} ({line.at}) was altered after it was written."
        number, prev = line.number, line.hash


@dataclass
class _Replay:
    """What the tables should hold. Rows of an import are known by its digest alone, until a
    later change shows one; `originals` are those rows as they came."""

    rows: dict[tuple[str, str], tuple[Record, str | None]] = field(default_factory=dict)
    originals: dict[tuple[str, str, str], Record] = field(default_factory=dict)
    imports: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    answers: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def play(self, content: Content) -> None:
        for image in content.rows:
            self._play_row(image)
        for memory in content.remembered:
            self.answers[memory.topic, memory.name] = memory.after
        if content.batch is not None:
            for image in content.rows if content.batch["did"] == "removed" else ():
                if image.after is not None and image.before == image.after:
                    self.rows[image.kind, image.id] = (image.after, None)  # it stays
            self._play_import(content.batch)

    def _play_row(self, image: Image) -> None:
        key = (image.kind, image.id)
        batch = image.place.batch if image.place else None
        if batch is not None and image.before is not None:
            self.originals.setdefault((batch, *key), image.before)
        if image.after is not None:
            self.rows[key] = (image.after, batch)
        else:
            self.rows.pop(key, None)

    def _play_import(self, batch: Mapping[str, Any]) -> None:
        id_ = batch["id"]
        if batch["did"] != "removed":
            self.imports[id_] = batch
            return
        self.imports.pop(id_, None)
        self.originals = {k: v for k, v in self.originals.items() if k[0] != id_}
        self.rows = {k: v for k, v in self.rows.items() if v[1] != id_}


def _content(connection: Connection, lines: list[journal.JournalLine]) -> Iterator[str]:
    replay = _Replay()
    for line in lines:
        try:
            replay.play(line.read())
        except (ValueError, KeyError, TypeError, BadValue):
            yield f"Journal entry {line.number} ({line.at}) cannot be read."
            return
    digests = {id_: Digest() for id_ in replay.imports}
    for (batch, *_), original in replay.originals.items():
        if batch in digests:
            digests[batch].add(original)
    for kind in KINDS:
        yield from _table(connection, kind, replay, digests)
    for kind, id_ in replay.rows:
        yield f"The {words(kind)} {id_} is in the journal but missing from the data."
    for id_, source in replay.imports.items():
        if str(digests[id_]) != source["digest"]:
            yield f"The records imported from {source['file']} have been altered."
    remembered = connection.execute("SELECT topic, name, value FROM remembered")
    expected_answers = {key: value for key, value in replay.answers.items() if value is not None}
    if {(topic, name): value for topic, name, value in remembered} != expected_answers:
        yield "Your saved answers to import questions do not match the journal."


def _table(
    connection: Connection, kind: str, replay: _Replay, digests: Mapping[str, Digest]
) -> Iterator[str]:
    columns = row_map(kind).columns
    at = columns.index("id")
    query = f'SELECT {column_list(kind)}, batch FROM "{kind}" ORDER BY seq'
    found = connection.execute(query)
    while chunk := found.fetchmany(CHUNK):
        untouched: dict[str, list[Sequence[Any]]] = {}
        for *row, batch in chunk:
            key = (kind, row[at])
            if key in replay.rows:
                journalled, _ = replay.rows.pop(key)
                try:
                    if row_map(kind).record(row) != journalled:
                        yield f"The {words(kind)} {row[at]} differs from the journal."
                except UnreadableRow as error:
                    yield f"A value cannot be read: {error}."
            elif batch is not None and batch in digests:
                untouched.setdefault(batch, []).append(row)
            else:
                yield f"The {words(kind)} {row[at]} is not in the journal."
        for batch, rows in untouched.items():
            try:
                digests[batch].add_stored(kind, rows)
            except UnreadableRow as error:
                yield f"A value cannot be read: {error}."
