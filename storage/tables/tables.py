"""The tables of the data file: one a record kind, made from triage's fields, and the store's own.

They map and read. They never create: the schema comes from `schema.py` alone, because what
SQLAlchemy would create is not STRICT and carries no checks. A test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, MetaData, Table, Text
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel

from triage.records import KINDS
from triage.records.schema import JSON_SHAPES, FieldType, schema

_TYPES: Mapping[str, type[TypeEngine[Any]]] = {
    "money": Integer,  # ten-thousandths of the unit
    "rate": Integer,
    "int": Integer,
    "number": Float,
    "bool": Boolean,
}
"""By shape; every other shape is text: days in ISO form, lists and objects as JSON."""


def _column(field: FieldType) -> Column[object]:
    nullable = not field.required and (field.nullable or field.shape in JSON_SHAPES)
    return Column(field.name, _TYPES.get(field.shape, Text), nullable=nullable)


def _table(kind: str, metadata: MetaData) -> Table:
    return Table(
        kind,
        metadata,
        Column("seq", Integer, primary_key=True),
        *(_column(field) for field in schema(KINDS[kind])),
        Column("extra", Text),
        Column("batch", Text),
    )


RECORD_TABLES: Mapping[str, Table] = {kind: _table(kind, SQLModel.metadata) for kind in KINDS}
"""Kind -> its table, in the order of triage.records.KINDS."""


class JournalRow(SQLModel, table=True):
    """One change ever made, chained to the one before by `prev`."""

    __tablename__ = "journal"

    number: int = Field(primary_key=True)
    uuid: str
    at: str
    label: str
    undoes: int | None
    content: str
    prev: str
    hash: str


class BatchRow(SQLModel, table=True):
    """One import; `removed` holds its rows while it is taken back."""

    __tablename__ = "batch"

    id: str = Field(primary_key=True)
    file: str
    fingerprint: str
    counts: str
    digest: str
    removed: bytes | None


class RememberedRow(SQLModel, table=True):
    """One answer that an import need not ask for again."""

    __tablename__ = "remembered"

    topic: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    value: str


class DraftRow(SQLModel, table=True):
    """What is being typed and is not saved yet."""

    __tablename__ = "draft"

    name: str = Field(primary_key=True)
    text: str
    at: str


class GlanceRow(SQLModel, table=True):
    """The first list as it was last computed."""

    __tablename__ = "glance"

    name: str = Field(primary_key=True)
    head: int
    rows: str
