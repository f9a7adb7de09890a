"""The one table of keys: keys.csv, place by place, and places.csv with what the places are called.

Footer, help, palette, `goodterms keys`, the README's table and remapping in the settings all come
from here. Without Textual, so that the command line can print it at once; and as CSV, because the
first list waits for it and TOML takes a hundred times as long to read.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tui.keys.action import KeyAction


def _rows(name: str) -> list[list[str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def _keys() -> Iterator[KeyAction]:
    """Each row as a key; `=clients.note` in place of an action means that it is that key's."""
    by_id: dict[str, KeyAction] = {}
    for id_, keys, action, label, help_, bar in _rows("keys.csv"):
        if action.startswith("="):
            same = by_id[action[1:]]
            key = replace(same, id=id_, keys=keys, label=label or same.label, footer=bool(bar))
        else:
            key = KeyAction(id_, keys, action, label, help_, bool(bar))
        by_id[id_] = key
        yield key


GROUPS: Mapping[str, str] = dict(_rows("places.csv"))
KEYS: tuple[KeyAction, ...] = tuple(_keys())
