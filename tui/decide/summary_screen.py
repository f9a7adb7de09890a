"""The decision before it is taken: what it is, because of what, and one small last form."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Input, Static
from typing_extensions import override

from triage.lessons.starters import Starter, starters
from triage.playbook.ask.walk import chosen
from triage.playbook.decide.commit import MONEY_REASON, CommittedDecision
from triage.playbook.decide.expectations import GUESSES
from triage.playbook.decide.form import EXPECT
from triage.playbook.errors import BadField, DecisionRefused
from triage.playbook.model import FormField
from triage.playbook.presentation import DecideView, DecisionView
from triage.playbook.state.situation import Situation
from tui.decide.fields import field_error, hint, suggested, typed_before, when_empty
from tui.decide.flow import DecisionFlow
from tui.decide.form import DecisionForm
from tui.decide.guided import GuidedClient
from tui.decide.lines import Answered, Decided, ToDo, decision_text
from tui.decide.taken_screen import TakenScreen
from tui.keys.action import KeyAction
from tui.routes import DecisionRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.remark import Remark

_SAFETY = "safety"
_DENIED = "Your records say otherwise. Choose another answer, or correct the records first."
_GAP = 1
"""Blank rows between the decision in words and the fields."""


class SummaryScreen(BaseScreen[None]):
    """Nothing is stored until the last field is closed with enter."""

    CSS_PATH: ClassVar[str] = "guided.tcss"
    AUTO_FOCUS: ClassVar[str | None] = None
    GROUP = "summary"
    TYPING = True

    _form = getters.query_one(DecisionForm)

    def __init__(self, guide: DecisionFlow) -> None:
        super().__init__()
        self.guided = GuidedClient(self, guide.client_id, self.look_again)
        self.guide = guide
        view = guide.view()
        assert view.decision is not None
        self._view: DecideView = view
        self._decision: DecisionView = view.decision
        self._rule = guide.rule(view)
        self._needs: dict[str, FormField] = {need.field: need for need in guide.needs(view)}
        self._choices = {name: n.choices for name, n in self._needs.items() if n.choices}
        self._texts_before: dict[str, str] = {}
        self._suggested_on = guide.situation.on
        self._remark = Remark(id="summary-remark")
        self._wrong = ""

    @override
    def body(self) -> ComposeResult:
        now = self.guide.situation
        yield from self.guided.head()
        with VerticalScroll(id="guide-text", can_focus=False):
            yield Static(id="summary")
        yield DecisionForm(
            {name: need.ask for name, need in self._needs.items()},
            {name: self._suggested(need, now) for name, need in self._needs.items()},
            {EXPECT: tuple(GUESSES.values()), **self._choices},
        )
        yield self._remark

    def _suggested(self, need: FormField, now: Situation) -> str:
        """What an earlier decision had there, else what the records suggest. In danger nobody is
        told what to expect."""
        former = self.guide.former
        if former is not None and former.screen == self._view.screen:
            before = typed_before(need, self._rule, now, former)
            if before:
                return before
        guessing = need.field == EXPECT and self._view.screen == _SAFETY
        return "" if guessing else suggested(need, self._rule, now)

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._texts_before = self._form.texts
        key = f"decide:{self.guided.client_id}:{self._view.screen}:{self._decision.code}:form"
        draft = self.draft.keep(key, self._unsaved)
        if draft is not None:
            self._form.go_on_with(json.loads(draft))
        self._form.begin()

    # --- drawing ------------------------------------------------------------------------

    def look_again(self) -> None:
        """The days follow what is typed; and it may not be open to decision any more."""
        self.guide.values = self._form.texts
        view = self.guide.view()
        same = view.decision is not None and view.decision.code == self._decision.code
        if self.guide.decided_elsewhere(view) or not same or view.decision is None:
            self._to_questions()
            return
        self._view, self._decision = view, view.decision
        if self._suggested_on != self.guide.situation.on:
            self._suggest_anew()
        self._draw()

    def _suggest_anew(self) -> None:
        """On another day: what was typed stays, what was only suggested is of the new day."""
        now = self.guide.situation
        self._suggested_on = now.on
        anew = {name: self._suggested(need, now) for name, need in self._needs.items()}
        texts, before = self._form.texts, self._texts_before
        follow = {name: text for name, text in anew.items() if texts[name] == before[name]}
        self._texts_before = before | anew
        self._form.fill(follow)
        self._show_hint()

    def _draw(self) -> None:
        view, decision, now = self._view, self._decision, self.guide.situation
        self.guided.show_head(view.title, view.trail, flag=view.flag)
        titles = " and ".join(self.guide.passes_by(view))
        text = decision_text(
            Decided(
                screen=view.screen,
                say=decision.say,
                because=[Answered.of(step, now) for step in view.path],
                actions=[ToDo(action.text, action.due) for action in decision.actions],
                review_by=decision.review_by,
                template=decision.template,
                message_from=self.guided.message_from(view.screen, decision.template),
                further=[("skipped", f"{titles}: {MONEY_REASON}")] if titles else [],
            ),
            self.workspace.today,
            self.guided.width - 1,
        )
        self.query_one("#summary", Static).update(text)
        # The fields follow the text at once: in a high terminal the foot is far from it.
        lines = len(text.split("\n"))
        self.query_one("#guide-text").styles.max_height = lines + _GAP

    @on(DescendantFocus)
    def _field_at_hand(self, event: DescendantFocus) -> None:
        self._show_hint()

    def _show_hint(self) -> None:
        """What is wrong stays to be read until something is typed."""
        name, text = list(self._form.texts.items())[self._form.at_hand]
        need, now = self._needs[name], self.guide.situation
        empty = when_empty(need, self._rule, now, chosen(self._view.path))
        remark = self._wrong or hint(need, text, self._rule, now, empty)
        self._remark.say(remark, wrong=bool(self._wrong))
        self.show_keys()

    def _complain(self, text: str) -> None:
        self._wrong = text
        self._show_hint()

    # --- the fields ---------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self) -> None:
        self.draft.changed()
        if self.guided.there and self.is_current:
            self.guided.refresh()
            self._form.complain({})
            self._complain("")

    def _unsaved(self) -> str | None:
        texts = self._form.texts
        return json.dumps(texts) if texts != self._texts_before else None

    # --- taking -------------------------------------------------------------------------

    def action_next(self) -> None:
        """The next field, from one that can be read; on the last one, take the decision."""
        name = self._form.name_at_hand
        if self._form.at_last or self._decision.denied:
            self.action_save()
        elif wrong := self._unanswered(name) or field_error(
            self._needs[name], self._form.texts[name], self._rule, self.guide.situation
        ):
            self._form.complain({name: wrong})
        else:
            self._form.complain({})
            self._form.step(1)

    def action_save(self) -> None:
        """Take the decision; where an answer denies what is on record, back to it."""
        if not self.guided.there:
            self.client_gone()
            return
        if self._decision.denied:
            self.notify_user(_DENIED)
            self.action_question_back()
            return
        if unanswered := {name: words for name in self._needs if (words := self._unanswered(name))}:
            self._form.complain(unanswered)
            self._show_hint()
            return
        try:
            taken = self.guide.take(self._form.texts)
        except BadField as bad:
            why = bad.why.removeprefix("is ")
            self._form.complain({bad.field: why[:1].upper() + why[1:]})
            self._show_hint()
        except DecisionRefused as bad:
            self._complain(str(bad))
        else:
            self._take(taken)

    def _unanswered(self, name: str) -> str:
        """What is said of numbered answers while none is chosen: here they are a question."""
        choices = self._choices.get(name)
        if not choices or self._form.texts[name].strip():
            return ""
        return f"Press a digit from 1 to {len(choices)}, or answer in your own words."

    def _take(self, taken: CommittedDecision) -> None:
        if not taken.already and not self.guided.store(taken.changes):
            return
        self.draft.finish()
        self.app.switch_screen(TakenScreen(self.guide, taken, self.guided.stored_as))

    # --- keys ---------------------------------------------------------------------------

    @override
    def bar(self) -> list[KeyAction]:
        """Enter takes the decision only from the last field, and says so there."""
        enter = "make the decision" if self._form.at_last else "next field"
        if self._decision.denied:
            enter = "choose another answer"
        return [
            replace(key, label=enter) if key.id == "summary.next" else key
            for key in super().bar()
            if key.id != "summary.starters" or not self.disabled_reason(key.action)
        ]

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action == "starters" and all(need.kind != "rule" for need in self._needs.values()):
            return "That works only for a watch rule."
        return super().disabled_reason(action)

    def action_starters(self) -> None:
        """Fill the fields with one of the rules to begin with."""
        if not self.blocked("starters"):
            rules = [(rule.sentence, rule) for rule in starters()]
            choose(self, "Warn me when:", rules, self._fill_with)

    def _fill_with(self, rule: Starter) -> None:
        self._form.fill({"when": rule.when, "sentence": rule.sentence})

    def action_scroll_text(self, pages: int) -> None:
        """What does not fit, a page up or down."""
        text = self.query_one("#guide-text", VerticalScroll)
        text.scroll_relative(y=pages * max(1, text.size.height - 1), animate=False)

    # --- ways out -----------------------------------------------------------------------

    def action_field_back(self) -> None:
        """The field before; from the first one back to the last question."""
        if self._form.at_hand:
            self._form.step(-1)
        else:
            self.action_question_back()

    def action_field_on(self) -> None:
        """The next field."""
        self._form.step(1)

    def action_question_back(self) -> None:
        """Back to the last question; what is typed here is kept."""
        self.guide.back(self._view)
        self._to_questions()

    def _to_questions(self) -> None:
        self.replace(DecisionRoute(self.guide))
