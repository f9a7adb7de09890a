"""The Clients list, kept in the data file so that the next start shows it at once."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Protocol

from tui.workspace.list_row import ClientRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from storage.store import Store
    from triage.overview import Overview


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
    def step_title(self, code: str) -> str: ...


class ListCache:
    """The list as it is now, as it was at the last start, and when it has to be kept anew."""

    def __init__(self, listed: Listed) -> None:
        self._listed = listed
        self._kept: list[ClientRow] | None = None

    def rows(self) -> list[ClientRow]:
        """The Clients list, worst first."""
        from tui.workspace.list_rows import rows

        listed = self._listed
        return rows(listed.overviews.values(), listed.today, listed.step_title)

    def remember(self) -> None:
        """Keep the list for the next start, when it has changed since it was last kept."""
        rows = self.rows()
        if rows != self._kept:
            day = self._listed.today.isoformat()
            self._listed.store.save_glance(day, [asdict(row) for row in rows])
            self._kept = rows

    def remembered(self) -> list[ClientRow]:
        """The list of the last start, or at least the names; read without the store."""
        from storage.list_cache import clients_overview, read_list_cache

        path = self._listed.path
        glance = read_list_cache(path)
        plain = glance.rows if glance else ()
        rows = [row for values in plain if (row := ClientRow.from_plain(values))]
        if glance is None or not rows:
            return [ClientRow(id_, name) for id_, name in clients_overview(path)]
        if glance.current and glance.key == self._listed.today.isoformat():
            self._kept = rows
        return rows
