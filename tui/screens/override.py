"""Passing a gate: a reason long enough to be meant, and the client's name typed."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from triage.playbook.gates import OVERRIDE_CHARS
from triage.text import fold
from tui.bindings import bindings
from tui.text import content, short
from tui.widgets.field import Field


class OverrideScreen(ModalScreen[tuple[str, str] | None]):
    """Answers with reason and name, or None. Both are counted while they are typed."""

    CSS_PATH = "ask.tcss"
    BINDINGS = bindings("ask")

    def __init__(self, name: str) -> None:
        super().__init__()
        self._client = name

    def compose(self) -> ComposeResult:
        with Vertical(id="ask"):
            yield Static(Content.styled("Why open it all the same?", "bold"))
            yield Field(id="override-reason")
            yield Static(id="override-count", classes="quiet")
            yield Static(content(f"And the name, in full: {short(self._client, 40)}"))
            yield Field(id="override-name")
            yield Static(id="ask-remark", classes="quiet")

    def on_mount(self) -> None:
        self._count()

    @property
    def _reason(self) -> str:
        return self.query_one("#override-reason", Field).value.strip()

    @on(Input.Changed, "#override-reason")
    def _count(self) -> None:
        left = OVERRIDE_CHARS - len(self._reason)
        said = f"{left} more characters" if left > 0 else "long enough"
        self.query_one("#override-count", Static).update(Content(said))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        name = self.query_one("#override-name", Field)
        remark = self.query_one("#ask-remark", Static)
        remark.set_class(True, "wrong")
        if len(self._reason) < OVERRIDE_CHARS:
            remark.update(
                Content(
                    f"{OVERRIDE_CHARS} characters or more, please; these are {len(self._reason)}."
                )
            )
            self.query_one("#override-reason", Field).focus()
        elif event.input is not name:
            name.focus()
        elif fold(name.value) != fold(self._client):
            remark.update(Content("That is not the client's whole name."))
        else:
            self.dismiss((self._reason, name.value))

    def action_leave(self) -> None:
        """Leave it shut."""
        self.dismiss(None)
