"""The fields of a record class, read once from its annotations.

One description of every field: for files, tables, forms and the command line.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

JSON_SHAPES = ("list", "map", "nested")
"""The shapes that no single value of a table or a form can hold."""


@dataclass(frozen=True, slots=True)
class FieldType:
    """One field: its name in files, its shape, and what may stand in it.

    `shape` is one of text, date, money, rate, int, number, bool, choice, map, list, nested.
    `item` describes a list's elements, `nested` the class of a nested object.
    """

    name: str
    attr: str
    shape: str
    required: bool
    nullable: bool
    default: Any
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    item: FieldType | None = None
    nested: type | None = None


_schemas: dict[Any, tuple[FieldType, ...]] = {}


def schema(cls: type) -> tuple[FieldType, ...]:
    """The fields of a record (or nested) class in their declared order, without `extra`."""
    if cls not in _schemas:
        _schemas[cls] = _read_schema(cls)
    return _schemas[cls]


def _read_schema(cls: type) -> tuple[FieldType, ...]:
    hints = get_type_hints(cls, include_extras=True)
    field_types = []
    for spec in fields(cls):
        if spec.name == "extra":
            continue
        default = spec.default
        if default is MISSING and spec.default_factory is not MISSING:
            default = spec.default_factory()
        field_types.append(_field(spec.name.rstrip("_"), spec.name, hints[spec.name], default))
    return tuple(field_types)


def field_of(cls: type, name: str) -> FieldType | None:
    """The field called `name` in files, or None; a dotted name reaches into a nested object."""
    head, dot, rest = name.partition(".")
    spec = next((f for f in schema(cls) if f.name == head), None)
    if not dot:
        return spec
    return field_of(spec.nested, rest) if spec is not None and spec.nested is not None else None


def _field(name: str, attr: str, hint: Any, default: Any) -> FieldType:
    nullable = False
    if get_origin(hint) in (Union, types.UnionType):
        nullable = True
        (hint,) = (a for a in get_args(hint) if a is not type(None))
    base: dict[str, Any] = {
        "name": name,
        "attr": attr,
        "required": default is MISSING,
        "nullable": nullable,
        "default": None if default is MISSING else default,
    }
    if get_origin(hint) is Annotated:
        hint, tag = get_args(hint)
        if tag in ("money", "rate", "number"):
            return FieldType(shape=tag, **base)
        numbers = [int(n) for n in re.findall(r"-?\d+", tag)]
        return FieldType(
            shape="int", low=numbers[0], high=numbers[1] if len(numbers) > 1 else None, **base
        )
    if get_origin(hint) is Literal:
        return FieldType(shape="choice", choices=get_args(hint), **base)
    if get_origin(hint) is tuple:
        item = _field(name, attr, get_args(hint)[0], MISSING)
        return FieldType(shape="list", item=item, **base)
    if get_origin(hint) is Mapping:
        return FieldType(shape="map", **base)
    shape = {str: "text", date: "date", bool: "bool", int: "int"}.get(hint)
    if shape:
        return FieldType(shape=shape, **base)
    return FieldType(shape="nested", nested=hint, **base)
