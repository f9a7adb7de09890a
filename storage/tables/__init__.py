"""The tables as SQLModel classes, written out; a test holds them against the schema's own words.

They map and read. They never create: the schema comes from `storage.schema` alone, because what
SQLAlchemy would create is not STRICT and carries no checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlmodel import SQLModel

from storage.tables import facts, ladder
from storage.tables.own import BatchRow, DraftRow, GlanceRow, JournalRow, RememberedRow

if TYPE_CHECKING:
    from sqlalchemy import Table

__all__ = [
    "RECORD_ROWS",
    "BatchRow",
    "DraftRow",
    "GlanceRow",
    "JournalRow",
    "RememberedRow",
    "table_of",
]

RECORD_ROWS: Mapping[str, type[SQLModel]] = {
    "client": facts.ClientRow,
    "engagement": facts.EngagementRow,
    "time": facts.TimeRow,
    "invoice": facts.InvoiceRow,
    "payment": facts.PaymentRow,
    "plan": facts.PlanRow,
    "gift": facts.GiftRow,
    "confirmed": facts.ConfirmedRow,
    "work_item": facts.WorkItemRow,
    "energy": facts.EnergyRow,
    "event": facts.EventRow,
    "note": facts.NoteRow,
    "attempt": ladder.AttemptRow,
    "answer": ladder.AnswerRow,
    "decision": ladder.DecisionRow,
    "action": ladder.ActionRow,
    "message": ladder.MessageRow,
    "checklist": ladder.ChecklistRow,
    "lesson": ladder.LessonRow,
    "watch_rule": ladder.WatchRuleRow,
    "review": ladder.ReviewRow,
    "override": ladder.OverrideRow,
}
"""Kind -> its row class, in the order of triage.records.KINDS."""


def table_of(row: type[SQLModel]) -> Table:
    """The table behind a row class, for statements over its columns."""
    table: Table = row.__table__  # type: ignore[attr-defined]  # SQLModel sets it and hides it
    return table
