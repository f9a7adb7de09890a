"""Whose a table with columns named by the user is: one source for each heading, apart from others.

The entries of a source are compared with each other only, so two tables that have nothing to do
with each other must not share one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from storage.importing.header import header_fingerprint
from storage.importing.row_ids import hashed
from storage.importing.sources import name_pattern, source_of_pattern
from storage.importing.table import MappedTable

TABLES_TOPIC = "import.table"
"""Where is remembered which source a table is: fingerprint of its heading -> name of the source."""
BY_MAP = "csv"
"""What every such source was called in earlier versions, and begins with now."""
_NO_LETTERS = re.compile(r"[\W\d_]+")


def is_by_map(source: str) -> bool:
    """Whether a source is a table with columns that the user named."""
    return source == BY_MAP or source.startswith(f"{BY_MAP}-")


@dataclass
class TableSources:
    """Knows the sources of all tables. `tables` is what is remembered under TABLES_TOPIC,
    `column_maps` under COLUMNS_TOPIC, `files` under SOURCES_TOPIC.
    """

    tables: dict[str, str]
    column_maps: Mapping[str, str]
    files: Mapping[str, str]

    def named(self, table: MappedTable) -> MappedTable:
        """The table, its source called by a name of its own; any other table as it is."""
        if not table.column_map:
            return table
        mark = table_mark(table)
        name = self.tables.get(mark) or self._earlier(table, mark) or self._new(table)
        self.tables[mark] = name
        return replace(table, form=replace(table.form, source=name))

    def _earlier(self, table: MappedTable, mark: str) -> str | None:
        """A table of an earlier version, or one that has got another column since."""
        if mark in self.column_maps:
            return BY_MAP
        source = source_of_pattern(self.files, table.form.name, table.source.path)
        if not source or not is_by_map(source):
            return None
        known = (self.column_maps.get(mark) for mark, name in self.tables.items() if name == source)
        columns = (json.loads(each) for each in known if each)
        has_all = any(
            all(table.header.column(name) is not None for name in map_) for map_ in columns
        )
        return source if has_all or not table.header.line else None

    def _new(self, table: MappedTable) -> str:
        stem = name_pattern(table.source.path).rpartition(".")[0]
        words = _NO_LETTERS.sub("-", stem).strip("-").casefold()
        base = name = f"{BY_MAP}-{words or 'table'}"
        nth = 1
        while name in self.tables.values():
            nth += 1
            name = f"{base}-{nth}"
        return name


def table_mark(table: MappedTable) -> str:
    """What a table is known by: its heading; without one, the name of its file."""
    if table.header.line:
        return header_fingerprint(table.header)
    return hashed("no heading", name_pattern(table.source.path))
