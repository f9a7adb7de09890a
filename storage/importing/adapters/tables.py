"""Tables whose rows say more than their columns do: each becomes entries, by the names above."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from storage.importing.adapters.adapter import Entries
from storage.importing.amounts import NumberReader, NumberTally, reader_of
from storage.importing.header import HeaderPlace, with_keys
from storage.importing.spans import span_seconds
from storage.importing.text_source import Source, read_rows

Cells = Mapping[str, str]
"""A row by the names of its columns, as they are compared; "" where the row ends before."""


@dataclass(frozen=True)
class NamedRows:
    """The rows of a table below its header, blank ones left out; they can be walked again."""

    source: Source
    place: HeaderPlace

    def __iter__(self) -> Iterator[tuple[int, dict[str, str]]]:
        header = self.place.header
        # Of two columns by one name it is the first.
        columns = {key: at for at, key in reversed(list(enumerate(header.keys))) if key}
        for row in read_rows(self.source, self.place.delimiter):
            if row.line > header.line and any(map(str.strip, row.cells)):
                filled = len(row.cells)
                yield (
                    row.line,
                    {
                        key: row.cells[at].strip() if at < filled else ""
                        for key, at in columns.items()
                    },
                )

    @property
    def currency(self) -> str:
        """The currency that a column's name has in brackets; "" without."""
        return next(iter(self.place.header.currencies.values()), "")

    def numbers(self, *names: str) -> NumberReader:
        """How the numbers in these columns are written."""
        tally = NumberTally()
        for _, cells in self:
            for name in names:
                tally.add(cells.get(name, ""))
        return reader_of(tally, (), "thousands")

    def lengths(self, *names: str) -> Callable[[str], int | None]:
        """How the lengths in these columns are read: seconds of `1:30` and of `1.5` hours; None
        for what is neither."""
        mark = self.numbers(*names).mark
        hours = NumberReader(mark, "decimals")

        def seconds(cell: str) -> int | None:
            spelled = span_seconds(cell)
            number = hours.read(cell) if spelled is None else None
            return spelled if number is None else round(number * 3600)

        return seconds


@dataclass(frozen=True)
class TableAdapter:
    """Reads one kind of table; `name` is that of its format in formats.toml.

    `recognizes` looks at the names of its columns as they are compared.
    """

    name: str
    recognizes: Callable[[Collection[str]], bool]
    read: Callable[[NamedRows], Entries]

    def place_in(self, source: Source) -> HeaderPlace | None:
        """Where the header is, of a table of this kind."""
        return with_keys(source, self.recognizes)


def has_all(*names: str) -> Callable[[Collection[str]], bool]:
    """Whether a table has all these columns."""
    return lambda columns: set(names) <= set(columns)
