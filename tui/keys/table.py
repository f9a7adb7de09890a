"""The one table of keys: keys.csv, place by place, and places.csv with what the places are called.

Footer, help, palette, `goodterms keys`, docs/keys.md and remapping in the settings all come
from here. Without Textual, so that the command line can print it at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from storage.data_table import data_rows
from tui.keys.action import KeyAction

_FOLDER = Path(__file__).parent


def _keys() -> Iterator[KeyAction]:
    """Each row as a key; `=clients.note` in place of an action means that it is that key's."""
    by_id: dict[str, KeyAction] = {}
    for id_, keys, action, label, help_, bar in data_rows(_FOLDER / "keys.csv")[1:]:
        if action.startswith("="):
            same = by_id[action[1:]]
            key = replace(same, id=id_, keys=keys, label=label or same.label, footer=bool(bar))
        else:
            key = KeyAction(id_, keys, action, label, help_, bool(bar))
        by_id[id_] = key
        yield key


GROUPS: Mapping[str, str] = dict(data_rows(_FOLDER / "places.csv")[1:])
KEYS: tuple[KeyAction, ...] = tuple(_keys())
