"""The journal: everything ever done, one row a change, chained by hashes.

The chain finds a flipped bit that SQLite's own check does not see. It is no proof against the
owner of the file, who could write the whole chain anew.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from storage.changes import Content
from storage.mapping import canonical
from storage.rows import pick
from storage.schema import NO_HASH
from storage.tables import JournalRow


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


_COLUMNS = tuple(getattr(JournalRow, name) for name in JournalLine.__dataclass_fields__)


def head(session: Session) -> tuple[int, str]:
    """Number and hash of the newest entry; (0, zeros) when there is none."""
    query = select(JournalRow.number, JournalRow.hash).order_by(col(JournalRow.number).desc())
    newest = session.exec(query.limit(1)).first()
    return (newest[0], newest[1]) if newest else (0, NO_HASH)


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
    session: Session, label: str, content: Content, now: datetime, undoes: int | None = None
) -> int:
    """Adds an entry at the end of the chain and returns its number."""
    signed = next_line(*head(session), label, content, now, undoes)
    session.add(JournalRow(**asdict(signed)))
    session.flush()
    return signed.number


def lines(session: Session, after: int = 0) -> Iterator[JournalLine]:
    """The entries after a number, oldest first."""
    query = pick(*_COLUMNS).where(col(JournalRow.number) > after).order_by(JournalRow.number)
    return (JournalLine(*row) for row in session.exec(query))


def line(session: Session, number: int) -> JournalLine | None:
    """The entry of a number."""
    row = session.exec(pick(*_COLUMNS).where(col(JournalRow.number) == number)).first()
    return JournalLine(*row) if row else None


# An entry that is taken back has an undo that was not itself taken back by a redo.
_UNDONE = """EXISTS (
    SELECT 1 FROM journal AS undo WHERE undo.undoes = journal.number
    AND NOT EXISTS (SELECT 1 FROM journal AS redo WHERE redo.undoes = undo.number)
)"""

_NEWEST_DONE = f"SELECT max(number) FROM journal WHERE undoes IS NULL AND NOT {_UNDONE}"

# Redo brings back the newest undo, as long as nothing new was done after it.
_NEWEST_UNDO = """
    SELECT max(undo.number) FROM journal AS undo JOIN journal AS done ON done.number = undo.undoes
    WHERE done.undoes IS NULL
    AND undo.number > (SELECT max(number) FROM journal WHERE undoes IS NULL)
    AND NOT EXISTS (SELECT 1 FROM journal AS redo WHERE redo.undoes = undo.number)
"""


def newest_done(session: Session) -> JournalLine | None:
    """The entry that undo would take back."""
    return _line_of(session, _NEWEST_DONE)


def newest_undo(session: Session) -> JournalLine | None:
    """The undo that redo would take back."""
    return _line_of(session, _NEWEST_UNDO)


def touching(session: Session, kind: str, id_: str) -> list[JournalLine]:
    """The entries that wrote a record and are not taken back, newest first."""
    # The text is asked first, so that only entries that name the id have to be read.
    query = (
        "SELECT number FROM journal WHERE undoes IS NULL "
        f"AND instr(content, ?) AND NOT {_UNDONE} ORDER BY number DESC"
    )
    numbers = session.connection().exec_driver_sql(query, (canonical(id_),)).scalars().all()
    lines = (line(session, number) for number in numbers)
    return [
        entry
        for entry in lines
        if entry is not None
        and any((image.kind, image.id) == (kind, id_) for image in entry.read().rows)
    ]


def began(session: Session) -> datetime | None:
    """When the first entry was written."""
    first = session.exec(select(JournalRow.at).order_by(col(JournalRow.number)).limit(1)).first()
    return datetime.fromisoformat(first) if first else None


def _line_of(session: Session, query: str) -> JournalLine | None:
    number = session.connection().exec_driver_sql(query).scalar()
    return None if number is None else line(session, number)


def history(session: Session, limit: int) -> list[JournalEntry]:
    """The newest entries, newest first."""
    rows = session.connection().exec_driver_sql(
        f"SELECT number, at, label, {_UNDONE} FROM journal ORDER BY number DESC LIMIT ?",
        (limit,),
    )
    return [
        JournalEntry(number, datetime.fromisoformat(at), label, bool(undone))
        for number, at, label, undone in rows
    ]
