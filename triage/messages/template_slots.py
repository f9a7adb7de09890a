"""What fills the slots of one template: what was typed in its decision, and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from triage.health import ClientHistory
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import has_come, shift
from triage.ledger import Ledger
from triage.limits import DEFAULT, Limits
from triage.message_templates import Template
from triage.messages.newest import newest
from triage.messages.phrasing import Phrasing, as_part, as_sentence
from triage.open_items import open_actions
from triage.paid_up import promise_kept_on, still_promised
from triage.playbook.model import DecisionRule, Playbook
from triage.playbook.state.overdue import REMINDERS
from triage.records import Decision, Event

_FORM_SLOTS = {
    "person": "peer",
    "end_date": "end_date",
    "effective_from": "from_date",
    "fix_by": "fix_by",
    "hours_per_month": "hours",
    "hours": "hours",
    "price": "price",
    "due": "reply_by",
    "until": "wait_until",
    "text": "change",
}
"""Fields of a decision's last small form -> the slot that each fills."""


CONFIRMS_PROMISE = "payment_promise"
"""The message that says back what they promised to pay."""


@dataclass(frozen=True)
class TemplateSlots:
    """The records as one template needs them. `decision_id` = the one that asks for the message;
    without it, the newest whose message has not gone out."""

    ledger: Ledger
    on: date
    playbook: Playbook
    phrasing: Phrasing
    template: Template | None = None
    decision_id: str | None = None
    limits: Limits = DEFAULT

    def values(self) -> Mapping[str, str | None]:
        """Slot name -> text."""
        decision = self._decision()
        return {**self._about(), **self._form(decision), **self._answers(decision)}

    # --- the decision -------------------------------------------------------------------

    def _decision(self) -> Decision | None:
        made = [d for d in self.ledger.decision if d.on <= self.on]
        if self.decision_id is not None:
            return next((d for d in made if d.id == self.decision_id), None)
        if self.template is not None:
            named = {a.decision for a in self.ledger.action if a.template == self.template.id}
            own = [d for d in made if d.template == self.template.id or d.id in named]
            if own:
                newest = max(own, key=lambda d: d.on)
                return None if self._gone_since(newest.on) else newest
        return max((d for d in made if d.template), key=lambda d: d.on, default=None)

    def _gone_since(self, day: date) -> bool:
        """Whether the message of a decision of that day has gone out: the next is another one."""
        return any(
            message.template == self._id and has_come(message.sent_on, self.on)
            for message in self.ledger.message
            if message.sent_on is not None and message.sent_on >= day
        )

    @property
    def _id(self) -> str:
        return self.template.id if self.template else ""

    def _form(self, decision: Decision | None) -> Mapping[str, str | None]:
        """What the last small form asked for, as far as a slot shows it."""
        if decision is None:
            return {}
        rule = self.playbook.rule_of(decision)
        values: dict[str, str | None] = {
            _FORM_SLOTS[name]: self.phrasing.value(value)
            for name, value in decision.set.items()
            if name in _FORM_SLOTS and value not in (None, "")
        }
        if rule is not None:
            values |= self._of_rule(decision, rule, values)
            if decision.template == self._id:
                values |= self._days_of_actions(decision, rule)
        return values

    def _days_of_actions(self, decision: Decision, rule: DecisionRule) -> Mapping[str, str | None]:
        """The days on which other things are to be done that the message tells of, as they stand
        now; one that is past is no promise to make.
        """
        due = {
            action.text: action.due
            for action in open_actions(self.ledger, self.on, self.limits)
            if action.decision == decision.id
        }
        days = {more.slot: due.get(more.text or "") for more in rule.also if more.slot}
        return {
            slot: self.phrasing.day(day)
            for slot, day in days.items()
            if day is not None and day >= self.on
        }

    def _of_rule(
        self, decision: Decision, rule: DecisionRule, values: Mapping[str, str | None]
    ) -> Mapping[str, str | None]:
        further: dict[str, str | None] = {}
        if rule.answer is not None and decision.template == self._id:
            # Asked for late, they still have as many days to answer.
            begins = max(self.on, shift(decision.on, rule.due or 0))
            further["reply_by"] = self.phrasing.day(shift(begins, rule.answer))
        if (person := values.get("peer")) is not None:
            if rule.to is not None and decision.template == self._id:
                further["contact"] = person
            elif self._id == "other_offer" and self.phrasing.english:
                further["offer"] = f"I can introduce you to {person}."
        return further

    def _answers(self, decision: Decision | None) -> Mapping[str, str | None]:
        """What was answered to questions whose answer belongs into the text."""
        if decision is None:
            return {}
        return {
            slot: self._as_text(slot, value)
            for slot, value in self.playbook.slots_of(decision)
            if value.strip()
        }

    def _as_text(self, slot: str, value: str) -> str:
        lines = [part.text or "" for part in self.template.slots] if self.template else []
        within = any(f"{{{slot}}}{sign}" in line for line in lines for sign in ".,")
        return as_part(value) if within else as_sentence(value)

    # --- what it is about ---------------------------------------------------------------

    def _about(self) -> Mapping[str, str | None]:
        """The event that this message goes back to."""
        match self._id:
            case "silence_nudge":
                return {"question": self._text_of(self._asked())}
            case "scope_change":
                request = self._newest(lambda event: event.what == "request" and bool(event.text))
                hours = request.hours if request else None
                return {
                    "request": self._text_of(request),
                    "hours": f"{hours:g}" if hours else None,
                }
            case "payment_reminder":
                return {**self._reminded(), **self._promised()}
            case "payment_formal":
                return self._promised()
            case template if template == CONFIRMS_PROMISE:
                promise = self._newest(lambda event: event.what == "promise")
                due = promise.due if promise is not None else None
                return {"reply_by": self.phrasing.day(due) if due else None}
            case "boundary_note":
                return {"event_text": self._text_of(self._hard())}
        return {}

    def _reminded(self) -> Mapping[str, str | None]:
        """A second reminder goes back to the one before it, and asks what is in the way."""
        late = ClientSnapshot(ClientHistory(self.ledger), self.on, self.limits).overdue
        since = min((account.due for account in late), default=self.on)
        sent = [
            message.sent_on
            for message in self.ledger.message
            if message.template in REMINDERS
            and message.sent_on is not None
            and since <= message.sent_on <= self.on
        ]
        if not sent:
            return {}
        asks = "What is holding up the payment, and when can I expect it?"
        return {
            "reminded_on": self.phrasing.day(max(sent)),
            "need": asks if self.phrasing.english else None,
        }

    def _promised(self) -> Mapping[str, str | None]:
        """The day for which they promised the money, which has gone by without it; none of a
        promise about other money than what is open.
        """
        promise = self._newest(lambda event: event.what == "promise")
        if promise is None or promise.due is None or promise.due >= self.on:
            return {}
        if promise_kept_on(promise, self.ledger, self.on, self.limits) is not None:
            return {}
        if not still_promised(promise, self.ledger, self.on, self.limits):
            return {}
        return {"promised_on": self.phrasing.day(promise.due)}

    def _asked(self) -> Event | None:
        """Our newest question, while nothing has come from them since."""
        question = self._newest(lambda event: event.what == "message_out" and event.asks)
        reply = self._newest(lambda event: event.what == "message_in")
        unanswered = question and (reply is None or reply.on < question.on)
        return question if unanswered else None

    def _hard(self) -> Event | None:
        return hard_event(self.ledger, self.on)

    def _newest(self, accepts: Callable[[Event], bool]) -> Event | None:
        return newest(self.ledger.event, self.on, accepts)

    @staticmethod
    def _text_of(event: Event | None) -> str | None:
        return as_sentence(event.text) if event is not None and event.text else None


def hard_event(ledger: Ledger, on: date) -> Event | None:
    """The newest thing that a clear line is written about."""
    pushed = ("after_hours", "false_urgent", "no_show", "incident")
    return newest(
        ledger.event, on, lambda e: (e.what == "message_in" and e.tone < 0) or e.what in pushed
    )
