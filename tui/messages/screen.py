"""A message: its outline beside the text, and what to look at before it goes."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.events import DescendantBlur, DescendantFocus
from textual.timer import Timer
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
    head,
    is_blank,
    items,
)
from tui.messages.marked_text import Mark, MarkedText
from tui.messages.outline import Part
from tui.messages.sending import MessageActions
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import LineList
from tui.ui.text_area import LongTextArea
from tui.wording.safe_text import content, safe

LOOKED_OVER_AFTER, LOOKED_OVER_AT_LATEST = 0.15, 0.5
"""Seconds without a key after which the text is looked over, and while somebody types on."""
_CLOCK = 30
"""Seconds between two looks at the clock while a letter waits for its night."""
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
        # The draft needs the workspace, which only a mounted screen has.
        self._client_id, self._template, self._decision_id = client_id, template, decision_id
        self._drafting: MessageDraft | None = None
        self._findings: tuple[LintFinding, ...] = ()
        self._figures = False
        self._soon: Timer | None = None
        self._latest: Timer | None = None

    # --- drawing ------------------------------------------------------------------------

    @override
    def body(self) -> ComposeResult:
        yield Static(id="message-head")
        yield Static(classes="rule")
        yield Static(id="message-refused")
        with Container(id="message-both"):
            yield MarkedText(id="message-text")
            with Vertical(id="message-side"):
                yield LineList(id="message-lines")
                yield Static(id="message-said", classes="quiet")

    @override
    def on_mount(self) -> None:
        if self._client_id not in self.workspace.overviews:
            self.client_gone()
            return
        self._drafting = MessageDraft(
            self.workspace, self._client_id, self._template, self._decision_id
        )
        super().on_mount()
        key = f"message:{self._client_id}:{self._template}"
        autosave = self.keep_draft(key, self._unsaved, self._draft_kept)
        if autosave.text is not None and self.drafting.restore(autosave.text):
            self._set_status("Your unsaved text from last time is here again.")
        self.area.load_text(safe(self.drafting.text, lines=True))
        self.run_lint()
        self._lines.action_first()
        self.set_interval(_CLOCK, self._show_clock)

    def on_resize(self) -> None:
        if self._drafting is not None:
            self._draw()

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
            set_status=lambda text: self._set_status(text, bad=True),
        )

    def _set_status(self, text: str, *, bad: bool = False) -> None:
        """Say something beside the text, to stay there until something else is to be said."""
        line = self.query_one("#message-said", Static)
        line.update(content(text))
        line.set_class(bad, "health-act")

    @property
    def _writing(self) -> bool:
        return self.area.has_focus

    def run_lint(self) -> tuple[LintFinding, ...]:
        """What lint says of the text as it stands now, shown too."""
        for timer in (self._soon, self._latest):
            if timer is not None:
                timer.stop()
        self._soon = self._latest = None
        self.drafting.text = self.area.text
        self._findings = self.drafting.findings()
        self._draw()
        self.show_keys()
        return self._findings

    def _draw(self) -> None:
        refused = self.drafting.refusal
        self.set_class(refused is not None, "-refused")
        self.query_one("#message-refused", Static).update(content(refused or ""))
        self._show_head()
        width = max(20, (self._lines.size.width or self.size.width) - 3)
        self._lines.show(items(self.drafting, self._findings, width, figures=self._figures))
        if self._writing:
            self._lines.action_first()
        self._mark()

    def _show_head(self) -> None:
        width = max(20, self.size.width - 2)
        self.query_one("#message-head", Static).update(head(self.drafting, width))

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
            Mark(finding.start, finding.end, "blank" if is_blank(finding) else finding.level)
            for finding in reversed(self._findings)
            if finding.start is not None and finding.end is not None
        ]
        at_hand = None
        if here is not None and here.start is not None and here.end is not None:
            at_hand = Mark(here.start, here.end, here.level)
            if not self._writing:
                self.area.go_to(here.start, here.end)
        self.area.mark(marks, at_hand)

    @override
    def refresh_from_workspace(self) -> None:
        if self.is_over:
            return
        if self._client_id not in self.workspace.overviews:
            self.client_gone()
        elif self._drafting is not None:
            if self.drafting.records_changed():
                self.area.load_text(safe(self.drafting.text, lines=True))
            self.run_lint()

    # --- typing -------------------------------------------------------------------------

    @override
    def say_of_draft(self, text: str) -> None:
        super().say_of_draft(text)
        if text and not self._is_refused:
            self._set_status("")  # it does not stand beside "Saved as a draft."

    def _draft_kept(self) -> None:
        if not self._is_refused:
            self._set_status("Saved as a draft.")

    @property
    def _is_refused(self) -> bool:
        """Whether a refusal stands beside the text, to be read until the next key."""
        return self.query_one("#message-said").has_class("health-act")

    def _unsaved(self) -> str | None:
        self.drafting.text = self.area.text
        return self.drafting.as_text() if self.drafting.changed else None

    @on(LongTextArea.TooLong)
    def _paste_refused(self, event: LongTextArea.TooLong) -> None:
        self._set_status(
            f"That is {event.size:,.0f} kB, and a message holds 64 kB: nothing was pasted.",
            bad=True,
        )

    @on(TextArea.Changed)
    def _typed(self) -> None:
        if self.is_over:
            return
        self.query_one("#message-said").remove_class("health-act")
        self.draft_changed()
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(LOOKED_OVER_AFTER, self._look_over_typed)
        if self._latest is None:
            self._latest = self.set_timer(LOOKED_OVER_AT_LATEST, self._look_over_typed)

    def replace_text(self, text: str) -> None:
        """Another text in place of the one shown."""
        self.area.load_text(text)
        self.run_lint()
        self.draft_changed()

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        if self._drafting is None or self._client_id not in self.workspace.overviews:
            return None
        if action in ("open", "switch", "sent", "copy", "file", "editor"):
            refused = self.drafting.refusal
            if refused is not None:
                return refused
        return self._actions.too_early() if action == "sent" else None

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

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

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
        if finding is not None and finding.start is not None and finding.end is not None:
            self.area.go_to(finding.start, finding.end, select=True)
            self.area.focus()
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
                self.area.focus()

    def _ticked(self) -> None:
        self.run_lint()
        self.draft_changed()

    def _go_to_part(self, part: Part) -> None:
        if part.state == "left_out":
            self.drafting.take_in(part.slot)
            self.replace_text(self.drafting.text)
            part = next(p for p in self.drafting.parts() if p.slot.id == part.slot.id)
        if part.place is not None:
            self.area.go_to(*part.place, select=True)
        self.area.focus()

    def action_switch(self) -> None:
        """From the list to the text; in the text to the next name that is open, else back."""
        if self.blocked("switch"):
            return
        places = [part.place for part in self.drafting.parts() if part.place is not None]
        if self._writing:
            places = [place for place in places if place[0] >= self.area.cursor_index]
            if not places:
                self._to_list()
                return
        if places:
            self.area.go_to(*min(places), select=True)
        self.area.focus()

    def _to_list(self) -> None:
        self.run_lint()
        self._lines.focus()

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
        if not self.blocked("copy"):
            self._actions.copy()

    def action_file(self) -> None:
        """Write the text to a file in a folder of the user's choice."""
        if not self.blocked("file"):
            self._actions.file()

    def action_editor(self) -> None:
        """Write in the user's own editor; what comes back stands here."""
        if not self.blocked("editor"):
            self._actions.editor()

    def action_sent(self) -> None:
        """Record that it went out; a stop needs a written reason first."""
        self.run_lint()
        if not self.blocked("sent"):
            self._actions.sent()
