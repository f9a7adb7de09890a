"""What is typed lies in the database at most a second later, before anybody saves it.

A closed window or a `kill` ends the program without a word, so nothing may wait for its end.
What the data file does not take lies in the rescue file meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors import DraftChanged, Locked, StorageError

if TYPE_CHECKING:
    from tui.workspace.workspace import Workspace

KEPT_AFTER = 0.5
"""Seconds after the first key that is not on the disk yet."""
TRIED_AGAIN_AFTER = 1.0
"""Seconds after which a text that could not be written is written again."""
Read = Callable[[], str | None]
Schedule = Callable[[float, Callable[[], None]], object]
"""Calls a function after so many seconds: an app's `set_timer`."""


def not_kept(trouble: StorageError) -> str:
    """Why a text is not on the disk, on one line."""
    if isinstance(trouble, DraftChanged):
        return "This draft was changed in another window. Keep typing to keep your version."
    if isinstance(trouble, Locked):
        return "Not saved yet: another program is using the file. Trying again soon."
    return f"Not saved yet: {trouble.message}"


Report = Callable[[StorageError | None], None]
"""Hears each time whether a text came to the disk: what kept it from there, None when it is."""


def _none() -> None: ...


def _unheard(trouble: StorageError | None) -> None: ...


class Autosave:
    """Keeps one text while it is typed. Opened by `Drafts.open`; a screen has one.

    `read` gives what is typed and not saved, None when nothing is worth keeping. `report` hears of
    DraftChanged when another window changed the draft since it was read or written here; then
    nothing is written before the user, who knows by then, types on or leaves.
    """

    def __init__(self, drafts: Drafts, key: str, read: Read, report: Report) -> None:
        self.key = key
        self._drafts = drafts
        self._read = read
        self._report = report
        self.on_disk = drafts.workspace.drafts.read(key)
        self._text = self._written = self.on_disk
        self._unread = self._asks = False
        self.left = False

    @property
    def text(self) -> str | None:
        """What was typed and not saved, as last read; at first that of last time."""
        return self._text

    @property
    def behind(self) -> bool:
        """Whether what is typed is not on the disk."""
        if self._unread:
            self.look()
        return self._text != self._written

    @property
    def waits_for_user(self) -> bool:
        """Whether another window's draft is in the way, and the user has not typed on since."""
        return self._asks

    def take_over(self, other: Autosave) -> None:
        """Go on from another one of this key, whose text may not be on the disk."""
        self._text, self._written, self.on_disk = other._text, other._written, other.on_disk

    def changed(self) -> None:
        """Something was typed: read and keep it soon, not at every key."""
        self._unread = True
        self._drafts.flush_soon()

    def look(self) -> None:
        """Read what is typed now; a closed screen has nothing more to be read."""
        self._unread = False
        text = self._text if self.left else self._read()
        if text != self._text:
            self._text = text
            self._asks = False

    def flush(self) -> StorageError | None:
        """Put the text on the disk now; what kept it from getting there."""
        self.look()
        if not self.behind:
            return None
        text = self._text
        try:
            self.on_disk = self._drafts.workspace.drafts.replace(self.key, self.on_disk, text)
        except StorageError as trouble:
            if isinstance(trouble, DraftChanged):
                self.on_disk, self._asks = trouble.current, True
            self._report(trouble)
            return trouble
        self._written = text
        self._report(None)
        return None

    def leave(self) -> StorageError | None:
        """The screen goes, the draft stays; what keeps it from the disk, until it is there."""
        if self.left:
            return None
        self.look()
        self.left = True
        self._report = _unheard
        return self._drafts.left(self)

    def discard(self) -> StorageError | None:
        """The text was given up: its draft goes."""
        self._read = _none
        return self.leave()

    def finish(self) -> None:
        """The text was saved, and its draft was dropped in the same transaction."""
        self._read = _none
        self._written = self.on_disk = None
        self.leave()


