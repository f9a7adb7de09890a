"""The log strip: one digit writes down what happened this week."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from triage.changes import Put
from triage.codec import parse
from tui.routes import RecordRoute
from tui.ui.base_screen import BaseScreen
from tui.wording.formatting import long_day
from tui.wording.safe_text import content, short

_MORE = "9"
_COLUMNS = 3
LOG_CHOICES: tuple[tuple[str, str, str, Mapping[str, object]], ...] = (
    ("1", "talked", "call", {}),
    ("2", "extra work asked", "request", {"outcome": "pending"}),
    ("3", "extra work done free", "request", {"outcome": "absorbed"}),
    ("4", "pushy hours", "false_urgent", {}),
    ("5", "no-show", "no_show", {}),
    ("6", "rude", "message_in", {"tone": -2}),
    ("7", "went quiet", "message_out", {"asks": True}),
    ("8", "thanks", "thanks", {}),
)
"""Digit, words, the event written, and its fields. 9 opens the whole form."""


class LogScreen(BaseScreen[None], ModalScreen[None]):
    """A strip over the screen below. `enter` says that you talked today."""

    GROUP = "log"
    CSS_PATH = "log_screen.tcss"

    def __init__(self, client_id: str) -> None:
        super().__init__()
        self._client_id = client_id
        # Made before the first try: a save that is tried again lands once.
        self._new_id = str(uuid4())

    @override
    def body(self) -> ComposeResult:
        name = short(self.name_of(self._client_id), 60)
        heading = Content.assemble(
            ("What happened?  ", "bold"),
            content(name),
            (f"   {long_day(self.workspace.today)}", "$quiet"),
        )
        yield Static(heading, id="log-heading")
        yield Static(self._choices(), id="log-choices")

    @staticmethod
    def _choices() -> Content:
        words = [(digit, words) for digit, words, _, _ in LOG_CHOICES] + [(_MORE, "more ...")]
        width = max(len(text) for _, text in words) + 6
        rows = -(-len(words) // _COLUMNS)
        lines = [
            Content.assemble(
                *(
                    Content.assemble((digit, "$accent bold"), f" {text:<{width - 2}}")
                    for digit, text in words[row * _COLUMNS : (row + 1) * _COLUMNS]
                )
            )
            for row in range(rows)
        ]
        return Content("\n").join(lines)

    def on_key(self, event: Key) -> None:
        digit = event.character or ""
        if digit.isdecimal() and digit != "0":
            event.stop()
            self.action_choose(int(digit))

    def action_choose(self, number: int) -> None:
        """Log by number; 9 opens the whole form."""
        if str(number) == _MORE:
            self.dismiss()
            self.host.open(RecordRoute("event", self._client_id))
            return
        chosen = next(choice for choice in LOG_CHOICES if choice[0] == str(number))
        self._log(chosen[1], chosen[2], dict(chosen[3]))

    def _log(self, words: str, what: str, fields: dict[str, object]) -> None:
        today = self.workspace.today.isoformat()
        line = {"id": self._new_id, "client": self._client_id, "on": today, "what": what}
        event = parse({**line, **fields}, "event")
        name = self.name_of(self._client_id)
        if self.write(
            f"{name}: {words}", Put(event), message=f"Logged for {short(name, 40)}: {words}"
        ):
            self.dismiss()
