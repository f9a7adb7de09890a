"""The tables of what was asked, decided and learnt: the ladder's own records.

A row holds what the file holds: amounts in ten-thousandths, days as ISO text, lists and objects as
JSON text. `storage.mapping` alone turns rows into records.
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class AttemptRow(SQLModel, table=True):
    __tablename__ = "attempt"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    screen: str
    on: str
    opened_at: str | None
    flag: str | None
    taken_on: str | None
    review_by: str | None
    check_on: str | None
    extended_on: str | None
    outcome: str | None
    outcome_on: str | None
    outcome_reason: str | None
    own_plans: bool
    override: str | None
    overridden: str | None
    paused_on: str | None
    extra: str | None
    batch: str | None


class AnswerRow(SQLModel, table=True):
    __tablename__ = "answer"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    attempt: str
    screen: str
    question: str
    on: str
    value: str
    ask: str
    playbook: str
    extra: str | None
    batch: str | None


class DecisionRow(SQLModel, table=True):
    __tablename__ = "decision"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    attempt: str
    screen: str
    code: str
    on: str
    say: str
    playbook: str
    flag: str | None
    because: str | None
    known: str | None
    proposed: str | None
    expect: str | None
    set: str | None
    template: str | None
    review_by: str | None
    next: str | None
    note: str | None
    watch_until: str | None
    extra: str | None
    batch: str | None


class ActionRow(SQLModel, table=True):
    __tablename__ = "action"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    text: str
    on: str
    decision: str | None
    due: str | None
    done_on: str | None
    dropped_on: str | None
    template: str | None
    to: str | None
    extra: str | None
    batch: str | None


class MessageRow(SQLModel, table=True):
    __tablename__ = "message"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    template: str
    on: str
    text: str | None
    slots: str | None
    decision: str | None
    attempt: str | None
    drafted_at: str | None
    sent_on: str | None
    reason: str | None
    checked_on: str | None
    parked_on: str | None
    extra: str | None
    batch: str | None


class ChecklistRow(SQLModel, table=True):
    __tablename__ = "checklist"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    list: str
    n: int
    on: str
    state: str
    text: str | None
    extra: str | None
    batch: str | None


class LessonRow(SQLModel, table=True):
    __tablename__ = "lesson"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    on: str
    ours: str | None
    theirs: str | None
    stated: str | None
    cause: str | None
    where: str | None
    evidence: str | None
    habit: str | None
    work_mark: int | None
    care_mark: int | None
    final_on: str | None
    extra: str | None
    batch: str | None


class WatchRuleRow(SQLModel, table=True):
    __tablename__ = "watch_rule"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    on: str
    when: str
    sentence: str
    lesson: str | None
    until: str | None
    retired_on: str | None
    dismissed: str | None
    extra: str | None
    batch: str | None


class ReviewRow(SQLModel, table=True):
    __tablename__ = "review"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    on: str
    finished_on: str | None
    queue: str | None
    cards: str | None
    seen: str | None
    extra: str | None
    batch: str | None


class OverrideRow(SQLModel, table=True):
    __tablename__ = "override"

    seq: int = Field(primary_key=True)
    id: str = Field(unique=True)
    client: str = Field(foreign_key="client.id", index=True)
    on: str
    health: str
    until: str | None
    reason: str | None
    extra: str | None
    batch: str | None
