"""What a file changes about a record, field by field, as plain text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from triage.fields.duration_grammar import duration_text
from triage.money import FINEST, rate_text
from triage.records import KINDS
from triage.records.codec import dump_value
from triage.records.schema import schema
from triage.terms import field_term, kind_term, value_term

if TYPE_CHECKING:
    # Importing it would load SQLModel, which `import --help` does without.
    from storage.importing.preview import Corrections
    from storage.importing.updates import FieldChange, Update

_CLOSED = ("work", "state")


def update_line(update: Update) -> str:
    """`Acme, hours Build of 2026-03-02: time 3 h → 4 h`: what it is and what it becomes."""
    return _line(update, "{0} → {1}")


def field_lines(update: Update, words: str) -> tuple[str, ...]:
    """Each field of a change by itself; in `words`, {0} is what it was and {1} what it will be."""
    return tuple(_field(each, words) for each in update.fields)


def kept_line(update: Update) -> str:
    """What the user has, and what the file says instead."""
    return _line(update, "{0}, the file says {1}")


def _line(update: Update, words: str) -> str:
    fields = "; ".join(_field(each, words) for each in update.fields)
    return f"{record_named(update)}: {fields}"


def _field(change: FieldChange, words: str) -> str:
    name = field_term(change.field)
    if not (_is_plain(change.before) and _is_plain(change.after)):
        return f"{name} changed"
    return f"{name} {words.format(_value(change, change.before), _value(change, change.after))}"


def many_corrected(corrections: Corrections) -> str:
    """How much of what is known a file would change, where that is a lot."""
    rows, known = corrections
    return f"{rows:,} of {known:,} rows you already have would change"


def change_json(kind: str, change: FieldChange) -> dict[str, Any]:
    """One change for other programs, its values as the exchange format writes them."""
    specs = {spec.attr: spec for spec in schema(KINDS[kind])}

    def plain(value: Any) -> Any:
        if isinstance(value, Decimal):
            return rate_text(value)
        spec = specs.get(change.field)
        return value if _is_plain(value) or spec is None else dump_value(spec, value, FINEST)

    return {
        "field": change.field,
        "before": plain(change.before),
        "after": plain(change.after),
    }


def _is_plain(value: Any) -> bool:
    """Whether a value is one word or number, and no list or object."""
    return value is None or value == () or isinstance(value, str | int | float | date | Decimal)


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
        return rate_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value).replace("T", " ") if change.field == "start" else f"“{value}”"
