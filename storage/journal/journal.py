"""The journal: everything ever done, one row a change, chained by hashes.

The chain finds a flipped bit that SQLite's own check does not see. It is no proof against the
owner of the file, who could write the whole chain anew.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from sqlite3 import Connection

from storage.journal.images import Content
from storage.tables.mapping import canonical
from storage.tables.rows import scalar
from storage.tables.schema import NO_HASH

_ADDED = '"did":"added"'
"""What stands in an entry that is an import; within a text of the user its quotes have slashes."""


@dataclass(frozen=True)
class JournalEntry:
    """One line of the history. `undone` says that it is taken back at present."""

    number: int
    at: datetime
    label: str
    undone: bool


@dataclass(frozen=True)
class JournalLine:
    """One journal row as it stands in the file; `content` is canonical JSON text."""

    number: int
    uuid: str
    at: str
    label: str
    undoes: int | None
    content: str
    prev: str
    hash: str

    def expected_hash(self) -> str:
        """The hash this line should carry."""
        parts = [self.number, self.uuid, self.at, self.label, self.undoes, self.content, self.prev]
        return hashlib.sha256(canonical(parts).encode()).hexdigest()

    def read(self) -> Content:
        """What it did."""
        return Content.from_json(json.loads(self.content))

    @property
    def brought(self) -> str | None:
        """The id of the import that this is; None for a change made by hand."""
        if _ADDED not in self.content:
            return None
        batch: str = json.loads(self.content)["batch"]["id"]
        return batch


_TOO_LARGE = 1 << 63
"""No number in a file is."""
_COLUMNS = ", ".join(JournalLine.__dataclass_fields__)


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the newest entry; (0, zeros) when there is none."""
    newest: tuple[int, str] | None = connection.execute(
        "SELECT number, hash FROM journal ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return newest or (0, NO_HASH)


def next_line(
    last: int,
    prev: str,
    label: str,
    content: Content,
    now: datetime,
    undoes: int | None = None,
) -> JournalLine:
    """The entry that joins the chain after number `last`, whose hash is `prev`."""
    unsigned = JournalLine(
        number=last + 1,
        uuid=str(uuid.uuid4()),
        at=now.astimezone(UTC).isoformat(timespec="seconds"),
        label=label,
        undoes=undoes,
        content=canonical(content.to_json()),
        prev=prev,
        hash="",
    )
    return replace(unsigned, hash=unsigned.expected_hash())


def append(
    connection: Connection, label: str, content: Content, now: datetime, undoes: int | None = None
) -> int:
    """Adds an entry at the end of the chain and returns its number."""
    signed = next_line(*head(connection), label, content, now, undoes)
    add_line(connection, signed)
    return signed.number


def add_line(connection: Connection, line: JournalLine) -> None:
    """Adds an entry as it stands."""
    marks = ", ".join("?" for _ in JournalLine.__dataclass_fields__)
    connection.execute(f"INSERT INTO journal ({_COLUMNS}) VALUES ({marks})", astuple(line))


def lines(connection: Connection, after: int = 0) -> list[JournalLine]:
    """The entries after a number, oldest first."""
    return _lines(connection, "number > ? ORDER BY number", after)


def _lines(connection: Connection, where: str, *values: object) -> list[JournalLine]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM journal WHERE {where}", values)
    return [JournalLine(*row) for row in rows]


# An entry that is taken back has an undo that was not itself taken back by a redo.
_UNDONE = """EXISTS (
    SELECT 1 FROM journal AS undo WHERE undo.undoes = journal.number
    AND NOT EXISTS (SELECT 1 FROM journal AS redo WHERE redo.undoes = undo.number)
)"""

# What stays when others are undone. In a text of the user's the quotation marks would be escaped.
_STAYS = """instr(content, '"stays":true')"""

_NEWEST_DONE = f"""
    SELECT number FROM journal WHERE undoes IS NULL AND NOT {_STAYS} AND NOT {_UNDONE}
    ORDER BY number DESC LIMIT 1
"""

# Redo brings back the newest undo, as long as nothing new was done after it.
_NEWEST_UNDO = f"""
    SELECT max(undo.number) FROM journal AS undo JOIN journal AS done ON done.number = undo.undoes
    WHERE done.undoes IS NULL
    AND undo.number > (SELECT max(number) FROM journal WHERE undoes IS NULL AND NOT {_STAYS})
    AND NOT EXISTS (SELECT 1 FROM journal AS redo WHERE redo.undoes = undo.number)
"""


def newest_done(connection: Connection) -> JournalLine | None:
    """The entry that undo would take back."""
    return next(iter(_lines(connection, f"number = ({_NEWEST_DONE})")), None)


def entry(connection: Connection, number: int) -> JournalLine | None:
    """The entry of a number."""
    return next(iter(_lines(connection, "number = ?", number)), None)


def standing_entry(connection: Connection, number: int) -> JournalLine | None:
    """A change by its number, while it is not taken back."""
    if number >= _TOO_LARGE:
        return None
    where = f"number = ? AND undoes IS NULL AND NOT {_UNDONE}"
    return next(iter(_lines(connection, where, number)), None)


def newest_undo(connection: Connection) -> JournalLine | None:
    """The undo that redo would take back."""
    return next(iter(_lines(connection, f"number = ({_NEWEST_UNDO})")), None)


def touching(connection: Connection, kind: str, id_: str) -> list[JournalLine]:
    """The entries that wrote a record and are not taken back, newest first."""
    # The text is asked first, so that only entries that name the id have to be read.
    naming = f"undoes IS NULL AND instr(content, ?) AND NOT {_UNDONE} ORDER BY number DESC"
    return [
        line
        for line in _lines(connection, naming, canonical(id_))
        if any((image.kind, image.id) == (kind, id_) for image in line.read().rows)
    ]


def standing(connection: Connection, kind: str) -> list[JournalLine]:
    """The entries that wrote records of a kind and are not taken back, oldest first."""
    naming = f"undoes IS NULL AND instr(content, ?) AND NOT {_UNDONE} ORDER BY number"
    return _lines(connection, naming, f'"kind":{canonical(kind)}')


def naming_batch(connection: Connection, batch: str, after: int) -> list[JournalLine]:
    """The entries after a number that wrote rows of an import, oldest first."""
    naming = "number > ? AND instr(content, ?) ORDER BY number"
    return _lines(connection, naming, after, f'"batch":{canonical(batch)}')


def bringing(connection: Connection, batch: str) -> JournalLine | None:
    """The entry that brought an import."""
    told = _lines(connection, "instr(content, ?) ORDER BY number LIMIT 1", canonical(batch))
    return next(iter(told), None)


def last_restored(connection: Connection, batch: str) -> int | None:
    """The number of the entry that brought an import back last, after it was taken back."""
    naming = "instr(content, ?) AND instr(content, ?) ORDER BY number DESC"
    for line in _lines(connection, naming, canonical(batch), '"did":"restored"'):
        told = line.read().batch
        if told is not None and told["id"] == batch:
            return line.number
    return None


def naming(connection: Connection, id_: str) -> list[JournalLine]:
    """The entries that name an id and are not taken back, oldest first."""
    where = f"undoes IS NULL AND instr(content, ?) AND NOT {_UNDONE} ORDER BY number"
    return _lines(connection, where, canonical(id_))


def imports(connection: Connection) -> list[JournalLine]:
    """The entries of imports, oldest first."""
    return _lines(connection, "undoes IS NULL AND instr(content, ?) ORDER BY number", _ADDED)


def began(connection: Connection) -> datetime | None:
    """When the first entry was written."""
    first = scalar(connection, "SELECT at FROM journal ORDER BY number LIMIT 1")
    return datetime.fromisoformat(first) if first else None


def history(connection: Connection, limit: int) -> list[JournalEntry]:
    """The newest entries, newest first."""
    rows = connection.execute(
        f"SELECT number, at, label, {_UNDONE} FROM journal ORDER BY number DESC LIMIT ?",
        (limit,),
    )
    return [
        JournalEntry(number, datetime.fromisoformat(at), label, bool(undone))
        for number, at, label, undone in rows
    ]
