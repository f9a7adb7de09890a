"""The text that is typed on a screen, kept as a draft for as long as it is not saved."""

from __future__ import annotations

from collections.abc import Callable

from storage.errors import DraftChanged, StorageError
from tui.ui.autosave import Autosave, Read, not_kept
from tui.ui.screen_parts import PartOwner


class ScreenDraft:
    """Nothing until `keep` names a draft; then what is typed on the screen is kept under that name.

    Trouble with it is said by the screen's `say_of_draft` until the draft is on the disk.
    """

    def __init__(self, screen: PartOwner) -> None:
        self._screen = screen
        self._autosave: Autosave | None = None

    def keep(
        self, key: str, read: Read, on_kept: Callable[[bool], object] | None = None
    ) -> str | None:
        """Keep from now on what `read` gives, under this key; what was typed there last time.

        `on_kept` hears each time whether it is on the disk.
        """
        screen = self._screen

        def report(trouble: StorageError | None) -> None:
            if screen.is_over:
                return
            screen.say_of_draft("" if trouble is None else not_kept(trouble))
            if on_kept is not None:
                on_kept(trouble is None)

        def read_while_there() -> str | None:
            return autosave.text if screen.is_over else read()

        self.leave()
        autosave = screen.host.drafts.open(key, read_while_there, report)
        self._autosave = autosave
        return autosave.text

    @property
    def key(self) -> str | None:
        """The name of the draft: it is dropped in the transaction that saves its text."""
        return self._autosave.key if self._autosave is not None else None

    def changed(self) -> None:
        """Something was typed: keep it soon."""
        if self._autosave is not None:
            self._autosave.changed()

    def finish(self) -> None:
        """The text was saved, and its draft dropped with it."""
        if self._autosave is not None:
            self._autosave.finish()

    def discard(self) -> None:
        """The text was given up."""
        if self._autosave is not None:
            self._autosave.discard()

    def leave(self) -> None:
        """Nothing is typed here any more; the draft stays. What keeps it from the disk is said."""
        trouble = self._autosave.leave() if self._autosave is not None else None
        self._autosave = None
        if isinstance(trouble, DraftChanged):
            words = "This draft was also changed in another window. Your version was kept."
            self._screen.notify_user(words, bad=True)
        elif trouble is not None:
            words = f"{not_kept(trouble)} It stays here as long as the program is open."
            self._screen.notify_user(words, bad=True)
