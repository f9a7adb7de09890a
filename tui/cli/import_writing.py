"""Writing what an import has shown: it loads SQLModel."""

from __future__ import annotations

from collections.abc import Sequence

from storage.importing import ImportPreview, Result, write
from storage.store import Store
from tui.cli.progress import Bar


def write_all(previews: Sequence[ImportPreview], store: Store) -> list[Result]:
    """Write each file as one change, with a bar for each."""
    results = []
    for preview in previews:
        with Bar("Writing", sum(preview.counts.values())) as bar:
            results.append(write(preview, store, bar))
    return results
