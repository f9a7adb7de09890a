"""The part of `sync` that needs the import."""

from __future__ import annotations

from collections.abc import Sequence

from storage.bare_store import BareStore
from storage.import_topics import READ_TOPIC, SOURCES_TOPIC
from storage.importing import ImportOptions, ImportPreview, ImportTrouble, inspect_all
from storage.importing.fetch import answered, files_of
from storage.importing.sources import ImportSource
from storage.paths import source_outputs
from triage.corrections import too_many_corrected
from triage.limits import Limits
from tui.cli.errors import CommandRefused
from tui.cli.import_options import answered_options
from tui.cli.import_report import looked_at, refuse_open_questions
from tui.cli.import_writing import write_all
from tui.cli.progress import Bar
from tui.wording.file_changes import many_corrected
from tui.workspace.sources import known_sources
from tui.workspace.workspace import Workspace

NOT_READ = (ImportTrouble, CommandRefused)
"""Why a source could not be read."""

__all__ = ["NOT_READ", "answered_options", "chosen", "look", "refuse_many_corrected", "write_all"]


def chosen(names: Sequence[str], store: BareStore, workspace: Workspace) -> list[ImportSource]:
    """The sources of these names, all without a name. Raises CommandRefused."""
    known = known_sources(workspace, store.remembered(SOURCES_TOPIC))
    if not known:
        raise CommandRefused(
            "there is no source yet",
            "import a file, or add a source to the settings file; docs/imports.md shows how",
        )
    for name in names:
        if name not in {source.name for source in known}:
            listed = ", ".join(sorted({source.name for source in known}))
            raise CommandRefused(f"there is no source {name!r}", f"sources: {listed}")
    return [source for source in known if not names or source.name in names]


def look(
    source: ImportSource,
    store: BareStore,
    options: ImportOptions,
    workspace: Workspace,
    *,
    asks: bool,
) -> Sequence[ImportPreview]:
    """What importing a source would do, after its questions; what `options` answer comes before
    what the settings say. Raises what is in NOT_READ."""
    paths = files_of(source, source_outputs(workspace.path), store.remembered(READ_TOPIC).keys())
    if source.configured is not None:
        options = answered(options, source.configured)

    def inspected(options: ImportOptions) -> Sequence[ImportPreview]:
        with Bar("Reading") as bar:
            return inspect_all(paths, store, options, bar)

    previews = looked_at(inspected, options, asks=asks)
    refuse_open_questions(previews, in_settings=True)
    return previews


def refuse_many_corrected(previews: Sequence[ImportPreview], limits: Limits) -> None:
    """Raises CommandRefused for a file that changes too much of what is known for nobody to look
    at it."""
    for preview in previews:
        if too_many_corrected(*preview.corrections, limits):
            raise CommandRefused(
                many_corrected(preview.corrections),
                "look at it without --yes; goodterms import --yes FILE imports it",
            )
