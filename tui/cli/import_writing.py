"""Writing what an import has shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from storage.bare_store import BareStore
from storage.errors import Locked, StorageError
from storage.importing import ImportPreview, Result, write
from tui.cli.progress import Bar


def write_all(previews: Sequence[ImportPreview], store: BareStore) -> list[Result]:
    """Write each file as one change, with a bar for each; what was there before is copied first."""
    if previews:
        _copy_before(store)
    results = []
    for preview in previews:
        with Bar("Writing", sum(preview.counts.values())) as bar:
            results.append(write(preview, store, bar))
    return results


def _copy_before(store: BareStore) -> None:
    """A copy of the file as it is, before many records come in; without one it goes on."""
    try:
        store.backup_if_due(every=timedelta())
    except Locked:
        return
    except StorageError as failed:
        store.notices.append(f"{failed.message} {failed.hint}")
