"""The measure of a start: the smallest Textual program."""

from textual.app import App, ComposeResult
from textual.widgets import Static
from typing_extensions import override


class Hello(App[None]):
    """One line."""

    @override
    def compose(self) -> ComposeResult:
        yield Static("Hello")


if __name__ == "__main__":
    Hello().run()
