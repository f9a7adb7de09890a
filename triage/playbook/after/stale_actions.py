"""Things to do that are over, because what they were for is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from triage.changes import ChangeSetBuilder
from triage.playbook.after.follow_up import FOLLOW_UP
from triage.playbook.state.situation import Situation


def drop_actions(
    writing: ChangeSetBuilder,
    situation: Situation,
    decided: Collection[str],
    kept: Collection[str] = (),
) -> None:
    """What those decisions left to do is over, but for the `kept` ones, by id.

    The question how it is stays: it is a promise.
    """
    for action in situation.open_actions:
        of_decided = action.decision in decided and action.id not in kept
        if of_decided and action.template != FOLLOW_UP:
            writing.put(replace(action, dropped_on=situation.on), action)
