"""What lies on the workspace while the program runs: the store, the settings, today, and their sums.

Screens ask the workspace; widgets never do. The store and the rules are imported at first use, because
the first list is on the screen before they are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING, Any

from storage.errors import Locked, StorageError
from tui.workspace.list_row import ClientRow

if TYPE_CHECKING:
    from storage.appearance import Appearance
    from storage.changes import Change, Put
    from storage.settings import Settings
    from storage.store import Store
    from triage.ledger import Book, Ledger
    from triage.messages.rules import Lint
    from triage.overview import Overview
    from triage.playbook.model import Playbook


class Workspace:
    """One open database on one day.

    `sample` says that this is the throw-away sample year, not the user's own file. `folder` is
    where the user's own playbook and words may lie, `settings_file` where settings are written.
    """

    def __init__(
        self,
        path: Path,
        *,
        today: date,
        now: Callable[[], datetime],
        settings: Appearance,
        sample: bool = False,
        folder: Path | None = None,
        settings_file: Path | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.path = path
        self.today = today
        self.now = now
        self.look = settings
        """How the screens look: all that the first list needs of the settings."""
        self.sample = sample
        self.folder = folder
        self.settings_file = settings_file
        self._letters: Path | None = None
        self.costs_asked = False
        """What a month costs was asked in this session: once is enough."""
        self.busy = False
        """A thread is writing at length: whoever asks the store now waits until it is done."""
        self.brought: tuple[str, ...] = ()
        """What the last change brought with it, in words: to be said with it."""
        self.clock = clock
        """Seconds that only ever grow: how long a picture has been on the screen."""
        self.also: Callable[[Sequence[Change]], Sequence[Change]] | None = None
        """What goes into the same change with another one: a review adds the card it answers."""
        self._opening = RLock()  # a key may want the store while a thread still opens it
        self._store: Store | None = None
        self._book: Book | None = None
        self._overviews: dict[str, Overview] = {}
        self._shares: Mapping[str, float | None] | None = None
        self._head = -1
        self._kept_rows: list[ClientRow] | None = None
        self._untold: list[str] = []
        self._behind = False  # another program wrote, and that could not be read yet
        self._drafts: dict[str, str] = {}
        self._began: datetime | None = None
        self._remembered: dict[str, dict[str, str]] = {}

    # --- the user's own files -----------------------------------------------------------

    @cached_property
    def settings(self) -> Settings:
        """Everything the user has set."""
        from storage.settings import Settings

        return self.look if isinstance(self.look, Settings) else Settings()

    def change_setting(self, key: str, value: Any) -> None:
        """Set `theme`, `limits.risk_note`...; None = its default again. All is counted anew.

        Raises BadSetting with nothing changed.
        """
        from storage.errors import BadSetting
        from storage.settings import load_settings
        from storage.settings_file import save_setting

        if self.settings_file is None:
            raise BadSetting("There is no file for the settings here.", "Nothing was changed.")
        save_setting(self.settings_file, key, value)
        self.look = self.settings = load_settings(self.settings_file)
        self.reload()

    @property
    def letters(self) -> Path | None:
        """Where messages are written to as files: the folder used last."""
        return self._letters or self.settings.letters

    @letters.setter
    def letters(self, folder: Path) -> None:
        self._letters = folder

    @cached_property
    def lint(self) -> Lint:
        """The lint rules in force. Raises BadSetting."""
        from storage.user_files import own_lint

        return own_lint(self.folder)

    @cached_property
    def playbook(self) -> Playbook:
        """The playbook in force. Raises BadSetting."""
        from storage.user_files import own_playbook

        return own_playbook(self.folder)

    # --- the store ----------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """The one door to the disk, opened at first use. Raises StorageError."""
        with self._opening:
            if self._store is None:
                from storage.store import Store

                self._store = Store.open(self.path, now=self.now)
            return self._store

    def close(self) -> None:
        """Let go of the file."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def apply(self, label: str, *changes: Change, drop_draft: str | None = None) -> int:
        """Write one change with what it brings, and count everything anew.

        Returns after it is on the disk.
        """
        brought, words = self._brings(changes)
        self.copy_when_due()
        whole = [*changes, *brought]
        if self.also is not None:
            whole += self.also(whole)
        number = self.store.apply(label, whole, drop_draft=drop_draft)
        self.brought = words
        if drop_draft is not None:
            self._remember_draft(drop_draft, None)
        try:
            self._reload_after(number, whole)
        except Locked:
            self._behind = True  # it is on the disk; the next look for other writers reads it
        return number

    def _brings(self, changes: Sequence[Change]) -> tuple[list[Put], tuple[str, ...]]:
        """What follows from changes made by hand, and how that is said."""
        from storage.changes import Put
        from triage.changes import Put as Planned
        from triage.playbook.after.derived_changes import derived_changes

        self.reload_if_changed()
        puts = [Planned(one.record, one.was) for one in changes if isinstance(one, Put)]
        follows = derived_changes(self.book, puts, self.today, self.settings.limits)
        brought = [Put(put.record, was=put.was) for one in follows for put in one.puts]
        return brought, tuple(one.label for one in follows)

    def copy_when_due(self) -> None:
        """A copy of the file, when it is time; that it failed keeps nobody from writing."""
        if self.sample or self._store is None or self.busy:
            return
        try:
            self.store.backup_if_due()
        except Locked:
            return  # the next change, or the next look in some minutes, asks again
        except StorageError as failed:
            self._untold.append(f"{failed.message} {failed.hint}")

    def take_notices(self) -> list[str]:
        """What the user should hear and has not heard yet: it stopped nothing."""
        found = [*self._untold, *(self._store.notices if self._store else ())]
        self._untold.clear()
        if self._store is not None:
            self._store.notices.clear()
        return found

    # --- what is known ------------------------------------------------------------------

    @property
    def book(self) -> Book:
        """All records, as of the last reload."""
        with self._opening:
            self.open_book()
            assert self._book is not None
            return self._book

    def open_book(self) -> None:
        """Read the records if that was not done yet. Raises StorageError."""
        with self._opening:
            if self._book is None:
                self.reload()

    def ledger(self, client_id: str) -> Ledger:
        """One client's records. Raises KeyError for a client that is not there."""
        return self.book.ledgers[client_id]

    @property
    def overviews(self) -> Mapping[str, Overview]:
        """Every client with health, facts, step and next action."""
        with self._opening:
            self.open_book()
            return self._overviews

    @property
    def shares(self) -> Mapping[str, float | None]:
        """Each client's part of the income, from 0 to 1; counted when first asked for."""
        if self._shares is None:
            from triage.overview import shares

            self._shares = shares(self.book, self.today, self.settings.limits)
        return self._shares

    @property
    def head(self) -> int:
        """The number of the newest journal entry, as of the last look at the file."""
        return self._head

    def reload(self) -> None:
        """Read the records again and judge them as of today."""
        with self._opening:
            from triage.overview import overviews

            self._behind = True
            head, book = self.store.head(), self.store.book()
            self._drafts, self._began = self.store.drafts(), self.store.began()
            self._head = head
            self._shares = None
            self._overviews = overviews(book, self.today, self.settings.limits)
            self._book = book
            self._behind = False

    def _reload_after(self, number: int, changes: Sequence[Change]) -> None:
        """Read again what an own change touched; everything, where more may be different."""
        from tui.workspace.invalidation import clients_touched, reload_clients

        found = clients_touched(changes)
        book = self._book
        alone = number in (self._head, self._head + 1)
        if book is None or found is None or not alone:
            self.reload()
            return
        clients, reviews = found
        self._head = number
        self._shares = None
        self._book = reload_clients(self.store, book, clients, reviews)
        self._judge(clients, book)

    def _judge(self, clients: Collection[str], before: Book) -> None:
        """Judge these clients anew; all of them, where they stand beside another review now."""
        from triage.overview import last_finished, overview_of, overviews

        book, limits = self.book, self.settings.limits
        then, now = (last_finished(b.reviews, self.today) for b in (before, book))
        if then != now:
            self._overviews = overviews(book, self.today, limits)
            return
        new = {id_: overview_of(book, id_, self.today, limits) for id_ in clients}
        ones = sorted({**self._overviews, **new}.values(), key=lambda one: one.order)
        self._overviews = {one.client.id: one for one in ones}

    def reload_if_changed(self) -> bool:
        """Reload when another program wrote to the file since; whether it did."""
        if self._store is None or self.busy:
            return False
        self._behind = self._store.changed_elsewhere() or self._behind
        if not self._behind:
            return False
        changed = self._store.head() != self._head
        if changed:
            self.reload()
        self._behind = False
        return changed

    def look_for_other_writers(self) -> bool:
        """The same now and then: a file in use is waited for no longer than a moment.

        Raises Locked; the next look sees what this one did not.
        """
        if self._store is None:
            return False
        with self._store.briefly():
            return self.reload_if_changed()

    @property
    def began(self) -> datetime | None:
        """When the first change was written (UTC), as of the last reload."""
        return self._began

    def remembered(self, topic: str) -> dict[str, str]:
        """The answers kept under a topic; while the file is in use, as last read."""
        try:
            with self.store.briefly():
                self._remembered[topic] = self.store.remembered(topic)
        except Locked:
            self._behind = True
        return self._remembered.get(topic, {})

    # --- drafts -------------------------------------------------------------------------

    def draft(self, key: str) -> str | None:
        """What was typed under this key and not saved; while the file is in use, as last read.

        What that misses is found when the draft is written: `replace_draft` compares.
        """
        try:
            with self.store.briefly():
                text = self.store.draft(key)
        except StorageError:
            return self._drafts.get(key)
        self._remember_draft(key, text)
        return text

    def replace_draft(self, key: str, was: str | None, text: str | None) -> str | None:
        """Put what is typed in the place of the draft `was`; what is stored now.

        Raises DraftChanged, and Locked after no longer than a moment.
        """
        with self.store.briefly():
            kept = self.store.replace_draft(key, was, text)
        self._remember_draft(key, kept)
        return kept

    def _remember_draft(self, key: str, text: str | None) -> None:
        if text is None:
            self._drafts.pop(key, None)
        else:
            self._drafts[key] = text

    # --- the list -----------------------------------------------------------------------

    def rows(self) -> list[ClientRow]:
        """The Clients list, worst first."""
        from tui.workspace.list_rows import rows

        return rows(self.overviews.values(), self.today)

    def remember_rows(self) -> None:
        """Keep the list for the next start, when it has changed since it was last kept."""
        rows = self.rows()
        if rows != self._kept_rows:
            self.store.save_glance(self.today.isoformat(), [row.plain() for row in rows])
            self._kept_rows = rows

    def remembered_rows(self) -> list[ClientRow]:
        """The list of the last start, or at least the names; read without the store."""
        from storage.list_cache import clients_overview, read_list_cache

        glance = read_list_cache(self.path)
        rows = (
            [row for values in glance.rows if (row := ClientRow.from_plain(values))]
            if glance
            else []
        )
        if glance is None or not rows:
            return [ClientRow.uncounted(id_, name) for id_, name, _ in clients_overview(self.path)]
        if glance.current and glance.key == self.today.isoformat():
            self._kept_rows = rows
        return rows
