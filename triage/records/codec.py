"""Records <-> the plain values of a JSON line, strictly checked.

`parse` and `dump` work from the schema of each record class (triage.records.schema).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from triage.money import decimals, money_text, rate_text
from triage.records import (
    EVENT_FIELDS,
    EVENT_REQUIRED,
    KINDS,
    Client,
    ClientRecord,
    Engagement,
    Event,
    Instalment,
    Invoice,
    Past,
    Payment,
    Plan,
    Quirk,
    Record,
    Time,
    fields_of,
)
from triage.records.schema import JSON_SHAPES, FieldType, schema


class BadValue(ValueError):
    """A record that cannot be taken; the message names the field and what would be right."""


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_DECIMAL = re.compile(r"[+-]?\d+(\.\d+)?\Z")


# --- reading ------------------------------------------------------------------------------


def parse(line: Mapping[str, Any], kind: str | None = None) -> Record:
    """A record from a JSON object (with its `kind`, unless given).

    Values may also be what a record holds itself: dates, decimals, nested objects. Raises
    BadValue for an unknown kind, a missing or unknown value, or a wrong type. References and the
    decimals of money are checked later, when the client is known (`check_money`).
    """
    kind = kind if kind is not None else line.get("kind")
    cls = KINDS.get(kind) if isinstance(kind, str) else None
    if cls is None:
        raise BadValue(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
    record: Record = _build(cls, {k: v for k, v in line.items() if k != "kind"}, "")
    _check_together(record)
    return record


def parse_new(line: Mapping[str, Any], kind: str | None = None) -> Record:
    """As `parse`, for what comes in from outside. Raises BadValue.

    An entry of no minutes is none; older files may hold one, and they open as they are.
    """
    record = parse(line, kind)
    if isinstance(record, Time) and record.minutes < 1:
        raise BadValue(f"minutes must be a whole number from 1, not {record.minutes}")
    return record


def _build(cls: type, values: Mapping[str, Any], where: str) -> Any:
    known = {f.name: f for f in schema(cls)}
    taken: dict[str, Any] = {}
    for spec in known.values():
        value = values.get(spec.name)
        if value is None:
            if spec.required:
                raise BadValue(f"{where}{spec.name} is missing")
            continue
        taken[spec.attr] = parse_value(spec, value, where)
    extra = {k: _clean(v) for k, v in values.items() if k not in known}
    return cls(**taken, extra=extra)


def parse_value(spec: FieldType, value: Any, where: str = "") -> Any:
    """The value of one field from its JSON form; `where` stands before its name in a BadValue."""
    name = where + spec.name
    reader = _READERS.get(spec.shape)
    if reader:
        return reader(spec, name, value)
    if spec.shape == "list":
        if not isinstance(value, list | tuple):
            raise BadValue(f"{name} must be a list")
        assert spec.item is not None
        return tuple(parse_value(spec.item, item, where) for item in value)
    assert spec.nested is not None
    if isinstance(value, spec.nested):
        value = _values(value)
    if not isinstance(value, Mapping):
        raise BadValue(f"{name} must be a group of fields in {{ }}")
    return _build(spec.nested, value, f"{name}.")


def checked(record: Record) -> Record:
    """The record as it reads back from a file: lone surrogates replaced. Raises BadValue."""
    return parse({"kind": record.kind, **_values(record)})


def _values(owner: Any) -> dict[str, Any]:
    """The values of a record or a nested object by their names in files, `extra` among them."""
    known = {spec.name: getattr(owner, spec.attr) for spec in schema(type(owner))}
    return {**known, **owner.extra}


def without_surrogates(text: str) -> str:
    """The text as any file can hold it: lone surrogates, unknown to UTF-8, become U+FFFD."""
    if text.isprintable():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _clean(value: Any) -> Any:
    """The same value with every text in it whole."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, Mapping):
        return {_clean(k): _clean(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(v) for v in value]
    return value


def _text(spec: FieldType, name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadValue(f"{name} must be text, not {value!r}")
    if spec.required and not value:
        raise BadValue(f"{name} is empty")
    cleaned: str = _clean(value)
    return cleaned


def _date(spec: FieldType, name: str, value: Any) -> date:
    if type(value) is date:  # a datetime is a date to isinstance
        return value
    if isinstance(value, str) and _ISO.match(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise BadValue(f"{name} must be a date like 2026-03-13, not {value!r}")


def _decimal(spec: FieldType, name: str, value: Any) -> Decimal:
    amount = value if isinstance(value, Decimal) else None
    if isinstance(value, str) and _DECIMAL.match(value):
        with suppress(InvalidOperation):
            amount = Decimal(value)
    if amount is not None and amount.is_finite():
        # Ten-thousandths in a 64-bit column; nobody's invoice is longer than 14 digits. The
        # size comes first: a number too long for the arithmetic cannot be rounded.
        if abs(amount) >= Decimal(10) ** 14:
            raise BadValue(f"{name} is too large: {value}")
        if amount != round(amount, 4):
            raise BadValue(f"{name} has more than four decimals: {value}")
        return amount
    raise BadValue(f'{name} must be a decimal in quotes like "2100.00", not {value!r}')


def _int(spec: FieldType, name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadValue(f"{name} must be a whole number, not {value!r}")
    low = spec.low if spec.low is not None else -(2**53)
    if not low <= value <= (spec.high if spec.high is not None else 2**53):
        limits = f"from {low}" + (f" to {spec.high}" if spec.high is not None else "")
        raise BadValue(f"{name} must be a whole number {limits}, not {value}")
    return value


def _number(spec: FieldType, name: str, value: Any) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadValue(f"{name} must be a number, not {value!r}")
    if not math.isfinite(value) or abs(value) > 2**53:
        raise BadValue(f"{name} is too large: {value}")
    return value


def _bool(spec: FieldType, name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValue(f"{name} must be true or false, not {value!r}")
    return value


def _choice(spec: FieldType, name: str, value: Any) -> str:
    if not isinstance(value, str) or value not in spec.choices:
        raise BadValue(f"{name} must be one of {', '.join(spec.choices)}, not {value!r}")
    return value


def _map(spec: FieldType, name: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadValue(f"{name} must be a group of fields in {{ }}")
    cleaned: Mapping[str, Any] = _clean(value)
    return cleaned


_READERS: Mapping[str, Callable[[FieldType, str, Any], Any]] = {
    "text": _text,
    "date": _date,
    "money": _decimal,
    "rate": _decimal,
    "int": _int,
    "number": _number,
    "bool": _bool,
    "choice": _choice,
    "map": _map,
}


CHECKED_TOGETHER = (Engagement, Plan, Event)
"""The records of which one field alone does not tell whether they are right."""


def _check_together(record: Record) -> None:
    """What one field alone cannot tell."""
    if isinstance(record, Engagement) and record.mode != "hourly" and record.fee is None:
        raise BadValue(f"fee is missing: a {record.mode} engagement needs one")
    if isinstance(record, Plan) and not record.instalments:
        raise BadValue("instalments: give at least one")
    if isinstance(record, Event):
        for name in EVENT_REQUIRED.get(record.what, ()):
            if getattr(record, name) is None:
                raise BadValue(f"{name} is missing: {record.what} needs it")
        for name, allowed in EVENT_FIELDS.get(record.what, {}).items():
            value = getattr(record, name)
            if allowed and value is not None and value not in allowed:
                raise BadValue(f"{name} must be one of {', '.join(allowed)}, not {value!r}")


def currency_of(
    record: Record, of_client: Callable[[str], str], of_invoice: Callable[[str], str]
) -> str | None:
    """The currency a record's money is in, None for one that belongs to no client.

    The currencies of a client and of an invoice are asked for by id.
    """
    if isinstance(record, Client):
        return record.currency
    if isinstance(record, Payment):
        return of_invoice(record.invoice)
    if not isinstance(record, ClientRecord):
        return None
    # Asked for in any case: whoever answers also finds out that there is no such client.
    currency = of_client(record.client)
    return (record.currency or currency) if isinstance(record, Invoice) else currency


def check_money(record: Record, currency: str) -> None:
    """Raises BadValue when an amount has more decimals than its currency is written with."""
    places = decimals(currency)
    for spec in schema(type(record)):
        amounts: list[Any] = []
        if spec.shape == "money":
            amounts = [getattr(record, spec.attr)]
        elif spec.name == "instalments" and isinstance(record, Plan):
            amounts = [part.amount for part in record.instalments]
        for amount in amounts:
            if amount is not None and amount != round(amount, places):
                raise BadValue(f"{spec.name} has too many decimals for {currency}: {amount}")


# --- writing ------------------------------------------------------------------------------


def dump(record: Record, currency: str) -> dict[str, Any]:
    """The JSON object of a record, `kind` first; what is not known or empty is left out.

    `currency` is the one its money is in: the client's, or for an invoice and its payments the
    invoice's own.
    """
    return {"kind": record.kind, **_plain(record, currency)}


def exchange(value: Any) -> Any:
    """A value without its record as plain JSON; amounts keep the decimals they have."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [exchange(part) for part in value]
    if isinstance(value, Instalment | Past | Quirk):
        parts = {spec.name: getattr(value, spec.attr) for spec in schema(type(value))}
        return {n: exchange(part) for n, part in parts.items() if part is not None} | {
            **value.extra
        }
    return value


def _plain(value: Any, currency: str) -> dict[str, Any]:
    plain_values = {}
    for spec in schema(type(value)):
        inner = getattr(value, spec.attr)
        if inner is None or (inner == spec.default and not _worth_writing(spec, value)):
            continue
        plain_values[spec.name] = dump_value(spec, inner, currency)
    return {**plain_values, **value.extra}


def _worth_writing(spec: FieldType, owner: Any) -> bool:
    """Whether a default is written out: not an empty collection, nor another event's field."""
    if spec.shape in JSON_SHAPES:
        return False
    if isinstance(owner, Event):
        return spec.name in fields_of(owner.what)
    return True


def dump_value(spec: FieldType, value: Any, currency: str) -> Any:
    """The JSON form of one field's value."""
    if spec.shape == "date":
        return value.isoformat()
    if spec.shape == "money":
        return money_text(value, currency)
    if spec.shape == "rate":
        return rate_text(value)
    if spec.shape == "list":
        assert spec.item is not None
        return [dump_value(spec.item, item, currency) for item in value]
    if spec.shape == "nested":
        return _plain(value, currency)
    if spec.shape == "map":
        return dict(value)
    return value


def changed(record: Record, values: Mapping[str, Any]) -> Record:
    """The record with some fields replaced, checked like a parsed one.

    Of an object only the parts named in `values` are replaced.
    """
    fields = _values(record)
    for name, value in values.items():
        present = fields.get(name)
        if is_dataclass(present):
            present = _values(present)
        if isinstance(value, Mapping) and isinstance(present, Mapping):
            fields[name] = {**present, **value}
        else:
            fields[name] = value
    return parse_new({"kind": record.kind, **fields})
