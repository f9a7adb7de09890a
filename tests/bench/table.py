"""The measure of a cursor move: a plain table of fifty rows."""

from textual.app import App, ComposeResult
from textual.widgets import DataTable
from typing_extensions import override


class Table(App[None]):
    """Fifty rows, nothing else."""

    @override
    def compose(self) -> ComposeResult:
        table: DataTable[str] = DataTable(cursor_type="row")
        table.add_columns("health", "client", "why", "next")
        for number in range(50):
            table.add_row("good", f"Client {number}", "nothing to tell", "today")
        yield table


if __name__ == "__main__":
    Table().run()
