"""Gate G2: nobody is let go of who was not told, or had no time to change."""

from __future__ import annotations

from triage.health.number_text import times
from triage.playbook.day_text import in_words
from triage.playbook.gates.closed_gate import ClosedGate
from triage.playbook.state.situation import Situation
from triage.playbook.state.training import ENOUGH_REPEATS, trainings


def training_gate(situation: Situation) -> ClosedGate | None:
    """G2: the step of explaining must have been tried; to pass it by (na) never counts."""
    talks = trainings(situation)
    if any(training.enough for training in talks):
        return None
    if not talks:
        return ClosedGate("G2", "“Train” comes first: tell them in writing how you work")
    # The oldest has run longest and has seen the most repeats.
    first = talks[0]
    ends = min(training.trial_ends for training in talks)
    return ClosedGate(
        "G2",
        f"“Train” needs more time: you sent {first.what} on {in_words(first.told_on)}; wait until "
        f"{in_words(ends)}, or until the problem comes up {times(ENOUGH_REPEATS)} more "
        f"(so far: {first.repeats})",
        ends,
    )
