"""The second copy of the journal kept beside an open data file, rows of imports included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from storage.data_file.database import Database
from storage.journal import journal, second_copy
from storage.journal.journal import JournalLine
from storage.paths import journal_copy
from storage.writing.import_rows import as_they_came, lines, page


class JournalCopy:
    """The second copy of one open data file."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.path = journal_copy(database.path)

    def is_there(self) -> bool:
        """Whether something stands in its place; what is no file is said at the next save."""
        return self.path.exists() or self.path.is_symlink()

    def catch_up(self) -> str | None:
        """Adds what was saved since; a sentence where something was in the way. Of an encrypted
        file there is no second copy: it would lie there in the clear."""
        if self._database.is_encrypted:
            return None
        return second_copy.after_a_save(self.path, self._lines_from, self._rows_to_add)

    def complete(self) -> None:
        """Adds the rows of imports that are in the data and not here: earlier versions left them
        out. Raises OSError and FileTrouble."""
        if not self.path.is_file():
            return  # the next save writes all of it
        there = second_copy.imports_in(self.path)
        with self._database.reading() as connection:
            ids = [id_ for (id_,) in connection.execute("SELECT id FROM batch").fetchall()]
        for id_ in ids:
            if id_ in there:
                continue
            with self._database.reading() as connection:
                entry = journal.bringing(connection, id_)
            if entry is not None:
                second_copy.add_rows(self.path, self.rows_brought(entry))

    def rows_brought(self, line: JournalLine) -> Iterator[bytes]:
        """The lines that tell the rows of an import; nothing for another entry."""
        source = _brought(line)
        if source is None:
            return
        with self._database.reading() as connection:
            text = as_they_came(connection, line, source["id"])
        yield second_copy.heading_of(source["id"])
        yield from lines(text)

    def _rows_to_add(self, line: JournalLine) -> Iterator[bytes]:
        """The same, page by page: nobody waits until the last one of many is read.

        That is for rows that still are as they came, as after a save. Where one of them was changed
        meanwhile, all of them are told once more: those that stand last count.
        """
        source = _brought(line)
        if source is None:
            return
        yield second_copy.heading_of(source["id"])
        for kind in source["counts"]:
            last: int | None = 0
            while last is not None:
                with self._database.reading() as connection:
                    changed = any(journal.naming_batch(connection, source["id"], line.number))
                    if not changed:
                        last, text = page(connection, kind, source["id"], last)
                if changed:
                    yield from self.rows_brought(line)
                    return
                if text:
                    yield text

    def _lines_from(self, number: int) -> list[JournalLine]:
        with self._database.reading() as connection:
            return journal.lines(connection, after=number - 1)


def _brought(line: JournalLine) -> Mapping[str, Any] | None:
    """The import that an entry is; None for another one."""
    return line.read().batch if '"did":"added"' in line.content else None
