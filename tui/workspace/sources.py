"""The sources of a data file: the user's, the programs and the files that were imported from."""

from __future__ import annotations

from collections.abc import Mapping

from storage.import_topics import SOURCES_TOPIC
from storage.importing.fetch import has_newer
from storage.importing.sources import ImportSource, all_sources
from storage.paths import source_outputs
from tui.workspace.workspace import Workspace


def known_sources(workspace: Workspace, remembered: Mapping[str, str]) -> list[ImportSource]:
    """Where new data may come from; `remembered` is what is kept under SOURCES_TOPIC.

    The sample year has no source of the user's own.
    """
    configured = () if workspace.sample else workspace.settings.sources
    return all_sources(remembered, configured, source_outputs(workspace.path))


def old_sources(workspace: Workspace) -> list[ImportSource]:
    """Those that were not read for a week, or that have something newer. Raises StorageError."""
    known = known_sources(workspace, workspace.records.remembered(SOURCES_TOPIC))
    return [each for each in known if each.is_stale(workspace.today) or has_newer(each)]
