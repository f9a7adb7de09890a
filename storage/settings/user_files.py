"""The user's own playbook, words for lint and message outlines: files beside the settings, read at
the start.

Without such a file the program's own are in force, and nothing is imported for them here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from storage.errors import BadSetting
from storage.settings.user_text import NO_FILE, user_text

if TYPE_CHECKING:
    from triage.message_templates import Template
    from triage.messages.rules import Lint
    from triage.playbook.model import Playbook

WORDS_FILE = "words.toml"
"""The user's own words, a table per rule: `[L03]`, `add = ["..."]`, `drop = ["..."]`."""
PLAYBOOK_FILE = "playbook.toml"
TEMPLATES_FILE = "templates.toml"
"""The user's own parts of message outlines, a table per message: `[template.new_terms]`."""


def own_lint(folder: Path | None) -> Lint:
    """The lint rules with the user's own words. Raises BadSetting, naming file and line."""
    from triage.messages.rules import builtin, with_words

    own = _own_file(folder, WORDS_FILE)
    if own is None:
        return builtin()
    with _named("Correct that line, or delete it."):
        return with_words(builtin(), *own)


def own_playbook(folder: Path | None) -> Playbook:
    """The user's own playbook, else the program's. Raises BadSetting, naming file and line."""
    from triage.playbook.load.playbook_file import builtin, load_playbook

    own = _own_file(folder, PLAYBOOK_FILE)
    if own is None:
        return builtin()
    with _named("Correct that line, or remove the file to use the program's own playbook."):
        return load_playbook(*own, shipped=builtin())


def own_templates(folder: Path | None) -> Mapping[str, Template]:
    """The message outlines with the user's own. Raises BadSetting, naming file and line."""
    from triage.message_templates import load_templates, with_own

    own = _own_file(folder, TEMPLATES_FILE)
    if own is None:
        return load_templates()
    with _named("Correct that line, or remove the file to use the program's own templates."):
        return with_own(*own)


@contextmanager
def _named(hint: str) -> Iterator[None]:
    from triage.toml.table import TomlError

    try:
        yield
    except TomlError as error:
        raise BadSetting(f"{error}.", hint) from error


def check_own_files(folder: Path) -> None:
    """Read those that are there, so that a mistake is named before anything is shown.

    Raises BadSetting.
    """
    for name, read in OWN_FILES.items():
        if (folder / name).exists():
            read(folder)


def _own_file(folder: Path | None, name: str) -> tuple[str, str] | None:
    """The text of a file and its path, None when there is none. Raises BadSetting."""
    if folder is None:
        return None
    path = folder / name
    try:
        return user_text(path), str(path)
    except NO_FILE:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path}: cannot be read ({error}).", "Check the file.") from error


OWN_FILES: Mapping[str, Callable[[Path], object]] = {
    PLAYBOOK_FILE: own_playbook,
    WORDS_FILE: own_lint,
    TEMPLATES_FILE: own_templates,
}
"""The files that a user may put beside the settings, each with its reader."""
