"""The sample year in a workspace of its own: nothing there is meant for good."""

from __future__ import annotations

from typing_extensions import override

from storage.demo import build
from storage.throw_away import ThrowAwayFolder
from tui.workspace.workspace import Workspace


class SampleWorkspace(Workspace):
    """The sample year in a folder that goes with it, under settings that begin as the own ones."""

    def __init__(self, own: Workspace) -> None:
        """Raises StorageError."""
        self.beneath = own
        self._folder = ThrowAwayFolder()
        path = self._folder.path / "sample-year.db"
        try:
            build(path, own.today, now=own.now)
        except BaseException:
            self._folder.remove()
            raise
        super().__init__(
            path,
            today=own.today,
            now=own.now,
            configuration=own.configuration.to_play_in(path.parent),
            sample=True,
        )

    @override
    def close(self) -> None:
        """Let go of the file, and of the folder."""
        super().close()
        self._folder.remove()
