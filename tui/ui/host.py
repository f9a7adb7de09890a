"""What a screen may ask of the app that shows it: so no screen has to know the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from tui.routes import Route

if TYPE_CHECKING:
    from storage.errors import StorageError
    from triage.changes import ChangeSet
    from tui.ui.autosave import Drafts
    from tui.workspace.workspace import Workspace

Answered = Callable[[str | None], None]
"""Takes the answer of a screen that gives one: the id of the record that was saved, or None."""


class Host(Protocol):
    """The app, as its screens see it."""

    workspace: Workspace
    drafts: Drafts

    def open(self, route: Route, answered: Answered | None = None) -> None:
        """Put a screen on top of this one."""

    def replace(self, route: Route) -> None:
        """Put a screen in the place of the one on top."""

    def open_again(self) -> None:
        """Try the file once more, after something was done about it."""

    def show_sample(self) -> None:
        """Put the sample year on the workspace. Raises StorageError."""

    def joined(self, changes: ChangeSet) -> ChangeSet:
        """The changes with what open screens add to them."""

    def read_again(self) -> None:
        """Read the records again after another window changed them, and draw every screen."""

    def records_changed(self) -> None:
        """Draw every screen again that shows records."""

    def settings_changed(self) -> None:
        """Show what was set: colours, keys, and everything counted anew."""

    def notify_user(self, text: str, *, bad: bool = False, seconds: float = 5) -> None:
        """A toast; user text in it stays text."""

    def take_sentence(self) -> str:
        """What a toast says of the last change, taken off the screen; "" when none does."""

    def trouble(self, trouble: StorageError) -> None:
        """Say what went wrong with the file and what to do next."""

    def meet_trouble(self, trouble: StorageError, *, opening: bool) -> None:
        """Say it; while something was being opened, keys typed for it do nothing elsewhere."""

    def action_undo(self) -> None:
        """Take back the last change."""
