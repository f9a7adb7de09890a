"""Decision taken: what was decided, because of what, what comes next, and what you expect."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static
from typing_extensions import override

from triage.changes import ChangeSet
from triage.playbook.decide.commit import CommittedDecision
from triage.records import Decision
from triage.terms import value_term
from tui.decide.flow import DecisionFlow
from tui.decide.guided import GuidedClient
from tui.decide.lines import Decided, ToDo, answered, decision_text
from tui.keys.action import KeyAction
from tui.routes import DecideRoute, DecisionRoute, MessageRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.history import step_through_history
from tui.wording.formatting import day, long_day
from tui.workspace.workspace import Workspace


class TakenScreen(BaseScreen[None]):
    """Everything on it is on the disk already."""

    GROUP = "taken"
    CSS_PATH: ClassVar[str] = "guided.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#guide-text"

    def __init__(self, guide: DecisionFlow, taken: CommittedDecision, number: int | None) -> None:
        """`number` is the decision's place in the journal, None when an earlier try stored it."""
        super().__init__()
        self.guided = GuidedClient(self, guide.client_id, self.look_again)
        self.guide = guide
        self._taken = taken
        self._number = number
        self._fresh = True

    @classmethod
    def standing(cls, workspace: Workspace, decision: Decision) -> TakenScreen:
        """A decision that was made earlier and still holds, and what is left to do of it."""
        ledger = workspace.ledger(decision.client)
        attempt = next(a for a in ledger.attempt if a.id == decision.attempt)
        actions = tuple(a for a in ledger.action if a.decision == decision.id)
        taken = CommittedDecision(attempt, decision, actions, ChangeSet("Decided"), already=True)
        flow = DecisionFlow(workspace, decision.client, decision.screen, again=decision.id)
        page = cls(flow, taken, None)
        page._fresh = False
        return page

    @override
    def body(self) -> ComposeResult:
        yield from self.guided.head()
        with VerticalScroll(id="guide-text"):
            yield Static(id="taken")

    def look_again(self) -> None:
        """Taken back somewhere else, it is no decision any more."""
        stored = {decision.id for decision in self.guided.situation.ledger.decision}
        if self._taken.decision.id not in stored:
            self.notify_user("This decision was undone.")
            self.dismiss()
            return
        decision = self._taken.decision
        title = self.guide.playbook.title(decision.screen)
        made = "" if self._fresh else f" {day(decision.on, self.workspace.today)}: {title}"
        self.guided.show_head(f"Decided{made}", flag=decision.flag)
        self._draw()
        self.show_keys()

    def _draw(self) -> None:
        decision, ledger = self._taken.decision, self.guided.situation.ledger
        actions = [action for action in ledger.action if action.decision == decision.id]
        text = decision_text(
            Decided(
                screen=decision.screen,
                say=decision.say,
                because=answered(self.guide.playbook, decision.because),
                actions=[
                    ToDo(action.text, action.due, action.done_on)
                    for action in actions
                    if action.dropped_on is None
                ],
                review_by=self._review_by(),
                template=decision.template,
                sent_on=self._sent_on(),
                message_from=self.guided.message_from(decision.screen, decision.template),
                further=self._further(),
            ),
            self.workspace.today,
            self.guided.width - 1,
        )
        self.query_one("#taken", Static).update(text)

    def _review_by(self) -> date | None:
        """The day on which it is looked at, which may have moved since."""
        decision = self._taken.decision
        attempts = self.guided.situation.attempts
        attempt = next((a for a in attempts if a.id == decision.attempt), None)
        return decision.review_by if attempt is None or self._fresh else attempt.review_by

    def _sent_on(self) -> date | None:
        """The day on which the decision's message went out."""
        decision = self._taken.decision
        sent = (
            message.sent_on
            for message in self.guided.situation.ledger.message
            if message.decision == decision.id and message.template == decision.template
        )
        return next((on for on in sent if on is not None), None)

    def _further(self) -> list[tuple[str, str]]:
        decision, client = self._taken.decision, self.guided.situation.client
        lines = []
        if isinstance(end := decision.set.get("end_date"), str):
            lines.append(("last day", long_day(date.fromisoformat(end))))
        if decision.expect:
            lines.append(("expected", decision.expect))
        if client.state != "active":
            lines.append(("client", value_term("state", client.state)))
        if decision.next:
            title = self.guide.playbook.screens[decision.next].title
            lines.append(
                ("next", f"{title}; press {self.key_in_sentence('taken.next')} to open it")
            )
        return lines

    # --- keys ---------------------------------------------------------------------------

    @override
    def bar(self) -> list[KeyAction]:
        """Just decided, nobody wants to begin again; found again, that is a way on."""
        return [key for key in super().bar() if key.id != "taken.decide" or not self._fresh]

    @override
    def action_decide(self) -> None:
        """The questions of the page once more, with the answers of this decision marked."""
        decision = self._taken.decision
        if self.guided.there:
            client = self.guided.client_id
            self.replace(DecideRoute(client, decision.screen, decision.flag, decision.id))

    def action_take_back(self) -> None:
        """Take the decision back, and return to the client."""
        store = self.workspace.store
        undo, redo = self.key_of("everywhere.undo"), self.key_of("everywhere.redo")
        if store.head() != self._number:
            self.notify_user(
                f"Something else has been saved since then. Leave this page, then press {undo}: "
                "it undoes the newest change first.",
                seconds=10,
            )
            return
        self.guided.storing = True
        if step_through_history(self.host, lambda: f"Undone: {store.undo()}. {redo} to redo"):
            self.dismiss()
        else:
            self.guided.storing = False

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action == "message" and self._taken.decision.template is None:
            return "This decision has no message."
        return super().disabled_reason(action)

    @override
    def action_message(self) -> None:
        """Write the message of this decision."""
        template = self._taken.decision.template
        if not self.blocked("message") and template is not None:
            decision = self._taken.decision.id
            self.open(MessageRoute(self.guided.client_id, template, decision))

    def action_next(self) -> None:
        """The screen that comes next, else back to the client."""
        following = self._taken.decision.next
        if following is None or not self.guided.there:
            self.dismiss()
            return
        self.replace(DecisionRoute(self.guide.go_to(following)))
