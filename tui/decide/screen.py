"""Decide: one question at a time, nothing else on the screen."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from triage.playbook.errors import BadAnswer, DecisionRefused
from triage.playbook.presentation import DecideView, OptionView, QuestionView
from tui.decide.answer import AnswerList
from tui.decide.flow import DecisionFlow
from tui.decide.gate_screen import GateScreen
from tui.decide.lines import Answered, line
from tui.decide.question_screen import WHOLE_HEIGHT, AnswerChoice, QuestionScreen
from tui.decide.screen_picker import pick_page
from tui.decide.summary_screen import SummaryScreen
from tui.keys.action import KeyAction as TableKey
from tui.routes import DecisionRoute, WhatIfRoute

_SOMETIMES = ("terms_at_once", "what_if")
_YES = "yes"
_TEXT_ROWS = 5


class DecideScreen(QuestionScreen):
    """Asks the playbook's questions for one client until a decision is reached."""

    GROUP = "decide"
    SECOND_ROW: ClassVar[tuple[str, ...]] = (
        *("decide.back", "decide.note", "decide.why"),
        *("decide.screens", "decide.safety", "decide.terms", "decide.what_if"),
    )

    def __init__(self, client_id: str, screen: str | None = None, flag: str | None = None) -> None:
        super().__init__(client_id)
        # The guide needs the workspace, which only a mounted screen has.
        self._wanted = (screen, flag)
        self._guide: DecisionFlow | None = None
        self._view: DecideView | None = None
        self._asked: tuple[str, str] | None = None

    @classmethod
    def of(cls, flow: DecisionFlow) -> DecideScreen:
        """The question a decision stands at."""
        screen = cls(flow.client_id)
        screen._guide = flow
        return screen

    @property
    def guide(self) -> DecisionFlow:
        """The decision being made."""
        if self._guide is None:
            self._guide = DecisionFlow(self.workspace, self._client_id, *self._wanted)
        return self._guide

    # --- drawing ------------------------------------------------------------------------

    def look_again(self) -> None:
        """Where the answers lead now: a question here, or another screen in this one's place."""
        self.flush_draft()
        self.guide.forget_unkept()
        self.show_view()

    def show_view(self) -> None:
        try:
            view = self.guide.view()
        except DecisionRefused as refused:
            self.notify_user(str(refused))
            self.dismiss()
            return
        if self._decided_elsewhere(view):
            return
        if view.gates:
            self.app.switch_screen(GateScreen(self.guide))
        elif view.decision is not None:
            self.app.switch_screen(SummaryScreen(self.guide))
        else:
            self._view = view
            self._draw(view)

    def _decided_elsewhere(self, view: DecideView) -> bool:
        found = self.guide.decided_elsewhere(view)
        if found is not None:
            self.notify_user(
                f"Decided meanwhile: {found.say}. Nothing is stored twice.", seconds=10
            )
            self.dismiss()
        return found is not None

    def _draw(self, view: DecideView) -> None:
        assert view.question is not None
        question = view.question
        self.show_head(view.title, view.trail, flag=view.flag)
        self.show_facts(view.facts)
        self.ask(question.ask, question.why)
        self._show_so_far(view)
        asked = (view.screen, question.id)
        again, self._asked = self._asked == asked, asked
        if question.options:
            self._offer(question, again)
        elif not again:
            self._let_type(question)
        self.show_keys()

    def _offer(self, question: QuestionView, again: bool) -> None:
        at = self.query_one(AnswerList).answer if again else None
        self.offer(
            [
                AnswerChoice(option.key, option.label, _leads(question, option))
                for option in question.options
            ],
            at or self.guide.given(question.id) or question.suggested,
        )

    def _let_type(self, question: QuestionView) -> None:
        draft = self.kept_draft()
        text = (self.guide.given(question.id) or "") if draft is None else draft
        self.let_type(text, rows=_TEXT_ROWS if question.kind == "text" else 1)
        self.set_remark(_hint(question, text))

    def _show_so_far(self, view: DecideView) -> None:
        """What was answered, where a high screen has room for it."""
        lines = self.query_one("#guide-so-far", Static)
        now = self.situation
        given = [Answered.of(step, now) for step in view.path]
        room = self.size.height - WHOLE_HEIGHT - 1
        lines.display = bool(given) and room > 0
        lines.update(
            Content("\n").join(
                line("" if number else "so far", step.words, self.width)
                for number, step in enumerate(given[-max(1, room) :])
            )
        )

    def typed_so_far(self, text: str) -> None:
        view = self._view
        if view is not None and view.question is not None:
            self.set_remark(_hint(view.question, text))

    # --- the draft ----------------------------------------------------------------------

    def draft_key(self) -> str:
        screen, question = self._asked or ("", "")
        return f"decide:{self._client_id}:{screen}:{question}"

    # --- answering ----------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        view = self._view
        yes_no = view and view.question and view.question.kind == "yes_no"
        if yes_no and event.character == "y":
            event.stop()
            self.answered(_YES)

    def answered(self, typed: str) -> None:
        if self._view is None or not self.is_current:
            return
        if not self.there:
            self.client_gone()
            return
        try:
            kept = self.guide.answer(self._view, typed)
        except BadAnswer as bad:
            self.set_remark(str(bad), wrong=True)
            return
        if self.store(kept, self.draft_key() if self.typing else None):
            self.draft_over()
            self.show_view()

    def action_question_back(self) -> None:
        """The question before; at the first one, leave."""
        self.flush_draft()
        if self._view is not None and self.guide.back(self._view):
            self.show_view()
        else:
            self.action_leave()

    # --- ways out -----------------------------------------------------------------------

    def second_row(self) -> list[TableKey]:
        """What belongs to some questions only is named only there."""
        keys = super().second_row()
        return [
            key
            for key in keys
            if key.action not in _SOMETIMES or not self.disabled_reason(key.action)
        ]

    def disabled_reason(self, action: str) -> str | None:
        view = self._view
        if action == "terms_at_once" and not (view and self.guide.terms_at_once(view)):
            return "That is for a price that is too low, and no such flag led here."
        if action == "what_if" and not (view and view.screen == "part"):
            return "That belongs to a goodbye: p on the Clients screen has it for everybody."
        return super().disabled_reason(action)

    def action_what_if(self) -> None:
        """Whether there is room to let them go."""
        if not self.blocked("what_if"):
            self.open(WhatIfRoute(self._client_id))

    def action_terms_at_once(self) -> None:
        """The price is the cause, not conduct: straight to new terms."""
        if not self.blocked("terms_at_once") and self._view is not None:
            self.replace(DecisionRoute(self.guide.straight_to_terms(self._view)))

    def action_screens(self) -> None:
        """Another of the guided pages."""
        pick_page(self, self.guide)


def _leads(question: QuestionView, option: OptionView) -> str:
    suggested = option.key == question.suggested
    return f"{option.leads}, by the calendar" if suggested else option.leads


def _hint(question: QuestionView, text: str) -> str:
    """What fits, and how far it has come."""
    if question.kind == "text":
        least = question.min_chars
        if not least:
            return "" if text else "enter alone skips this"
        return f"{len(text)} of {least} characters" if len(text) < least else ""
    if question.low is None or question.high is None:
        return question.unit or ""
    range_ = f"from {question.low} to {question.high}"
    named = question.unit and question.unit != f"{question.low}-{question.high}"
    return f"{question.unit}, {range_}" if named else range_
