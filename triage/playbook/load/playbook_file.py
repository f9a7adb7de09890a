"""A playbook from its text, refused with the line of what is wrong."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import PurePath

from triage.playbook.load.screens import ScreenReader
from triage.playbook.load.validate import problems
from triage.playbook.model import Playbook, Screen
from triage.toml.table import TomlError, TomlText

BUILTIN_NAME = "playbook.toml"


@cache
def builtin() -> Playbook:
    """The playbook that comes with the program."""
    source = resources.files("triage.playbook").joinpath(BUILTIN_NAME)
    return load_playbook(source.read_text(encoding="utf-8"))


def load_playbook(text: str, name: str = BUILTIN_NAME, shipped: Playbook | None = None) -> Playbook:
    """The playbook written in `text`; `name` is what messages call the file, `shipped` explains
    what was decided before it was in force. With `base = "shipped"` the text holds only what is
    new or other than in the program's own.

    Raises TomlError, with the line, for whatever would leave somebody stuck before a
    question: a key or value that means nothing, a jump to nowhere, a circle, a question or
    decision that no answer leads to, a screen that does not fit 24 rows.
    """
    toml = TomlText(text, name)
    top = toml.table(toml.values, "the playbook")
    version = top.integer("version", least=1)
    screens = {}
    if top.one_of("base", ("shipped",), None) is not None:
        base = (shipped or builtin()).screens
        screens = {id_: _standing_at(screen, top.line("base")) for id_, screen in base.items()}
    tables = toml.table(top.any("screen"), "screen", "screen")
    for screen_id, values in tables.rest():
        screens[screen_id] = ScreenReader(toml, screen_id).screen(values)
    top.done()
    playbook = Playbook(name=PurePath(name).name, version=version, screens=screens, shipped=shipped)
    for line, what in problems(playbook):
        raise TomlError(name, line, what)
    return playbook


def _standing_at(screen: Screen, line: int) -> Screen:
    """The screen with one line for all that is in it: of another file, it has none in this one."""
    questions = {
        id_: replace(
            question,
            line=line,
            options=tuple(replace(option, line=line) for option in question.options),
            cases=tuple(replace(case, line=line) for case in question.cases),
        )
        for id_, question in screen.questions.items()
    }
    decisions = {code: replace(rule, line=line) for code, rule in screen.decisions.items()}
    return replace(screen, line=line, questions=questions, decisions=decisions)
