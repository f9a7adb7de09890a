"""One key for the week: what a source brings that nobody has to be asked about is taken in.

Only from sources that were imported before, and only what is new or plainly brought up to date.
Where a question is open, where something would go back or be taken out, where much of what is known
would change, or where a file is another one than last time, the source waits for somebody to look;
the others are in by then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from storage.bare_store import BareStore
from storage.errors import FileTrouble, StorageError
from storage.import_topics import READ_TOPIC, SOURCES_TOPIC
from storage.importing.errors import NotRecognised
from storage.importing.fetch import Stopped, answered, files_of, hash_of
from storage.importing.options import ImportOptions, ImportQuestion
from storage.importing.preview import Corrections, ImportPreview, Result
from storage.importing.row_ids import client_key
from storage.importing.sources import ImportSource, looked_at
from storage.importing.time_pass import WORK_TOPIC
from triage.corrections import too_many_corrected
from triage.limits import Limits

_NOTHING_BACK = {"older": "stay", "taken_out": "stay-out", "gone": "keep"}
"""Questions of which one answer turns something back: that is never done without a look."""


@dataclass
class SourceNews:
    """What becomes of one source: `taken` is in, with its `new_clients`; `to_ask` are the files
    that somebody has to look at, because of their `corrections` if those are many; `trouble` is
    why it could not be read.
    """

    source: ImportSource
    taken: list[Result] = field(default_factory=list)
    new_clients: list[str] = field(default_factory=list)
    to_ask: list[Path] = field(default_factory=list)
    corrections: Corrections | None = None
    trouble: StorageError | None = None

    @property
    def has_come(self) -> bool:
        """Whether something is in that was not there before."""
        return any(result.batch for result in self.taken)


@dataclass(frozen=True)
class Reader:
    """How a file is looked at and how that is written; both may raise StorageError.

    `outputs` is where the output of commands is kept; `stopped` says that a command is to end.
    """

    outputs: Path
    look: Callable[[Path, ImportOptions], ImportPreview]
    write: Callable[[ImportPreview], Result]
    stopped: Stopped


def take_in(
    news: SourceNews, store: BareStore, options: ImportOptions, limits: Limits, reader: Reader
) -> None:
    """Read one source, write what needs no word of anybody, and note all of it in `news`.

    Raises FileTrouble when the data file itself cannot be used, and whatever ends the look.
    """
    try:
        _take_in(news, store, options, limits, reader)
    except FileTrouble:
        raise
    except StorageError as trouble:
        news.trouble = trouble


def _take_in(
    news: SourceNews, store: BareStore, options: ImportOptions, limits: Limits, reader: Reader
) -> None:
    source = news.source
    if source.configured is not None:
        options = answered(options, source.configured)
    works = store.remembered(WORK_TOPIC)
    read = store.remembered(READ_TOPIC).keys()
    paths = files_of(source, reader.outputs, read, reader.stopped)
    for number, path in enumerate(paths):
        # The same as last time: what was left open then was left open on purpose.
        if source.fingerprint and hash_of(path) == source.fingerprint:
            if source.configured is not None and source.configured.command:
                _note_look(news, store, options.on)
            continue
        try:
            preview = reader.look(path, options)
        except NotRecognised as trouble:
            if not trouble.columns:
                raise
            news.to_ask = paths[number:]  # other columns than last time: a screen can map them
            return
        if source.on is None or has_to_be_asked(preview, options, works):
            news.to_ask = paths[number:]
            return
        if too_many_corrected(*preview.corrections, limits):
            news.to_ask, news.corrections = paths[number:], preview.corrections
            return
        news.taken.append(reader.write(preview))
        news.new_clients += preview.new_clients


def _note_look(news: SourceNews, store: BareStore, on: date) -> None:
    """That a program has nothing new. Of a file that is the same nobody knows: perhaps nothing was
    exported since."""
    looked = looked_at(store.remembered(SOURCES_TOPIC), news.source, on)
    store.import_batch(
        f"Look at {news.source.label}",
        file=news.source.path.name,
        fingerprint=news.source.fingerprint,
        new=(),
        remember={SOURCES_TOPIC: looked},
    )


def has_to_be_asked(
    preview: ImportPreview, options: ImportOptions, works: Mapping[str, str]
) -> bool:
    """Whether somebody has to look at an import before it is written.

    `works` says of which projects it is known what their unbillable hours are.
    """
    return (
        preview.plan is None
        or preview.needs_attention
        or bool(preview.alike or preview.removed)
        or not all(_is_settled(each, options) for each in preview.questions)
        or not _all_known(preview.not_billable, {**works, **options.work_for})
    )


def _is_settled(question: ImportQuestion, options: ImportOptions) -> bool:
    answer = options.answer_to(question.id)
    if question.id in _NOTHING_BACK and answer is not None:
        return answer == _NOTHING_BACK[question.id]
    return question.remembered or answer is not None


def _all_known(projects: Collection[str], works: Collection[str]) -> bool:
    return {client_key(each) for each in projects} <= {client_key(each) for each in works}
