"""Exports that list projects (projects.toml): what was agreed for each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from storage.importing.adapters.adapter import document, objects, start_of, text_of
from storage.importing.adapters.tables import NamedRows
from storage.importing.amounts import NumberReader
from storage.importing.dates import DayReader, DayTally, reader_of
from storage.importing.header import header_fingerprint, with_keys
from storage.importing.options import ImportOptions
from storage.importing.table import TOTAL, Skip
from storage.importing.text_source import Source, open_source
from storage.importing.words import is_total
from triage.shipped import toml_beside
from triage.text import fold

_TABLES: Mapping[str, Any] = toml_beside(__file__, "projects.toml")
_LACKS = frozenset(_TABLES["lacks"])
_WORDS: Mapping[str, Sequence[str]] = _TABLES["words"]
_DAYS = ("start", "end")
_POINT = NumberReader(".").read


@dataclass(frozen=True)
class ProjectsFormat:
    """One kind of export that lists projects."""

    name: str
    label: str
    source: str
    needs: Sequence[Sequence[str]] = ()
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def columns_in(self, keys: Collection[str]) -> dict[str, str] | None:
        """Field -> name of its column; None where it is no export of this kind."""
        found = {
            name: next(key for key in named if key in keys)
            for name, named in self.columns.items()
            if any(key in keys for key in named)
        }
        whole = self.needs and all(set(group) & found.keys() for group in self.needs)
        return found if whole and not _LACKS & set(keys) else None


PROJECTS = tuple(ProjectsFormat(**table) for table in _TABLES["projects"])
TOGGL = ProjectsFormat("toggl-projects", "Toggl Track, projects.json", "toggl")
LISTS_OF_PROJECTS = (*PROJECTS, TOGGL)
"""Every kind of list of projects."""


@dataclass(frozen=True)
class Agreed:
    """What a row says was agreed for a project; None and "" where it does not tell."""

    line: int
    project: str
    client: str
    hours: Decimal | None
    rate: Decimal | None
    fee: Decimal | None
    currency: str
    start: date | None
    end: date | None


@dataclass(frozen=True)
class ProjectsFile:
    """An export of projects that was opened: its rows as text by field, and how lengths (in
    seconds) and money are written in it."""

    source: Source
    form: ProjectsFormat
    rows: Sequence[tuple[int, Mapping[str, str]]]
    lengths: Callable[[str], int | None]
    money: Callable[[str], Decimal | None]

    @cached_property
    def days(self) -> DayTally:
        """What its cells say about how its dates are written."""
        tally = DayTally()
        for _, cells in self.rows:
            for name in _DAYS:
                tally.add(cells.get(name, ""))
        return tally

    def day_reader(self, options: ImportOptions) -> DayReader | None:
        """How its days are read; None when day and month cannot be told apart."""
        return reader_of(self.days, (), options.dates, options.zone)

    def agreed(self, days: DayReader) -> Iterator[Agreed | Skip]:
        """What each row says, and the rows that say nothing of an agreement."""
        for line, cells in self.rows:
            yield self._read(line, cells, days)

    def _read(self, line: int, cells: Mapping[str, str], days: DayReader) -> Agreed | Skip:
        project, client, budget = (cells.get(name, "") for name in ("project", "client", "budget"))
        if is_total(project) or is_total(client):
            return Skip(line, TOTAL)
        if not project:
            return Skip(line, "no project name", bad=True)
        if fold(cells.get("state", "")) in _WORDS["ended"]:
            return Skip(line, f"“{project}” has ended")
        unit = cells.get("unit", "")
        in_hours = not unit or any(word in fold(unit) for word in _WORDS["hours"])
        seconds = self.lengths(budget) if budget and in_hours else None
        if budget and in_hours and seconds is None:
            return Skip(line, f"“{budget}” is not a number of hours", bad=True)
        money = {name: self.money(cells.get(name, "")) for name in ("rate", "fee")}
        if unread := next((cells[n] for n in money if cells.get(n) and money[n] is None), None):
            return Skip(line, f"“{unread}” is not an amount", bad=True)
        if not (seconds or any(money.values())):
            why = "" if in_hours else f": its budget counts {unit}"
            return Skip(line, f"“{project}” has no hours quoted and no rate{why}")
        moments = {name: days.read(cells.get(name, "")) for name in _DAYS}
        if unread := next((cells[n] for n in _DAYS if cells.get(n) and not moments[n]), None):
            return Skip(line, f"“{unread}” is not a date in the format of this file", bad=True)
        start, end = (moment.day if (moment := moments[name]) else None for name in _DAYS)
        return Agreed(
            line=line,
            project=project,
            client=client,
            hours=Decimal(seconds) / 3600 if seconds else None,
            rate=money["rate"] or None,
            fee=money["fee"] or None,
            currency=cells.get("currency", ""),
            start=start,
            end=end,
        )


def projects_in(source: Source, mapped: Collection[str] = ()) -> ProjectsFile | None:
    """The projects that a file lists; None when it is anything else.

    A table whose header has a fingerprint that is in `mapped` was read in another way before.
    """
    if not source.sheets and start_of(source).has_keys("name", "estimated_hours", "workspace_id"):
        return ProjectsFile(source, TOGGL, list(_toggl(source)), _hours, _POINT)
    for each in source.each_sheet:
        place = with_keys(each, lambda keys: any(form.columns_in(keys) for form in PROJECTS))
        if place is not None and header_fingerprint(place.header) not in mapped:
            forms = ((form, form.columns_in(place.header.keys)) for form in PROJECTS)
            form, columns = next((form, found) for form, found in forms if found)
            table = NamedRows(each, place)
            rows = [
                (
                    line,
                    {name: cells[column] for name, column in columns.items()}
                    | {"currency": table.currency},
                )
                for line, cells in table
            ]
            money = [columns[name] for name in ("rate", "fee") if name in columns]
            lengths = table.lengths(columns["budget"])
            return ProjectsFile(each, form, rows, lengths, table.numbers(*money).read)
    return None


def _hours(cell: str) -> int | None:
    hours = _POINT(cell)
    return None if hours is None else round(hours * 3600)


def _toggl(source: Source) -> Iterator[tuple[int, dict[str, str]]]:
    """Toggl's projects name their clients by number: those stand in a file beside this one."""
    clients = _toggl_clients(source.path.with_name("clients.json"))
    for item in objects(source):
        if isinstance(item, Skip):
            continue
        line, project = item
        yield (
            line,
            {
                "project": text_of(project.get("name")),
                "client": clients.get(text_of(project.get("client_id")), ""),
                "budget": text_of(project.get("estimated_hours")),
                "rate": text_of(project.get("rate")),
                "fee": text_of(project.get("fixed_fee")),
                "currency": text_of(project.get("currency")),
                "start": text_of(project.get("start_date")),
                "end": text_of(project.get("end_date")),
                "state": "archived" if project.get("active") is False else "",
            },
        )


def _toggl_clients(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    listed = document(open_source(path))
    entries = (
        [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    )
    return {text_of(each.get("id")): text_of(each.get("name")) for each in entries}
