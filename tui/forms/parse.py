"""From the texts of a form to a record, with every error at the field it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from triage.fields.field import Context, FieldError
from triage.records import Client, Record
from triage.records.codec import BadValue, changed, check_money, parse_new
from tui.forms.fields import RecordField


class BadFields(Exception):
    """Some fields cannot be taken. `errors` maps a field's name to a sentence; "" = the whole."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


def new_record(
    kind: str,
    fixed: Mapping[str, Any],
    fields: Iterable[RecordField],
    texts: Mapping[str, str],
    context: Context,
) -> Record:
    """A record of what was typed; `fixed` holds what the form does not ask. Raises BadFields."""
    values = {**fixed, **_values(fields, texts, context)}
    return _checked(lambda: parse_new(values, kind), fields, context)


def changed_record(
    record: Record,
    fields: Iterable[RecordField],
    before: Mapping[str, str],
    texts: Mapping[str, str],
    context: Context,
) -> Record:
    """The record with the fields whose text was changed. Raises BadFields.

    Untouched fields keep their stored value: what the screen shows of a text is its safe form.
    """
    touched = [f for f in fields if texts.get(f.name, "") != before.get(f.name, "")]
    values = _values(touched, texts, context)
    return _checked(lambda: changed(record, values), fields, context)


def _values(
    fields: Iterable[RecordField], texts: Mapping[str, str], context: Context
) -> dict[str, Any]:
    """The typed values, those of a nested object together."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in fields:
        try:
            value = field.parse(_unpictured(texts.get(field.name, "")), context)
        except FieldError as error:
            errors[field.name] = str(error)
            continue
        head, _, rest = field.name.partition(".")
        if rest:
            values.setdefault(head, {})[rest] = value
        else:
            values[head] = value
    if errors:
        raise BadFields(errors)
    return values


def field_error(field: RecordField, text: str, context: Context) -> str:
    """Why a text cannot stand in a field; "" when it can."""
    try:
        field.parse(_unpictured(text), context)
    except FieldError as error:
        return str(error)
    return ""


def _unpictured(text: str) -> str:
    """Line breaks and tabs, shown as pictures in a one-line field, as they were."""
    return text.replace("␊", "\n").replace("␉", "\t")


def _checked(
    build: Callable[[], Record], fields: Iterable[RecordField], context: Context
) -> Record:
    try:
        record = build()
        check_money(record, record.currency if isinstance(record, Client) else context.currency)
    except BadValue as bad:
        sentence = str(bad)
        name = sentence.partition(" ")[0]
        label = next((field.label for field in fields if field.name == name), None)
        if label is None:
            raise BadFields({"": sentence}) from None
        # The codec calls a field as files do.
        raise BadFields({name: label + sentence.removeprefix(name)}) from None
    return record
