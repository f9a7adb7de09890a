"""The user's own editor, for a text that is too long for a small field."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported


class EditorTrouble(Exception):
    """Why nothing came back from the editor, in a sentence that says what to do instead."""


def edited(app: App[Any], text: str, env: Mapping[str, str] = os.environ) -> str:
    """`text` as it comes back from $VISUAL or $EDITOR. Raises EditorTrouble."""
    command = shlex.split(env.get("VISUAL") or env.get("EDITOR") or "")
    if not command:
        raise EditorTrouble("No editor is set: set EDITOR, for example to nano. Or write here.")
    with tempfile.TemporaryDirectory(prefix="goodterms-") as folder:
        path = Path(folder) / "text.txt"
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8", newline="\n")
        trouble = run_in_terminal(app, [*command, str(path)])
        if trouble:
            raise EditorTrouble(trouble)
        return path.read_text(encoding="utf-8", errors="replace")


def run_in_terminal(app: App[Any], command: list[str]) -> str:
    """Lend the terminal to a program until it ends; what went wrong, or nothing.

    An error may not leave `suspend`, which would not resume.
    """
    trouble = ""
    try:
        with app.suspend():
            try:
                code = subprocess.run(command, check=False).returncode
            except OSError as error:
                trouble = (
                    f"{command[0]} does not start ({error.strerror}). Your text is still here."
                )
            else:
                if code:
                    trouble = f"{command[0]} ended with an error. Your text is still here."
    except SuspendNotSupported:
        return "An editor cannot be opened in this terminal. Write here, or paste."
    return trouble
