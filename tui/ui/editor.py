"""The user's own editor, for a text that is too long for a small field."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from storage.platform import keys_for_others
from storage.rescue import RescueFile, decoded
from storage.throw_away import ThrowAwayFolder

_STILL_HERE = "Your text is still here."


class EditorTrouble(Exception):
    """Why nothing came back from the editor, in a sentence that says what to do instead."""


class Editor:
    """Hands a text to $VISUAL or $EDITOR and takes over what was written, however that ended.

    `key` is the name of the text's draft: with `rescue` the editor's file lies where the next
    start looks, so that what was written is found when the program ends meanwhile. Without, as in
    the sample year, it is meant for now only.
    """

    def __init__(
        self,
        app: App[Any],
        key: str,
        rescue: RescueFile | None,
        env: Mapping[str, str] = os.environ,
    ) -> None:
        self._app = app
        self._key = key
        self._rescue = rescue
        self._env = env
        self.remark = ""
        """What the user should hear though a text came back."""

    def change(self, text: str, take: Callable[[str], bool]) -> None:
        """Let the user change a text. `take` gets what came back, and says whether it could be
        kept; otherwise the file stays. Raises EditorTrouble when nothing came back.
        """
        command = self._command()
        if self._rescue is None:
            with ThrowAwayFolder() as folder:
                path = folder.path / "text.txt"
                path.touch(mode=0o600)
                path.write_text(text, encoding="utf-8", newline="\n")
                take(self._written(command, path, text))
            return
        try:
            path = self._rescue.editor_file(self._key, text)
        except OSError as error:
            raise EditorTrouble(
                f"There is no place for the editor's file ({error.strerror}). {_STILL_HERE}"
            ) from error
        if take(self._written(command, path, text)):
            self._rescue.editor_done(path)
        else:
            self.remark = f"{self.remark} What you wrote is kept in {path}.".strip()

    def _command(self) -> list[str]:
        typed = self._env.get("VISUAL") or self._env.get("EDITOR") or ""
        try:
            command = shlex.split(typed)
        except ValueError as error:
            raise EditorTrouble(
                f"EDITOR cannot be read: a quotation mark is left open in {typed}. {_STILL_HERE}"
            ) from error
        if not command:
            raise EditorTrouble("No editor is set: set EDITOR, for example to nano. Or write here.")
        return command

    def _written(self, command: list[str], path: Path, text: str) -> str:
        trouble = run_in_terminal(self._app, [*command, str(path)])
        try:
            content = path.read_bytes()
        except OSError as error:
            raise EditorTrouble(
                trouble or f"{command[0]} left no file behind. {_STILL_HERE}"
            ) from error
        written = decoded(content)
        if written.removesuffix("\n") == text.removesuffix("\n"):
            raise EditorTrouble(
                trouble
                or f"{command[0]} changed nothing. If it opened a window of its own, let it wait: "
                "for example EDITOR='code --wait'."
            )
        if trouble:
            self.remark = f"{command[0]} ended with an error; what it had written is here."
        elif written.encode("utf-8") != content.removeprefix(b"\xef\xbb\xbf"):
            self.remark = f"{command[0]} did not write UTF-8: please check special characters."
        return written


def run_in_terminal(app: App[Any], command: list[str]) -> str:
    """Lend the terminal to a program until it ends; what went wrong, or nothing.

    An error may not leave `suspend`, which would not resume.
    """
    trouble = ""
    try:
        with app.suspend(), keys_for_others():
            try:
                code = subprocess.run(command, check=False).returncode
            except (OSError, ValueError) as error:
                why = getattr(error, "strerror", None) or error
                trouble = f"{command[0]} could not be started ({why}). {_STILL_HERE}"
            else:
                if code:
                    trouble = f"{command[0]} ended with an error. {_STILL_HERE}"
    except SuspendNotSupported:
        return "An editor cannot be opened in this terminal. Write here, or paste."
    return trouble
