"""The workspace's data file, opened for one command and closed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from storage.paths import backup_dir, broken_link, journal_copy
from tui.cli.errors import CommandRefused
from tui.cli.output import tell
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from storage.store import Store
    from triage.clients.overview import Overview
    from triage.ledger import Book


@contextmanager
def data_file(workspace: Workspace, *, create: bool = False) -> Iterator[Store]:
    """The data file, open for the block; `create` for commands that may begin a new one.

    Raises Refused where there is none yet, StorageError where there is one that cannot be used.
    """
    if not create and nothing_yet(workspace.path):
        raise CommandRefused(
            f"there is no data file yet at {workspace.path}",
            "goodterms add NAME makes one, --db names another",
        )
    store = workspace.open(create=create)
    try:
        yield store
        for notice in workspace.take_notices():
            tell(f"note: {notice}")
    finally:
        workspace.close()


def overview_of(name: str, workspace: Workspace) -> Overview:
    """The client of an id or a part of a name. Raises Refused and StorageError."""
    with data_file(workspace) as store:
        return workspace.records.overview(store.client(name).id)


def read_book(workspace: Workspace) -> Book:
    """All records; an empty book, said on standard error, where there is no data file yet."""
    if nothing_yet(workspace.path):
        from triage.ledger import Book

        tell(f"note: there is no data file yet at {workspace.path}")
        workspace.records.use(Book())
    else:
        with data_file(workspace):
            workspace.reload()
    return workspace.book


def read_plain_book(workspace: Workspace) -> Book:
    """Like `read_book`, without the weight of the store while nothing is wrong with the file."""
    from storage.data_file.readonly import read_book as read_plainly

    book = read_plainly(workspace.path)
    if book is None:
        return read_book(workspace)
    workspace.records.use(book)
    return book


def nothing_yet(path: Path) -> bool:
    """No file and no copy of one: a first start, or a slip in the path. Nothing is made."""
    if broken_link(path) or (path.exists() and (not path.is_file() or path.stat().st_size)):
        return False
    return not any(backup_dir(path).glob("*.db")) and not journal_copy(path).exists()
