"""Records as a workbook for a spreadsheet: a sheet for each kind, days and numbers as such.

No text is ever a formula or a link: each is written as text. Needs the extra `xlsx`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from storage.csv_export import as_text
from storage.earlier_export import BOOK_TITLE
from storage.errors import StorageError
from storage.record_tables import KindTable, Row, rows_by_kind, tables
from storage.store import Store
from storage.throw_away import ThrowAwayFolder
from triage.override import override
from triage.records import KINDS
from triage.records.schema import field_of
from triage.terms import kind_term

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
"""Rows of a sheet, its head included; this and the next two are the format's own limits
(Microsoft, "Excel specifications and limits")."""
MOST_COLUMNS = 16_384
LONGEST_TEXT = 32_767
"""Characters of a cell; counted in UTF-16, where some characters are two."""

_CUT = " … (cut: a cell holds no more)"
_FIRST_DAY = date(1900, 3, 1)
"""Earlier days are off by one, or unknown: the format takes 1900 for a leap year."""
_DAY_WIDTH = 11
_DAYS, _AMOUNTS = ("date",), ("money", "rate")


def export_xlsx(
    store: Store, stream: BinaryIO, at: datetime, client: str | None = None, *, on_disk: bool = True
) -> int:
    """Writes every record (of one client, by id); how many texts had to be cut.

    `at` is when it was made. With `on_disk` rows wait in files of the system's own folder for such
    things (0600) until the workbook is put together, else in memory. Raises StorageError when the
    library is missing or a kind has more records than a sheet has rows; OSError.
    """
    by_kind = tables(store, client)
    for table in by_kind.values():
        _refuse_too_many(table)
    new_workbook = _library()
    with ExitStack() as kept:
        options: dict[str, Any] = {"in_memory": True}
        if on_disk:
            folder = kept.enter_context(ThrowAwayFolder())
            options = {"constant_memory": True, "tmpdir": str(folder.path)}
        sink = _Sink(stream)
        with new_workbook(sink, options) as workbook:
            workbook.set_properties({"title": BOOK_TITLE, "created": at.replace(tzinfo=None)})
            cut = _fill(workbook, by_kind, rows_by_kind(store, client))
    if sink.trouble is not None:
        raise sink.trouble
    return cut


def _library() -> Callable[..., Workbook]:
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise StorageError(
            "A workbook needs a library that is not installed.",
            "Install it: pip install 'goodterms[xlsx]'.",
        ) from None
    made: Callable[..., Workbook] = Workbook
    return made


def _fill(
    workbook: Workbook,
    by_kind: Mapping[str, KindTable],
    kinds: Iterator[tuple[str, Iterator[Row]]],
) -> int:
    formats = {
        "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
        "money": workbook.add_format({"num_format": "#,##0.00##"}),
        "head": workbook.add_format({"bold": True}),
    }
    cut = 0
    for kind, rows in kinds:
        if kind not in by_kind:
            continue  # it came up meanwhile
        sheet = _Sheet(workbook.add_worksheet(kind_term(kind)), by_kind[kind], formats)
        for row in rows:
            sheet.add(row)
        cut += sheet.cut
    if not by_kind:
        workbook.add_worksheet()
    return cut


def _refuse_too_many(table: KindTable) -> None:
    if table.rows >= MOST_ROWS or len(table.columns) > MOST_COLUMNS:
        raise StorageError(
            f"Too many records for a sheet: {table.rows:,} of the kind "
            f"{kind_term(table.kind)}; a sheet has room for {MOST_ROWS - 1:,} with "
            f"{MOST_COLUMNS:,} fields each.",
            "Export one client with --client, or all of them as csv.",
        )


class _Sink(io.RawIOBase):
    """A stream that swallows what comes after its first OSError, which is kept in `trouble`: the
    library would leave an archive behind that says so a second time when it is thrown away."""

    def __init__(self, stream: BinaryIO) -> None:
        self.trouble: OSError | None = None
        self._stream = stream

    @override
    def writable(self) -> bool:
        return True

    @override
    def tell(self) -> int:
        if not self._stream.seekable():
            raise io.UnsupportedOperation  # a pipe has no places: the library can do without
        return self._done(self._stream.tell, 0)

    @override
    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._done(lambda: self._stream.seek(offset, whence), 0)

    @override
    def write(self, data: Any, /) -> int:
        return self._done(lambda: self._stream.write(data), len(data))

    def _done(self, act: Callable[[], int], otherwise: int) -> int:
        if self.trouble is None:
            try:
                return act()
            except OSError as trouble:
                self.trouble = trouble
        return otherwise


class _Sheet:
    """One sheet that is being filled from the top; `cut` counts the texts that did not fit."""

    def __init__(self, sheet: Worksheet, table: KindTable, formats: Mapping[str, Any]) -> None:
        self.cut = 0
        self._sheet = sheet
        self._columns = {name: at for at, name in enumerate(table.columns)}
        self._shapes = {name: _shape(table.kind, name) for name in table.columns}
        self._formats = formats
        self._most = table.rows
        self._filled = 0
        sheet.freeze_panes(1, 0)
        for name, at in self._columns.items():
            if self._shapes[name] in _DAYS:
                sheet.set_column(at, at, _DAY_WIDTH)
        for name, at in self._columns.items():
            self._write_text(0, at, name, formats["head"])

    def add(self, row: Row) -> None:
        """One record more; one that came up after they were counted is left out."""
        if self._filled == self._most:
            return
        self._filled += 1
        for name, value in row.items():
            if name in self._columns:
                self._write(self._columns[name], value, self._shapes[name])

    def _write(self, column: int, value: Any, shape: str) -> None:
        row = self._filled
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float) and _is_exact(value):
            self._sheet.write_number(row, column, value)
        elif shape in _DAYS and (day := date.fromisoformat(value)) >= _FIRST_DAY:
            start = datetime.combine(day, time())
            self._sheet.write_datetime(row, column, start, self._formats["date"])
        elif shape in _AMOUNTS and _is_exact(Decimal(value)):
            self._sheet.write_number(row, column, float(value), self._formats["money"])
        else:
            self._write_text(row, column, as_text(value))

    def _write_text(self, row: int, column: int, text: str, style: Any = None) -> None:
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            self.cut += 1
            kept = text.encode("utf-16-le")[: (LONGEST_TEXT - len(_CUT)) * 2]
            text = kept.decode("utf-16-le", "ignore") + _CUT
        self._sheet.write_string(row, column, text, style)


def _shape(kind: str, name: str) -> str:
    """What a column holds; a field of another program's is text or a number as it comes."""
    spec = field_of(KINDS[kind], name)
    return spec.shape if spec is not None else ""


def _is_exact(number: float | Decimal) -> bool:
    """Whether a spreadsheet shows the number as it is: it keeps fifteen digits."""
    return Decimal(f"{float(number):.15g}") == Decimal(str(number))
