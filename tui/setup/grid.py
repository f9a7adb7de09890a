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
_AMOUNTS_AT = [at for at, column in enumerate(COLUMNS, start=1) if column.name in AMOUNTS]
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
        """Draw all rows again; the cursor stays with its client, and what is scrolled to stays."""
        at, scrolled = self.cursor_coordinate, self.scroll_y
        client_id = self.ledger.client.id if self.ledger else None
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
        ids = [ledger.client.id for ledger in ledgers]
        row = ids.index(client_id) + self.first_client if client_id in ids else at.row
        self.move_cursor(row=row, column=at.column, animate=False)

    @property
    def first_client(self) -> int:
        """The row of the first client."""
        return int(len(self._ledgers) > 1)

    @property
    def open_cells(self) -> Sequence[tuple[int, int]]:
        """Row and column of the cells that one digit fills and that are not filled yet."""
        return self._open

    def next_blank(self) -> tuple[int, int] | None:
        """The blank cell that comes next: amounts down their column, digits along their row. From
        the last digit on, first the digits that were passed over, then the amounts.
        """
        here = (self.cursor_row, self.cursor_column)
        cells = sorted(self._amounts_left() | {*self._open}, key=_in_turn)
        following = [cell for cell in cells if _in_turn(cell) > _in_turn(here)]
        return next(iter((*following, *self._open, *cells)), None)

    def _amounts_left(self) -> set[tuple[int, int]]:
        """Blank amounts; from the row of everyone on, each is asked of everyone first."""
        blank = {cell for cell in self._blank if cell[1] in _AMOUNTS_AT}
        if self.first_client and self.cursor_row == 0:
            blank |= {(0, column) for _, column in blank}
        return blank

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


def _in_turn(cell: tuple[int, int]) -> tuple[bool, int, int]:
    row, column = cell
    return (False, column, row) if column in _AMOUNTS_AT else (True, row, column)


def _aligned(column: SetupColumn, text: Text) -> Text:
    text.justify = "right" if column.name in AMOUNTS else "left"
    return text
