"""That a message was sent: to which step or door it belongs, and what it settles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from triage.changes import ChangeSet, ChangeSetBuilder, RecordIds
from triage.message_templates import load_templates
from triage.playbook.after import checklists
from triage.playbook.after.follow_up import follow_up
from triage.playbook.after.looks import looks_moved
from triage.playbook.day_text import in_words
from triage.playbook.errors import DecisionRefused
from triage.playbook.state.overdue import REMINDERS, overdue
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import STEPS
from triage.records import Attempt, Decision, Message

_STOP = "safety_stop"
_GOODBYE = "parting_letter"


@dataclass(frozen=True, slots=True)
class Belonging:
    """The step or door a message belongs to, and the decision that names its template."""

    attempt: Attempt
    decision: Decision


def belongs_to(situation: Situation, template: str, day: date | None = None) -> Belonging | None:
    """The newest open step or door whose decision names the template, itself or among its things
    to do; one that was decided by `day`, where the message went out on that day. None: the message
    is recorded, and opens no gate.
    """
    known = {a.id: a for a in situation.attempts}
    latest, counts_from = day or situation.on, situation.journal.counts_from
    actions = [a for a in situation.ledger.action if counts_from.get(a.id, date.min) <= latest]
    named = {action.decision for action in actions if action.template == template}
    for decision in reversed(situation.decisions):
        if not situation.of_this_life(decision.on):
            return None
        attempt = known.get(decision.attempt)
        if attempt is None or not _open(attempt, decision):
            continue
        if day is not None and decision.on > day:
            continue
        if decision.template == template or decision.id in named:
            return Belonging(attempt, decision)
    return None


def unsent_draft(situation: Situation, template: str, day: date | None = None) -> Message | None:
    """The newest stored draft of a template that has not gone out.

    With `day`, a payment reminder is one that was written by then: an earlier one may have been
    sent without this program.
    """
    latest = day if day is not None and template in REMINDERS else situation.on
    drafts = [
        message
        for message in situation.ledger.message
        if message.template == template and message.sent_on is None and message.on <= latest
    ]
    return max(drafts, key=lambda m: (m.on, m.drafted_at or "", m.id), default=None)


def sent(
    situation: Situation,
    template: str,
    ids: RecordIds,
    *,
    day: date | None = None,
    reason: str | None = None,
    draft: Message | None = None,
) -> ChangeSet:
    """The message as sent on `day` (default: the situation's), with what that settles.

    `draft` is the stored draft that went out (default: the newest unsent one); without one the
    fact alone is recorded. `reason` lets a draft with stops count. A goodbye is asked about on the
    day after. Raises DecisionRefused for a template there is not, for a day to come, and for one
    before the draft or the decision that asked for it.
    """
    if template not in load_templates():
        known = ", ".join(sorted(load_templates()))
        raise DecisionRefused(f"there is no template {template!r}; choose one of {known}")
    day = day or situation.on
    if day > situation.on:
        raise DecisionRefused(f"{day} is in the future; give the date you sent it")
    draft = draft or unsent_draft(situation, template, day)
    _check_day(situation, template, day, draft)
    belonging = belongs_to(situation, template, day)
    message = draft or Message(
        id=ids("message"), client=situation.client.id, template=template, on=day
    )
    writing = ChangeSetBuilder()
    gone = replace(
        message,
        sent_on=day,
        reason=reason or message.reason,
        attempt=belonging.attempt.id if belonging else None,
        decision=belonging.decision.id if belonging else message.decision,
        parked_on=None,
    )
    writing.put(gone, draft)
    asking = belonging or _decided_afterwards(situation, template, day)
    asks = (None, asking.decision.id) if asking is not None else (None,)
    for action in situation.open_actions:
        if action.template == template and action.decision in asks:
            writing.put(replace(action, done_on=max(day, action.on)), action)
    if belonging is not None:
        for moved in looks_moved(situation, belonging.decision, template, day):
            writing.put(moved.record, moved.was)
    effect = situation.playbook.effect_of(belonging.decision if belonging else None)
    if template == _STOP and effect == "end_contact":
        client = situation.client
        writing.put(replace(client, do_not_contact=True), client)
    checklists.tick_done(writing, situation, template)
    if template == _GOODBYE and (asked := follow_up(situation, message.id, day)) is not None:
        for put in asked.puts:
            writing.put(put.record, put.was)
    return writing.build(f"Sent: {template.replace('_', ' ')}")


def _decided_afterwards(situation: Situation, template: str, day: date) -> Belonging | None:
    """The decision that asked for a payment reminder which had gone out by then, while the same
    invoices were overdue: it is not asked for again, and still opens no gate.
    """
    late = overdue(situation)
    if template not in REMINDERS or not late or day < late[0].due:
        return None
    return belongs_to(situation, template)


def _check_day(situation: Situation, template: str, day: date, draft: Message | None) -> None:
    """Nothing is sent before it was written, or for a decision that was not taken yet. Raises
    DecisionRefused.
    """
    if draft is not None and day < draft.on:
        raise DecisionRefused(
            f"the draft was written on {in_words(draft.on, situation.on)}, so it cannot have been "
            f"sent on {in_words(day, situation.on)}"
        )
    asked = belongs_to(situation, template)
    if asked is None or template in REMINDERS or belongs_to(situation, template, day) is not None:
        return
    raise DecisionRefused(
        f"you decided this on {in_words(asked.decision.on, situation.on)}; an earlier "
        "message does not count here: log it as an ordinary message"
    )


def _open(attempt: Attempt, decision: Decision) -> bool:
    """A step until its outcome is known (its own last decision may have said it), a door always."""
    if attempt.screen not in STEPS or attempt.outcome is None:
        return True
    return attempt.outcome_on == decision.on
