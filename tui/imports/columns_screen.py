"""Which column of an unknown table holds what: examples on the left, our fields by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import OptionList, Static
from typing_extensions import override

from storage.importing.guess import examples, guess_kind
from tui.imports.column_fields import BY_DIGIT, KINDS, lacking, lacks_payment, suggested
from tui.imports.words import FIELDS
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.line_list import Item, LineList
from tui.ui.numbered import numbered
from tui.wording.safe_text import content, padded, short

_KIND = "kind"
_MORE = 9
_AIR = 4
"""Columns between the longest examples and what they are taken for, where there is room."""


@dataclass(frozen=True, slots=True)
class ColumnKey:
    """A column of the file."""

    name: str


class ColumnsScreen(BaseScreen[dict[str, str] | None]):
    """Answers with column -> field, or None when it was left. It opens with a first guess."""

    GROUP = "columns"
    CSS_PATH = "columns_screen.tcss"
    AUTO_FOCUS = "#columns-list"

    def __init__(self, name: str, columns: Sequence[str], sample: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self._file = name
        self._columns, self._rows = columns, sample
        self._examples = examples(columns, sample)
        self._kind = guess_kind(columns, sample)
        self._mapped = suggested(self._kind, columns, sample)

    @override
    def body(self) -> ComposeResult:
        yield Static(id="columns-top", classes="title")
        yield Static(classes="rule")
        yield Static(
            "Good Terms does not recognize this file. Map its columns; the mapping is "
            "remembered for other files like it.",
            id="columns-say",
        )
        yield LineList(id="columns-list")
        yield Static(classes="rule")
        yield Static(id="columns-ask")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._show()
        self.query_one(LineList).highlighted = 0

    def on_resize(self) -> None:
        self._show()

    # --- drawing ------------------------------------------------------------------------

    def _show(self) -> None:
        width = max(20, self.size.width - 4)
        top = Content.assemble(("Import", "bold"), "  ", content(short(self._file, 200)))
        self.query_one("#columns-top", Static).update(padded(top, width))
        self.query_one(LineList).show(self._items(width))
        self._show_ask()

    def _items(self, width: int) -> Iterator[Item]:
        name, field = 20, 24
        longest = max((len(", ".join(cells)) for cells in self._examples.values()), default=0)
        example = max(10, min(longest + _AIR, width - name - field - 5))
        kind = dict(KINDS)[self._kind]
        yield Item(_KIND, Content.assemble(padded("This file has", name + 2), (kind, "bold")))
        for column, cells in self._examples.items():
            word = FIELDS[self._kind].get(self._mapped.get(column, ""), "")
            line = Content.assemble(
                padded(short(column), name),
                "  ",
                padded(short(", ".join(cells)), example, "$quiet"),
                "  ",
                (word, "bold") if word else ("not needed", "$quiet"),
            )
            yield Item(ColumnKey(column), line)

    def _at_hand(self) -> str | None:
        """The column under the cursor; None on the line above them."""
        match self.query_one(LineList).current:
            case ColumnKey(name):
                return name
        return None

    @on(OptionList.OptionHighlighted)
    def _show_ask(self) -> None:
        column = self._at_hand()
        if column is None:
            question, answers = "What is in this file?", [word for _, word in KINDS]
            chosen = [kind for kind, _ in KINDS].index(self._kind) + 1
        else:
            fields = FIELDS[self._kind]
            question = f"What is in “{short(column, 40)}”?"
            answers = [*list(fields.values())[:BY_DIGIT], "more ...", "not needed"]
            field = self._mapped.get(column)
            chosen = min(list(fields).index(field) + 1, _MORE) if field else _MORE + 1
        digits = [(str(n % 10), word) for n, word in enumerate(answers, start=1)]
        line = numbered(digits, str(chosen % 10), self.size.width - 2, "choose")
        lines = [content(question, "bold"), line]
        if missing := lacking(self._kind, self._mapped):
            lines.append(Content.styled(f"Still to be found: {missing}", "$accent"))
        elif lacks_payment(self._kind, self._mapped):
            lines.append(Content.styled("No column yet says what is paid.", "$accent"))
        self.query_one("#columns-ask", Static).update(Content("\n").join(lines))
        self.show_keys()

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        missing = lacking(self._kind, self._mapped)
        if action == "go" and missing:
            return f"Nothing can be imported yet: no column is mapped to {missing}."
        return None

    def on_key(self, event: Key) -> None:
        digit = event.character or ""
        if event.key == "enter":
            event.stop()  # to the list it is the same as a click on the line
            self.action_go()
        elif digit.isdecimal():
            event.stop()
            self.action_choose(int(digit))

    def action_choose(self, number: int) -> None:
        """Say what the file, or the column under the cursor, holds."""
        column = self._at_hand()
        if column is None:
            if 1 <= number <= len(KINDS):
                self._kind = KINDS[number - 1][0]
                self._mapped = suggested(self._kind, self._columns, self._rows)
                self._chosen()
        elif number == _MORE:
            self._pick(column)
        else:
            self._hold(column, list(FIELDS[self._kind])[number - 1] if number else None)

    def _pick(self, column: str) -> None:
        rest = [(word, field) for field, word in FIELDS[self._kind].items()][BY_DIGIT:]
        question = f"What is in “{short(column, 40)}”?"
        held = self._mapped.get(column)
        choose(self, question, rest, lambda field: self._hold(column, field), now=held)

    def _hold(self, column: str, field: str | None) -> None:
        self._mapped = {
            name: held for name, held in self._mapped.items() if name != column and held != field
        }
        if field is not None:
            self._mapped[column] = field
        self._chosen()

    def _chosen(self) -> None:
        self._show()
        lines = self.query_one(LineList)
        if lines.highlighted is not None and lines.highlighted + 1 < lines.option_count:
            lines.highlighted += 1

    def action_go(self) -> None:
        """Read the file with these columns."""
        if not self.blocked("go"):
            self.dismiss(self._mapped)
