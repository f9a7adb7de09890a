"""The front door: look at files, then write what was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from storage.bare_store import BareStore
from storage.import_topics import SOURCES_TOPIC
from storage.importing.column_readers import decide
from storage.importing.contacts import ContactsFile, contacts_in, preview_contacts
from storage.importing.currency import CODES, SHARED
from storage.importing.detect import (
    COLUMNS_TOPIC,
    CONTACTS,
    JSONL,
    check_columns,
    check_map,
    lay_out,
    wanted_formats,
)
from storage.importing.doubts import TOPIC, check_answers
from storage.importing.errors import ImportTrouble
from storage.importing.file_questions import sign_id
from storage.importing.jsonl_adapter import (
    clients_in,
    looks_like_ours,
    named_as_ours,
    record_file,
)
from storage.importing.letters import OTHERS
from storage.importing.lookup import ClientMatches, ImportLookup
from storage.importing.options import ImportOptions
from storage.importing.payment_rows import PaymentsFile, payments_in
from storage.importing.payments import preview_payments
from storage.importing.plan import preview_csv
from storage.importing.preview import ImportPreview, Result
from storage.importing.profile import FileProfile, Progress, Reading, profile
from storage.importing.project_rows import ProjectsFile, projects_in
from storage.importing.projects import preview_projects
from storage.importing.record_file import RecordFile
from storage.importing.source_answers import answers_topic, with_source_answers
from storage.importing.table import MappedTable
from storage.importing.table_sources import TABLES_TOPIC, TableSources
from storage.importing.text_source import Source, open_source
from storage.importing.transform import ImportJob, new_client
from triage.records import Client

if TYPE_CHECKING:
    from storage.importing.jsonl_import import JsonlPlan


def inspect(
    path: Path, store: BareStore, options: ImportOptions, progress: Reading | None = None
) -> ImportPreview:
    """What importing one file would do. Nothing is written.

    `progress` gets the number of rows looked at, and how many there are; what it raises ends the
    look. Raises ImportTrouble when the file cannot be used, NoSuchClient or AmbiguousClient for
    `options.client`.
    """
    return inspect_all([path], store, options, progress)[0]


def inspect_all(
    paths: Sequence[Path],
    store: BareStore,
    options: ImportOptions,
    progress: Reading | None = None,
) -> list[ImportPreview]:
    """What importing these files one after the other would do. Raises like `inspect`."""
    formats = [wanted_formats(options.format_name, path) for path in paths]
    check_map(options.column_map)
    check_answers(options.answers)
    options = replace(options, answers={**store.remembered(TOPIC), **options.answers})
    columns = store.remembered(COLUMNS_TOPIC)
    sources = TableSources(store.remembered(TABLES_TOPIC), columns, store.remembered(SOURCES_TOPIC))
    opened: list[_Opened] = []
    for path, names in zip(paths, formats, strict=True):
        if records := record_file(path, options.contents):
            opened.append(records)
            continue
        if named_as_ours(path, names):
            opened.append(RecordFile(path))
            continue
        source = _with_letters(open_source(path), options.answers.get("letters"))
        if JSONL in names and not source.sheets and looks_like_ours(RecordFile(path)):
            opened.append(RecordFile(path))
        elif CONTACTS in names and (contacts := contacts_in(source)):
            opened.append(contacts)
        elif (payments := payments_in(source)) and payments.form.name in names:
            opened.append(payments)
        elif (
            not options.column_map
            and (projects := projects_in(source, columns))
            and (projects.form.name in names)
        ):
            opened.append(projects)
        else:

            def laid_out(source: Source, names: tuple[str, ...] = names) -> MappedTable:
                return sources.named(lay_out(source, names, options.column_map, columns))

            opened.append(_profiled(laid_out, source, store, options, progress))
    tables = [each.table for each in opened if isinstance(each, _ProfiledTable)]
    check_columns(paths, tables, options.column_map)
    look = _Inspection(store, options, opened, progress)
    return [look.at(each) for each in opened]


def write(preview: ImportPreview, store: BareStore, progress: Progress | None = None) -> Result:
    """Carry out what a preview shows, as one change that is undone as a whole.

    `progress` gets the number of records written; what it raises cancels the import. Raises
    ImportTrouble when a question is open or the file changed meanwhile; then nothing is written.
    """
    question = preview.must_ask
    if question is not None:
        raise ImportTrouble(question.text, f"Answer with {question.flag}.")
    assert preview.plan is not None
    return preview.plan.carry_out(preview, store, progress)


@dataclass(frozen=True)
class _ProfiledTable:
    table: MappedTable
    profile: FileProfile
    options: ImportOptions


_Opened = RecordFile | ContactsFile | PaymentsFile | ProjectsFile | _ProfiledTable


def _profiled(
    laid_out: Callable[[Source], MappedTable],
    source: Source,
    store: BareStore,
    options: ImportOptions,
    progress: Reading | None,
) -> _ProfiledTable:
    """The table with what is known of its source."""
    table = laid_out(source)
    remembered = store.remembered(answers_topic(table.form.source))
    options = with_source_answers(options, remembered)
    table = _with_signs(table, options)
    survey = profile(table, _first_half(source, progress))
    if survey.odd_words and "letters" in options.recalled:
        again = _with_letters(source, options.answers["letters"])
        if again != source:
            table = _with_signs(laid_out(again), options)
            survey = profile(table, _first_half(source, progress))
    return _ProfiledTable(table, survey, options)


# A file is walked twice: each walk is half of the way.


def _first_half(source: Source, progress: Reading | None) -> Progress | None:
    if progress is None:
        return None
    return lambda rows: progress(rows // 2, max(source.lines, rows) if source.lines else 0)


def _second_half(total: int, progress: Reading | None) -> Progress | None:
    if progress is None:
        return None
    return lambda rows: progress((total + min(rows, total)) // 2, total)


def _with_letters(source: Source, answer: str | None) -> Source:
    if answer == "mend":
        return replace(source, mend=True)
    return replace(source, encoding=answer) if answer in OTHERS else source


def _with_signs(table: MappedTable, options: ImportOptions) -> MappedTable:
    answers = {sign: options.answers.get(sign_id(table.form.source, sign)) for sign in SHARED}
    return replace(table, signs={sign: code for sign, code in answers.items() if code in CODES})


class _Inspection:
    """The files of one import, looked at in order; what one would add, the next one knows."""

    def __init__(
        self,
        store: BareStore,
        options: ImportOptions,
        opened: Sequence[_Opened],
        progress: Reading | None,
    ) -> None:
        self._store = store
        self._options = options
        self._progress = progress
        self._head = store.head()
        self._earlier: list[JsonlPlan] = []
        self._named = _named(opened, options)
        self._view = ImportLookup(store, self._named, several=len(opened) > 1)
        self._only = self._client(options.client) if options.client else None

    def at(self, each: _Opened) -> ImportPreview:
        """The preview of one of the files."""
        if isinstance(each, RecordFile):
            from storage.importing.jsonl_preview import preview_jsonl

            preview, plan = preview_jsonl(each, self._store, self._earlier, self._options)
            self._earlier.append(plan)
            self._view.coming.update(plan.clients)
            return preview
        if isinstance(each, ContactsFile):
            return preview_contacts(each, self._store)
        if isinstance(each, PaymentsFile):
            return preview_payments(each, self._store, self._view, self._options)
        if isinstance(each, ProjectsFile):
            return preview_projects(each, self._store, self._view, self._options, self._only)
        decisions = decide(each.table, each.profile, each.options)
        if decisions.readers is None:
            return ImportPreview(
                file=each.table.source.path,
                format=each.table.form.name,
                label=each.table.form.label,
                questions=decisions.questions,
            )
        return preview_csv(
            ImportJob(each.table, decisions.readers, each.profile, each.options, self._only),
            self._view,
            named=self._named,
            head=self._head,
            decisions=decisions,
            progress=_second_half(each.profile.rows, self._progress),
        )

    def _client(self, text: str) -> Client:
        return self._view.clients.exactly(text) or self._store.client(text)


def _named(opened: Sequence[_Opened], options: ImportOptions) -> ClientMatches:
    tables = [each.profile for each in opened if isinstance(each, _ProfiledTable)]
    if not tables:
        return ClientMatches()
    files = [each for each in opened if isinstance(each, RecordFile)]
    records = [client for file in files for client in clients_in(file)]
    names = [new_client(name, profile, options) for profile in tables for name in profile.clients]
    return ClientMatches(tuple(records), tuple(names))
