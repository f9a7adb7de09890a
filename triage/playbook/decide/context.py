"""One decision while it is being set down: what the rules read, and where they write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from triage.changes import ChangeSetBuilder, RecordIds
from triage.playbook.ask.walk import WalkStep, chosen
from triage.playbook.model import DecisionRule, Option, Screen
from triage.playbook.state.situation import Situation
from triage.records import Client


@dataclass(frozen=True, kw_only=True)
class DecisionContext:
    """A decision, the answers that led to it, the last small form, and the records so far.

    `attempt` and `decision` are the ids of the records it will have.
    """

    situation: Situation
    screen: Screen
    rule: DecisionRule
    flag: str | None
    path: tuple[WalkStep, ...]
    values: Mapping[str, Any]
    attempt: str
    decision: str
    ids: RecordIds
    writing: ChangeSetBuilder = field(default_factory=ChangeSetBuilder)

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The options that led here."""
        return chosen(self.path)

    @property
    def client(self) -> Client:
        """The client with everything changed so far."""
        client = self.writing.latest(self.situation.client)
        assert isinstance(client, Client)
        return client

    def change_client(self, client: Client) -> None:
        """Store the client's new facts."""
        self.writing.put(client, self.situation.client)
