"""The set-up table on the screen: a row per client, a cell per fact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.binding import BindingType
from textual.widgets import DataTable

from triage.ledger import Ledger
from tui.keys.bindings import bindings
from tui.setup.table import AMOUNTS, COLUMNS, FAST, Cell, SetupColumn
from tui.wording.safe_text import cell as text_cell

Says = Callable[[SetupColumn, Ledger], Cell]

_NAME = 16
"""Columns of the names at least: at 80 every fact stands beside them."""
_LEAST_ROWS, _AROUND = 4, 10
"""Rows of the table at least, and those that title, question, rules and keys take."""
_AIR = 4
"""Columns between the longest name and the facts where there is room."""
_PADDING = 2 * (len(COLUMNS) + 1)
_SCROLLBAR = 1
_FAST_AT = [at for at, column in enumerate(COLUMNS, start=1) if column.name in FAST]


class SetupGrid(DataTable[object]):
    """Moved through by cell. With several clients the first row stands for everyone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own name
        super().__init__(id=id, cursor_type="cell")
        self._ledgers: Sequence[Ledger] = ()
        self._open: list[tuple[int, int]] = []
        self._blank: list[tuple[int, int]] = []

    def fill(self, ledgers: Sequence[Ledger], says: Says) -> None:
        """Draw all rows again; the cursor and what is scrolled to stay."""
        at, scrolled = self.cursor_coordinate, self.scroll_y
        quiet = self.app.theme_variables["quiet"]
        self._ledgers, self._open, self._blank = ledgers, [], []
        self.clear(columns=True)
        rest = sum(column.width for column in COLUMNS) + _PADDING + _SCROLLBAR
        longest = max((cell_len(ledger.client.name) for ledger in ledgers), default=0) + _AIR
        self.styles.max_height = max(_LEAST_ROWS, self.app.size.height - _AROUND)
        names = max(_NAME, min(longest, self.app.size.width - rest))
        self.add_column("client", width=names)
        for column in COLUMNS:
            self.add_column(_aligned(column, Text(column.label)), width=column.width)
        if self.first_client:
            self.add_row(Text("everyone else", style=quiet), *(Text("") for _ in COLUMNS))
        for row, ledger in enumerate(ledgers, start=self.first_client):
            cells = [says(column, ledger) for column in COLUMNS]
            self._open += [(row, n) for n in _FAST_AT if cells[n - 1].open]
            self._blank += [(row, n) for n, shown in enumerate(cells, start=1) if shown.open]
            drawn = (
                Text("·", style=quiet)
                if drawn_cell.open
                else Text(drawn_cell.text + "*" * drawn_cell.assumed)
                for drawn_cell in cells
            )
            aligned = (_aligned(*pair) for pair in zip(COLUMNS, drawn, strict=True))
            self.add_row(text_cell(ledger.client.name), *aligned)
        self.scroll_to(y=scrolled, animate=False, force=True, immediate=True)
        self.move_cursor(row=at.row, column=at.column, animate=False)

    @property
    def first_client(self) -> int:
        """The row of the first client."""
        return int(len(self._ledgers) > 1)

    @property
    def open_cells(self) -> Sequence[tuple[int, int]]:
        """Row and column of the cells that one digit fills and that are not filled yet."""
        return self._open

    @property
    def blank_cells(self) -> Sequence[tuple[int, int]]:
        """Row and column of every cell that is not filled yet, amounts included."""
        return self._blank

    @property
    def column(self) -> SetupColumn | None:
        """The fact under the cursor; None on the name."""
        at = self.cursor_column - 1
        return COLUMNS[at] if at >= 0 else None

    @property
    def ledger(self) -> Ledger | None:
        """The client under the cursor; None on the row of everyone, and in an empty table."""
        row = self.cursor_row - self.first_client
        return self._ledgers[row] if 0 <= row < len(self._ledgers) else None


def _aligned(column: SetupColumn, text: Text) -> Text:
    text.justify = "right" if column.name in AMOUNTS else "left"
    return text
