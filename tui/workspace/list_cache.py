"""The Clients list, kept in the data file so that the next start shows it at once."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Protocol

from tui.workspace.list_row import VERSION, ClientRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from storage.store import Store
    from triage.clients.client_list import ClientList
    from triage.clients.overview import Overview
    from triage.limits import Limits


class Listed(Protocol):
    """Whose list it is, and where it is kept."""

    @property
    def path(self) -> Path: ...
    @property
    def today(self) -> date: ...
    @property
    def store(self) -> Store: ...
    @property
    def overviews(self) -> Mapping[str, Overview]: ...
    @property
    def shares(self) -> Mapping[str, float | None]: ...
    @property
    def limits(self) -> Limits: ...
    def step_title(self, code: str) -> str: ...


class ListCache:
    """The list as it is now, as it was at the last start, and when it has to be kept anew.

    `order` is the one of triage.clients.client_list.ORDERS that the user chose last, "" for the
    first of them. `as_of` is the day that the remembered list was counted for, None while it
    holds no more than names.
    """

    def __init__(self, listed: Listed) -> None:
        self._listed = listed
        self._kept: tuple[str, list[ClientRow]] | None = None
        self.order = ""
        self.as_of: date | None = None

    def rows(self) -> list[ClientRow]:
        """The Clients list in its order."""
        from tui.workspace.list_rows import rows

        listed = self._listed
        worst_first = rows(
            listed.overviews.values(),
            listed.today,
            listed.step_title,
            listed.shares,
            listed.limits,
        )
        return self.view(worst_first).in_order()

    def view(self, rows: Sequence[ClientRow]) -> ClientList[ClientRow]:
        """Rows in the order chosen last, to be put in it or searched."""
        from triage.clients.client_list import ClientList

        return ClientList(rows, self.order)

    def change_order(self) -> None:
        """Go on to the next order."""
        self.order = self.view(()).next_order

    def remember(self) -> None:
        """Keep the list for the next start, when it has changed since it was last kept."""
        rows = self.rows()
        if (self.order, rows) != self._kept:
            key = _key(self._listed.today, self.order)
            self._listed.store.save_glance(key, [asdict(row) for row in rows])
            self._kept = (self.order, rows)

    def remembered(self) -> list[ClientRow]:
        """The list of the last start, or at least the names; read without the store."""
        from storage.data_file.list_cache import clients_overview, read_list_cache

        path = self._listed.path
        glance = read_list_cache(path)
        rows: list[ClientRow] = []
        if glance is not None and (key := _read_key(glance.key)) is not None:
            self.as_of, self.order = key
            rows = [row for values in glance.rows if (row := ClientRow.from_plain(values))]
        if glance is None or not rows:
            self.as_of = None
            return [ClientRow(id_, name) for id_, name in clients_overview(path)]
        if glance.current and self.as_of == self._listed.today:
            self._kept = (self.order, rows)
        return rows


def _key(day: date, order: str) -> str:
    """What a kept list depends on beside the records."""
    return f"{VERSION} {day.isoformat()} {order}".rstrip()


def _read_key(key: str) -> tuple[date, str] | None:
    """Day and order of a kept list; None when another version wrote it."""
    version, _, rest = key.partition(" ")
    day, _, order = rest.partition(" ")
    try:
        return (date.fromisoformat(day), order) if version == VERSION else None
    except ValueError:
        return None
