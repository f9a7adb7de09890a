"""The key table looked up, as people write it, and with the user's own keys in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tui.keys.action import KeyAction
from tui.keys.table import GROUPS, KEYS

_NAMED = 40
"""Characters of a name that nobody knows, to find it by in the file."""

_SHOWN = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "comma": ",",
    "escape": "esc",
    "full_stop": ".",
    "minus": "-",
    "equals_sign": "=",
    "colon": ":",
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "delete": "del",
    "ctrl+p": "^p",
    "ctrl+z": "^z",
    "ctrl+y": "^y",
    "ctrl+s": "^s",
    "ctrl+e": "^e",
}


_WRITTEN = frozenset(
    {
        "question_mark",
        "exclamation_mark",
        "slash",
        "full_stop",
        "minus",
        "equals_sign",
        "colon",
        "space",
    }
)


def shown(key: str) -> str:
    """A Textual key name as people write it: `question_mark` -> `?`."""
    return _SHOWN.get(key, key)


def in_sentence(key: str) -> str:
    """A Textual key name as a sentence names it: `escape` -> `Esc`."""
    name = shown(key)
    return name.capitalize() if len(name) > 1 and name.isalpha() else name


def writes(key: str) -> bool:
    """Whether this key, pressed in a field, puts a letter or sign there."""
    return len(key) == 1 or key in _WRITTEN


def in_group(group: str) -> tuple[KeyAction, ...]:
    """The keys of one place, in the order of the table."""
    return tuple(key for key in KEYS if key.group == group)


def as_markdown() -> str:
    """The table of docs/keys.md: one row a key, place by place."""
    lines = ["| where | key | does | id |", "|---|---|---|---|"]
    for group, title in GROUPS.items():
        for key in in_group(group):
            names = " ".join(f"`{shown(name)}`" for name in key.keys.split(","))
            lines.append(f"| {title} | {names} | {key.help} | `{key.id}` |")
    return "\n".join(lines)


class BadKeys(ValueError):
    """A remapping in the settings that cannot work; the message names it, `id` is whose it is."""

    def __init__(self, message: str, id_: str) -> None:
        super().__init__(message)
        self.id = id_


def remapped(remaps: Mapping[str, str], table: Iterable[KeyAction] = KEYS) -> tuple[KeyAction, ...]:
    """The table with the user's own keys.

    Raises BadKeys for an id that does not exist and for two actions on one key in one place.
    """
    known = {key.id: key for key in table}
    for id_ in remaps:
        if id_ not in known:
            named = repr(id_[:_NAMED])
            raise BadKeys(f"there is no action {named}; `goodterms keys` lists them all", id_)
    result = tuple(replace(key, keys=remaps.get(key.id, key.keys)) for key in known.values())
    taken: dict[tuple[str, str], str] = {}
    for key in result:
        for name in key.keys.split(","):
            other = taken.setdefault((key.group, name), key.id)
            if other != key.id and (key.id in remaps or other in remaps):
                own = key.id if key.id in remaps else other
                raise BadKeys(f"the key {name!r} is set for both {other!r} and {key.id!r}", own)
    return result