class Drafts:
    """All texts that are being typed, until they are on the disk, those of closed screens too."""

    def __init__(self, workspace: Workspace, schedule: Schedule) -> None:
        self.workspace = workspace
        self._schedule = schedule
        self._scheduled = False
        self._open: list[Autosave] = []
        self._rescue = workspace.rescue

    def open(self, key: str, read: Read, report: Report = _unheard) -> Autosave:
        """Keep the text of this key from now on; its `text` is what was typed last time."""
        autosave = Autosave(self, key, read, report)
        for earlier in self.unkept():
            if earlier.key == key:
                autosave.take_over(earlier)
                if earlier.left:
                    self._open.remove(earlier)
        self._open.append(autosave)
        return autosave

    def drop(self, key: str) -> None:
        """Forget a draft whose text is saved elsewhere."""
        self.open(key, _none).discard()

    def left(self, autosave: Autosave) -> StorageError | None:
        """A screen is closed: its text is written now, or as soon as it can be.

        Of two windows that typed the same draft the one that is left last stays, and it is told.
        """
        trouble = autosave.flush()
        if isinstance(trouble, DraftChanged):
            autosave.flush()
        self._forget_written()
        if autosave.behind:
            self.flush_soon(TRIED_AGAIN_AFTER)
        return trouble

    def flush(self) -> StorageError | None:
        """Put everything on the disk now; the first trouble that kept something from it."""
        troubles = [
            trouble for autosave in [*self._open] if (trouble := autosave.flush()) is not None
        ]
        self._forget_written()
        return next(iter(troubles), None)

    @property
    def rescued_in(self) -> Path | None:
        """The file that holds what the data file does not take; None where there is none."""
        return self._rescue.path if self._rescue is not None else None

    def lose(self) -> None:
        """The user gives up what the data file does not take."""
        if self._rescue is not None:
            self._rescue.keep({})

    def take_back(self) -> bool:
        """Make drafts of what an earlier session could not save; whether there was something."""
        if self._rescue is None or not (texts := self._rescue.left_behind()):
            return False
        for key, text in texts.items():
            store = self.workspace.store
            store.replace_draft(key, store.draft(key), text)
            self.workspace.drafts.note(key, text)
        self._rescue.forget_left_behind()
        return True

    def last_words(self) -> Callable[[], None]:
        """What writes everything from another thread: the texts are read here."""
        for autosave in self._open:
            autosave.look()
        texts = [(autosave.key, autosave.on_disk, autosave.text) for autosave in self.unkept()]
        rescue = self._rescue

        def write() -> None:
            if rescue is not None:  # first: the data file may be held for longer than we live
                rescue.keep({key: text for key, _, text in texts if text is not None}, at_once=True)
            for key, on_disk, text in texts:
                self.workspace.store.replace_draft(key, on_disk, text)
            if rescue is not None:
                rescue.keep({})

        return write

    def unkept(self) -> list[Autosave]:
        """Those whose text is not on the disk."""
        return [autosave for autosave in self._open if autosave.behind]

    def flush_soon(self, after: float = KEPT_AFTER) -> None:
        """Within `after` seconds; further keys do not put it off."""
        if not self._scheduled:
            self._scheduled = True
            self._schedule(after, self._due)

    def _due(self) -> None:
        self._scheduled = False
        for autosave in self.unkept():
            if not autosave.waits_for_user:
                autosave.flush()
        self._forget_written()
        if any(not autosave.waits_for_user for autosave in self.unkept()):
            self.flush_soon(TRIED_AGAIN_AFTER)

    def _forget_written(self) -> None:
        if self._rescue is not None:
            unkept = [(each.key, each.text) for each in self.unkept() if not each.waits_for_user]
            self._rescue.keep({key: text for key, text in unkept if text is not None})
        self._open = [autosave for autosave in self._open if autosave.behind or not autosave.left]
