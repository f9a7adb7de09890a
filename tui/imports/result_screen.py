"""What was imported, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.events import Key
from typing_extensions import override

from storage.errors import StorageError
from storage.settings.data_sources import DataSource
from tui.imports.lines import skip_lines, tally
from tui.imports.worker import Imported
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import Item
from tui.ui.list_pane import ListPane
from tui.wording.formatting import count
from tui.wording.safe_text import content, hanging, padded, short

ANOTHER, ON = "another", "on"
_NAME = 36


class ImportResultScreen(BaseScreen[bool | DataSource | None]):
    """Answers whether another file follows, or what one of the `programs` has now; `onward` says
    what comes otherwise.
    """

    GROUP = "imported"
    CSS_PATH = "result_screen.tcss"

    def __init__(
        self, done: Sequence[Imported], *, onward: str, programs: Sequence[DataSource] = ()
    ) -> None:
        super().__init__()
        self._done = tuple(done)
        self._onward = onward
        self._programs = tuple(programs)
        self.list_pane = self._pane = ListPane(self.refresh_from_workspace, self.action_go)

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._pane.lines.action_last()  # on, unless something else is said

    @override
    def refresh_from_workspace(self) -> None:
        width = self._pane.width
        try:
            undone = {entry.number for entry in self.workspace.store.history() if entry.undone}
        except StorageError as trouble:
            self.host.trouble(trouble)
            return
        items = [
            Item(None, line)
            for imported in self._done
            for line in _file(imported, imported.entry in undone, width)
        ]
        items.append(Item(None, Content.styled("\nDo you want to import another file?", "bold")))
        answers = (
            (ANOTHER, "Yes, another file"),
            *((data.name, f"Yes, from {short(data.name)}") for data in self._programs),
            (ON, self._onward),
        )
        items += [
            Item(key, Content.assemble((f"  {number}  ", "$accent bold"), words))
            for number, (key, words) in enumerate(answers, start=1)
        ]
        self._pane.show(Content.styled("Imported", "bold"), items)

    def on_key(self, event: Key) -> None:
        digit = event.character or ""
        if digit.isdecimal() and 1 <= int(digit) <= len(self._programs) + 2:
            event.stop()
            self.action_choose(int(digit))

    def action_choose(self, number: int) -> None:
        """Another file, a program, or on."""
        answers: tuple[bool | DataSource, ...] = (True, *self._programs, False)
        self.dismiss(answers[number - 1])

    def action_go(self) -> None:
        """Go on with what is marked."""
        names = [ANOTHER, *(data.name for data in self._programs), ON]
        current = self._pane.lines.current
        self.action_choose(names.index(current) + 1 if current in names else len(names))

    @override
    def action_leave(self) -> None:
        """Done importing."""
        self.dismiss(False)


def _file(imported: Imported, undone: bool, width: int) -> Iterator[Content]:
    """One file: what became of it, and what still needs a look."""
    result = imported.result
    name = padded(short(result.file.name), _NAME)
    if undone:
        yield Content.assemble("  ", name, "  ", ("undone", "$quiet"))
        return
    yield Content.assemble("  ", name, "  ", tally(result))
    if result.unmapped:
        rows = sum(result.unmapped.values())
        wait = "waits" if rows == 1 else "wait"
        text = (
            f"{count(rows, 'row')} still {wait} for a client: "
            "import the file again and choose the client."
        )
        yield hanging(Content("    "), content(text, "$health-watch"), width)
    for question in result.waiting:
        text = f"{question.text} To decide, import the file again."
        yield hanging(Content("    "), content(text, "$health-watch"), width)
    bad = [skip for skip in result.skipped if skip.bad]
    for line in list(skip_lines(bad, width - 2))[:4]:
        yield Content.assemble("  ", line)
