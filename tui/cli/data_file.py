"""The workspace's data file, opened for one command and closed again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from storage.errors import NotThereNow
from storage.paths import backup_dir, broken_link, journal_copy
from tui.cli.errors import CommandRefused
from tui.cli.output import at_terminal, prompted, say, tell
from tui.cli.unlocking import unlock
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from storage.bare_store import BareStore
    from storage.store import Store
    from triage.clients.overview import Overview
    from triage.ledger import Book


@contextmanager
def data_file(workspace: Workspace, *, create: bool = False, look: bool = True) -> Iterator[Store]:
    """The data file, open for the block; `create` for commands that may begin a new one, `look`
    to look through a file that something else wrote to.

    Raises Refused where there is none yet, StorageError where there is one that cannot be used.
    """
    refuse_nothing(workspace, create=create)
    unlock(workspace, workspace.path)
    store = workspace.open(create=create, look=look)
    try:
        if look:
            workspace.upkeep.look_through_when_due()
        yield store
        if look:  # what nobody looked through is not worth a copy
            workspace.upkeep.copy_when_due()
        for notice in workspace.upkeep.take_notices():
            tell(f"note: {notice}")
    finally:
        workspace.close()


def refuse_nothing(workspace: Workspace, *, create: bool) -> None:
    """Raises CommandRefused where there is no data file and none may be begun, and NotThereNow
    where one was before: somebody at a terminal is asked whether a new one is to begin there."""
    if not create and nothing_yet(workspace):
        raise CommandRefused(
            f"there is no data file yet at {workspace.path}",
            "goodterms add NAME makes one, --db names another",
        )
    try:
        workspace.check_still_there()
    except NotThereNow as gone:
        if not (create and at_terminal(sys.stdin) and at_terminal(sys.stdout)):
            raise
        say(gone.message, "If its drive or folder is not mounted, stop here and mount it.")
        if (prompted("Begin a new file there? [y/N] ") or "").lower() not in ("y", "yes"):
            raise
        workspace.begin_anew()


def tell_notices(store: BareStore) -> None:
    """Says on standard error what the user should hear about the file."""
    for notice in store.notices:
        tell(f"note: {notice}")


def overview_of(name: str, workspace: Workspace) -> Overview:
    """The client of an id or a part of a name. Raises Refused and StorageError."""
    with data_file(workspace) as store:
        return workspace.records.overview(store.client(name).id)


def read_book(workspace: Workspace) -> Book:
    """All records; an empty book, said on standard error, where there is no data file yet."""
    if nothing_yet(workspace):
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


def nothing_yet(workspace: Workspace) -> bool:
    """No file and no copy of one, and none known from before: a first start, or a slip in the
    path. Nothing is made."""
    path = workspace.path
    if workspace.opened is not None and workspace.opened.is_gone(path):
        return False
    if broken_link(path) or (path.exists() and (not path.is_file() or path.stat().st_size)):
        return False
    return not any(backup_dir(path).glob("*.db")) and not journal_copy(path).exists()
