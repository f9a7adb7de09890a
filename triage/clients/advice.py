"""What is advised: the words, the day, and the page that does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from triage.clients.current_step import CurrentStep


@dataclass(frozen=True, slots=True)
class NextAction:
    """What to do, by when (`due` None = no day of its own), and the guided page that does it.

    `held` = nothing is to be done before that day. `outcome` is the step whose outcome is to be
    said instead of opening a page; `action` the id of the stored action this is. `template` = the
    message that does it, where it is one; `checklist` = it is a point of the closing list. `look` =
    the id of the step, door or message that is looked at again by it: whatever else shows that day
    shows this sentence. `put_off` = the day is the one up to which the user put the client off.
    """

    text: str
    due: date | None
    screen: str | None = None
    outcome: str | None = None
    action: str | None = None
    held: bool = False
    template: str | None = None
    look: str | None = None
    checklist: bool = False
    put_off: bool = False

    def is_about(self, step: CurrentStep) -> bool:
        """Whether it goes on with that step or door."""
        return self.look == step.attempt or step.code in (self.outcome, self.screen)
