"""What a step or door is looked at again for, in the same words wherever its day is shown."""

from __future__ import annotations

from collections.abc import Mapping

from triage.playbook.state.as_of import newest_decision
from triage.playbook.state.situation import Situation
from triage.playbook.state.training import BOUNDARY_NOTE

_REVIEWS: Mapping[str, str] = {
    "adapt": "See whether your change has helped",
    "train": "See whether explaining has helped",
    "renegotiate": "See how they took the new terms",
    "redirect": "See how the alternative is going",
    "part": "See how parting ways is going",
    "late": "See whether they have paid",
    "silent": "See whether they have replied",
    "leaving": "See whether they have replied",
    "finished": "See how wrapping up is going",
    "safety": "Check that you are safe",
    "complaint": "See whether the complaint is resolved",
}
_AFTER_MESSAGE: Mapping[str, str] = {BOUNDARY_NOTE: "See whether the boundary has held"}
"""By the message of its decision, where that says more than its page."""


def look_again(code: str, template: str | None = None) -> str:
    """What is to be seen on the day of a step or door; `template` = its decision's message."""
    return _AFTER_MESSAGE.get(template or "") or _REVIEWS.get(code, "See how it is going")


def look_of(situation: Situation, attempt: str, code: str) -> str:
    """The same for a step or door, by the message of the newest decision that was made in it."""
    made = newest_decision(situation.decisions, attempt)
    return look_again(code, None if made is None else made.template)
