"""The search index follows the records, in the transaction of whatever changed them.

Triggers write down which places changed (schema_4.sql); `catch_up` looks there and renews the
index. The index is FTS5's and can always be made anew: one that is damaged or gone is, and where
Python came without FTS5 the list simply waits for a program that has it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from triage.further_fields import FORMER_NAMES
from triage.word_match import searchable

_DAY, _KIND = 40, 36
_TOP_DAY = 2**22 - 1
_CHUNK = 2000

NAME = "search"
"""The index; its own tables are named after it, and `search_due` is what it has to follow yet."""


@dataclass(frozen=True)
class Searched:
    """What of a record kind is searched: its number in a place, the column of its day (None: it
    comes before all days), the columns with words, and what the user calls it in `--kind`.
    """

    code: int
    day: str | None
    columns: tuple[str, ...]
    called: str


SEARCHED: Mapping[str, Searched] = {
    "invoice": Searched(1, "issued", ("number",), "invoice"),
    "attempt": Searched(2, "on", ("outcome_reason", "override"), "decision"),
    "decision": Searched(3, "on", ("say", "because", "expect", "set"), "decision"),
    "message": Searched(4, "on", ("text", "reason"), "message"),
    "event": Searched(5, "on", ("text", "who", "asker"), "event"),
    "note": Searched(6, "on", ("text",), "note"),
    "client": Searched(
        7, None, ("name", "contact", "email", "contacts", "tags", "extra"), "client"
    ),
}
_KIND_OF = {searched.code: kind for kind, searched in SEARCHED.items()}
CALLED = tuple(dict.fromkeys(searched.called for searched in reversed([*SEARCHED.values()])))
"""What can be asked for by kind."""

_CODES = frozenset({"ask", "question", "screen", "value"})
"""Parts of a stored answer that are codes of the playbook; its label and question are words."""


def place(kind: str, seq: int, day: date | None) -> int:
    """Where a record stands in the index, as the triggers count it."""
    ordinal = _TOP_DAY if day is None else day.toordinal()
    return ordinal << _DAY | SEARCHED[kind].code << _KIND | seq


def from_day(day: date) -> int:
    """The first place of a day."""
    return day.toordinal() << _DAY


def kind_and_seq(at: int) -> tuple[str, int]:
    """Which record stands at a place."""
    return _KIND_OF[at >> _KIND & 0b1111], at & (1 << _KIND) - 1


def words_of(kind: str, values: Iterable[Any]) -> str:
    """What is searched of a record, from the columns with words: lists and objects are JSON."""
    parts: list[str] = []
    for name, value in zip(SEARCHED[kind].columns, values, strict=True):
        if value is not None:
            parts += _texts_in(name, value) if name in JSON_COLUMNS[kind] else [value]
    return "; ".join(parts)


def _texts_in(name: str, column: str) -> Iterator[str]:
    try:
        value = json.loads(column)
        if isinstance(value, dict) and name == _FURTHER:
            value = value.get(FORMER_NAMES)  # whatever else other programs put there is theirs
        return _texts(value)
    except ValueError:
        return iter((column,))  # spoilt: whoever reads the record says so


_FURTHER = "extra"
JSON_COLUMNS: Mapping[str, frozenset[str]] = {kind: frozenset() for kind in SEARCHED} | {
    "client": frozenset({"contacts", "tags", "extra"}),
    "decision": frozenset({"because", "set"}),
}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in _CODES:
                yield from _texts(part)


# --- following the records -----------------------------------------------------------------------


def is_behind(connection: sqlite3.Connection) -> bool:
    """Whether something changed that the index does not show yet."""
    return connection.execute("SELECT 1 FROM search_due LIMIT 1").fetchone() is not None


def catch_up(connection: sqlite3.Connection) -> None:
    """Renews the index where records changed; inside a write transaction, and never an error.

    A damaged index is made anew. Without FTS5 all stays as it is.
    """
    if not is_behind(connection):
        return
    _guarded(connection, _follow)


def rebuild(connection: sqlite3.Connection) -> bool:
    """Makes the whole index anew, inside a write transaction; whether there is one now."""
    return _guarded(connection, _make_anew)


def _guarded(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], None]) -> bool:
    for attempt in (work, _make_anew):
        connection.execute("SAVEPOINT search_index")
        try:
            attempt(connection)
        except sqlite3.DatabaseError as error:
            if not is_about_index(error):
                raise
            connection.execute("ROLLBACK TO search_index")
            connection.execute("RELEASE search_index")
            if without_fts5(error):
                return False
        else:
            connection.execute("RELEASE search_index")
            return True
    return False


def without_fts5(error: sqlite3.Error) -> bool:
    """Whether it says that this Python came without FTS5."""
    return str(error).startswith("no such module")


def is_about_index(error: sqlite3.Error) -> bool:
    """Whether an error at work on the index is one that a new index mends; a full disk is not."""
    name = getattr(error, "sqlite_errorname", "")
    return name == "SQLITE_ERROR" or name.startswith("SQLITE_CORRUPT")


def _follow(connection: sqlite3.Connection) -> None:
    while due := connection.execute(f"SELECT place FROM search_due LIMIT {_CHUNK}").fetchall():
        connection.executemany(f"DELETE FROM {NAME} WHERE rowid = ?", due)
        by_kind: dict[str, list[int]] = {}
        for (at,) in due:
            kind, seq = kind_and_seq(at)
            by_kind.setdefault(kind, []).append(seq)
        places = {at for (at,) in due}
        for kind, seqs in by_kind.items():
            marks = ", ".join("?" * len(seqs))
            _insert(connection, kind, f"WHERE record.seq IN ({marks})", seqs, places)
        connection.executemany("DELETE FROM search_due WHERE place = ?", due)


def _make_anew(connection: sqlite3.Connection) -> None:
    _drop(connection)
    connection.execute(
        f"CREATE VIRTUAL TABLE {NAME} USING fts5("
        "tags, words, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2')"
    )
    # From SQLite 3.42 on words that were taken out leave nothing behind in the index. Before, they
    # stay in it, without their text, until FTS5 next merges its pages.
    if sqlite3.sqlite_version_info >= (3, 42):
        connection.execute(f"INSERT INTO {NAME} ({NAME}, rank) VALUES ('secure-delete', 1)")
    for kind in SEARCHED:
        _insert(connection, kind, "", (), None)
    connection.execute("DELETE FROM search_due")


def _drop(connection: sqlite3.Connection) -> None:
    try:
        connection.execute(f"DROP TABLE IF EXISTS {NAME}")
    except sqlite3.DatabaseError as error:
        if without_fts5(error) or not is_about_index(error):
            raise
        # FTS5 cannot open what is left of it, so its parts are taken away one by one.
        connection.execute("PRAGMA writable_schema = ON")
        try:
            connection.execute("DELETE FROM sqlite_master WHERE name = ?", (NAME,))
        finally:
            connection.execute("PRAGMA writable_schema = RESET")
        for part in PARTS:
            connection.execute(f'DROP TABLE IF EXISTS "{part}"')


PARTS = tuple(f"{NAME}_{part}" for part in ("data", "idx", "content", "docsize", "config"))
"""The tables in which FTS5 keeps the index."""


def is_part(table: str) -> bool:
    """Whether a table is the index or one of its parts: made from the records, and no data."""
    return table == NAME or table in PARTS


def is_about_search(finding: str) -> bool:
    """Whether a finding of SQLite's own check is about the index, which it checks from 3.44 on."""
    return finding.endswith(f"FTS5 table main.{NAME}") or f"FTS5 table main.{NAME}:" in finding


