"""The exports that are recognised (formats.toml): which header columns mean which field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

Kind = Literal["time", "invoice"]
Shape = Literal["text", "day", "clock", "span", "number", "count"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Format:
    """One kind of export. `needs`: of each group, one field must have a column.

    `fields` are what an adapter fills of a file without columns; `command` prints what there is.
    """

    name: str
    label: str
    source: str
    kind: Kind
    needs: Sequence[Sequence[str]] = ()
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fields: Sequence[str] = ()
    command: Sequence[str] = ()

    @property
    def program(self) -> str:
        """The program that writes it, as `label` begins."""
        return self.label.partition(",")[0]


_TABLES: Mapping[str, Any] = tomllib.loads(
    Path(__file__).with_name("formats.toml").read_text(encoding="utf-8")
)

SHAPES: Mapping[Kind, Mapping[str, Shape]] = _TABLES["fields"]
"""Field -> what its cells hold."""

ALIASES: Mapping[Kind, Mapping[str, str]] = _TABLES["aliases"]
"""Other words for the fields, taken after `--map COLUMN=`."""

WORDS: Mapping[str, Sequence[str]] = _TABLES["words"]
"""What cells of invoices say."""

_ALL = tuple(Format(**table) for table in _TABLES["format"])

FORMATS = tuple(form for form in _ALL if form.columns or form.fields)
"""In the order in which they are tried."""

ADAPTED: Mapping[str, Format] = {form.name: form for form in FORMATS if form.fields}
"""The formats that are no tables, by name: storage/importing/adapters reads them."""

MAPPED: Mapping[Kind, Format] = {form.kind: form for form in _ALL if form not in FORMATS}
"""What a file is whose columns the user named."""


def field_called(kind: Kind, word: str) -> str | None:
    """The field that a word means, None when it is no word for one."""
    key = word.strip().casefold().replace(" ", "_")
    key = ALIASES[kind].get(key, key)
    return key if key in SHAPES[kind] else None


def programs(kind: Kind | None = None, last: str = "and") -> str:
    """The programs whose exports (of a kind) are recognised, as in "Harvest and Invoice Ninja"."""
    names = list(dict.fromkeys(form.program for form in FORMATS if kind in (None, form.kind)))
    return f" {last} ".join([part for part in (", ".join(names[:-1]), names[-1]) if part])
