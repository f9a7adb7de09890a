"""The set-up table: the few facts per client that no file holds, in about four keys each."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.coordinate import Coordinate
from textual.events import Key
from textual.widgets import DataTable, Static

from storage.errors import StorageError
from tui.screens.base import DeskScreen
from tui.setup_table import COLUMNS, FAST, NEEDS_FEE, Column, answer, shown
from tui.text import cell, short


class SetupScreen(DeskScreen[None]):
    """Rows are clients. A digit fills a cell and goes on; a number is typed and closed by enter.

    Everything is written at once, so it can be left at any time and taken back with u.
    """

    GROUP = "setup"
    CSS_PATH = "setup.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#setup-table"

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._mode: str | None = None

    def body(self) -> ComposeResult:
        yield Static(Content.styled("Set-up table", "bold"), classes="title")
        yield Static(id="setup-hint")
        table: DataTable[object] = DataTable(id="setup-table", cursor_type="cell")
        yield table
        yield Static(id="setup-typed")

    def on_mount(self) -> None:
        super().on_mount()
        table = self._table
        table.add_column("client", width=20, key="client")
        for column in COLUMNS:
            table.add_column(column.label, width=column.width, key=column.name)
        self.refresh_from_desk()
        if table.row_count:
            table.move_cursor(row=0, column=1 + self._index(FAST[0]))

    @property
    def _table(self) -> DataTable[object]:
        return self.query_one("#setup-table", DataTable)

    @staticmethod
    def _index(name: str) -> int:
        return next(i for i, column in enumerate(COLUMNS) if column.name == name)

    def refresh_from_desk(self) -> None:
        table, at = self._table, self._table.cursor_coordinate
        table.clear()
        for id_, overview in self.desk.overviews.items():
            if overview.health.health == "ended":
                continue
            ledger = self.desk.ledger(id_)
            table.add_row(
                cell(ledger.client.name),
                *(cell(shown(column.name, ledger, self.desk.today)) for column in COLUMNS),
                key=id_,
            )
        if table.is_valid_coordinate(at):
            table.move_cursor(row=at.row, column=at.column)
        self._say_where()

    def on_data_table_cell_highlighted(self) -> None:
        self._typed, self._mode = "", None
        self._say_where()

    def on_data_table_cell_selected(self) -> None:
        self.action_go()

    def _say_where(self) -> None:
        table = self._table
        if not table.row_count:
            self.query_one("#setup-hint", Static).update("No clients yet: import a file first.")
            return
        column = self._column
        if column is None:
            hint = "Arrows move, digits answer. Everything is kept at once; u takes it back."
        elif self._mode is not None:
            hint = (
                "What is the fee? Type the amount, enter keeps it. A retainer's fee is per month."
            )
        elif column.digits:
            choices = "   ".join(f"{digit} {word}" for digit, word in column.digits)
            questions = {
                "talked": "Have you talked within the last 60 days?",
                "energy": "How do you feel about working for them? 1 drained, 5 glad",
                "mode": "How do they pay?",
                "resting": "Is the work resting for now?",
            }
            hint = f"{questions[column.name]}\n{choices}"
        elif column.name == "rate":
            hint = "What do you charge them per hour? Type it, enter keeps it."
        else:
            hint = "What is the least you would accept per hour? Type it, enter keeps it."
        self.query_one("#setup-hint", Static).update(Content(hint))
        name = short(self.desk.ledger(self._client_id).client.name, 30)
        typed = f"{name}: {self._typed}▏" if self._typed or self._mode else ""
        self.query_one("#setup-typed", Static).update(Content(typed))

    @property
    def _column(self) -> Column | None:
        index = self._table.cursor_column - 1
        return COLUMNS[index] if index >= 0 else None

    @property
    def _client_id(self) -> str:
        key = self._table.coordinate_to_cell_key(self._table.cursor_coordinate).row_key.value
        assert key is not None
        return key

    # --- typing -------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        column = self._column
        if column is None or not self._table.row_count:
            return
        typing_number = not column.digits or self._mode is not None
        character = event.character or ""
        if typing_number and (character.isdigit() or (character in (".", ",") and self._typed)):
            self._typed += character.replace(",", ".")
        elif typing_number and event.key == "backspace" and self._typed:
            self._typed = self._typed[:-1]
        elif not typing_number and character in dict(column.digits):
            if column.name == "mode" and character in NEEDS_FEE:
                self._mode = character
            else:
                self._write(column.name, character)
        else:
            return
        event.stop()
        event.prevent_default()
        self._say_where()

    def action_go(self) -> None:
        """Keep a typed number, and on to the next cell."""
        column = self._column
        if column is not None and self._typed:
            try:
                amount = Decimal(self._typed)
            except InvalidOperation:
                self.say(f"{self._typed} is not a number. Type it like 75 or 75.50.")
                return
            self._write(column.name, self._mode or "", amount)
        else:
            self._next()

    def _write(self, column: str, digit: str, amount: Decimal | None = None) -> None:
        from storage.store import Put

        ledger = self.desk.ledger(self._client_id)
        records = answer(column, digit, ledger, self.desk.today, amount=amount)
        self._typed, self._mode = "", None
        if records:
            label = f"Set-up: {column} of {ledger.client.name}"
            try:
                self.desk.apply(label, *(Put(record) for record in records))
            except StorageError as trouble:
                self.say(f"{trouble.message}\n{trouble.hint}", bad=True)
                return
            self.refresh_from_desk()
        self._next()

    def _next(self) -> None:
        """The next cell that one digit fills; from the last one, the next client's first."""
        table = self._table
        row, column = table.cursor_coordinate
        fast = [1 + self._index(name) for name in FAST]
        following = [index for index in fast if index > column]
        if following and column >= fast[0]:
            target = Coordinate(row, following[0])
        elif column + 1 < fast[0]:
            target = Coordinate(row, column + 1)
        elif row + 1 < table.row_count:
            target = Coordinate(row + 1, fast[0])
        else:
            self.say("That was the last one. esc closes the table.")
            return
        table.move_cursor(row=target.row, column=target.column)

    def action_leave(self) -> None:
        """Done; everything typed is kept."""
        self.dismiss()
