"""The set-up table: the few facts per client that no file holds, in about four keys each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content
from textual.coordinate import Coordinate
from textual.events import Key, Paste
from textual.widgets import DataTable, Static
from typing_extensions import override

from storage.errors import StorageError
from storage.importing.plan import RATE_TOPIC
from triage.changes import ChangeSet
from triage.fields.field import FieldError
from triage.fields.numbers import Amount
from triage.ledger import Ledger
from tui.setup.answers import amount_question, disabled_reason, without
from tui.setup.grid import SetupGrid
from tui.setup.pending_amount import PendingAmount
from tui.setup.question import AskedCell, question_lines
from tui.setup.saving import FloorDoubt, Saving, saving
from tui.setup.table import AMOUNTS, COLUMNS, Cell, SetupColumn, cell, listed
from tui.ui.base_screen import BaseScreen
from tui.ui.client_glance import ClientGlance
from tui.wording.safe_text import content, padded

_FRAME_ROWS = 8
"""Rows of the title, of the rules and of the question, with what is said below it."""
_GLANCE_ROWS = 15
"""Rows to spare from which on the client under the cursor has a place of its own."""


class SetupScreen(BaseScreen[None]):
    """Rows are clients. A digit fills a cell and goes on; an amount is typed and kept by enter.

    Every answer is written at once as a change of its own, so it can be left at any time and
    taken back with u.
    """

    GROUP = "setup"
    CSS_PATH = "screen.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#setup-table"

    _table = getters.query_one(SetupGrid)

    def __init__(self) -> None:
        super().__init__()
        self._ledgers: Sequence[Ledger] = ()
        self._rates: Mapping[str, str] = {}
        self._at = Coordinate(0, 0)
        self._pending = PendingAmount()
        self._message, self._complained = "", False
        self._writing = False
        self._doubt = FloorDoubt()
        self._glance = ClientGlance()

    @override
    def body(self) -> ComposeResult:
        yield Static(id="setup-top", classes="title")
        yield Static(classes="rule")
        yield SetupGrid(id="setup-table")
        yield Static(classes="rule")
        yield Static(id="setup-ask")
        yield self._glance

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.refresh_from_workspace()
        self._start()
        self._go_on_with(self.draft.keep("setup", self._unsaved))

    def on_resize(self) -> None:
        self._redraw()

    # --- drawing ------------------------------------------------------------------------

    @override
    def refresh_from_workspace(self) -> None:
        if not self._writing and not self._complained:
            self._message = ""  # it was taken back, or another window wrote: it holds no more
        self._redraw()

    def _redraw(self) -> None:
        self._ledgers = listed(self.workspace.book.ledgers.values())
        self._rates = self.workspace.records.remembered(RATE_TOPIC)
        self._table.fill(self._ledgers, self._cell)
        self._at = self._table.cursor_coordinate  # its client may stand in another row now
        self._show_top()
        self._show_ask()

    def _cell(self, column: SetupColumn, ledger: Ledger) -> Cell:
        workspace = self.workspace
        return cell(column.name, ledger, workspace.today, self._rates, workspace.limits)

    def _show_top(self) -> None:
        left = Content.assemble(
            ("Setup table", "bold"), "  ", ("facts missing from imports; leave any time", "$quiet")
        )
        right = f"{len(self._table.blank_cells)} open"
        width = max(20, self.size.width - 2)
        top = Content.assemble(padded(left, width - len(right) - 1), " ", (right, "$quiet"))
        self.query_one("#setup-top", Static).update(top)

    def _show_ask(self) -> None:
        lines = [*self._question(), content(self._message, "$quiet")]
        self.query_one("#setup-ask", Static).update(Content("\n").join(lines))
        self._show_glance()

    def _show_glance(self) -> None:
        """What is known of the client, in the rows that a high screen leaves."""
        ledger, workspace = self._table.ledger, self.workspace
        overview = workspace.overviews.get(ledger.client.id) if ledger else None
        rows = _FRAME_ROWS + self._table.virtual_size.height
        roomy = self.size.height - rows >= _GLANCE_ROWS
        self._glance.show(overview if roomy else None, workspace.look.glyphs, rows)

    def _question(self) -> Sequence[Content]:
        return question_lines(
            self._asked,
            self._pending,
            self.workspace.typing(self._asked.currency),
            self.size.width - 2,
        )

    @property
    def _asked(self) -> AskedCell:
        """What the cell under the cursor asks, and of whom."""
        column, ledger = self._table.column, self._table.ledger
        text = self._cell(column, ledger).text if column and ledger else ""
        return AskedCell(column, ledger, text, self._ledgers, self._pending.currency)

    @on(DataTable.CellHighlighted)
    def _moved(self) -> None:
        # A table that is drawn again tells of a move too.
        there, here = self._at, self._table.cursor_coordinate
        if here != there:
            if self._pending.text and not self._keep_behind(there, here):
                return
            self._at = here
            self._forget()
            if self._complained:
                self._message, self._complained = "", False
        self._show_ask()

    def _keep_behind(self, there: Coordinate, here: Coordinate) -> bool:
        """Keep the amount typed in the cell that was left as enter would have kept it; False where
        it cannot be, and the cursor is back there, with the reason.
        """
        self._table.cursor_coordinate = there
        kept = self._keep_typed()
        if kept:
            self._table.cursor_coordinate = here
        return kept

    def _forget(self) -> None:
        self._pending, self._doubt = PendingAmount(), FloorDoubt()
        self.draft.changed()

    # --- the draft ----------------------------------------------------------------------

    def _unsaved(self) -> str | None:
        """The amount that is half typed, with its cell."""
        column, ledger = self._table.column, self._table.ledger
        if column is None or not self._pending.text:
            return None
        client_id = ledger.client.id if ledger else None
        return json.dumps([client_id, column.name, self._pending.digit, self._pending.text])

    def _go_on_with(self, draft: str | None) -> None:
        """Back in the cell whose amount was half typed last time, if it still asks for one."""
        if draft is None:
            return
        client_id, name, digit, amount = json.loads(draft)
        everyone = [None] * self._table.first_client
        rows = [*everyone, *(ledger.client.id for ledger in self._ledgers)]
        columns = [column.name for column in COLUMNS]
        if client_id not in rows or name not in columns:
            return
        self._table.move_cursor(
            row=rows.index(client_id), column=columns.index(name) + 1, animate=False
        )
        self._at = self._table.cursor_coordinate
        ledger = self._table.ledger
        question = amount_question(name, digit, ledger) if ledger else None
        self._pending = PendingAmount(amount, digit, question)
        self._message = "Your text from last time is back."
        self._show_ask()

    def _set_status(self, text: str) -> None:
        self._message, self._complained = text, True
        self._show_ask()

    # --- answering ----------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        if event.key == "enter":
            event.stop()  # the table would take it for a click on the cell
            self.action_go()
        elif event.key == "ctrl+u":  # as in any field
            self.action_erase(len(self._pending.text))
        elif self._types(event.character or ""):
            event.stop()

    def on_paste(self, event: Paste) -> None:
        """The first line of what is pasted is the amount, whole or not at all."""
        column = self._table.column
        if column is None or not self._asks_for_amount(column):
            return
        event.stop()
        pasted = next(iter(event.text.strip().splitlines()), "").strip()
        context = self.workspace.typing(self._asked.currency)
        try:
            Amount().parse(pasted, context)
        except FieldError as error:
            self._set_status(str(error))
            return
        self._pending.text, self._pending.currency = pasted, context.currency
        self.draft.changed()
        self._show_ask()

    def _types(self, character: str) -> bool:
        column = self._table.column
        if column is None or not self._ledgers:
            return False
        if self._asks_for_amount(column):
            return self._types_amount(column, character)
        digit = "1" if character == "y" and column.digits[0][1] == "yes" else character
        if digit not in dict(column.digits):
            return False
        self.action_answer(int(digit))
        return True

    def _asks_for_amount(self, column: SetupColumn) -> bool:
        return column.name in AMOUNTS or self._pending.question is not None

    def _types_amount(self, column: SetupColumn, character: str) -> bool:
        if not self._pending.takes(character):
            return False
        if not self._pending.text and column.name in AMOUNTS:
            self._pending.currency = self._asked.currency
        if self._pending.add(character):
            self.draft.changed()
            self._show_ask()
        return True

    def action_answer(self, number: int) -> None:
        """Fill the cell by the number of an answer."""
        column, ledger, digit = self._table.column, self._table.ledger, str(number)
        if column is None or digit not in dict(column.digits):
            return
        if ledger is None:
            self._set_status("You can answer that for one client only: go down one row.")
        elif reason := disabled_reason(column.name, ledger, self.workspace.today):
            self._set_status(reason)
        elif question := amount_question(column.name, digit, ledger):
            self._pending.digit, self._pending.question = digit, question
            self._show_ask()
        elif self._keep(digit, None):
            self._go_on()

    def action_go(self) -> None:
        """Keep what is typed, and on to the next open cell."""
        if not self._pending.is_begun:
            self._next()
        elif self._keep_typed():
            self._go_on()

    def _keep_typed(self) -> bool:
        """Write the amount that is typed; whether it is on the disk."""
        if self._table.column is None:
            return True
        try:
            amount = self._pending.value(self.workspace.typing(self._asked.currency))
        except FieldError as error:
            self._set_status(str(error))
            return False
        return self._keep(self._pending.digit, amount)

    def _keep(self, digit: str, amount: Decimal | None) -> bool:
        """Write an answer to the cell under the cursor; whether it is on the disk."""
        kept = saving(self._asked, digit, amount, self.workspace.today, self._rates)
        if self._table.ledger is None and not kept.changes:
            self._set_status("Every client has one already: move down to a client to change it.")
            return False
        if question := self._doubt.question(kept.changes):
            self._set_status(question)
            return False
        return self._write(kept)

    def _write(self, kept: Saving) -> bool:
        if kept.changes:
            try:
                self.apply(ChangeSet(f"Setup, {kept.label}", tuple(kept.changes)))
            except StorageError as trouble:
                self._set_status(f"{trouble.message} {trouble.hint}")
                return False
            undo = self.key_of("everywhere.undo")
            self._message, self._complained = f"Saved: {kept.label}. {undo} to undo", False
            self._writing = True
            self.host.records_changed()
            self._writing = False
        self._forget()
        return True

    # --- moving -------------------------------------------------------------------------

    def _go_on(self) -> None:
        """After an answer: everyone is asked once for each currency, then the next open cell."""
        column = self._table.column
        if self._table.ledger is None and column and without(column.name, self._ledgers):
            currency = self._asked.currency
            self._message = f"{self._message}. Next: clients paid in {currency}"
            self._show_ask()
        else:
            self._next()

    def _start(self) -> None:
        """At the first amount that somebody lacks, else at the first open cell."""
        for at, column in enumerate(COLUMNS, start=1):
            lacks = any(self._cell(column, ledger).open for ledger in self._ledgers)
            if column.name in AMOUNTS and lacks:
                self._table.move_cursor(row=0, column=at, animate=False)
                return
        self._next()

    def _next(self) -> None:
        """The next open cell."""
        target = self._table.next_blank()
        leave = self.key_in_sentence("setup.leave")
        if target is None:
            kept = f"{self._message}. " if self._message else ""
            self._set_status(f"{kept}All done: press {leave} to close.")
        elif Coordinate(*target) == self._table.cursor_coordinate:
            self._set_status(f"Only this one is left: press {leave} to leave it blank.")
        else:
            self._table.move_cursor(row=target[0], column=target[1], animate=False)

    def action_cursor_left(self) -> None:
        """The cell to the left."""
        self._table.action_cursor_left()

    def action_cursor_right(self) -> None:
        """The cell to the right."""
        self._table.action_cursor_right()

    def action_erase(self, characters: int = 1) -> None:
        """Take back the last ones typed."""
        self._pending.erase(characters)
        self.draft.changed()
        self._show_ask()

    @override
    def action_leave(self) -> None:
        """Done; what is half typed is forgotten first."""
        if self._pending.is_begun:
            self._forget()
            self._show_ask()
        else:
            self.dismiss()
