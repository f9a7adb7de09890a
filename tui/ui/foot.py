"""The rule above the key bar, and what stands on it: why nothing of this screen can be saved."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.wording.safe_text import content, rule_with

_LOOK_ONLY = "Write-protected: you can look and export, but nothing can be saved."


class Foot(Static):
    """A plain rule while all is well."""

    def __init__(self) -> None:
        super().__init__(id="foot", classes="rule")
        self.of_draft = ""
        """What keeps the draft from the disk; "" = nothing does."""

    def draw(self, *, look_only: bool) -> None:
        """Draw it; `look_only` says that the data file may not be written."""
        if not self.is_attached:
            return
        text = self.of_draft or (_LOOK_ONLY if look_only else "")
        width = self.screen.size.width
        self.set_class(bool(text), "-says")
        shown = rule_with(content(text, "$health-act"), width) if text else Content("")
        self.update(shown, layout=False)
