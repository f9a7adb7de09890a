"""One open data file on one day: what the screens and the command line both work on.

The store and the rules are imported at first use, because the first list is on the screen before
they are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from threading import Lock, RLock
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from storage.errors import Locked
from storage.platform import write_protected
from tui.workspace.configuration import Configuration
from tui.workspace.draft_cache import DraftCache
from tui.workspace.importing import IMPORTING
from tui.workspace.list_cache import ListCache
from tui.workspace.upkeep import Upkeep

if TYPE_CHECKING:
    from storage.opened_files import OpenedFiles
    from storage.rescue import RescueFile
    from storage.settings.appearance import Appearance
    from storage.settings.settings import Settings
    from storage.store import Store
    from triage.changes import ChangeSet
    from triage.clients.overview import Overview
    from triage.fields.field import Context
    from triage.ledger import Book, Ledger
    from triage.limits import Limits
    from triage.message_templates import Template
    from triage.messages.rules import Lint
    from triage.playbook.model import Playbook
    from tui.workspace.book_cache import BookCache

Join = Callable[["ChangeSet"], "ChangeSet"]


def alone(changes: ChangeSet) -> ChangeSet:
    """Nothing joins the changes."""
    return changes


class Applied(NamedTuple):
    """A change on the disk: its journal number, and what it brought with it, in words."""

    number: int
    brought: tuple[str, ...]


class Workspace:
    """Its parts: the store on the disk, the `records` in memory, the `drafts` of what
    is being typed, the user's `configuration`, the `list` that the program begins with, and the
    `upkeep` of the file.

    `now` gives the moment for the journal, on the day `today`; `by_day` says that only the day was
    given, so that no rule may count hours. `sample` says that this is the throw-away sample year,
    not the user's own file.
    """

    def __init__(
        self,
        path: Path,
        *,
        today: date,
        now: Callable[[], datetime],
        configuration: Configuration,
        by_day: bool = False,
        sample: bool = False,
        opened: OpenedFiles | None = None,
        rescue: RescueFile | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.path = path
        self.today = today
        self.now = now
        self.by_day = by_day
        self.sample = sample
        self.opened = opened
        """The data files that were there before; None where nobody has to be warned."""
        self.rescue = rescue
        """Where what is typed lies while the data file does not take it."""
        self.clock = clock
        """Seconds that only ever grow: how long a picture has been on the screen."""
        self.configuration = configuration
        self.drafts = DraftCache(self)
        self.list = ListCache(self)
        self.upkeep = Upkeep(self)
        self.costs_asked = False
        """What a month costs was asked in this session: once is enough."""
        self.paused_review = ""
        """The id of the review that was left in this session to be gone on with."""
        self._opening = RLock()  # a key may want the store while a thread still opens it
        self._store: Store | None = None
        self._at_length = Lock()

    beneath: Workspace | None = None
    """The workspace that comes back when this one is left; the own one lies beneath
    the sample year."""

    # --- the day ------------------------------------------------------------------------

    @property
    def hour(self) -> datetime | None:
        """The hour on the wall, whatever the time zone; None where only a day was given."""
        return None if self.by_day else self.now().replace(tzinfo=None)

    @property
    def moment(self) -> datetime:
        """Local time for rules that count hours. Of a day alone it is the end: a wait of a day
        is over on the next one."""
        return self.hour or datetime.combine(self.today, time.max)

    def begin_new_day(self) -> bool:
        """Judge everything as of the day on the wall, when that is another one; whether it is.

        Left open overnight, the program must not write yesterday's date. A day that was only given
        never ends. The file is not asked: it may be in use just then.
        """
        hour = self.hour
        if hour is None or hour.date() == self.today:
            return False
        self.today = hour.date()
        self.records.judge_anew()
        return True

    # --- the user's own files -----------------------------------------------------------

    @property
    def look(self) -> Appearance:
        """How the screens look. Raises BadSetting."""
        return self.configuration.look

    @property
    def settings(self) -> Settings:
        """Everything the user has set. Raises BadSetting."""
        return self.configuration.settings

    @property
    def limits(self) -> Limits:
        """The thresholds in force."""
        return self.configuration.settings.limits

    @property
    def lint(self) -> Lint:
        """The lint rules in force. Raises BadSetting."""
        return self.configuration.lint

    @property
    def playbook(self) -> Playbook:
        """The playbook in force. Raises BadSetting."""
        return self.configuration.playbook

    @property
    def templates(self) -> Mapping[str, Template]:
        """The message outlines in force. Raises BadSetting."""
        return self.configuration.templates

    def typing(self, currency: str = "") -> Context:
        """What a typed text is read against; `currency` is that of its amounts."""
        from triage.fields.field import Context

        return Context(self.today, currency, self.settings.month_first)

    def step_title(self, code: str) -> str:
        """What the playbook in force calls a step or door."""
        return self.playbook.title(code)

    def change_setting(self, key: str, value: Any) -> None:
        """Set `theme`, `limits.risk_note`...; None = its default again. All is counted anew.

        Raises BadSetting with nothing changed.
        """
        self.configuration.change(key, value)
        self.records.reload()

    # --- the store ----------------------------------------------------------------------

    @property
    def opened_store(self) -> Store | None:
        """The store, when the file is open."""
        return self._store

    @property
    def store(self) -> Store:
        """The one door to the disk, opened at first use. Raises StorageError."""
        return self.open()

    def open(self, *, create: bool = True, look: bool = True) -> Store:
        """The store; `create` says that a file that is not there may be made, `look` that one
        that something else wrote to is looked through first.

        Raises StorageError.
        """
        with self._opening:
            if self._store is None:
                with IMPORTING:
                    from storage.store import Store

                self.check_still_there()
                self._store = Store.open(self.path, now=self.now, create=create, look=look)
                self.remember_opened()
            return self._store

    def check_still_there(self) -> None:
        """Raises NotThereNow where there is nothing though a data file was opened there before."""
        if self.opened is not None:
            self.opened.check(self.path)

    def remember_opened(self) -> None:
        """The data file is open: from now on it is missed when it is not there."""
        if self.opened is not None:
            self.opened.remember(self.path)

    def begin_anew(self) -> None:
        """The user says that a new file may begin where another one was."""
        if self.opened is not None:
            self.opened.forget(self.path)

    def close(self) -> None:
        """Let go of the file."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def apply(
        self, changes: ChangeSet, *, drop_draft: str | None = None, join: Join = alone
    ) -> Applied:
        """Write one change with what it brings, and count everything anew.

        `join` adds what belongs to the same change, once all of it is known. Returns after it is
        on the disk. Raises Stale when a row has moved on, and other StorageErrors; then nothing
        was written.
        """
        self.upkeep.copy_when_due()
        if self._store is not None and not self.busy:
            self.records.reload_if_changed()
        follow_ups = self.records.follow_ups(changes)
        brought = (change for follow_up in follow_ups for change in follow_up.changes)
        joined = self.records.with_names_kept(join(changes.with_changes(*brought)))
        number = self.store.apply(joined.label, joined.changes, drop_draft=drop_draft)
        if drop_draft is not None:
            self.drafts.note(drop_draft, None)
        self.records.reload_after(number, joined)
        return Applied(number, tuple(follow_up.label for follow_up in follow_ups))

    @property
    def busy(self) -> bool:
        """Whether a thread writes at length: whoever asks the store now waits until it is done."""
        return self._at_length.locked()

    @contextmanager
    def writing_at_length(self) -> Iterator[None]:
        """Around what keeps the store for seconds."""
        with self._at_length:
            yield

    def catch_up(self) -> bool:
        """Take up what another program wrote; whether it did. A file in use just now is left to
        the next look. Raises StorageError.
        """
        try:
            return self.look_for_other_writers()
        except Locked:
            return False

    @property
    def read_only(self) -> bool:
        """Whether the data file is write-protected: it can be looked at and exported."""
        return self._store is not None and self._store.read_only

    # --- the records --------------------------------------------------------------------

    @cached_property
    def records(self) -> BookCache:
        """All records, and what is judged from them."""
        with self._opening:
            with IMPORTING:
                from tui.workspace.book_cache import BookCache

            return BookCache(self)

    @property
    def book(self) -> Book:
        """All records, as of the last reading."""
        return self.records.book

    def ledger(self, client_id: str) -> Ledger:
        """One client's records. Raises KeyError for a client that is not there."""
        return self.records.book.ledgers[client_id]

    @property
    def overviews(self) -> Mapping[str, Overview]:
        """Every client with health, facts, step and next action, the worst first."""
        return self.records.overviews

    @property
    def shares(self) -> Mapping[str, float | None]:
        """Each client's part of the income, from 0 to 1."""
        return self.records.shares

    def reload(self) -> None:
        """Read the records again and judge them as of today."""
        self.records.reload()

    def look_for_other_writers(self) -> bool:
        """Reload when another program wrote to the file since; whether it did.

        A file in use is waited for no longer than a moment. Raises Locked; the next look sees what
        this one did not.
        """
        if self._store is None or self.busy:
            return False
        if self._store.is_replaced():
            self._open_replaced()
            return True
        if self._store.read_only and self._may_be_written_now(self._store.path):
            self.close()
            self.reload()
            self.upkeep.note(f"{self.path.name} can be written again: changes are saved.")
            return True
        return self.records.look_for_other_writers()

    @staticmethod
    def _may_be_written_now(path: Path) -> bool:
        try:
            return write_protected(path) is None
        except OSError:
            return False  # it is gone: that comes to light elsewhere

    def _open_replaced(self) -> None:
        """Goes on in the file that was put in the place of the open one. Raises StorageError."""
        self.close()
        self.drafts.file_replaced()
        self.reload()
        self.upkeep.note(
            f"{self.path.name} was replaced by another program. You now see the new file; "
            "what you are typing is kept there."
        )
