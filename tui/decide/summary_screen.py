"""The decision before it is taken: what it is, because of what, and one small last form."""

from __future__ import annotations

import json
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Input, Static

from storage.errors import StorageError
from triage.lessons.starters import starters
from triage.playbook.ask.walk import chosen
from triage.playbook.decide.commit import MONEY_REASON, CommittedDecision
from triage.playbook.errors import BadField, DecisionRefused
from triage.playbook.model import FormField
from triage.playbook.presentation import DecideView, DecisionView
from tui.decide.fields import hint, suggested, when_empty
from tui.decide.flow import DecisionFlow
from tui.decide.form import Asked, DecisionForm
from tui.decide.guided import GuidedScreen
from tui.decide.lines import Answered, Decided, decision_text
from tui.decide.taken_screen import TakenScreen
from tui.keys.action import KeyAction
from tui.routes import DecisionRoute
from tui.ui.choice_dialog import ChoiceDialog
from tui.ui.draft_screen import DraftScreen
from tui.wording.safe_text import content


class SummaryScreen(DraftScreen[None], GuidedScreen):
    """Nothing is stored until the last field is closed with enter."""

    GROUP = "summary"

    def __init__(self, guide: DecisionFlow) -> None:
        super().__init__(guide.client_id)
        self.guide = guide
        view = guide.view()
        assert view.decision is not None
        self._view: DecideView = view
        self._decision: DecisionView = view.decision
        self._rule = guide.rule(view)
        self._needs: dict[str, FormField] = {need.field: need for need in guide.needs(view)}
        self._texts_before: dict[str, str] = {}
        self._touched = False
        self._wrong = ""

    def body(self) -> ComposeResult:
        draft = self.kept_draft()
        kept = json.loads(draft) if draft else {}
        now = self.guide.situation
        yield from self.head()
        with VerticalScroll(id="guide-text", can_focus=False):
            yield Static(id="summary")
        yield DecisionForm(
            [
                Asked(
                    name,
                    need.ask,
                    kept.get(name, suggested(need, self._rule, now)),
                )
                for name, need in self._needs.items()
            ]
        )
        yield Static(id="summary-remark")

    def on_mount(self) -> None:
        super().on_mount()
        self._texts_before = self._form.texts
        self._form.begin()

    @property
    def _form(self) -> DecisionForm:
        return self.query_one(DecisionForm)

    # --- drawing ------------------------------------------------------------------------

    def look_again(self) -> None:
        """The days follow what is typed; and it may not be open to decision any more."""
        self.guide.values = self._form.texts
        try:
            view = self.guide.view()
        except DecisionRefused as refused:
            self.notify_user(str(refused))
            self.dismiss()
            return
        same = view.decision is not None and view.decision.code == self._decision.code
        if self.guide.decided_elsewhere(view) or not same or view.decision is None:
            self._to_questions()
            return
        self._view, self._decision = view, view.decision
        self._draw()

    def _draw(self) -> None:
        view, decision, now = self._view, self._decision, self.guide.situation
        self.show_head(view.title, view.trail, flag=view.flag)
        titles = " and ".join(self.guide.passes_by(view))
        text = decision_text(
            Decided(
                say=decision.say,
                because=[Answered.of(step, now) for step in view.path],
                actions=[(action.text, action.due) for action in decision.actions],
                review_by=decision.review_by,
                template=decision.template,
                further=[("passed by", f"{titles}: {MONEY_REASON}")] if titles else [],
            ),
            self.workspace.today,
            self.width - 1,
        )
        self.query_one("#summary", Static).update(text)

    @on(DescendantFocus)
    def _field_at_hand(self, event: DescendantFocus) -> None:
        self._show_hint()

    def _show_hint(self) -> None:
        """What is wrong stays to be read until something is typed."""
        name, text = list(self._form.texts.items())[self._form.at_hand]
        need, now = self._needs[name], self.guide.situation
        empty = when_empty(need, self._rule, now, chosen(self._view.path))
        line = self.query_one("#summary-remark", Static)
        line.update(content(self._wrong or hint(need, text, self._rule, now, empty)))
        line.set_class(bool(self._wrong), "wrong")
        self.show_keys()

    def _complain(self, text: str) -> None:
        self._wrong = text
        self._show_hint()

    # --- the fields ---------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self) -> None:
        self._touched = self._touched or self._form.texts != self._texts_before
        if self._touched:
            self.draft_changed()
        if self.there and self.is_current:
            self.look_again()
            self._complain("")

    def draft_key(self) -> str:
        return f"decide:{self._client_id}:{self._view.screen}:{self._decision.code}:form"

    def draft_text(self) -> str | None:
        return json.dumps(self._form.texts)

    def draft_not_kept(self, trouble: StorageError) -> None:
        self._complain(f"Not kept yet: {trouble.message} {trouble.hint}")

    # --- taking -------------------------------------------------------------------------

    def action_next(self) -> None:
        """The next field; on the last one, take the decision."""
        if self._form.at_last:
            self.action_save()
        else:
            self._form.step(1)

    def action_save(self) -> None:
        """Take the decision."""
        if not self.there:
            self.client_gone()
            return
        try:
            taken = self.guide.take(self._form.texts)
        except BadField as bad:
            self._form.go_to(bad.field)
            self._complain(f"{self._needs[bad.field].ask} {bad.why}")
        except DecisionRefused as bad:
            self._complain(str(bad))
        else:
            self._take(taken)

    def _take(self, taken: CommittedDecision) -> None:
        if not taken.already and not self.store(taken.changes, self.draft_key()):
            return
        self.draft_done()
        self.app.switch_screen(TakenScreen(self.guide, taken, self.stored_as))

    # --- keys ---------------------------------------------------------------------------

    def bar(self) -> list[KeyAction]:
        """Enter takes the decision only from the last field, and says so there."""
        enter = "take the decision" if self._form.at_last else "next field"
        return [
            replace(key, label=enter) if key.id == "summary.next" else key
            for key in super().bar()
            if key.id != "summary.starters" or not self.disabled_reason(key.action)
        ]

    def disabled_reason(self, action: str) -> str | None:
        if action == "starters" and all(need.kind != "rule" for need in self._needs.values()):
            return "That is for the page of a watch rule."
        return super().disabled_reason(action)

    def action_starters(self) -> None:
        """Fill the fields with one of the rules to begin with."""
        if self.blocked("starters"):
            return
        rules = starters()

        def picked(index: int | None) -> None:
            if index is not None:
                self._form.fill({"when": rules[index].when, "sentence": rules[index].sentence})

        self.app.push_screen(ChoiceDialog("Warn me when:", [one.sentence for one in rules]), picked)

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
        self.flush_draft()
        self.replace(DecisionRoute(self.guide))

    def action_back(self) -> None:
        self.action_leave()

    def action_leave(self) -> None:
        """Leave; the answers and what is typed are kept, nothing is decided."""
        self.flush_draft()
        self.dismiss()
