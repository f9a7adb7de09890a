"""One guided decision while it is being made: the answers, where one stands, what it will store.

No Textual in here: the screens draw what `view` says and hand back what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from triage.changes import ChangeSet, RecordIds
from triage.playbook.ask.answers import check_answer
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.ask.form_requirements import further_needs
from triage.playbook.decide.attempts import keep_answers, kept_answers, open_visit
from triage.playbook.decide.commit import CommittedDecision, commit_decision
from triage.playbook.decide.form import form
from triage.playbook.errors import BadAnswer
from triage.playbook.gates.gates import GateKey, check_override, money_entry
from triage.playbook.model import DecisionRule, FormField, Playbook, Question
from triage.playbook.presentation import DecideView, decide_view
from triage.playbook.state.ladder import ladder
from triage.playbook.state.situation import Situation
from triage.records import Decision
from tui.wording.read_back import answer_read_back
from tui.workspace.situation import situation_of

if TYPE_CHECKING:
    from tui.workspace.workspace import Workspace

MONEY_STEPS = ("adapt", "train")
"""Steps that a price too low passes by: from them one key leads to new terms."""
NEW_TERMS = "renegotiate"


class DecisionFlow:
    """Going back pauses at a question and keeps the answers behind it, ready to be agreed to again.

    Of all answers only those agreed to count: the ones on the way to where one stands.
    """

    def __init__(
        self,
        workspace: Workspace,
        client_id: str,
        screen: str | None = None,
        flag: str | None = None,
        again: str | None = None,
    ) -> None:
        self.workspace = workspace
        self.client_id = client_id
        self.key = GateKey(flag=flag)
        self.values: dict[str, str] = {}
        self._answers: dict[str, str] = {}
        self._agreed: set[str] = set()
        self._resumed: set[str] = set()
        self.former = next((d for d in self._decisions() if d.id == again), None)
        """The earlier decision that is being made anew, where there is one."""
        # Made before the first try: a decision that is tried again lands once.
        self._ids = RecordIds(str(uuid4()))
        self._known = {decision.id for decision in self._decisions()}
        first = entry_point(self.situation) if screen is None else None
        self._first = screen or (first.screen if first else "")
        # A door may begin at a question of its own; only asking for the door again keeps that.
        self._by_the_door = first is not None and first.start is not None
        self._arrives = True
        self._resume(self._first)

    @property
    def playbook(self) -> Playbook:
        """The playbook in force."""
        return self.workspace.playbook

    @property
    def there(self) -> bool:
        """Whether the client is still there."""
        return self.client_id in self.workspace.book.ledgers

    @property
    def situation(self) -> Situation:
        """The client as of now. Raises KeyError for one that is gone."""
        return situation_of(self.workspace, self.client_id)

    def _resume(self, screen: str) -> None:
        """Go on with what was answered at an earlier visit."""
        self._resumed.add(screen)
        answers, flag = kept_answers(self.situation, screen)
        new = {id_: value for id_, value in answers.items() if id_ not in self._answers}
        self._answers |= new
        self._agreed |= set(new)
        if flag is not None and self.key.flag is None:
            self.key = replace(self.key, flag=flag)

    # --- where it stands ----------------------------------------------------------------

    def view(self) -> DecideView:
        """Shut gates, or the next question, or the decision. Raises Refused, KeyError.

        Whoever comes back stands on the page they asked for: an answer of an earlier visit that
        leads to another one, where nothing is answered yet, is only marked.
        """
        view = self._view()
        while view.screen not in self._resumed:
            self._resume(view.screen)
            view = self._view()
        if self._arrives:
            self._arrives = False
            if view.question is not None and view.path and view.path[-1].screen != view.screen:
                self.back(view)
                view = self._view()
        return view

    def _view(self) -> DecideView:
        now = self.situation
        agreed = {id_: self._answers[id_] for id_ in self._agreed}
        try:
            return decide_view(now, self._screen(now), agreed, values=self.values, key=self.key)
        except BadAnswer:
            # The playbook or the client moved on under the answers: ask again from the start.
            self._agreed.clear()
            self._answers.clear()
            return decide_view(now, self._first, {}, key=self.key)

    def _screen(self, now: Situation) -> str | None:
        """The screen to ask for; None = the door, while it still leads to the same screen."""
        if self._by_the_door and entry_point(now).screen == self._first:
            return None
        return self._first

    def earlier_answer(self, question: str) -> str | None:
        """What was answered here before, to be shown as marked."""
        return self._answers.get(question) or self._former_answers.get(question)

    @property
    def _former_answers(self) -> Mapping[str, str]:
        """What the earlier decision was made of, by question."""
        path = self.former.because if self.former is not None else ()
        return {str(step.get("question")): str(step.get("value")) for step in path}

    def decided_elsewhere(self, view: DecideView) -> Decision | None:
        """A decision on the screens of this way that was stored meanwhile, not by this guide."""
        own = self._ids("decision")
        screens = {view.screen, *(step.screen for step in view.path)}
        later_decisions = [d for d in self._decisions() if d.id not in self._known and d.id != own]
        return next((decision for decision in later_decisions if decision.screen in screens), None)

    def _decisions(self) -> tuple[Decision, ...]:
        ledger = self.workspace.book.ledgers.get(self.client_id)
        return ledger.decision if ledger else ()

    # --- going on and back --------------------------------------------------------------

    def answer(self, view: DecideView, typed: str) -> ChangeSet:
        """Take an answer to the question of `view`; what has to be stored for it.

        Raises BadAnswer, with nothing changed.
        """
        question = self._question(view)
        id_ = question.id
        value = check_answer(question, typed)
        kept = keep_answers(self.situation, view.screen, {id_: value}, self.key)
        self._answers[id_] = value
        # Answers further on wait to be agreed to again: this one may lead elsewhere.
        self._agreed = {step.question.id for step in view.path} | {id_}
        return kept

    def read_back(self, view: DecideView, typed: str) -> str:
        """What is typed to the question of `view` is understood as; "" for words."""
        return answer_read_back(self._question(view), typed, self.situation.client.currency)

    def _question(self, view: DecideView) -> Question:
        assert view.question is not None
        return self.playbook.screens[view.screen].questions[view.question.id]

    def back(self, view: DecideView) -> bool:
        """Back to the question before; whether there was one."""
        if not view.path:
            return False
        self._agreed = {step.question.id for step in view.path[:-1]}
        return True

    def forget_unkept(self) -> None:
        """Stop counting what is not stored any more, because it was undone or redone."""
        kept: dict[str, str] = {}
        for screen in self._resumed:
            kept |= kept_answers(self.situation, screen)[0]
        self._agreed = {id_ for id_ in self._agreed if kept.get(id_, "") == self._answers.get(id_)}

    # --- gates --------------------------------------------------------------------------

    def own_plans(self) -> None:
        """It is for the user's own plans: nobody's fault. An answer that says otherwise is asked
        for again.
        """
        self.key = replace(self.key, own_plans=True)
        questions = [
            q for screen in self.playbook.screens.values() for q in screen.questions.values()
        ]
        blaming = {
            question.id
            for question in questions
            for option in question.options
            if option.at_fault and self._answers.get(question.id) == option.key
        }
        self._agreed -= blaming

    def override(self, reason: str, name: str) -> None:
        """Pass the gates that can be passed. Raises Refused."""
        checked = check_override(self.situation.client, reason, name)
        self.key = replace(self.key, override=checked)

    def opened(self, view: DecideView) -> ChangeSet | None:
        """A goodbye that only has to wait is opened by being looked at."""
        return open_visit(self.situation, view.screen, self.key)

    def why_not_terms(self, view: DecideView | None) -> str | None:
        """Why no price too low leads past this step, straight to new terms; None when one does."""
        if (
            view is not None
            and self.there
            and view.screen in MONEY_STEPS
            and money_entry(self.situation, GateKey(flag=view.flag))
        ):
            return None
        screens = self.playbook.screens
        if view is not None and view.screen == NEW_TERMS:
            return f"You are already on “{screens[NEW_TERMS].title}”."
        if view is not None and view.screen not in MONEY_STEPS:
            steps = " and ".join(f"“{screens[step].title}”" for step in MONEY_STEPS)
            return f"That works only on {steps}."
        return "That works only when the effective rate is too low."

    def go_to(self, screen: str) -> DecisionFlow:
        """Another screen of the same client."""
        return DecisionFlow(self.workspace, self.client_id, screen)

    def straight_to_terms(self, view: DecideView) -> DecisionFlow:
        """New terms, led to by the same flag."""
        return DecisionFlow(self.workspace, self.client_id, NEW_TERMS, view.flag)

    # --- deciding -----------------------------------------------------------------------

    def rule(self, view: DecideView) -> DecisionRule:
        """What the playbook says of the decision of `view`."""
        assert view.decision is not None
        return self.playbook.screens[view.screen].decisions[view.decision.code]

    def needs(self, view: DecideView) -> tuple[FormField, ...]:
        """The fields of the last small form."""
        rule = self.rule(view)
        more = further_needs(self.situation, rule, view.path, own_plans=view.own_plans)
        return form(rule, more)

    def passes_by(self, view: DecideView) -> tuple[str, ...]:
        """Titles of the steps that the decision also passes by, because money led here."""
        now = self.situation
        if view.screen != NEW_TERMS or not money_entry(now, self.key):
            return ()
        ended = ladder(now, self.key.flag).ended
        return tuple(self.playbook.screens[step].title for step in MONEY_STEPS if step not in ended)

    def take(self, values: Mapping[str, str]) -> CommittedDecision:
        """The decision with everything it stores, the answers off the way too.

        Raises Refused, BadAnswer, BadField.
        """
        now = self.situation
        return commit_decision(
            now, self._screen(now), self._answers, self._ids, values=values, key=self.key
        )
