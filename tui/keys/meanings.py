"""What each key means, the same on every screen: meanings.csv, for a key that actions of several
names have; exceptions.csv says where and why a key means something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from storage.data_table import data_rows
from tui.keys.action import KeyAction
from tui.keys.keymap import shown
from tui.keys.table import GROUPS, KEYS

_FOLDER = Path(__file__).parent
ANY_NAME = "*"
"""Stands in meanings.csv for a key whose actions may have any name."""
_NAMED = 2
"""So many places are named, so that the sentence stays on one line."""


@cache
def meanings() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Key -> what it does anywhere, and the names of its actions."""
    rows = data_rows(_FOLDER / "meanings.csv")[1:]
    return {key: (does, frozenset(names.split())) for key, does, names in rows}


@cache
def exceptions() -> Mapping[tuple[str, str], str]:
    """Id or place, and key -> why the key means something else there."""
    rows = data_rows(_FOLDER / "exceptions.csv")[1:]
    return {(what, key): why for what, keys, why in rows for key in keys.split(",")}


def is_exception(action: KeyAction, key: str) -> bool:
    """Whether the key has a meaning of its own for this action."""
    return (action.id, key) in exceptions() or (action.group, key) in exceptions()


def not_here(key: str, remaps: Mapping[str, str]) -> str | None:
    """What a key does elsewhere, in one sentence; None for one that does nothing anywhere.

    `key` is Textual's name of it, `remaps` are the user's own keys by id.
    """
    name = "1" if key.isdecimal() and len(key) == 1 else key
    actions = [a for a in KEYS if name in remaps.get(a.id, a.keys).split(",")]
    usual = [a for a in actions if not is_exception(a, name)] or actions
    if not usual:
        return None
    first_key = name if name in usual[0].keys.split(",") else usual[0].keys.partition(",")[0]
    groups = {action.group for action in usual}
    if first_key not in meanings():  # one action alone has it: its own line says what it does
        where = "in a list" if "list" in groups else f"on {_places(groups)}"
        return f"{shown(key)} works {where}: {usual[0].help[0].lower()}{usual[0].help[1:]}."
    does, names = meanings()[first_key]
    if "everywhere" in groups or ANY_NAME in names:
        return f"{shown(key)} {does}, but not on this page."
    if "list" in groups:
        return f"{shown(key)} {does} in a list; there is none here."
    return f"{shown(key)} {does} on {_places(groups)}, not here."


def _places(groups: set[str]) -> str:
    titles = [f"“{title}”" for group, title in GROUPS.items() if group in groups]
    if len(titles) > _NAMED:
        titles = [*titles[:_NAMED], "others"]
    return " and ".join([", ".join(titles[:-1]), titles[-1]] if titles[1:] else titles)
