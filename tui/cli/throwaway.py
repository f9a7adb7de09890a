"""The data file as an import needs it: the user's, or an empty one where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from storage.bare_store import BareStore
from storage.throw_away import ThrowAwayFolder
from tui.cli.data_file import refuse_nothing, tell_notices
from tui.cli.unlocking import unlock
from tui.workspace.workspace import Workspace


@contextmanager
def bare_file(workspace: Workspace, *, create: bool = False) -> Iterator[BareStore]:
    """The user's data file, open for the block; `create` says that a new one may be made.

    Raises CommandRefused where there is none yet, StorageError where it cannot be used.
    """
    refuse_nothing(workspace, create=create)
    unlock(workspace, workspace.path)
    with BareStore.open(workspace.path, now=workspace.now, create=create) as store:
        workspace.remember_opened()
        yield store
        tell_notices(store)


@contextmanager
def store_to_look_in(workspace: Workspace, *, fresh: bool) -> Iterator[BareStore]:
    """The user's data file; `fresh` = there is none yet, and what is made here is thrown away."""
    if not fresh:
        with bare_file(workspace) as store:
            yield store
        return
    with (
        ThrowAwayFolder() as folder,
        BareStore.open(folder.path / "empty.db", now=workspace.now) as store,
    ):
        yield store
