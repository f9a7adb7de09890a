"""Whether the file still says what was written into it.

SQLite checks its own structure; a flipped bit inside a note it does not see. So the journal's
chain of hashes is checked, and the journal played again and held against the tables. The search
index is no data: one that is damaged is made anew, and not worth a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from sqlite3 import Connection
from typing import Any

from storage import search_index
from storage.data_file.backup import best_first, check_copy
from storage.data_file.database import Database
from storage.errors import BackupFailed, Damaged, Locked, ReadOnly
from storage.journal import journal, second_copy
from storage.journal.images import Content, Image
from storage.paths import journal_copy
from storage.tables import rows
from storage.tables.mapping import UnreadableRow
from storage.tables.schema import NO_HASH
from storage.writing.digest import Digest
from storage.writing.validation import words
from triage.records import KINDS, Record
from triage.records.codec import BadValue

_MOST = 20
"""More findings than this help nobody."""


def verify(database: Database) -> list[str]:
    """What is wrong, one sentence each; nothing when all is sound."""
    findings: list[str] = []
    try:
        with suppress(Locked, ReadOnly), database.writing() as connection:
            search_index.ensure(connection)
        findings += _structure(database)
        with database.reading() as connection:
            lines = journal.lines(connection)
            findings += _chain(lines)
            findings += _second_copy(database, lines)
            findings += _content(connection, lines)
    except Damaged as error:
        findings.append(error.message)
    findings += _newest_copy(database)
    if len(findings) > _MOST:
        findings[_MOST:] = [f"... and {len(findings) - _MOST} more."]
    return findings


def _structure(database: Database) -> Iterator[str]:
    with database.bare() as connection:
        for (finding,) in connection.execute("PRAGMA integrity_check").fetchall():
            if finding != "ok":
                yield f"The structure of the file is damaged: {finding}."
        for table, *_ in connection.execute("PRAGMA foreign_key_check").fetchall():
            yield f"A record ({words(table)}) belongs to a client or invoice that is not there."


def _chain(lines: list[journal.JournalLine]) -> Iterator[str]:
    number, prev = 0, NO_HASH
    for line in lines:
        if line.number != number + 1 or line.prev != prev:
            yield f"The journal has a gap or a change before entry {line.number}."
        if line.hash != line.expected_hash():
            yield f"Journal entry {line.number} ({line.at}) was altered after it was written."
        number, prev = line.number, line.hash


def _second_copy(database: Database, lines: list[journal.JournalLine]) -> Iterator[str]:
    known = {line.number: line.hash for line in lines}
    path = journal_copy(database.path)
    for number, signature in second_copy.signatures(path):
        if known.get(number) != signature:
            yield f"The second copy {path} differs from the journal at entry {number}."
            return


def _newest_copy(database: Database) -> Iterator[str]:
    for copy in best_first(database.path)[:1]:
        try:
            check_copy(copy.path)
        except BackupFailed as error:
            yield f"The newest backup cannot be used: {error.message}"


# --- the journal played again -----------------------------------------------------------------


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
        yield "The remembered import answers do not match the journal."


def _table(
    connection: Connection, kind: str, replay: _Replay, digests: Mapping[str, Digest]
) -> Iterator[str]:
    try:
        for record, place in rows.placed(connection, kind):
            key = (kind, record.id)
            if key in replay.rows:
                journalled, _ = replay.rows.pop(key)
                if journalled != record:
                    yield f"The {words(kind)} {record.id} differs from the journal."
            elif place.batch is not None and place.batch in digests:
                digests[place.batch].add(record)
            else:
                yield f"The {words(kind)} {record.id} is not in the journal."
    except UnreadableRow as error:
        yield f"A value cannot be read: {error}."
