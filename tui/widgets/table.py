"""The list widget: a DataTable whose cells are text, with the keys of the table of keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import DataTable

from tui.bindings import bindings


class RowTable(DataTable[object]):
    """A table moved through by row, with j, k, g and G beside the arrows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    def __init__(self, *, id: str | None = None, show_header: bool = True) -> None:  # noqa: A002  Textual's own name
        super().__init__(
            id=id,
            cursor_type="row",
            show_header=show_header,
            cell_padding=1,
            header_height=1,
            zebra_stripes=False,
        )

    @property
    def current(self) -> str | None:
        """The key of the row under the cursor; None in an empty table."""
        if not self.row_count or not self.is_valid_row_index(self.cursor_row):
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def keep_cursor(self, key: str | None) -> None:
        """Put the cursor back on a row after the table was filled again."""
        if key is not None and key in self.rows:
            self.move_cursor(row=self.get_row_index(key), animate=False)
