"""Decide: one question at a time, nothing else on the screen."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, OptionList, Static

from storage.errors import StorageError
from triage.playbook import BadAnswer, DecideView, OptionView, QuestionView, Refused
from tui.guide import Guide
from tui.screens.draft import DraftScreen
from tui.screens.guided import GuidedScreen, GuideField, facts_text
from tui.text import content, padded
from tui.widgets.lines import Item, LineList

_YES = "yes"


class DecideScreen(DraftScreen[None], GuidedScreen[None]):
    """Asks the playbook's questions for one client until a decision is reached."""

    GROUP = "decide"
    TYPING = False
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, client_id: str, screen: str | None = None, flag: str | None = None) -> None:
        super().__init__()
        # The guide needs the desk, which only a mounted screen has.
        self._wanted = (client_id, screen, flag)
        self._view: DecideView | None = None

    @classmethod
    def of(cls, guide: Guide) -> DecideScreen:
        """The question a guide stands at."""
        screen = cls(guide.client_id)
        screen._guide = guide
        return screen

    def meant(self) -> str | None:
        return self._wanted[0]

    def body(self) -> ComposeResult:
        yield from self.head()
        yield Static(id="guide-facts")
        yield Static(id="guide-ask")
        yield Static(id="guide-why")
        yield LineList(id="guide-options")
        yield GuideField(id="guide-field")
        yield Static(id="guide-remark")

    def on_mount(self) -> None:
        if self._guide is None:
            client, screen, flag = self._wanted
            self._guide = Guide(self.desk, client, screen, flag)
        self.show_view()
        super().on_mount()

    def on_resize(self) -> None:
        if self._view is not None:
            self._draw(self._view)

    # --- drawing ------------------------------------------------------------------------

    def show_view(self) -> None:
        """Where the answers lead now: a question here, or another screen in this one's place."""
        from tui.screens.shut import ShutScreen
        from tui.screens.summary import SummaryScreen

        try:
            view = self.guide.view()
        except Refused as refused:
            self.say(str(refused))
            self.dismiss()
            return
        if view.gates:
            self.app.switch_screen(ShutScreen(self.guide))
        elif view.decision is not None:
            self.app.switch_screen(SummaryScreen(self.guide))
        else:
            self._view = view
            self._draw(view)

    def _draw(self, view: DecideView) -> None:
        assert view.question is not None
        question, width = view.question, max(20, self.size.width - 2)
        self.show_head(view)
        self.query_one("#guide-facts", Static).update(facts_text(view.facts, width))
        self.query_one("#guide-ask", Static).update(content(question.ask))
        self.query_one("#guide-why", Static).update(content(question.why))
        choices, field = self.query_one(LineList), self.query_one(GuideField)
        choices.display = bool(question.options)
        field.set_class(not question.options, "open")
        self._remark("")
        before = self.guide.given(question.id)
        if question.options:
            self._draw_options(question, before, width)
            choices.focus()
        else:
            field.value = self.kept_draft() or before or ""
            field.cursor_position = len(field.value)
            field.focus()
            self._remark(_hint(question))
        self.show_keys()

    def _draw_options(self, question: QuestionView, before: str | None, width: int) -> None:
        choices = self.query_one(LineList)
        choices.show(Item(option.key, _option(option, width)) for option in question.options)
        marked = before or question.suggested
        for place, option in enumerate(question.options):
            if option.key == marked:
                choices.highlighted = place
        if question.suggested and not before:
            self._remark("The calendar suggests the marked one.")

    def _remark(self, text: str, *, wrong: bool = False) -> None:
        line = self.query_one("#guide-remark", Static)
        line.update(content(text))
        line.set_class(wrong, "wrong")

    # --- the draft ----------------------------------------------------------------------

    def draft_key(self) -> str:
        view = self._view
        asked = view.question.id if view is not None and view.question is not None else ""
        return f"decide:{self._wanted[0]}:{view.screen if view else ''}:{asked}"

    def draft_text(self) -> str | None:
        text = self.query_one(GuideField).value
        return text if text.strip() else None

    @on(Input.Changed)
    def _being_typed(self) -> None:
        if self.query_one(GuideField).has_class("open"):
            self.draft_changed()

    # --- answering ----------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        view = self._view
        if view is None or view.question is None or not view.question.options:
            return
        options = view.question.options
        typed = event.character or ""
        if typed.isdecimal() and 1 <= int(typed) <= len(options):
            event.stop()
            self._answer(options[int(typed) - 1].key)
        elif typed == "y" and view.question.kind == "yes_no":
            event.stop()
            self._answer(_YES)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_go()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        self._answer(event.value.strip())

    def action_go(self) -> None:
        """Go on with what is marked or typed."""
        view = self._view
        if view is None or view.question is None:
            return
        if view.question.options:
            current = self.query_one(LineList).current
            if current is not None:
                self._answer(current)
        else:
            self._answer(self.query_one(GuideField).value.strip())

    def action_choose(self, number: int) -> None:
        """The bar's entry for the digits: go on with the marked one."""
        self.action_go()

    def _answer(self, typed: str) -> None:
        assert self._view is not None and self._view.question is not None
        try:
            kept = self.guide.answer(self._view, typed)
        except BadAnswer as bad:
            self._remark(str(bad), wrong=True)
            return
        if self.store(kept):
            if not self._view.question.options:
                self._forget_draft()
            self.show_view()

    def _forget_draft(self) -> None:
        self._behind = False
        try:
            self.desk.store.drop_draft(self.draft_key())
        except StorageError as trouble:
            self.draft_not_kept(trouble)

    def action_question_back(self) -> None:
        """The question before; at the first one, leave."""
        if self._view is not None and self.guide.back(self._view):
            self.show_view()
        else:
            self.action_leave()

    def action_back(self) -> None:
        self.action_question_back()

    def action_leave(self) -> None:
        """Leave; every answer given is kept, and what is being typed too."""
        self.flush_draft()
        self.dismiss()


def _option(option: OptionView, width: int) -> Content:
    number = Content.styled(f" {option.n}  ", "$accent bold")
    room = width - number.cell_length
    leads = min(len(option.leads), max(0, room - len(option.label) - 3))
    if leads < 8:
        return Content.assemble(number, padded(option.label, room))
    return Content.assemble(
        number,
        padded(option.label, room - leads - 1),
        " ",
        padded(option.leads, leads, "$quiet"),
    )


def _hint(question: QuestionView) -> str:
    if question.kind == "text":
        least = question.min_chars
        return f"{least} characters or more" if least else "Enter alone skips this"
    parts = [question.unit or ""]
    if question.low is not None and question.high is not None:
        parts.append(f"from {question.low} to {question.high}")
    return ", ".join(part for part in parts if part)
