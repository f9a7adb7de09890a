"""The story of the client on the screen, as a file for a mediator."""

from __future__ import annotations

from pathlib import Path

from storage.errors import StorageError
from storage.new_file import new_file
from storage.paths import at_home
from triage.ledger import Ledger
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import InputDialog, ask_line
from tui.wording.story import story


def ask_story_file(screen: BaseScreen[None], ledger: Ledger) -> None:
    """Ask for a new file and write the story into it, private notes left out."""
    today = screen.workspace.today

    def write(path: Path) -> None:
        try:
            with new_file(path) as stream:
                stream.writelines(f"{line}\n" for line in story(ledger, today, private=False))
        except StorageError as trouble:
            screen.notify_trouble(trouble)
            return
        screen.notify_user(f"Written without private notes: {path}", seconds=10)

    # Not the client's name: files are seen by others, and sent along.
    start = Path.home() / f"record-of-work-{today}.md"
    question = "Facts for a mediator: save them to which new file?"
    ask_line(screen, InputDialog(question, at_home, typed=str(start)), write)
