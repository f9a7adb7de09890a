"""The tables that are no records: the journal, imports, answers remembered, drafts, the glance."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class JournalRow(SQLModel, table=True):
    __tablename__ = "journal"

    number: int = Field(primary_key=True)
    uuid: str = Field(unique=True)
    at: str
    label: str
    undoes: int | None = Field(foreign_key="journal.number")
    content: str
    prev: str
    hash: str


class BatchRow(SQLModel, table=True):
    __tablename__ = "batch"

    id: str = Field(primary_key=True)
    file: str
    fingerprint: str
    counts: str
    digest: str
    removed: bytes | None


class RememberedRow(SQLModel, table=True):
    __tablename__ = "remembered"

    topic: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class DraftRow(SQLModel, table=True):
    __tablename__ = "draft"

    name: str = Field(primary_key=True)
    text: str
    at: str


class GlanceRow(SQLModel, table=True):
    __tablename__ = "glance"

    name: str = Field(primary_key=True)
    head: int
    rows: str
