"""Import: which file? Then its preview, and afterwards perhaps another one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from platformdirs import user_downloads_path
from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from typing_extensions import override

from storage.errors import StorageError
from storage.import_topics import READ_TOPIC
from storage.importing.fetch import output_now
from storage.importing.formats import programs
from storage.importing.local_programs import local_programs
from storage.importing.sources import covers
from storage.paths import source_outputs
from storage.settings.data_sources import DataSource
from tui.imports.file_choice import Candidate, completed, file_size, fitting, typed_path
from tui.imports.files_read import FilesRead
from tui.imports.preview_screen import PreviewScreen
from tui.imports.result_screen import ImportResultScreen
from tui.imports.worker import Imported
from tui.routes import SetupRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.field import TextInput
from tui.ui.line_list import Item, LineList
from tui.wording.formatting import day
from tui.wording.safe_text import content, padded, safe, short

_KNOWN = (
    f"Good Terms reads hours from {programs('time')}, invoices from {programs('invoice')}, and "
    "its own records. For any other CSV file, you map the columns."
)
_READ = "imported"
_HINT = "Type or paste the path of the file, or choose it with the arrows."


class ImportScreen(BaseScreen[None]):
    """The field for the path, with the files that fit it below; `path` is looked at at once.

    It leaves by way of the set-up table after the first import, and when an import brought clients
    of whom the table could tell more.
    """

    GROUP = "import"
    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#import-path"
    OWN_KEYS_ONLY = True  # a question mark goes into the field, so help has its other key

    _field = getters.query_one("#import-path", TextInput)

    def __init__(
        self,
        path: Path | None = None,
        source: str | None = None,
        more: Sequence[Path] = (),
        then: Path | None = None,
    ) -> None:
        super().__init__()
        self._then = then
        self._path = path
        self._more = list(more)
        self._source = source
        self._places: list[Path] = []
        self._programs: tuple[DataSource, ...] = ()
        self._files: list[Candidate | DataSource] = []
        self._read = FilesRead()
        # What stands in the field may be the safe form of an odd name; this is the file meant.
        self._taken: tuple[str, Path] | None = None
        self._done: list[Imported] = []
        self._was_empty = False
        self._set_up_before: frozenset[str] = frozenset()
        self._looked_at = Path()
        self._wrong = ""

    @override
    def body(self) -> ComposeResult:
        yield Static(Content.styled("Import", "bold"), classes="title")
        yield Static(classes="rule")
        yield Static("Which file?", id="import-ask")
        yield TextInput(id="import-path", placeholder="~/Downloads/hours.csv")
        yield Static(_HINT, id="import-say")
        yield LineList(id="import-files")
        yield Static(_KNOWN, id="import-known", classes="quiet")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        ledgers = self.workspace.book.ledgers.values()
        self._was_empty = not ledgers
        imported = any(ledger.time or ledger.invoice for ledger in ledgers)
        self._set_up_before = frozenset(self.workspace.book.ledgers if imported else ())
        configured = self.workspace.settings.sources
        commands = tuple(data for data in configured if data.command)
        self._programs = (*commands, *local_programs(configured))
        self._places = [Path.cwd(), user_downloads_path()]
        self.query_one(LineList).can_focus = False
        self._learn_read()
        if self._path is not None:
            self._field.value = safe(str(self._path))
            self._look_at(self._path)

    # --- the files that fit -------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list()
        if event.value != self._wrong:
            self._set_status(_HINT)

    def _learn_read(self) -> None:
        """List the files anew, as what was imported by now says of them."""
        try:
            self._read.learn(self.workspace.records.remembered(READ_TOPIC))
        except StorageError as trouble:
            self.host.trouble(trouble)
        self._list()

    def on_resize(self) -> None:
        marked = self.query_one(LineList).highlighted
        self._list()
        self.query_one(LineList).highlighted = marked

    def _list(self) -> None:
        typed = self._field.value
        programs = () if typed else self._programs
        found = fitting(typed, self._places)
        read = [file for file in found if self._read.has(file)]
        self._files = [*programs, *(file for file in found if file not in read), *read]
        width = max(20, self.size.width - 4)
        files = self.query_one(LineList)
        files.show(Item(str(at), self._line(file, width)) for at, file in enumerate(self._files))
        # While nothing is typed, enter takes the line on top.
        files.highlighted = 0 if self._files and not typed else None

    def _line(self, file: Candidate | DataSource, width: int) -> Content:
        if isinstance(file, DataSource):
            shown = f"run “{short(' '.join(file.command), 40)}”"
            return Content.assemble(padded(short(file.name), width - 46), "  ", (shown, "$quiet"))
        seen = datetime.fromtimestamp(file.changed).date()
        name = file.path.name + ("/" if file.folder else "")
        beside = (
            ""
            if file.folder
            else f"{file_size(file.size):>8}  {day(seen, self.workspace.today):>12}"
        )
        mark = f"  {_READ}" if self._read.has(file) else ""
        left = width - 24 - len(mark)
        return Content.assemble(
            padded(short(name), left), (mark, "$quiet"), "  ", (beside, "$quiet")
        )

    def action_down(self) -> None:
        """Down the list of files."""
        self.query_one(LineList).action_cursor_down()

    def action_up(self) -> None:
        """Up the list of files."""
        self.query_one(LineList).action_cursor_up()

    def action_complete(self) -> None:
        """Complete the name: to the file under the cursor, or as far as all that fits agrees."""
        marked = self.query_one(LineList).highlighted
        files = [file for file in self._files if isinstance(file, Candidate)]
        if marked is not None:
            if isinstance(chosen := self._files[marked], Candidate):
                self._put(chosen)
        elif len(files) == 1:
            self._put(files[0])
        else:
            text = self._field.value
            self._write(safe(completed(text, files)) if text else text)

    def _put(self, file: Candidate) -> None:
        shown = safe(file.text)
        self._taken = (shown, file.path)
        self._write(shown)

    def _write(self, text: str) -> None:
        self._field.value = text
        self._field.cursor_position = len(text)

    # --- the file -----------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(self._files[event.option_index])

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """Look at the file that is marked or typed."""
        marked = self.query_one(LineList).highlighted
        if marked is not None:
            self._take(self._files[marked])
            return
        text = self._field.value
        if not text.strip():
            self._set_status(_HINT)
        elif self._taken is not None and self._taken[0] == text:
            self._look_at(self._taken[1])
        else:
            self._look_at(typed_path(text))

    def _take(self, file: Candidate | DataSource) -> None:
        if isinstance(file, DataSource):
            self.notify_user(f"Asking {file.name} ...")
            self.run_worker(lambda: self._ask_program(file), thread=True, exclusive=True)
            return
        if file.folder:
            self._put(file)
        else:
            self._look_at(file.path)  # what is typed stays, so that afterwards all files are there

    @dataclass
    class Asked(Message):
        """What a program printed, as a file, or why it printed nothing."""

        data: DataSource
        outcome: Path | StorageError

    def _ask_program(self, data: DataSource) -> None:
        outcome: Path | StorageError
        try:
            outcome = output_now(data, source_outputs(self.workspace.path))
        except StorageError as trouble:
            outcome = trouble
        self.post_message(self.Asked(data, outcome))

    @on(Asked)
    def _answered(self, event: Asked) -> None:
        if not self.is_current:
            return  # something else was chosen meanwhile
        if isinstance(event.outcome, StorageError):
            self._complain(f"{event.outcome.message} {event.outcome.hint}")
            return
        self._looked_at = event.outcome
        self.app.push_screen(PreviewScreen(event.outcome, event.data.name), self._after)

    def _look_at(self, path: Path) -> None:
        if self._is_folder(path):
            text = self._field.value
            if not text.endswith(("/", os.sep)):
                self._write(f"{text}{os.sep}")
            name = short(path.name or str(path), 60)
            self._complain(f"“{name}” is a folder. Choose a file in it.")
            return
        self._looked_at = path
        source = self._source if path == self._path else None
        self.app.push_screen(PreviewScreen(path, source), self._after)

    def _is_folder(self, path: Path) -> bool:
        try:
            return path.is_dir()
        except (OSError, ValueError):
            return False  # the preview says what is wrong with it

    def _complain(self, text: str) -> None:
        """Say what is wrong with the path in the field; it stands until that is changed."""
        self._wrong = self._field.value
        self._set_status(text, bad=True)

    def _set_status(self, text: str, *, bad: bool = False) -> None:
        line = self.query_one("#import-say", Static)
        line.update(content(text))
        line.set_class(bad, "health-act")

    # --- afterwards ---------------------------------------------------------------------

    def _after(self, outcome: Imported | StorageError | None) -> None:
        if isinstance(outcome, StorageError):
            # The path stands in the field above; here its last part is enough.
            name = f"“{short(self._looked_at.name, 60)}”"
            message = outcome.message.replace(str(self._looked_at), name)
            self._complain(f"{message} {outcome.hint}")
        elif isinstance(outcome, Imported):
            self._done.append(outcome)
            folder = outcome.result.file.parent
            if folder != source_outputs(self.workspace.path).absolute():
                self._places.insert(0, folder)
            if self._more:
                self._path = self._more.pop(0)
                self._write(safe(str(self._path)))
                self._look_at(self._path)
                return
            outputs = source_outputs(self.workspace.path)
            files = [done.result.file for done in self._done]
            left = [
                data
                for data in self._programs
                if not any(covers(data, file, outputs) for file in files)
            ]
            screen = ImportResultScreen(self._done, onward=self._onward, programs=left)
            self.app.push_screen(screen, self._go_on)

    @property
    def _onward(self) -> str:
        """What comes when no other file is chosen."""
        if self._needs_setup:
            return "No, on to the setup table"
        return (
            "No, that was the last one"
            if self._then is None
            else f"No, on to {short(self._then.name)}"
        )

    def _go_on(self, another: bool | DataSource | None) -> None:
        if isinstance(another, DataSource):
            self._write("")
            self._take(another)
        elif another:
            self._write("")
            self._learn_read()
        else:
            self.action_leave()

    @property
    def _needs_setup(self) -> bool:
        """Whether the table has something to ask: of everybody where there was nobody before, else
        of clients without a rate or floor, new ones or, after the first import, any.
        """
        workspace = self.workspace
        if not self._done or not workspace.book.ledgers:
            return False
        default = workspace.settings.limits.default_floor
        lacking = {
            id_
            for id_, overview in workspace.overviews.items()
            if overview.health.health != "ended"
            if overview.client.rate is None or (overview.client.floor or default) is None
        }
        return self._was_empty or not lacking <= self._set_up_before

    @override
    def action_leave(self) -> None:
        """Leave, by way of the set-up table where an import left something to say there."""
        if self._needs_setup:
            # Not one after the other: the screen below would show up, and act, in between.
            self.replace(SetupRoute())
        else:
            self.dismiss()
