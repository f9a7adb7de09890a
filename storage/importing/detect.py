"""Which export a file is, and which of its columns hold what."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from storage.importing.adapters import adapted
from storage.importing.dates import looks_like_day
from storage.importing.errors import ImportTrouble, NotRecognised
from storage.importing.formats import (
    FORMATS,
    KINDS,
    MAPPED,
    SHAPES,
    Format,
    Kind,
    field_called,
)
from storage.importing.header import (
    Header,
    HeaderPlace,
    columns_of,
    header_fingerprint,
    likely,
    missing,
    recognise,
    with_columns,
)
from storage.importing.payment_rows import PAYMENTS
from storage.importing.project_rows import LISTS_OF_PROJECTS
from storage.importing.refusals import refuse
from storage.importing.table import MappedTable
from storage.importing.text_source import Source, read_rows
from storage.importing.words import TYPE_COLUMNS
from triage.text import fold

COLUMNS_TOPIC = "import.columns"
"""Where a column map is remembered: header fingerprint -> column -> field, as JSON."""

JSONL = "jsonl"
CONTACTS = "contacts"

_BY_MAP = "csv"
_NAMES = (
    *(form.name for form in FORMATS),
    *(form.name for form in PAYMENTS),
    *(form.name for form in LISTS_OF_PROJECTS),
    _BY_MAP,
    JSONL,
    CONTACTS,
)
_OTHER_NAMES = {
    "harvest": ("harvest-time", "harvest-invoices"),
    "invoice-ninja": ("invoiceninja",),
    "goodterms": (JSONL,),
}
SAMPLE = 60
_START = 1000


def wanted_formats(name: str | None, path: Path) -> tuple[str, ...]:
    """The format names that `--as` allows. Raises ImportTrouble for a word that is none."""
    if name is None:
        return _NAMES
    key = name.strip().casefold().replace("_", "-")
    if key in _NAMES:
        return (key,)
    if key in _OTHER_NAMES:
        return _OTHER_NAMES[key]
    raise ImportTrouble(f"{path}: there is no format “{name}”.", f"Formats: {', '.join(_NAMES)}.")


def lay_out(
    source: Source,
    names: tuple[str, ...],
    column_map: Mapping[str, str],
    remembered: Mapping[str, str],
) -> MappedTable:
    """Recognise a CSV, as one of the formats in `names`; `remembered` are earlier column maps.

    Raises ImportTrouble, and NotRecognised when its columns need a map.
    """
    table = adapted(source, names)
    if table is not None:
        return table
    if not source.sheets:
        _refuse_by_its_start(source)
    formats = [form for form in FORMATS if form.name in names]
    for each in source.each_sheet:
        header_place = recognise(each, formats)
        if header_place is not None:
            form, place = header_place
            columns = columns_of(form, place.header) | _mapped(place, form.kind, column_map)
            return _with_papers(MappedTable(each, form, place, columns))
    source = _likely_sheet(source, column_map)
    if column_map:
        place = _place_of(source, column_map)
        return _by_map(source, place, column_map)
    guess = likely(source)
    if guess is not None and _BY_MAP in names:
        earlier = remembered.get(header_fingerprint(guess.header))
        if earlier:
            return _by_map(source, guess, json.loads(earlier))
    raise _not_recognised(source, guess, formats)


def _likely_sheet(source: Source, column_map: Mapping[str, str]) -> Source:
    """The first sheet that has the named columns, else the first that has any at all."""
    fitting = [each for each in source.each_sheet if with_columns(each, column_map)]
    having = (each for each in fitting or source.each_sheet if likely(each) is not None)
    return next(having, source.each_sheet[0])


def _refuse_by_its_start(source: Source) -> None:
    with source.path.open(encoding=source.encoding) as stream:
        start = stream.read(_START).lstrip()
    refuse(source.path, start)
    if "".join(start.split()) == "[]":
        raise ImportTrouble(f"{source.path} holds no entries.", "There is nothing to import yet.")
    if start.startswith(("{", "[")):
        raise ImportTrouble(
            f"{source.path} is JSON, but not Good Terms' own records.",
            "Export it as CSV.",
        )


def _place_of(source: Source, column_map: Mapping[str, str]) -> HeaderPlace:
    place = with_columns(source, column_map)
    if place is not None:
        return place
    guess = likely(source)
    header = guess.header if guess else None
    if guess is not None and all(guess.header.column(name) is not None for name in column_map):
        return guess
    absent = [name for name in column_map if header is None or header.column(name) is None]
    raise _no_column(source.path, (absent or list(column_map))[0], header)


def _no_column(path: Path, name: str, header: Header | None) -> ImportTrouble:
    known = ", ".join(column for column in header.names if column) if header else ""
    return ImportTrouble(f"{path}: no column is called “{name}”.", f"Columns: {known}.")


def _by_map(source: Source, place: HeaderPlace, column_map: Mapping[str, str]) -> MappedTable:
    form = MAPPED[_kind(source, column_map)]
    columns = _mapped(place, form.kind, column_map)
    absent = missing(form, columns)
    if absent:
        raise ImportTrouble(
            f"{source.path}: no column is mapped to {' or '.join(absent[0])}.",
            f"Add --map COLUMN={absent[0][0]}.",
        )
    return _with_papers(MappedTable(source, form, place, columns, dict(column_map)))


def _with_papers(table: MappedTable) -> MappedTable:
    """The table of invoices with the column that tells them from other papers, if it has one."""
    if table.form.kind != "invoice" or "document" in table.columns:
        return table
    for at, key in enumerate(table.header.keys):
        if fold(key) in TYPE_COLUMNS and at not in table.columns.values():
            return replace(table, columns={**table.columns, "document": at})
    return table


def check_map(column_map: Mapping[str, str]) -> None:
    """Raises ImportTrouble when a column is mapped to a word that is no field."""
    for column, field in column_map.items():
        if not any(field_called(kind, field) for kind in KINDS):
            words = sorted({name for kind in KINDS for name in SHAPES[kind]})
            raise ImportTrouble(
                f"{column}={field}: there is no field “{field}”.", f"Fields: {', '.join(words)}."
            )


def check_columns(
    files: Sequence[Path], tables: Sequence[MappedTable], column_map: Mapping[str, str]
) -> None:
    """Raises ImportTrouble for a mapping that none of the files has a use for.

    `tables` are those of the files that have columns at all.
    """
    if column_map and not tables:
        raise ImportTrouble(
            f"{files[0]}: no column is called “{next(iter(column_map))}”: "
            "a file of records has no columns.",
            "Leave --map out: Good Terms' own records do not need it.",
        )
    for name, field in column_map.items():
        having = [table for table in tables if table.header.column(name) is not None]
        if not having:
            raise _no_column(tables[0].source.path, name, tables[0].header)
        if not any(field_called(table.form.kind, field) for table in having):
            table = having[0]
            raise ImportTrouble(
                f"{table.source.path}: {name}={field}: “{field}” is not a field of this file.",
                f"Fields: {', '.join(sorted(SHAPES[table.form.kind]))}.",
            )


def _kind(source: Source, column_map: Mapping[str, str]) -> Kind:
    """Times or invoices: whichever knows all the fields; of both, what only one of them has."""
    fits = [kind for kind in KINDS if all(field_called(kind, f) for f in column_map.values())]
    if not fits:
        raise ImportTrouble(
            f"{source.path}: the columns are mapped to both hours and invoices.",
            "Import hours and invoices from separate files.",
        )
    if len(fits) == 2:
        named = {field_called("time", field) for field in column_map.values()}
        _, lasting = MAPPED["time"].needs
        return "time" if named & set(lasting) else "invoice"
    return fits[0]


def _mapped(place: HeaderPlace, kind: Kind, column_map: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for name, word in column_map.items():
        at, field = place.header.column(name), field_called(kind, word)
        if at is not None and field is not None:
            columns[field] = at
    return columns


def _has_days(rows: Sequence[Sequence[str]]) -> bool:
    columns = zip_longest(*rows, fillvalue="")
    return any(2 * sum(map(looks_like_day, cells)) > len(rows) for cells in columns)


def _not_recognised(
    source: Source, guess: HeaderPlace | None, formats: list[Format]
) -> ImportTrouble:
    if guess is None:
        return ImportTrouble(
            f"{source.path} has no columns.", "Export it as CSV with a row of column names."
        )
    sample = []
    for row in read_rows(source, guess.delimiter):
        if row.line > guess.header.line:
            sample.append(row.cells)  # enough to tell a column by its values
        if len(sample) == SAMPLE:
            break
    refuse(source.path, "", guess.header.keys, has_days=_has_days(sample))
    what = "is not an export that Good Terms recognizes"
    if len(formats) == 1:
        form = formats[0]
        lacking = missing(form, columns_of(form, guess.header))
        names = [form.columns[field][0] for group in lacking[:1] for field in group]
        what = f"is not {form.label}: it has no column “{' or '.join(names)}”"
    return NotRecognised(
        f"{source.path} {what}.",
        "Name its columns with --map; goodterms import --explain FILE shows what they may be.",
        guess.header.names,
        sample,
    )
