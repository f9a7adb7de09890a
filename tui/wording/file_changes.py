"""What a file changes about a record, field by field, as plain text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from triage.fields.duration_grammar import duration_text
from triage.terms import field_term, kind_term, value_term

if TYPE_CHECKING:
    # Importing it would load SQLModel, which `import --help` does without.
    from storage.importing.updates import FieldChange, Update

_CLOSED = ("work", "state")


def update_line(update: Update) -> str:
    """`2 Mar 2026 hours Acme, Build: time 3 h -> 3.5 h`: what it is and what it becomes."""
    fields = "; ".join(
        f"{field_term(each.field)} {_value(each, each.before)} → {_value(each, each.after)}"
        for each in update.fields
    )
    return f"{record_named(update)}: {fields}"


def kept_line(update: Update) -> str:
    """What the user has, and what the file says instead."""
    fields = "; ".join(
        f"{field_term(each.field)} {_value(each, each.before)}, "
        f"the file says {_value(each, each.after)}"
        for each in update.fields
    )
    return f"{record_named(update)}: {fields}"


def record_named(update: Update) -> str:
    """What the record is called: `Acme, hours Build of 2026-03-02`."""
    about = f" {update.about}" if update.about else ""
    of = f" of {update.on}" if update.on else ""
    return f"{update.client}, {kind_term(update.kind)}{about}{of}"


def _value(change: FieldChange, value: Any) -> str:
    if value is None or value in ("", ()):
        return "none"
    if change.field == "minutes":
        return duration_text(value)
    if change.field in _CLOSED:
        return value_term(change.field, value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("T", " ") if change.field == "start" else f"“{value}”"
