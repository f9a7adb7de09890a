"""A message: its outline beside the text, and what to look at before it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus
from textual.widgets import OptionList, Static, TextArea
from typing_extensions import override

from triage.messages.findings import LintFinding
from tui.keys.action import KeyAction
from tui.messages.draft import MessageDraft
from tui.messages.lines import (
    COOLING,
    AskedKey,
    FiguresKey,
    FindingKey,
    LawKey,
    PartKey,
    background_text,
    head,
    is_blank,
    items,
)
from tui.messages.marked_text import Mark, MarkedText
from tui.messages.outline import Part
from tui.messages.sending import MessageActions
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import LineList
from tui.ui.pause import Pause
from tui.ui.remark import DraftRemark
from tui.ui.screen_parts import ShownClient
from tui.ui.text_area import LongTextArea, too_long
from tui.wording.safe_text import content, safe

LOOKED_OVER_AFTER, LOOKED_OVER_AT_LATEST = 0.4, 2.0
"""Seconds without a key after which the text is looked over, and while somebody types on."""
_ROOMY_HEIGHT = 30
"""Rows from which on the side holds more than its lines."""
_SIDE = 50
"""Columns of the side without its line and margin, as in screen.tcss."""
_LINE_MARGINS, _TEXT_MARGINS = 3, 2
"""Columns of it that lines of the list and a text leave blank."""
_CLOCK = 30
"""Seconds between two looks at the clock while a letter waits for its night."""
_OUT = ("sent", "copy", "file")
"""The ways of the text out of the program: what stops one of them stops all."""
_WHILE_WRITING = {
    "message.switch": "next blank",
    "message.leave": "done",
    "everywhere.help": "help",
}
"""Key id -> its label while letters go into the text."""


class MessageScreen(BaseScreen[None]):
    """One draft. Letters are keys while the list has the focus, and text while the text has it."""

    GROUP = "message"
    CSS_PATH = "screen.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#message-lines"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012  Textual's declaration

    area = getters.query_one(MarkedText)
    """Its text on the screen."""
    _lines = getters.query_one(LineList)

    def __init__(self, client_id: str, template: str, decision_id: str | None = None) -> None:
        super().__init__()
        self._client = ShownClient(self, client_id, self._records_changed)
        # The draft needs the workspace, which only a mounted screen has.
        self._template, self._decision_id = template, decision_id
        self._drafting: MessageDraft | None = None
        self._findings: tuple[LintFinding, ...] = ()
        self._figures = False
        self._remark = DraftRemark(id="message-said")
        self._typing = Pause(self, self._look_over_typed, LOOKED_OVER_AFTER, LOOKED_OVER_AT_LATEST)

    # --- drawing ------------------------------------------------------------------------

    @override
    def body(self) -> ComposeResult:
        yield Static(id="message-head")
        yield Static(classes="rule")
        yield Static(id="message-refused")
        with Container(id="message-both"):
            yield MarkedText(id="message-text")
            with Vertical(id="message-side"):
                yield LineList(self.action_open, id="message-lines")
                yield self._remark
                yield Static(id="message-background")

    @override
    def on_mount(self) -> None:
        if not self._client.there:
            self.client_gone()
            return
        client_id = self._client.client_id
        self._drafting = MessageDraft(self.workspace, client_id, self._template, self._decision_id)
        super().on_mount()
        key = f"message:{client_id}:{self._template}"
        kept = self.draft.keep(key, self._unsaved, self._say_of_draft)
        if kept is not None and self.drafting.restore(kept):
            self._remark.say("Your unsaved text from last time is back.")
        self.area.load_text(safe(self.drafting.text, lines=True))
        self.run_lint()
        self._lines.action_first()
        self.set_interval(_CLOCK, self._show_clock)
        self.call_after_refresh(self._show_background)

    @property
    def drafting(self) -> MessageDraft:
        """The message being written."""
        assert self._drafting is not None
        return self._drafting

    @property
    def _actions(self) -> MessageActions:
        return MessageActions(
            self,
            self.drafting,
            run_lint=self.run_lint,
            replace_text=self.replace_text,
            refuse=self._remark.refuse,
            go_to=self._go_to_finding,
        )

    @property
    def _writing(self) -> bool:
        # Not `has_focus`, which follows a moment later: a list drawn meanwhile moves the cursor.
        return self.focused is self.area

    def run_lint(self) -> tuple[LintFinding, ...]:
        """What lint says of the text as it stands now, shown too."""
        self._typing.stop()
        self.drafting.text = self.area.text
        self._findings = self.drafting.findings()
        self._draw()
        self.show_keys()
        return self._findings

    def _draw(self) -> None:
        refused = self.drafting.refusal
        self.set_class(refused is not None, "-refused")
        self._put("#message-refused", content(refused or ""))
        self._show_head()
        # Not the width of the list: after a change of size it is still the former one.
        width = max(20, (_SIDE if self.has_class("-wide") else self.size.width) - _LINE_MARGINS)
        self._lines.show(items(self.drafting, self._findings, width, figures=self._figures))
        if self._writing:
            self._lines.action_first()
        self._mark()

    def _show_head(self) -> None:
        width = max(20, self.size.width - 2)
        self._put("#message-head", head(self.drafting, width))

    def _put(self, part: str, text: Content) -> None:
        """Another text in a part of the page; the same one is not laid out again."""
        static = self.query_one(part, Static)
        if static.content != text:
            static.update(text)

    def _show_background(self) -> None:
        """What helps to write it, once it stands there, where the side has rows for it."""
        part = self.query_one("#message-background", Static)
        part.display = self.has_class("-wide") and self.size.height >= _ROOMY_HEIGHT
        if part.display and not self.is_over:
            part.update(background_text(self.drafting, _SIDE - _TEXT_MARGINS))

    def on_resize(self) -> None:
        if self._drafting is not None:
            self._draw()
            self._show_background()

    def _look_over_typed(self) -> None:
        if not self.is_over:
            self.run_lint()

    def _show_clock(self) -> None:
        if self.is_over:
            return
        if self.drafting.ready_at is None and any(f.rule == COOLING for f in self._findings):
            self.run_lint()
        else:
            self._show_head()

    def _mark(self) -> None:
        here = self._finding()
        marks = [
            Mark(*finding.place, "blank" if is_blank(finding) else finding.level)
            for finding in reversed(self._findings)
            if finding.place
        ]
        at_hand = None
        if here is not None and here.place:
            at_hand = Mark(*here.place, here.level)
            if not self._writing:
                self.area.go_to(*here.place)
        self.area.mark(marks, at_hand)

    def _records_changed(self) -> None:
        if self.drafting.records_changed():
            self.area.load_text(safe(self.drafting.text, lines=True))
        self.run_lint()

    # --- typing -------------------------------------------------------------------------

    def _say_of_draft(self, kept: bool) -> None:
        self._remark.say_of_draft("Saved as a draft." if kept else "")

    def _unsaved(self) -> str | None:
        self.drafting.text = self.area.text
        return self.drafting.as_text() if self.drafting.changed else None

    @on(LongTextArea.TooLong)
    def _paste_refused(self, event: LongTextArea.TooLong) -> None:
        self._remark.refuse(f"{too_long(event.size, 'a message')}: nothing was pasted.")

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self.is_over:
            return
        self.drafting.text = self.area.text
        self._remark.typed()
        self.draft.changed()
        self._typing.key()

    def replace_text(self, text: str) -> None:
        """Another text in place of the one shown."""
        self.area.load_text(text)
        self.run_lint()
        self.draft.changed()

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        if self._drafting is None or not self._client.there:
            return None
        if action in ("open", "switch", "editor", *_OUT):
            refused = self.drafting.refusal
            if refused is not None:
                return refused
        return self._actions.too_early() if action in _OUT else None

    @override
    def takes_letters(self) -> bool:
        return self._writing

    @override
    def bar(self) -> list[KeyAction]:
        keys = super().bar()
        if not self._writing:
            return keys
        return [replace(k, label=_WHILE_WRITING[k.id]) for k in keys if k.id in _WHILE_WRITING]

    @on(DescendantFocus)
    @on(DescendantBlur)
    def _focus_moved(self) -> None:
        if self._drafting is not None:
            self.show_keys()

    @on(OptionList.OptionHighlighted)
    def _cursor_moved(self) -> None:
        self._mark()

    def _finding(self) -> LintFinding | None:
        match self._lines.current:
            case FindingKey(n) if n < len(self._findings):
                return self._findings[n]
        return None

    def action_open(self) -> None:
        """Go to what the line is about, or tick it."""
        if self.blocked("open"):
            return
        finding = self._finding()
        if finding is not None and finding.place:
            self._go_to_finding(finding)
            return
        match self._lines.current:
            case PartKey(slot):
                self._go_to_part(next(p for p in self.drafting.parts() if p.slot.id == slot))
            case AskedKey(n):
                self.drafting.tick_question(self.drafting.asked[n])
                self._ticked()
            case LawKey():
                self.drafting.tick_law()
                self._ticked()
            case FiguresKey():
                self._figures = not self._figures
                self._draw()
            case _:
                self.set_focus(self.area)

    def _go_to_finding(self, finding: LintFinding) -> None:
        if finding.place:
            self.area.go_to(*finding.place, select=True)
        self.set_focus(self.area)

    def _ticked(self) -> None:
        self.run_lint()
        self.draft.changed()

    def _go_to_part(self, part: Part) -> None:
        if part.state == "left_out":
            self.drafting.take_in(part.slot)
            self.replace_text(self.drafting.text)
            part = next(p for p in self.drafting.parts() if p.slot.id == part.slot.id)
        if part.place is not None:
            self.area.go_to(*part.place, select=True)
        self.set_focus(self.area)

    @on(MarkedText.Passed)
    def action_switch(self) -> None:
        """From the list to the text; in the text to the next name that is open, round and round:
        who types on must not come to where letters are keys.
        """
        if self.blocked("switch"):
            return
        places = [part.place for part in self.drafting.parts() if part.place is not None]
        if self._writing:
            ahead = [place for place in places if place[0] >= self.area.cursor_index]
            places = ahead or places
            if not places:
                done = self.key_in_sentence("message.leave")
                self._remark.answer(
                    f"There are no blanks left. Press {done} when the text is done."
                )
        if places:
            self.area.go_to(*min(places), select=True)
        self.set_focus(self.area)

    def _to_list(self) -> None:
        self.run_lint()
        self.set_focus(self._lines)

    @override
    def action_leave(self) -> None:
        """From the text to the list; from there leave, the draft kept."""
        if self._writing:
            self._to_list()
        else:
            self._actions.leave()

    # --- out of the program -------------------------------------------------------------

    def action_copy(self) -> None:
        """Hand the text to the terminal's clipboard."""
        self.run_lint()
        if not self.blocked("copy"):
            self._actions.copy()

    def action_file(self) -> None:
        """Write the text to a file in a folder of the user's choice."""
        self.run_lint()
        if not self.blocked("file"):
            self._actions.file()

    def action_editor(self) -> None:
        """Write in the user's own editor; what comes back stands here."""
        if not self.blocked("editor"):
            self._actions.editor()

    def action_sent(self) -> None:
        """Let it leave: by the mail program, by the clipboard, or it was sent already."""
        self.run_lint()
        if not self.blocked("sent"):
            self._actions.send()
