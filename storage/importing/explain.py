"""What the columns of a file are taken for, and the mapping that would import it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from storage.importing.detect import SAMPLE, lay_out, wanted_formats
from storage.importing.errors import NotRecognised
from storage.importing.formats import Kind
from storage.importing.guess import examples, guess_columns, guess_kind
from storage.importing.table import MappedTable, Skip
from storage.importing.text_source import open_source


@dataclass(frozen=True)
class ExplainedColumn:
    """A column that is not empty; `field` is "" for one that is not needed."""

    name: str
    field: str
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """`label` is what the file is recognized as, "" when its columns are guessed."""

    file: Path
    kind: Kind
    label: str
    columns: tuple[ExplainedColumn, ...]

    @property
    def column_map(self) -> dict[str, str]:
        """The mapping to import it with; none for a file that is recognized."""
        if self.label:
            return {}
        return {column.name: column.field for column in self.columns if column.field}


def explain(path: Path, format_name: str | None, remembered: Mapping[str, str]) -> Explanation:
    """Look at a file. Raises ImportTrouble when it is no table."""
    names = wanted_formats(format_name, path)
    try:
        table = lay_out(open_source(path), names, {}, remembered)
    except NotRecognised as trouble:
        kind = guess_kind(trouble.columns, trouble.sample)
        fields = guess_columns(kind, trouble.columns, trouble.sample)
        return _explained(path, kind, "", fields, examples(trouble.columns, trouble.sample))
    return _recognised(path, table)


def _recognised(path: Path, table: MappedTable) -> Explanation:
    rows = [row.cells for row in islice(table.rows(), SAMPLE) if not isinstance(row, Skip)]
    names = table.header.names
    fields = {names[at]: field for field, at in table.columns.items()}
    return _explained(path, table.form.kind, table.form.label, fields, examples(names, rows))


def _explained(
    path: Path,
    kind: Kind,
    label: str,
    fields: Mapping[str, str],
    cells: Mapping[str, list[str]],
) -> Explanation:
    columns = (
        ExplainedColumn(name, fields.get(name, ""), tuple(values)) for name, values in cells.items()
    )
    return Explanation(path, kind, label, tuple(columns))
