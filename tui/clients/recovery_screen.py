"""The data file cannot be used: what happened, what next, and the newest good copy."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from storage.data_file.copy_names import best_first
from storage.errors import BadSetting, Damaged, MissingFile, NotThereNow, StorageError
from storage.recovery import best_source, bring_back
from tui.ui.base_screen import BaseScreen
from tui.wording.formatting import count, long_day
from tui.wording.restored import later_line
from tui.wording.safe_text import content

EXIT_CODE = 3
"""What the program ends with when it is left here, as on the command line."""


class RecoveryScreen(BaseScreen[None]):
    """Writes nothing by itself.

    A copy is offered when our own file is damaged or gone, never over a file of something else.
    Restoring keeps the old file beside the new one.
    """

    SHOWS_RECORDS = False
    GROUP = "recovery"
    CSS_PATH = "recovery_screen.tcss"

    def __init__(self, trouble: StorageError) -> None:
        super().__init__()
        self._trouble = trouble
        self._source: Path | None = None

    @override
    def body(self) -> ComposeResult:
        with Vertical(id="recovery"):
            yield Static(Content.styled("The data file cannot be used", "bold"))
            yield Static(content(self._trouble.message, lines=True), classes="said")
            yield Static(content(self._trouble.hint, lines=True), classes="said")
            with Horizontal(id="recovery-copy"):
                yield Static(Content.styled(self.key_of("recovery.restore"), "$accent bold"))
                yield Static(id="recovery-offer")
            yield Static(Content.styled("Nothing has been written.", "$quiet"))

    @override
    def on_mount(self) -> None:
        if isinstance(self._trouble, Damaged | MissingFile):
            self._source = best_source(self.workspace.path, self._second_folder())
        super().on_mount()
        self.query_one("#recovery-copy").display = self._source is not None
        if self._source is not None:
            self.query_one("#recovery-offer", Static).update(self._offer(self._source))

    def _second_folder(self) -> Path | None:
        try:
            return self.workspace.settings.second_backups
        except BadSetting:  # said where the settings are shown; here the data comes first
            return None

    def _offer(self, source: Path) -> Content:
        copies = best_first(self.workspace.path, self._second_folder())
        copy = next((copy for copy in copies if copy.path == source), None)
        if copy is None:
            return Content.assemble(
                "restores everything from the second copy of the journal.\n",
                ("No backup passed its check. The current file stays next to it.", "$quiet"),
            )
        made = copy.at.astimezone()
        days = (self.workspace.today - made.date()).days
        ago = {0: " (today)"}.get(days, f" ({count(days, 'day')} ago)" if days > 0 else "")
        return Content.assemble(
            f"restores the backup of {long_day(made.date())}, {made:%H:%M}{ago}.\n",
            ("The backup passed its check. The current file stays next to it.", "$quiet"),
        )

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action == "begin" and not isinstance(self._trouble, NotThereNow):
            return "You can begin a new file only where there is none."
        if action == "restore" and self._source is None:
            return "There is no backup to restore."
        return None

    def action_restore(self) -> None:
        """Put the newest good copy in the file's place."""
        if self.blocked("restore") or self._source is None:
            return
        self.workspace.close()
        try:
            restored = bring_back(self._source, self.workspace.path, self.workspace.now)
        except StorageError as failed:
            self.notify_trouble(failed)
            return
        self.dismiss()
        sentences = ["The backup has been restored."]
        if restored.later.done:
            sentences.append(later_line(restored.later.done))
        if restored.later.left:
            sentences.append(f"Not brought back: {'; '.join(restored.later.left)}.")
        if restored.aside:
            sentences.append(f"The old file is kept as {restored.aside.name}.")
        self.notify_user(" ".join(sentences), seconds=10)
        self.host.open_again()

    def action_begin(self) -> None:
        """Begin a new file where another one was before."""
        if not self.blocked("begin"):
            self.workspace.begin_anew()
            self.action_again()

    def action_again(self) -> None:
        """Try to open the file once more."""
        self.dismiss()
        self.host.open_again()

    def action_quit(self) -> None:
        """Quit; nothing is written."""
        self.app.exit(return_code=EXIT_CODE)

    @override
    def action_back(self) -> None:
        """There is nothing behind this screen to go back to."""
