"""Writing what an import has shown: it loads SQLModel."""

from __future__ import annotations

from collections.abc import Sequence

from storage.importing import ImportPreview, Result, write
from storage.store import Store
from tui.cli.progress import Bar
from tui.workspace.workspace import Workspace


def write_all(
    previews: Sequence[ImportPreview], store: Store, workspace: Workspace
) -> list[Result]:
    """Write each file as one change, with a bar for each; what was there before is copied first."""
    if previews:
        workspace.copy_before_import()
    results = []
    for preview in previews:
        with Bar("Writing", sum(preview.counts.values())) as bar:
            results.append(write(preview, store, bar))
    return results
