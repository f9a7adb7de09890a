"""Writing what an import has shown."""

from __future__ import annotations

from collections.abc import Sequence

from storage.bare_store import BareStore
from storage.importing import ImportPreview, Result, write
from tui.cli.progress import Bar


def write_all(previews: Sequence[ImportPreview], store: BareStore) -> list[Result]:
    """Write each file as one change, with a bar for each."""
    results = []
    for preview in previews:
        with Bar("Writing", sum(preview.counts.values())) as bar:
            results.append(write(preview, store, bar))
    return results
