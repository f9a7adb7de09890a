"""A playbook from its text, refused with the line of what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import PurePath

from triage.playbook.errors import PlaybookError
from triage.playbook.load.screens import ScreenReader
from triage.playbook.load.toml_positions import Lines
from triage.playbook.load.validate import problems
from triage.playbook.model import Playbook
from triage.toml_table import TomlText

BUILTIN_NAME = "playbook.toml"


@cache
def builtin() -> Playbook:
    """The playbook that comes with the program."""
    source = resources.files("triage.playbook").joinpath(BUILTIN_NAME)
    return load_playbook(source.read_text(encoding="utf-8"))


def load_playbook(text: str, name: str = BUILTIN_NAME) -> Playbook:
    """The playbook written in `text`; `name` is what messages call the file.

    Raises PlaybookError, with the line, for whatever would leave somebody stuck before a
    question: a key or value that means nothing, a jump to nowhere, a circle, a question or
    decision that no answer leads to, a screen that does not fit 24 rows.
    """
    toml = TomlText(text, name)
    lines = Lines(toml)
    top = toml.table(toml.values, "the playbook")
    version = top.whole("version", least=1)
    screens = {}
    found_screens = top.any("screen")
    if not isinstance(found_screens, Mapping):
        top.fail("screen", "screen must be tables like [screen.adapt]")
    for screen_id, values in found_screens.items():
        screens[screen_id] = ScreenReader(lines, name, screen_id).screen(values)
    top.done()
    playbook = Playbook(name=PurePath(name).name, version=version, screens=screens)
    for line, what in problems(playbook):
        raise PlaybookError(name, line, what)
    return playbook
