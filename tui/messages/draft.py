"""One message while it is written: its text, its ticks, and what lint says of it.

No Textual in here: the screen shows what stands here and hands back what was typed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from triage.changes import ChangeSet, Put, RecordIds
from triage.message_templates import Slot
from triage.messages.contact_limits import contacts
from triage.messages.context import context, questions
from triage.messages.draft import word_count
from triage.messages.findings import LintContext, LintFinding
from triage.messages.lint import check, footer
from triage.messages.slots import slot_values
from triage.messages.templates import refusal
from triage.messages.timing_rules import ready_at
from triage.overrides.gates import PassedGates, passed_gates
from triage.playbook.after.sending import belongs_to, sent, unsent_draft
from triage.playbook.state.situation import Situation
from triage.records import Message
from tui.messages.outline import Outline, Part, with_part
from tui.workspace.situation import situation_of

if TYPE_CHECKING:
    from tui.workspace.workspace import Workspace

_LEVELS = ("stop", "warn", "hint")
_COUNTERS: Mapping[str, str] = {
    "leaving": "since they said goodbye",
    "silent": "without an answer",
    "check_in": "since it ended",
}


class MessageDraft:
    """One draft of one template for one client.

    `stored` is the record it was read from, with which a save is compared; None = not kept yet.
    `checked_on` and `answered` are the user's ticks: law figures looked up, questions answered;
    `added` are optional parts that the user took in.
    """

    def __init__(
        self, workspace: Workspace, client_id: str, template: str, decision_id: str | None = None
    ) -> None:
        self.workspace = workspace
        self.client_id = client_id
        self.template = workspace.templates[template]
        self._decision = decision_id
        self._new_id = str(uuid4())  # before the first try: a save that is tried again lands once
        self._begin(unsent_draft(self.situation, template))

    def _begin(self, kept: Message | None) -> None:
        """Go on with a stored draft, or begin a new one."""
        self.stored = kept
        self.text = (kept and kept.text) or self.outline.text
        begun = kept.drafted_at or kept.on.isoformat() if kept else None
        self.drafted_at: str = begun or self.moment.isoformat(timespec="seconds")
        self.checked_on: date | None = kept.checked_on if kept else None
        slots = kept.slots if kept else {}
        self.answered, self.added = _texts(slots.get("answered")), _texts(slots.get("added"))
        self._kept = self._state

    # --- what is known ------------------------------------------------------------------

    @property
    def moment(self) -> datetime:
        """Local time, as messages keep it."""
        return self.workspace.moment

    @property
    def situation(self) -> Situation:
        """The client as of now."""
        return situation_of(self.workspace, self.client_id)

    def records_changed(self) -> bool:
        """The records are other ones now; whether the text is another one for it.

        What was typed here stays. What another window stored meanwhile is seen at the next save.
        """
        for gathered in ("_gathered", "outline", "asked"):
            self.__dict__.pop(gathered, None)
        current = self._on_disk()
        if self.changed:
            self.stored = current and self.stored
            return False
        current = current or unsent_draft(self.situation, self.template.id)
        if current == self.stored and (current is not None or self._fits_today()):
            return False
        self._begin(current)
        return True

    def _fits_today(self) -> bool:
        """Whether an outline that nobody has touched is still the one of today."""
        return self.begun_on == self.workspace.today and self.outline.text == self.text

    def _on_disk(self) -> Message | None:
        """This draft as it is stored now; None when it was taken out, or sent meanwhile."""
        messages = self.workspace.ledger(self.client_id).message
        stored = next((message for message in messages if message.id == self.record_id), None)
        if stored is None:
            return None
        if stored.sent_on is not None:
            self._new_id = str(uuid4())
            return None
        return stored

    def over_theirs(self) -> None:
        """The next save replaces what another window stored; undo brings that back."""
        self.stored = self._on_disk()

    @property
    def begun_on(self) -> date:
        """The day that the message is of: its text names others by it."""
        return datetime.fromisoformat(self.drafted_at).date()

    @property
    def record_id(self) -> str:
        """The id under which this draft is, or will be, stored."""
        return self.stored.id if self.stored else self._new_id

    @property
    def refusal(self) -> str | None:
        """Why nothing may be written to this client, in a sentence; None when it may."""
        return refusal(self.template, self.workspace.ledger(self.client_id).client)

    @cached_property
    def outline(self) -> Outline:
        """The template with all that the records know."""
        ledger, days = self.workspace.ledger(self.client_id), self.template.reply_days
        values = slot_values(
            ledger,
            self.workspace.today,
            reply_days=days,
            playbook=self.workspace.playbook,
            template=self.template,
            decision=self._decision,
            limits=self.workspace.settings.limits,
        )
        return Outline(self.template, values, ledger.client.language)

    def parts(self) -> list[Part]:
        """The parts of the outline as the text stands."""
        return self.outline.parts(self.text, self.added)

    def take_in(self, slot: Slot) -> None:
        """An optional part after all."""
        self.added = (*self.added, slot.id)
        self.text = with_part(self.text, slot)

    # --- what lint says -----------------------------------------------------------------

    @cached_property
    def _gathered(self) -> LintContext:
        return context(
            self.workspace.ledger(self.client_id),
            self.template,
            now=self.moment,
            clients=[ledger.client for ledger in self.workspace.book.ledgers.values()],
            drafted_at=self.drafted_at,
            playbook=self.workspace.playbook,
        )

    @property
    def facts(self) -> LintContext:
        """What lint must know, as of now and with the user's ticks."""
        return replace(
            self._gathered,
            now=self.moment,
            law_checked_on=self.checked_on,
            answered=len(self.answered),
        )

    def findings(self) -> tuple[LintFinding, ...]:
        """What to look at, stops first, then by place."""
        findings = check(self.text, self.template, self.facts, self.workspace.lint)
        return tuple(sorted(findings, key=lambda finding: _LEVELS.index(finding.level)))

    @property
    def ready_at(self) -> datetime | None:
        """When the waiting of a letter that cools ends; None when there is none (any more)."""
        ends = ready_at(self.facts) if "cooling" in self.template.sets else None
        return ends if ends is not None and ends > self.moment else None

    @property
    def words(self) -> int:
        """Words that count against the outline's most."""
        return word_count(self.text)

    @property
    def footer(self) -> str:
        """What was not looked at because of the draft's language; "" = all was."""
        return footer(self.outline.language, self.workspace.lint, self.text)

    @property
    def counter(self) -> str:
        """How many the door they stand at has had: "2 of 4 messages since they said goodbye",
        or that they were too many."""
        workspace = self.workspace
        doors = contacts(
            workspace.ledger(self.client_id), workspace.today, workspace.playbook
        ).items()
        return ", ".join(
            f"{made} of {most} messages {_COUNTERS[door]}"
            if made <= most
            else f"{made} messages {_COUNTERS[door]}; {most} are enough"
            for door, (made, most) in doors
        )

    # --- ticks --------------------------------------------------------------------------

    @property
    def wants_law(self) -> bool:
        """Whether this is about money owed, where figures of a law may be named."""
        return "pay" in self.template.sets

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions in the complaint that this message answers."""
        if "complaint" not in self.template.sets:
            return ()
        return questions(self.workspace.ledger(self.client_id), self.workspace.today)

    def tick_question(self, question: str) -> None:
        """Answered, or not after all."""
        without = tuple(other for other in self.answered if other != question)
        ticked = question in self.answered
        self.answered = without if ticked else (*self.answered, question)

    def tick_law(self) -> None:
        """The figures were looked up today, or not after all."""
        self.checked_on = None if self.checked_on else self.workspace.today

    # --- keeping ------------------------------------------------------------------------

    @property
    def _state(self) -> tuple[object, ...]:
        return (self.text, self.checked_on, self.answered, self.added)

    @property
    def changed(self) -> bool:
        """Whether anything was typed or ticked that no record holds yet."""
        return self._state != self._kept

    def record(self) -> Message:
        """The draft as a record."""
        slots = {"answered": list(self.answered), "added": list(self.added)}
        ticks = {name: ticked for name, ticked in slots.items() if ticked}
        base = self.stored or self._new_record()
        others = {name: value for name, value in base.slots.items() if name not in slots}
        return replace(
            base,
            text=self.text,
            slots={**others, **ticks},
            drafted_at=self.drafted_at,
            checked_on=self.checked_on,
        )

    def _new_record(self) -> Message:
        now = self.situation
        belonging = belongs_to(now, self.template.id)
        decision = self._decision or (belonging.decision.id if belonging else None)
        attempts = {decision.id: decision.attempt for decision in now.ledger.decision}
        return Message(
            id=self._new_id,
            client=self.client_id,
            template=self.template.id,
            on=self.begun_on,
            decision=decision,
            attempt=attempts.get(decision or ""),
        )

    @property
    def passed(self) -> tuple[PassedGates, ...]:
        """Gates that were passed on the way here, each with why: to be read before it goes."""
        return passed_gates(self.workspace.ledger(self.client_id), self.workspace.today)

    def sent_already(self, day: date) -> bool:
        """Whether this very message is kept as sent on that day: of the same text or decision."""
        draft, messages = self.record(), self.workspace.ledger(self.client_id).message
        return any(
            message.sent_on == day
            and message.template == self.template.id
            and (message.text == draft.text or (message.decision or "-") == draft.decision)
            for message in messages
        )

    def sent(self, day: date, reason: str | None) -> ChangeSet:
        """What is stored when it went out on `day`. Raises Refused for a day to come."""
        draft = self.record()
        if self.stored is None:
            # Never kept as a draft, it may have been written elsewhere.
            draft = replace(draft, on=min(day, draft.on))
        done = sent(
            self.situation,
            self.template.id,
            RecordIds(self._new_id),
            day=day,
            reason=reason,
            draft=draft,
        )
        # This wording was never stored: what it replaces is the record on the disk.
        message = Put(done.records[0], was=self.stored, new=self.stored is None)
        return replace(done, changes=(message, *done.changes[1:]))

    def as_text(self) -> str:
        """Everything typed and ticked, to be kept while it is not saved."""
        return json.dumps(
            {
                "text": self.text,
                "drafted_at": self.drafted_at,
                "checked_on": self.checked_on.isoformat() if self.checked_on else None,
                "answered": self.answered,
                "added": self.added,
            }
        )

    def restore(self, kept: str) -> bool:
        """Go on with what was typed last time and not saved; whether it is more than the record.

        What another version kept in another form comes back as text, so that it is not lost.
        """
        try:
            fields = json.loads(kept)
            text, drafted_at = str(fields["text"]), str(fields["drafted_at"])
            checked_on = date.fromisoformat(fields["checked_on"]) if fields["checked_on"] else None
        except (ValueError, TypeError, KeyError):
            self.text = kept
            return True
        self.text, self.drafted_at, self.checked_on = text, drafted_at, checked_on
        self.answered, self.added = _texts(fields.get("answered")), _texts(fields.get("added"))
        self.__dict__.pop("_gathered", None)
        return self.changed


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(text) for text in value) if isinstance(value, list | tuple) else ()
