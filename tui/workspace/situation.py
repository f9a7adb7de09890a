"""A client as the playbook sees them, from the records and settings at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.playbook.state.situation import Situation, situation

if TYPE_CHECKING:
    from tui.workspace.workspace import Workspace


def situation_of(workspace: Workspace, client_id: str) -> Situation:
    """The client as of now. Raises KeyError for one that is gone."""
    overview = workspace.records.overview(client_id)
    return situation(
        workspace.book,
        client_id,
        workspace.today,
        now=workspace.hour,
        limits=workspace.limits,
        health=overview.health,
        offers=workspace.settings.offers,
        month_first=workspace.settings.month_first,
        playbook=workspace.playbook,
        history=overview.history,
        journal=workspace.records.journal_facts(client_id),
    )
