"""All records without the store: for the status line, which a status bar asks for each minute.

Standard library only. It never writes and never creates, and answers None to anything odd:
whoever opens the store afterwards gets the full sentence about what is wrong. A test holds it
against what the store reads.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from storage.data_file.drafts import remembered
from storage.data_file.read_transaction import Unreadable, read_only
from storage.import_age import last_imports
from storage.import_topics import SOURCES_TOPIC
from storage.tables.mapping import UnreadableRow
from storage.tables.rows import matching
from triage.ledger import Book, book
from triage.records import KINDS


def read_book(path: Path) -> Book | None:
    """All records there are, from one moment; None when the file cannot be read at once."""
    with suppress(Unreadable, UnreadableRow), read_only(path) as connection:
        records = [record for kind in KINDS for record in matching(connection, kind)]
        imported = last_imports(remembered(connection, SOURCES_TOPIC))
        return book(records, imported)
    return None
