"""The data file that an import is looked at in: the user's, or an empty one where there is none."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.store import Store
from tui.cli.data_file import data_file
from tui.workspace.workspace import Workspace


@contextmanager
def store_to_look_in(workspace: Workspace, *, fresh: bool) -> Iterator[Store]:
    """The user's data file; `fresh` = there is none yet, and what is made here is thrown away."""
    if not fresh:
        with data_file(workspace) as store:
            yield store
        return
    with (
        tempfile.TemporaryDirectory(prefix="goodterms-") as folder,
        Store.open(Path(folder) / "empty.db", now=workspace.now) as store,
    ):
        yield store
