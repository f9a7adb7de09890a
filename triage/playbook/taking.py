"""One decision while it is being set down: what the rules read, and where they write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from triage.playbook.model import DecisionRule, Screen
from triage.playbook.situation import Situation
from triage.playbook.walk import Step
from triage.playbook.written import Ids, Writing
from triage.records import Client


@dataclass(frozen=True, kw_only=True)
class Taking:
    """A decision, the answers that led to it, the last small form, and the records so far.

    `attempt` and `decision` are the ids of the records it will have.
    """

    situation: Situation
    screen: Screen
    rule: DecisionRule
    flag: str | None
    path: tuple[Step, ...]
    values: Mapping[str, Any]
    attempt: str
    decision: str
    ids: Ids
    writing: Writing = field(default_factory=Writing)

    @property
    def answers(self) -> dict[str, str]:
        """The answers on the path, by question id."""
        return {step.question.id: step.value for step in self.path}

    @property
    def client(self) -> Client:
        """The client with everything changed so far."""
        found = self.writing.latest(self.situation.client)
        assert isinstance(found, Client)
        return found

    def change_client(self, client: Client) -> None:
        """Store the client's new facts."""
        self.writing.put(client, self.situation.client)
