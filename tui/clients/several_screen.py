"""What can be done with several clients at once: a strip over the list, like the one for one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from storage.errors import StorageError
from storage.jsonl_export import export_clients
from storage.paths import at_home
from storage.settings.settings import WEEKDAYS
from triage.changes import ChangeSet
from triage.records import Client
from triage.several import still_good, tag_word, tagged, talked
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import InputDialog, ask_line
from tui.wording.formatting import count
from tui.wording.safe_text import content, flowing

_CHOICES = ("talked today", "tag", "export", "still good")
_MARGINS = 4


class SeveralScreen(BaseScreen[None], ModalScreen[None]):
    """Each answer is one change of all the clients, and one undo takes it back."""

    GROUP = "several"
    CSS_PATH = "several_screen.tcss"

    def __init__(self, clients: tuple[str, ...], done: Callable[[], None]) -> None:
        super().__init__()
        self._ids = clients
        self._done = done

    @override
    def body(self) -> ComposeResult:
        yield Static(id="several-heading")
        yield Static(id="several-choices")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.refresh_from_workspace()

    def on_resize(self) -> None:
        self.refresh_from_workspace()

    @override
    def refresh_from_workspace(self) -> None:
        clients, width = self._clients, max(20, self.app.size.width - _MARGINS)
        names = content(", ".join(client.name for client in clients))
        head = Content.styled(f"{count(len(clients), 'client')}  ", "bold")
        self.query_one("#several-heading", Static).update(
            Content.assemble(head, names).truncate(width, ellipsis=True)
        )
        choices = [
            Content.assemble((str(number), "$accent bold"), f" {words}")
            for number, words in enumerate(_CHOICES, start=1)
        ]
        self.query_one("#several-choices", Static).update(flowing(choices, width))

    @property
    def _clients(self) -> list[Client]:
        """The marked ones that are still there."""
        ledgers = self.workspace.book.ledgers
        return [ledgers[id_].client for id_ in self._ids if id_ in ledgers]

    def on_key(self, event: Key) -> None:
        digit = event.character or ""
        if digit in ("1", "2", "3", "4"):
            event.stop()
            self.action_choose(int(digit))

    def action_choose(self, number: int) -> None:
        """By number: talked today, tag, export, still good."""
        (self._talked, self._ask_tag, self._ask_file, self._still_good)[number - 1]()

    # --- the four -----------------------------------------------------------------------

    def _talked(self) -> None:
        changes = talked(self._clients, self.workspace.today, lambda: str(uuid4()))
        self._store(changes, f"Logged for {count(len(self._clients), 'client')}: talked today")

    def _ask_tag(self) -> None:
        question = "Which tag? Put - before it to remove it."
        ask_line(self, InputDialog(question, tag_word), self._tag)

    def _tag(self, word: str) -> None:
        changes = tagged(self._clients, word)
        if not changes.changes:
            self.notify_user("Nothing to change: the tags are already set that way.")
            return
        self._store(changes, f"Tags of {count(len(changes.changes), 'client')} changed")

    def _ask_file(self) -> None:
        # Not the clients' names: files are seen by others, and sent along.
        start = Path.home() / f"clients-{self.workspace.today}.jsonl"
        ask_line(
            self, InputDialog("Export to which new file?", at_home, typed=str(start)), self._export
        )

    def _export(self, path: Path) -> None:
        try:
            export_clients(self.workspace.store, path, [client.id for client in self._clients])
        except StorageError as trouble:
            self.notify_trouble(trouble)
            return
        self.notify_user(f"Written: {path}", seconds=10)
        self._leave()

    def _still_good(self) -> None:
        workspace = self.workspace
        changes = still_good(
            [client.id for client in self._clients],
            workspace.overviews,
            workspace.book.reviews,
            workspace.today,
            WEEKDAYS.index(workspace.settings.review_weekday),
            workspace.settings.away,
            str(uuid4()),
        )
        if not changes.changes:
            self.notify_user("None of them is both “good” and due in this week's review.")
            return
        self._store(changes, changes.label)

    def _store(self, changes: ChangeSet, sentence: str) -> None:
        if self.store(changes) is not None:
            self.notify_stored(sentence)
            self._leave()

    def _leave(self) -> None:
        self.dismiss()
        self._done()
