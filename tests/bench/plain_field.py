"""The measure of a typed key: one of Textual's own fields, and nothing else."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Input, Static, TextArea
from typing_extensions import override


class PlainField(App[None]):
    """`area` for a long text, else one line."""

    AUTO_FOCUS = "#field"

    @override
    def compose(self) -> ComposeResult:
        yield Static("Plain")
        if sys.argv[1:] == ["area"]:
            yield TextArea(id="field", compact=True, highlight_cursor_line=False)
        else:
            yield Input(id="field", compact=True)


if __name__ == "__main__":
    PlainField().run()
