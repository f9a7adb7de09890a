"""The Clients list, kept in the data file so that the next start shows it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.workspace.list_row import ClientRow

if TYPE_CHECKING:
    from tui.workspace.workspace import Workspace


class ListCache:
    """The list as it is now, as it was at the last start, and when it has to be kept anew."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept: list[ClientRow] | None = None

    def rows(self) -> list[ClientRow]:
        """The Clients list, worst first."""
        from tui.workspace.list_rows import rows

        workspace = self._workspace
        return rows(workspace.overviews.values(), workspace.today, workspace.step_title)

    def remember(self) -> None:
        """Keep the list for the next start, when it has changed since it was last kept."""
        rows = self.rows()
        if rows != self._kept:
            day = self._workspace.today.isoformat()
            self._workspace.store.save_glance(day, [row.plain() for row in rows])
            self._kept = rows

    def remembered(self) -> list[ClientRow]:
        """The list of the last start, or at least the names; read without the store."""
        from storage.list_cache import clients_overview, read_list_cache

        path = self._workspace.path
        glance = read_list_cache(path)
        rows = (
            [row for values in glance.rows if (row := ClientRow.from_plain(values))]
            if glance
            else []
        )
        if glance is None or not rows:
            return [ClientRow.uncounted(id_, name) for id_, name, _ in clients_overview(path)]
        if glance.current and glance.key == self._workspace.today.isoformat():
            self._kept = rows
        return rows
