"""What is being typed lies in the database at most a second later, before anybody saves it.

A closed window or a `kill` ends the program without a word, so nothing may wait for its end.
"""

from __future__ import annotations

from textual.timer import Timer

from storage.errors import StorageError
from tui.ui.base_screen import BaseScreen, Result

KEPT_AFTER = 0.5
"""Seconds after the first key that is not kept yet."""


class DraftScreen(BaseScreen[Result]):
    """A screen on which something is typed. Subclasses say under which key, and what."""

    TYPING = True

    _timer: Timer | None = None
    _behind = False
    _finished = False

    def draft_key(self) -> str:
        """The name of the draft: one per thing that is being typed."""
        raise NotImplementedError

    def draft_text(self) -> str | None:
        """What is typed and not saved; None when there is nothing worth keeping."""
        raise NotImplementedError

    def draft_kept(self) -> None:
        """Called after the draft is on the disk."""

    def draft_not_kept(self, trouble: StorageError) -> None:
        """Called when it could not be put there; what is typed stays on the screen."""
        self.notify_user(f"{trouble.message}\n{trouble.hint}", bad=True)

    def kept_draft(self) -> str | None:
        """The draft of last time."""
        return self.workspace.store.draft(self.draft_key())

    def draft_changed(self) -> None:
        """Something was typed: keep it soon. A running timer is not put off by further keys."""
        self._behind = True
        if self._timer is None and not self._finished:
            self._timer = self.set_timer(KEPT_AFTER, self._keep)

    def _keep(self) -> None:
        self._timer = None
        self.flush_draft()

    def pending_draft(self) -> tuple[str, str] | None:
        """Key and text of what is typed and not kept yet; None when all is kept."""
        text = self.draft_text() if self._behind and not self._finished else None
        return None if text is None else (self.draft_key(), text)

    def flush_draft(self) -> None:
        """Keep what is typed now."""
        if not self._behind or self._finished:
            return
        self._behind = False
        text = self.draft_text()
        try:
            if text is None:
                self.workspace.store.drop_draft(self.draft_key())
            else:
                self.workspace.store.save_draft(self.draft_key(), text)
        except StorageError as trouble:
            self._behind = True
            self.draft_not_kept(trouble)
        else:
            self.draft_kept()

    def draft_done(self) -> None:
        """It was saved or given up: no draft of it is written any more."""
        self._finished = True
        if self._timer is not None:
            self._timer.stop()
