"""FIELD=VALUE: a record's fields as they are typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from triage.fields.field import Context, FieldError
from triage.fields.of_record import record_field
from triage.records import KINDS
from triage.records.schema import field_of, schema
from tui.cli.errors import CommandRefused
from tui.wording.safe_text import short

_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)=(.*)\Z", re.DOTALL)


def is_assignment(word: str) -> bool:
    """Whether a word is written as FIELD=VALUE."""
    return _ASSIGNMENT.match(word) is not None


def assignments(kind: str, words: Sequence[str], context: Context) -> dict[str, Any]:
    """The fields named by FIELD=VALUE words; an empty value is None. A currency among the words
    is that of the amounts.

    Raises CommandRefused for a word that is none, an unknown field, and a value of a wrong type.
    """
    values: dict[str, Any] = {}
    for code in (word.partition("=")[2] for word in words if word.startswith("currency=")):
        context = replace(context, currency=code.strip().upper())
    for word in words:
        match = _ASSIGNMENT.match(word)
        if match is None:
            raise CommandRefused(
                f"{word!r} is not FIELD=VALUE", f"fields of {kind}: {fields_of(kind)}"
            )
        name, text = match.groups()
        value = field_value(kind, name, text, context)
        head, _, rest = name.partition(".")
        if rest:
            values[head] = {**(values.get(head) or {}), rest: value}
        else:
            values[head] = value
    return values


def field_value(kind: str, name: str, text: str, context: Context) -> Any:
    """The value of one field; None for an empty text. Raises CommandRefused."""
    if name == "id":
        raise CommandRefused("an id never changes", f"write goodterms record {kind} ID FIELD=VALUE")
    spec = field_of(KINDS[kind], name)
    if spec is None:
        raise CommandRefused(f"{kind} has no field {name!r}", f"fields: {fields_of(kind, name)}")
    if spec.required and spec.shape == "text" and not text.strip():
        raise CommandRefused(f"{name} cannot be empty", f"write {name}=VALUE")
    if not text.strip():
        return None
    try:
        return record_field(spec).parse(text, context)
    except FieldError as error:
        raise CommandRefused(short(f"{name}: {error}"), "nothing was changed") from None


def fields_of(kind: str, name: str = "") -> str:
    """The names of a kind's fields, for an error line; those of `contract` for `contract.x`."""
    head, dot, _ = name.partition(".")
    group = field_of(KINDS[kind], head) if dot else None
    if group is not None and group.nested is not None:
        return ", ".join(f"{head}.{spec.name}" for spec in schema(group.nested))
    return ", ".join(spec.name for spec in schema(KINDS[kind]) if spec.name != "id")
