"""The end that the user asks for: what is typed and not saved is asked about first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from textual._callback import invoke

from storage.errors import StorageError
from tui.ui.autosave import not_kept
from tui.ui.choice_dialog import ChoiceDialog

if TYPE_CHECKING:
    from tui.ui.autosave import Drafts
    from tui.workspace.workspace import Workspace


class Endable(Protocol):
    """The app, as far as it is left."""

    workspace: Workspace
    drafts: Drafts

    def push_screen(self, *args: Any, **kwargs: Any) -> Any: ...
    def exit(self, *, message: str | None) -> None: ...


class Quitting:
    """Leaves the app; what is being typed is kept as a draft, or asked about."""

    def __init__(self, app: Endable) -> None:
        self._app = app

    def begin(self) -> None:
        """Quit, unless something typed would be lost: then the user says what becomes of it."""
        trouble = self._app.drafts.flush()
        if trouble is None:
            self._end()
        else:
            self._ask_whether_to_lose(trouble)

    def _ask_whether_to_lose(self, trouble: StorageError) -> None:
        """Ask about what the data file does not take. In the rescue file it waits for the next
        start, which takes it back.
        """
        again = ("Try again, then quit", self.begin)
        in_file = ("Keep it in a file, then quit", self._end)
        stay, lose = ("Stay", _nothing), ("Quit and lose it", self._lose)
        rescued_in = self._app.drafts.rescued_in
        answers: list[tuple[str, Callable[[], object]]]
        answers = [again, lose, stay] if rescued_in is None else [again, in_file, stay, lose]
        remark = not_kept(trouble)
        if rescued_in is not None:
            remark += f"\nThe file is {rescued_in}. It comes back by itself at the next start."
        dialog = ChoiceDialog(
            "What you typed is not saved. Quit anyway?", [words for words, _ in answers], remark
        )
        self._app.push_screen(dialog, partial(_answered, [then for _, then in answers]))

    def _lose(self) -> None:
        self._app.drafts.lose()
        self._end()

    def _end(self) -> None:
        with suppress(StorageError):  # it only makes the next start quicker
            self._app.workspace.list.remember()
        self._app.workspace.close()
        kept = self._app.drafts.rescued_in
        said = (
            f"What you typed is kept in {kept}. It comes back when you start again."
            if kept
            else None
        )
        self._app.exit(message=said)


async def _answered(answers: list[Callable[[], object]], choice: int | None) -> None:
    if choice is not None:
        await invoke(answers[choice])


def _nothing() -> None: ...
