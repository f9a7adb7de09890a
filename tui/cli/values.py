"""FIELD=VALUE: a record's fields as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from triage.codec import BadValue, from_text
from triage.records import KINDS
from triage.schema import FieldType, field_of, schema
from tui.cli.errors import CommandRefused
from tui.wording import parse as reading
from tui.wording.safe_text import short

_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)=(.*)\Z", re.DOTALL)
_CURRENCY = re.compile(r"[A-Za-z]{3}\Z")


def is_assignment(word: str) -> bool:
    """Whether a word is written as FIELD=VALUE."""
    return _ASSIGNMENT.match(word) is not None


def assignments(kind: str, words: Iterable[str], today: date) -> dict[str, Any]:
    """The fields named by FIELD=VALUE words, in exchange form; an empty value is None.

    Raises Refused for a word that is none, a field the kind has not, and a value of a wrong type.
    """
    values: dict[str, Any] = {}
    for word in words:
        match = _ASSIGNMENT.match(word)
        if match is None:
            raise CommandRefused(
                f"{word!r} is not FIELD=VALUE", f"fields of {kind}: {fields_of(kind)}"
            )
        name, text = match.groups()
        value = typed(kind, name, text, today)
        head = name.partition(".")[0]
        if isinstance(value, Mapping) and isinstance(values.get(head), Mapping):
            value = {**values[head], **value}
        values[head] = value
    return values


def typed(kind: str, name: str, text: str, today: date) -> Any:
    """One field's value in exchange form. Raises Refused."""
    if name == "id":
        raise CommandRefused("an id never changes", f"write goodterms record {kind} ID FIELD=VALUE")
    cls = KINDS[kind]
    spec = field_of(cls, name.partition(".")[0])
    if spec is None:
        raise CommandRefused(f"{kind} has no field {name!r}", f"fields: {fields_of(kind)}")
    if spec.required and spec.shape == "text" and not text.strip():
        raise CommandRefused(f"{name} cannot be empty", f"write {name}=VALUE")
    try:
        return from_text(cls, name, _plain(spec, text, today) if text else "")
    except BadValue as bad:
        complaint = str(bad) if name in str(bad) else f"{name}: {bad}"
        raise CommandRefused(short(complaint), "nothing was changed") from None


def _plain(spec: FieldType, text: str, today: date) -> str:
    """The exchange form of what people type for a day, an amount, minutes or a currency."""
    if spec.shape == "date":
        return reading.day(text, today)
    if spec.shape in ("money", "rate"):
        return reading.amount(text)
    if spec.name == "minutes":
        return str(reading.minutes(text))
    if spec.name == "currency":
        if not _CURRENCY.match(text):
            raise BadValue("write its three letters, like EUR or USD")
        return text.upper()
    return text


def fields_of(kind: str) -> str:
    """The names of a kind's fields, for an error line."""
    return ", ".join(spec.name for spec in schema(KINDS[kind]) if spec.name != "id")
