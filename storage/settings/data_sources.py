"""Where new hours and invoices come from, week after week, as the settings file names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from storage.settings.readers import Read, WrongValue, folder, one_of, text, texts, within

_NAME = re.compile(r"[\w-]{1,40}")
_LONGEST_RUN = 3600
_EXAMPLE = 'as in [sources.timew] with command = ["timew", "export"]'


@dataclass(frozen=True, kw_only=True)
class DataSource:
    """A source of imports. It has one of `command` (run without a shell; its output is read),
    `files` (a pattern, of which the newest is read) and `folder` (all its files are read).

    The rest answers beforehand what an import of it would ask. `seconds` is how long the command
    may take.
    """

    name: str
    command: tuple[str, ...] = ()
    files: str | None = None
    folder: Path | None = None
    format: str | None = None
    client: str | None = None
    dates: str | None = None
    billable: str | None = None
    old_unpaid: str | None = None
    same_number: str | None = None
    older: str | None = None
    gone: str | None = None
    overlap: str | None = None
    taken_out: str | None = None
    already_here: str | None = None
    agreements: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    clients: Mapping[str, str] = field(default_factory=dict)
    works: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    seconds: int = 60

    @property
    def as_written(self) -> dict[str, Any]:
        """What the settings file says of it."""
        values = {spec.name: getattr(self, spec.name) for spec in fields(self)}
        return {name: value for name, value in values.items() if value and name != "name"}


def _command(value: Any) -> tuple[str, ...]:
    words = texts(value)
    if not words:
        raise WrongValue('must be a list of words, as in ["timew", "export"]')
    return words


def _table_of(read: Read) -> Read:
    def table(value: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            raise WrongValue('must be a table, as in { "Site" = "Acme" }')
        return {name: read(part) for name, part in value.items()}

    return table


_WAYS = ("command", "files", "folder")
_READERS: Mapping[str, Read] = {
    "command": _command,
    "files": text,
    "folder": folder,
    "format": text,
    "client": text,
    "dates": one_of("dmy", "mdy", "ymd"),
    "billable": one_of("all", "as-marked"),
    "old_unpaid": one_of("paid", "written-off", "open"),
    "same_number": one_of("correction", "another", "leave"),
    "older": one_of("stay", "go-back"),
    "gone": one_of("keep", "remove"),
    "overlap": one_of("leave-out", "count-both"),
    "taken_out": one_of("stay-out", "bring-back"),
    "already_here": one_of("same", "another"),
    "agreements": one_of("stay", "take"),
    "columns": _table_of(text),
    "clients": _table_of(text),
    "works": _table_of(text),
    "answers": _table_of(text),
    "seconds": within(1, _LONGEST_RUN, integer=True),
}
assert {spec.name for spec in fields(DataSource)} == {"name", *_READERS}


def data_sources(value: Any) -> tuple[DataSource, ...]:
    """The sources in a table of tables."""
    if not isinstance(value, dict):
        raise WrongValue(f"must be a table for each source, {_EXAMPLE}")
    return tuple(_source(name, table) for name, table in value.items())


def _source(name: str, table: Any) -> DataSource:
    if not _NAME.fullmatch(name):
        raise WrongValue("is not a valid name: use only letters, digits, - and _", f".{name}")
    if not isinstance(table, dict):
        raise WrongValue(f"must be a table, {_EXAMPLE}", f".{name}")
    values = {}
    for key, value in table.items():
        if key not in _READERS:
            known = ", ".join(_READERS)
            raise WrongValue(f"is not known; a source has {known}", f".{name}.{key}")
        try:
            values[key] = _READERS[key](value)
        except WrongValue as wrong:
            raise WrongValue(str(wrong), f".{name}.{key}") from wrong
    if len(table.keys() & set(_WAYS)) != 1:
        raise WrongValue(f"must have one of {', '.join(_WAYS)}", f".{name}")
    return DataSource(name=name, **values)
