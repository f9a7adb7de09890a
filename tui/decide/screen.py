"""Decide: one question at a time, nothing else on the screen."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import Static
from typing_extensions import override

from triage.playbook.ask.entry_points import has_no_subject
from triage.playbook.decide.outcomes import goes_on, outcome_due
from triage.playbook.decide.standing import standing_decision
from triage.playbook.errors import BadAnswer
from triage.playbook.presentation import DecideView, OptionView, QuestionView
from tui.decide.flow import DecisionFlow
from tui.decide.gate_screen import GateScreen
from tui.decide.guided import GuidedClient
from tui.decide.lines import Answered, answer_lines
from tui.decide.outcome_screen import OutcomeScreen
from tui.decide.question_screen import ROOMY_HEIGHT, WHOLE_HEIGHT, AnswerChoice, QuestionPane
from tui.decide.screen_picker import pick_page
from tui.decide.summary_screen import SummaryScreen
from tui.decide.taken_screen import TakenScreen
from tui.routes import ChecklistRoute, DecisionRoute, WhatIfRoute
from tui.ui.base_screen import BaseScreen
from tui.wording.formatting import dated

_SECOND_ROW = (
    *("decide.back", "decide.note", "decide.why"),
    *("decide.screens", "decide.safety", "decide.terms", "decide.what_if"),
)
_NO_SUBJECT = "Nothing is flagged. What do you want to decide?"
_YES = "yes"
_TEXT_ROWS = 5


class DecideScreen(BaseScreen[None]):
    """Asks the playbook's questions for one client until a decision is reached."""

    CSS_PATH: ClassVar[str] = "guided.tcss"
    AUTO_FOCUS: ClassVar[str | None] = None
    GROUP = "decide"
    TYPING = True

    def __init__(
        self,
        client_id: str,
        screen: str | None = None,
        flag: str | None = None,
        again: str | None = None,
    ) -> None:
        super().__init__()
        self.guided = GuidedClient(self, client_id, self.look_again)
        self.key_rows = self.pane = QuestionPane(
            _SECOND_ROW, answered=self.answered, typed_so_far=self._typed_so_far
        )
        # The guide needs the workspace, which only a mounted screen has.
        self._begin_at = (screen, flag, again)
        self._by_the_door = screen is None and flag is None
        self._guide: DecisionFlow | None = None
        self._view: DecideView | None = None
        self._asked: tuple[str, str] | None = None
        self._refused: str | None = None
        """The text that was refused last: what is said of it stays until it changes."""

    @classmethod
    def of(cls, flow: DecisionFlow) -> DecideScreen:
        """The question a decision stands at."""
        screen = cls(flow.client_id)
        screen._guide = flow
        screen._by_the_door = False
        return screen

    @property
    def guide(self) -> DecisionFlow:
        """The decision being made."""
        if self._guide is None:
            self._guide = DecisionFlow(self.workspace, self.guided.client_id, *self._begin_at)
        return self._guide

    @override
    def body(self) -> ComposeResult:
        yield from self.guided.head()
        yield self.pane

    # --- drawing ------------------------------------------------------------------------

    def look_again(self) -> None:
        """Where the answers lead now: a question here, or another screen in this one's place."""
        looks = self.guided.overview.safety_look is not None
        if self._by_the_door and (looks or outcome_due(self.guided.situation)):
            self.app.switch_screen(OutcomeScreen(self.guided.client_id, then_decide=True))
            return
        if self._by_the_door and goes_on(self.guided.situation):
            self.replace(ChecklistRoute(self.guided.client_id))
            return
        if self._by_the_door and (stands := standing_decision(self.guided.situation)) is not None:
            self.app.switch_screen(TakenScreen.standing(self.workspace, stands))
            return
        is_idle = self.guided.overview.step is None and has_no_subject(self.guided.situation)
        nothing_to_decide = self._by_the_door and is_idle
        self._by_the_door = False
        self.guide.forget_unkept()
        self.show_view()
        if nothing_to_decide:
            pick_page(
                self, self.guide, "Nothing is flagged. What do you want to decide?", leave=True
            )

    def show_view(self) -> None:
        view = self.guide.view()
        decision = self.guide.decided_elsewhere(view)
        if decision is not None:
            self.notify_user(
                f"This was already decided in another window: {decision.say}. "
                "No second decision was saved.",
                seconds=10,
            )
            self.dismiss()
        elif view.gates:
            self.app.switch_screen(GateScreen(self.guide))
        elif view.decision is not None:
            self.app.switch_screen(SummaryScreen(self.guide))
        else:
            self._view = view
            self._draw(view)

    def _draw(self, view: DecideView) -> None:
        assert view.question is not None
        question = view.question
        self.pane.show_facts(
            view.facts,
            lambda free: self.guided.show_head(
                view.title, view.trail, flag=view.flag, more_rows=free
            ),
        )
        self.pane.ask(question.ask, question.why)
        self._show_so_far(view)
        self.pane.show_background(self.guided.situation, view.flag)
        asked = (view.screen, question.id)
        again, self._asked = self._asked == asked, asked
        if question.options:
            self._offer(question, again)
        elif not again:
            self._let_type(question)
        self.show_keys()

    def _offer(self, question: QuestionView, again: bool) -> None:
        self.draft.leave()
        at = self.pane.marked if again else None
        self.pane.offer(
            [
                AnswerChoice(
                    option.key,
                    option.label,
                    _leads(question, option, self.workspace.today),
                    option.opens,
                    option.denied,
                )
                for option in question.options
            ],
            at or self.guide.earlier_answer(question.id) or question.suggested,
        )

    def _let_type(self, question: QuestionView) -> None:
        stored = self.guide.earlier_answer(question.id) or question.suggested or ""

        def unsaved() -> str | None:
            text = self.pane.typed
            return text if text.strip() and text != stored else None

        screen, id_ = self._asked or ("", "")
        draft = self.draft.keep(f"decide:{self.guided.client_id}:{screen}:{id_}", unsaved)
        text = stored if draft is None else draft
        words = question.kind == "text"
        rows = _TEXT_ROWS if words else 1
        self.pane.let_type(text, rows=rows, selected=not words and draft is None)
        self._say_below(text)

    def _say_below(self, text: str) -> None:
        """What is understood; while nothing is, what fits."""
        view = self._view
        if view is not None and view.question is not None:
            self.pane.remark.say(self.guide.read_back(view, text) or _hint(view.question, text))

    def _show_so_far(self, view: DecideView) -> None:
        """What was answered, where a high screen has room for it."""
        lines = self.query_one("#guide-so-far", Static)
        now = self.guided.situation
        answers = [Answered.of(step, now) for step in view.path]
        room = self.size.height - WHOLE_HEIGHT - 1
        if self.size.height >= ROOMY_HEIGHT:
            room //= 2
        lines.display = bool(answers) and room > 0
        lines.update(
            Content("\n").join(answer_lines("so far", answers[-max(1, room) :], self.guided.width))
        )

    def _typed_so_far(self, text: str) -> None:
        self.draft.changed()
        if text != self._refused:
            self._say_below(text)
        self._refused = None

    # --- answering ----------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        view = self._view
        yes_no = view and view.question and view.question.kind == "yes_no"
        if yes_no and event.character == "y":
            event.stop()
            self.answered(_YES)

    def answered(self, typed: str) -> None:
        """Take an answer: the key of a choice, or what was typed."""
        if self._view is None or not self.is_current:
            return
        if not self.guided.there:
            self.client_gone()
            return
        try:
            kept = self.guide.answer(self._view, typed)
        except BadAnswer as bad:
            self._refused = typed.strip()
            self.pane.remark.say(f"{bad.why[0].upper()}{bad.why[1:]}", wrong=True)
            return
        if self.guided.store(kept):
            self.guided.refresh()

    @override
    def action_back(self) -> None:
        """The question before; at the first one, leave."""
        if self._view is not None and self.guide.back(self._view):
            self.guided.refresh()
        else:
            self.action_leave()

    action_question_back = action_back

    # --- keys ---------------------------------------------------------------------------

    def action_go(self) -> None:
        """Go on with what is marked or typed."""
        self.pane.go()

    # --- ways out -----------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        view = self._view
        if action == "terms_at_once":
            return self.guide.why_not_terms(view)
        if action == "what_if" and not (view and view.screen == "part"):
            return (
                "That works only on “Part ways”. "
                "To compare all clients, press p on the client list."
            )
        if action == "safety" and view is not None and view.screen == "safety":
            return "You are already on the Safety page."
        return super().disabled_reason(action)

    def action_what_if(self) -> None:
        """Whether there is room to let them go."""
        if not self.blocked("what_if"):
            self.open(WhatIfRoute(self.guided.client_id))

    def action_terms_at_once(self) -> None:
        """The price is the cause, not conduct: straight to new terms."""
        if not self.blocked("terms_at_once") and self._view is not None:
            self.replace(DecisionRoute(self.guide.straight_to_terms(self._view)))

    def action_screens(self) -> None:
        """Another of the guided pages."""
        pick_page(self, self.guide)


def _leads(question: QuestionView, option: OptionView, today: date) -> str:
    """Where an answer leads; for the one that is suggested, because of what."""
    if option.key != question.suggested:
        return option.leads
    if question.due_from is not None:
        return f"{option.leads}, from {dated(question.due_from, today)}"
    return f"{option.leads}, {'due now' if question.due else 'as logged'}"


def _hint(question: QuestionView, text: str) -> str:
    """What fits, and how far it has come."""
    if question.kind == "text":
        least = question.min_chars
        if not least:
            return "" if text else "Enter to skip"
        return f"{len(text)} of {least} characters" if len(text) < least else ""
    if question.low is None or question.high is None:
        return question.unit or ""
    range_ = f"from {question.low} to {question.high}"
    named = question.unit and question.unit != f"{question.low}-{question.high}"
    return f"{question.unit}, {range_}" if named else range_
