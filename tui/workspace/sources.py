"""The sources of a data file: the user's, the programs and the files that were imported from."""

from __future__ import annotations

from storage.bare_store import BareStore
from storage.import_topics import SOURCES_TOPIC
from storage.importing.sources import ImportSource, all_sources
from storage.paths import source_outputs
from tui.workspace.workspace import Workspace


def known_sources(workspace: Workspace, store: BareStore) -> list[ImportSource]:
    """Where new data may come from. The sample year has none of the user's own."""
    return all_sources(
        store.remembered(SOURCES_TOPIC),
        () if workspace.sample else workspace.settings.sources,
        source_outputs(workspace.path),
    )
