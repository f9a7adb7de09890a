"""Everything that can be looked through: the structure of the file and its content, the second
copy of the journal, the best backup. The search index is no data: one that is damaged is made
anew, and not worth a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from storage import captured, search_index
from storage.data_file.backup import check_copy
from storage.data_file.content_check import content_findings
from storage.data_file.copy_names import best_first
from storage.data_file.database import Database
from storage.data_file.journal_copying import JournalCopy
from storage.data_file.second_copy_check import second_copy_findings
from storage.errors import BackupFailed, Damaged, Locked, ReadOnly
from storage.journal import journal
from storage.writing.validation import words

_MOST = 20
"""More findings than this help nobody."""


def verify(database: Database) -> list[str]:
    """What is wrong, one sentence each; nothing when all is sound."""
    findings: list[str] = []
    try:
        # Damage keeps the index from being mended; what it is, is listed below.
        with suppress(Locked, ReadOnly, Damaged), database.writing() as connection:
            search_index.ensure(connection)
        findings += _structure(database)
        with database.reading() as connection:
            lines = journal.lines(connection)
            altered = content_findings(connection, lines)
            findings += [*altered, *captured.left(connection)]
        if not altered:  # else there is nothing to hold it against
            copy = JournalCopy(database)
            with suppress(OSError):
                copy.complete()
            findings += second_copy_findings(copy.path, lines, copy.rows_brought)
    except Damaged as error:
        findings.append(error.message)
    findings += _best_copy(database)
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


def _best_copy(database: Database) -> Iterator[str]:
    for copy in best_first(database.path)[:1]:
        try:
            check_copy(copy.path, whole=True)
        except BackupFailed as error:
            yield f"The newest backup cannot be used: {error.message}"
