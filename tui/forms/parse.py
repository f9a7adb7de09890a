"""From the texts of a form to a record, with every complaint at the field it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from triage.codec import BadValue, changed, check_money, from_text, parse
from triage.money import decimals
from triage.records import KINDS, Client, Record
from triage.schema import FieldType, schema
from triage.text import fold
from tui.forms.fields import YES, FormField
from tui.wording import parse as typed


class BadFields(Exception):
    """Some fields cannot be taken. `errors` maps a field's name to a sentence; "" = the whole."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = errors


def new_record(
    kind: str,
    fixed: Mapping[str, Any],
    fields: list[FormField],
    texts: Mapping[str, str],
    today: date,
    currency: str,
) -> Record:
    """A record of what was typed; `fixed` holds what the form does not ask. Raises BadFields."""
    values = _values(KINDS[kind], fields, texts, today, currency)
    merged: dict[str, Any] = dict(fixed)
    for name, value in values.items():
        _put(merged, name, value)
    return _checked(lambda: parse(merged, kind), fields, currency)


def changed_record(
    record: Record,
    fields: list[FormField],
    before: Mapping[str, str],
    texts: Mapping[str, str],
    today: date,
    currency: str,
) -> Record:
    """The record with the fields whose text was changed. Raises BadFields.

    Untouched fields keep their stored value: what the screen shows of a text is its safe form.
    """
    touched = [one for one in fields if texts.get(one.name, "") != before.get(one.name, "")]
    values = _values(type(record), touched, texts, today, currency)
    merged: dict[str, Any] = {}
    for name, value in values.items():
        _put(merged, name, value)
    return _checked(lambda: changed(record, merged), fields, currency)


def _put(into: dict[str, Any], name: str, value: Any) -> None:
    head, _, rest = name.partition(".")
    if rest:
        into.setdefault(head, {})[rest] = value
    else:
        into[head] = value


def _values(
    cls: type,
    fields: list[FormField],
    texts: Mapping[str, str],
    today: date,
    currency: str,
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for one in fields:
        try:
            found[one.name] = value_of(cls, one, texts.get(one.name, ""), today, currency)
        except BadValue as bad:
            errors[one.name] = _in_words(str(bad), one)
    if errors:
        raise BadFields(errors)
    return found


def _checked(build: Any, fields: list[FormField], currency: str) -> Record:
    try:
        record: Record = build()
        check_money(record, record.currency if isinstance(record, Client) else currency)
    except BadValue as bad:
        about = str(bad).partition(" ")[0]
        culprit = next((one for one in fields if one.name == about), None)
        if culprit is None:
            raise BadFields({"": str(bad)}) from None
        raise BadFields({culprit.name: _in_words(str(bad), culprit)}) from None
    return record


def _in_words(sentence: str, one: FormField) -> str:
    """The codec's sentence with the field's label in place of its name in files."""
    if sentence.startswith(one.spec.name + " "):
        return one.label + sentence[len(one.spec.name) :]
    return sentence


def value_of(cls: type, one: FormField, text: str, today: date, currency: str) -> Any:
    """The exchange form of what stands in a field; None when it is empty. Raises BadValue."""
    bare = text.strip()
    spec = one.spec
    if not bare:
        if spec.required:
            raise BadValue(f"{one.label} is needed")
        return None
    if spec.name == "currency":
        return typed.currency(bare)
    if spec.shape == "text" or (one.choices and spec.shape == "choice"):
        return _back(text if spec.name == "text" else bare)
    if one.names:
        return [_named(part, one) for part in bare.split(",") if part.strip()]
    if spec.shape == "list" and spec.item is not None and spec.item.shape == "nested":
        return [
            _nested(spec.item, part, today, currency) for part in bare.split(";") if part.strip()
        ]
    if spec.shape == "list" and spec.item is not None and spec.item.shape == "map":
        return _json(one.label, bare)
    return _simple(cls, one, bare, today, currency)


def _simple(cls: type, one: FormField, text: str, today: date, currency: str) -> Any:
    spec = one.spec
    if spec.shape == "date":
        return typed.day(text, today)
    if spec.shape in ("money", "rate"):
        return typed.amount(text, decimals(currency))
    if spec.name == "minutes":
        return typed.minutes(text)
    if spec.shape == "bool":
        return text == YES
    if spec.shape == "number":
        text = text.replace(",", ".")
    return from_text(cls, one.name, text) if "." not in one.name else _part(cls, one.name, text)


def _part(cls: type, name: str, text: str) -> Any:
    head, _, rest = name.partition(".")
    value = from_text(cls, name, text)
    return value[rest] if isinstance(value, Mapping) and head else value


def _back(text: str) -> str:
    """Line breaks and tabs, shown as pictures in a one-line field, as they were."""
    return text.replace("␊", "\n").replace("␉", "\t")


def _named(part: str, one: FormField) -> str:
    wanted = fold(part)
    if wanted in one.names:
        return one.names[wanted]
    fitting = {id_ for name, id_ in one.names.items() if wanted in name}
    if len(fitting) == 1:
        return fitting.pop()
    if part.strip() in one.names.values():
        return part.strip()
    raise BadValue(f"“{part.strip()}” fits {len(fitting) or 'none'} of them: write more of it")


def _nested(item: FieldType, text: str, today: date, currency: str) -> dict[str, Any]:
    """`2026-04-01 500.00`: the parts in order, separated by blanks; the last takes what is left."""
    assert item.nested is not None
    parts = schema(item.nested)
    words = text.split(maxsplit=len(parts) - 1)
    found: dict[str, Any] = {}
    for spec, word in zip(parts, words, strict=False):
        if spec.shape == "date":
            found[spec.name] = typed.day(word, today)
        elif spec.shape == "money":
            found[spec.name] = typed.amount(word, decimals(currency))
        else:
            found[spec.name] = word
    return found


def _json(label: str, text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise BadValue(f"{label} is written as JSON here, and this is none") from None
