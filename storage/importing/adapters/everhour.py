"""Everhour: a report of times with a day in each row. Its columns are the user's choice; their
names as in the readers of two other programs (OneSpace, 2026; everhour-to-jira-worksheet, 2024).

Billable and other hours stand in columns of their own, so a row may be two entries. Where a report
is grouped, the client stands in the first row of its group only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from storage.importing.adapters.adapter import Entries, Entry
from storage.importing.adapters.tables import Cells, NamedRows, TableAdapter
from storage.importing.table import TOTAL, Skip
from storage.importing.words import is_total

_DAYS = ("date", "day")
_ALL, _BILLABLE, _OTHER = "time", "billable time", "non-billable time"
_TEXTS = ("comment", "notes", "note", "description")
_SECONDS = "{}:{:02}:{:02}"


def _recognizes(columns: Collection[str]) -> bool:
    present = set(columns)
    groups = (_DAYS, ("member",), (_ALL, _BILLABLE, _OTHER), ("project", "task"))
    return all(present & set(group) for group in groups)


def _read(table: NamedRows) -> Entries:
    seconds = table.lengths(_ALL, _BILLABLE, _OTHER)
    grouped = any(_is_sum(cells) for _, cells in table)
    client = ""
    for line, cells in table:
        if _is_sum(cells):
            yield Skip(line, TOTAL)
            continue
        client = cells.get("client", "") or (client if grouped else "")
        common = {
            "on": _first(cells, _DAYS),
            "client": client,
            "project": cells.get("project", ""),
            "task": _line(cells.get("task", "")),
            "text": _first(cells, _TEXTS),
            "user": _line(cells.get("member", "")),
        }
        money = {"billed": cells.get("billable amount", ""), "currency": table.currency}
        for length, mark in _parts(cells, seconds):
            more = money if mark != "no" else {}
            yield Entry(line, common | more | {"duration": length, "billable": mark})


def _parts(cells: Cells, seconds: Callable[[str], int | None]) -> Iterator[tuple[str, str]]:
    """Each length in a row, and whether it is billable, "" where the report does not say."""
    whole, billable, other = (cells.get(name) for name in (_ALL, _BILLABLE, _OTHER))
    read = {cell: seconds(cell) for cell in (whole, billable, other) if cell}
    wrong = next((cell for cell, length in read.items() if length is None), None)
    if wrong is not None or (billable is None and other is None):
        yield wrong or whole or "", cells.get("billable", "")
        return
    all_of_it = read.get(whole or "") or 0
    if billable is None:
        not_paid = read.get(other or "") or 0
        paid = all_of_it - not_paid
    else:
        paid = read.get(billable) or 0
        not_paid = all_of_it - paid if other is None else read.get(other) or 0
    lengths = [(paid, "yes"), (not_paid, "no")]
    for length, mark in [pair for pair in lengths if pair[0] > 0] or [(all_of_it, "")]:
        yield _SECONDS.format(length // 3600, length // 60 % 60, length % 60), mark


def _is_sum(cells: Cells) -> bool:
    return any(map(is_total, cells.values()))


def _first(cells: Cells, names: Collection[str]) -> str:
    return next((cells[name] for name in names if cells.get(name)), "")


def _line(text: str) -> str:
    """The first line of a cell; below it stand a state, or somebody's job."""
    return text.partition("\n")[0].strip()


EVERHOUR = TableAdapter("everhour", _recognizes, _read)
