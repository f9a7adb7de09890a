"""The end that the user asks for: what is typed and not saved is asked about first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from textual._callback import invoke
from textual.app import App

from storage.errors import StorageError
from tui.ui.autosave import not_kept
from tui.ui.choice_dialog import ChoiceDialog


def ask_whether_to_lose(
    app: App[None],
    trouble: StorageError,
    rescued_in: Path | None,
    quit_again: Callable[[], object],
    end: Callable[[bool], object],
) -> None:
    """Ask what becomes of what the data file does not take. `end` hears whether it is kept in the
    file `rescued_in`, from which the next start takes it back.
    """
    again = ("Try again, then quit", quit_again)
    in_file = ("Keep it in a file, then quit", partial(end, True))
    stay, lose = ("Stay", _nothing), ("Quit and lose it", partial(end, False))
    answers: list[tuple[str, Callable[[], object]]]
    answers = [again, lose, stay] if rescued_in is None else [again, in_file, stay, lose]

    async def answered(choice: int | None) -> None:
        if choice is not None:
            await invoke(answers[choice][1])

    remark = not_kept(trouble)
    if rescued_in is not None:
        remark += f"\nThe file is {rescued_in}. It comes back by itself at the next start."
    question = "What you typed is not saved. Quit anyway?"
    app.push_screen(ChoiceDialog(question, [words for words, _ in answers], remark), answered)


def _nothing() -> None: ...