def ensure(connection: sqlite3.Connection) -> None:
    """Looks all through the index, inside a write transaction, and makes a damaged one anew."""
    try:
        for part in PARTS:
            if connection.execute(f'PRAGMA integrity_check("{part}")').fetchone() != ("ok",):
                rebuild(connection)
                return
        connection.execute(f"INSERT INTO {NAME} ({NAME}) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if not is_about_index(error):
            raise
        rebuild(connection)


def rows(
    connection: sqlite3.Connection, kind: str, where: str = "", values: Iterable[object] = ()
) -> Iterator[tuple[int, str, int, str]]:
    """Of every record of a kind: seq, day, the seq of its client, what is searched of it.

    `where` may speak of `record`.
    """
    searched = SEARCHED[kind]
    columns = ", ".join(f'record."{name}"' for name in searched.columns)
    day = f'record."{searched.day}"' if searched.day else "NULL"
    owner, join = ("record.seq", "")
    if kind != "client":
        owner, join = "owner.seq", "JOIN client AS owner ON owner.id = record.client"
    query = f'SELECT record.seq, {day}, {owner}, {columns} FROM "{kind}" AS record {join} {where}'
    for seq, on, owner_seq, *texts in connection.execute(query, tuple(values)):
        yield seq, on, owner_seq, words_of(kind, texts)


def index_rows(
    connection: sqlite3.Connection,
    kind: str,
    where: str = "",
    values: Iterable[object] = (),
    only: Collection[int] | None = None,
) -> Iterator[tuple[int, str, str]]:
    """What the index holds of a kind: place, tags, words; `only` = of these places."""
    for seq, on, owner, text in rows(connection, kind, where, values):
        at = place(kind, seq, date.fromisoformat(on) if on else None)
        words = searchable(text)
        if words and (only is None or at in only):
            yield at, tags(SEARCHED[kind].called, owner), words


def _insert(
    connection: sqlite3.Connection,
    kind: str,
    where: str,
    values: Iterable[object],
    only: Collection[int] | None,
) -> None:
    fresh = index_rows(connection, kind, where, values, only)
    while chunk := list(islice(fresh, _CHUNK)):
        connection.executemany(f"INSERT INTO {NAME} (rowid, tags, words) VALUES (?, ?, ?)", chunk)


def tags(called: str, owner: int) -> str:
    """The words by which a kind or a client is picked out inside the index."""
    return f"k{called} c{owner}"
