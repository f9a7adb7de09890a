"""What every command is handed: the day, the data file, the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.errors import CommandRefused
from tui.cli.output import tell

if TYPE_CHECKING:
    from storage.appearance import Appearance
    from storage.settings import Settings
    from storage.store import Store
    from triage.ledger import Book
    from triage.limits import Limits
    from triage.messages.rules import Lint
    from triage.messages.templates import Template
    from triage.playbook.model import Playbook


@dataclass(frozen=True)
class Session:
    """One run of the command line.

    `today` is the day the run is about. `now` gives the moment for the journal, on that same day.
    `by_day` says that only the day was given, so that no rule may count hours.
    """

    db: str | None
    env: Mapping[str, str]
    today: date
    now: Callable[[], datetime]
    by_day: bool

    @property
    def moment(self) -> datetime:
        """Local time for rules that count hours. Of a day alone it is the end: a wait of a day
        is over on the next one."""
        if self.by_day:
            return datetime.combine(self.today, time.max)
        return self.now().replace(tzinfo=None)

    @cached_property
    def path(self) -> Path:
        """The data file: --db, then GOODTERMS_DB, then the system's place for data."""
        from storage.paths import database_path

        return database_path(self.db, self.env)

    @cached_property
    def settings_file(self) -> Path:
        """Where the settings are, or would be."""
        from storage.paths import settings_path

        return settings_path(self.env)

    @cached_property
    def settings(self) -> Settings:
        """The user's settings. Raises BadSetting."""
        from storage.settings import load_settings

        return load_settings(self.settings_file)

    @cached_property
    def look(self) -> Appearance:
        """What the first list needs of the settings. Raises BadSetting."""
        from storage.appearance import load_look

        return load_look(self.settings_file)

    @property
    def folder(self) -> Path:
        """Where the settings lie, and beside them the user's own playbook and words."""
        return self.settings_file.parent

    @cached_property
    def playbook(self) -> Playbook:
        """The playbook in force. Raises BadSetting."""
        from storage.user_files import own_playbook

        return own_playbook(self.folder)

    @cached_property
    def templates(self) -> Mapping[str, Template]:
        """The message outlines in force. Raises BadSetting."""
        from storage.user_files import own_templates

        return own_templates(self.folder)

    def step_title(self, code: str) -> str:
        """What the playbook in force calls a step or door."""
        return self.playbook.title(code)

    @cached_property
    def lint(self) -> Lint:
        """The lint rules in force. Raises BadSetting."""
        from storage.user_files import own_lint

        return own_lint(self.folder)

    @property
    def limits(self) -> Limits:
        """The thresholds in force."""
        return self.settings.limits

    @contextmanager
    def store(self, *, create: bool = False) -> Iterator[Store]:
        """The data file, open for the block; `create` for commands that may begin a new one.

        Raises Refused where there is none yet, StorageError where there is one that cannot be used.
        """
        from storage.store import Store

        if not create and self.nothing_yet():
            raise CommandRefused(
                f"there is no data file yet at {self.path}",
                "goodterms add NAME begins one, --db names another",
            )
        with Store.open(self.path, now=self.now, create=create) as store:
            yield store
            for notice in store.notices:
                tell(f"note: {notice}")

    def book(self) -> Book:
        """All records; an empty book, said on standard error, where there is no data file yet."""
        if self.nothing_yet():
            from triage.ledger import Book

            tell(f"note: there is no data file yet at {self.path}")
            return Book()
        with self.store() as store:
            return store.book()

    def plain_book(self) -> Book:
        """Like `book`, without the weight of the store while nothing is wrong with the file."""
        from storage.readonly import read_book

        found = read_book(self.path)
        return self.book() if found is None else found

    def nothing_yet(self) -> bool:
        """No file and no copy of one: a first start, or a slip in the path. Nothing is made."""
        from storage.backup import list_backups
        from storage.paths import backup_dir, journal_copy

        if self.path.exists() and (self.path.is_dir() or self.path.stat().st_size):
            return False
        return not list_backups(backup_dir(self.path)) and not journal_copy(self.path).exists()
