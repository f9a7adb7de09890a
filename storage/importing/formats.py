"""The exports that are recognised (formats.toml): which header columns mean which field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Literal, get_args

from triage.shipped import toml_beside

Kind = Literal["time", "invoice"]
Shape = Literal["text", "day", "clock", "span", "number", "count"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Format:
    """One kind of export. `needs`: of each group, one field must have a column.

    `fields` are what an adapter fills of a file without columns; `command` prints what there is.
    `note` is said of all that is in such a file.
    """

    name: str
    label: str
    source: str
    kind: Kind
    needs: Sequence[Sequence[str]] = ()
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fields: Sequence[str] = ()
    command: Sequence[str] = ()
    note: str = ""

    @property
    def program(self) -> str:
        """The program that writes it, as `label` begins."""
        return self.label.partition(",")[0]


_TABLES: Mapping[str, Any] = toml_beside(__file__, "formats.toml")

SHAPES: Mapping[Kind, Mapping[str, Shape]] = _TABLES["fields"]
"""Field -> what its cells hold."""

ALIASES: Mapping[Kind, Mapping[str, str]] = _TABLES["aliases"]
"""Other words for the fields, taken after `--map COLUMN=`."""

WORDS: Mapping[str, Sequence[str]] = _TABLES["words"]
"""What cells of invoices say."""


def format_of(table: Mapping[str, Any]) -> Format:
    """One kind of export. Raises LookupError for what formats.toml cannot say of one."""
    where = f"storage/importing/formats.toml, {table.get('name', 'a [[format]] without name')}"
    for spec in fields(Format):
        if spec.name not in table and spec.default is MISSING and spec.default_factory is MISSING:
            raise LookupError(f"{where}: add {spec.name}")
    if unknown := table.keys() - Format.__dataclass_fields__.keys():
        raise LookupError(f"{where}: no format has {unknown}")
    form = Format(**table)
    if form.kind not in KINDS:
        raise LookupError(f"{where}: kind is one of {', '.join(KINDS)}")
    if not all(map(_are_words, form.needs)):
        raise LookupError(f'{where}: `needs` lists groups of fields, as in [["on"], ["hours"]]')
    for field_name, columns in form.columns.items():
        if not _are_words(columns):
            raise LookupError(f'{where}: {field_name} lists column names, as in ["spent", "time"]')
    taken = Counter(name for columns in form.columns.values() for name in columns)
    if twice := [name for name, times in taken.items() if times > 1]:
        raise LookupError(f"{where}: {twice} would be read as two fields; leave it to one")
    needed = {name for group in form.needs for name in group}
    if nowhere := {*form.columns, *form.fields, *needed} - SHAPES[form.kind].keys():
        raise LookupError(f"{where}: [fields.{form.kind}] has no {nowhere}")
    if form.columns and not needed:
        raise LookupError(f"{where}: add `needs`, or this format will match every table")
    if form.columns and (without := needed - form.columns.keys()):
        raise LookupError(f"{where}: say in [format.columns] what it calls {without}")
    return form


def _are_words(names: object) -> bool:
    return isinstance(names, list) and all(isinstance(name, str) for name in names)


_ALL = tuple(map(format_of, _TABLES["format"]))

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
