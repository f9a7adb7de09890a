"""The one table of keys: keys.csv, place by place, each under a row with what the place is called.

Footer, help, palette, `goodterms keys`, docs/keys.md and remapping in the settings all come
from here. Without Textual, so that the command line can print it at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from storage.data_table import data_rows
from tui.keys.action import KeyAction

_ROWS = data_rows(Path(__file__).parent / "keys.csv")[1:]


def _keys() -> Iterator[KeyAction]:
    """Each row as a key; `=clients.note` in place of an action means that it is that key's.

    Raises LookupError where no line above is called so.
    """
    by_id: dict[str, KeyAction] = {}
    for id_, keys, action, label, help_, bar in _ROWS:
        if id_ in GROUPS:
            continue
        if action.startswith("="):
            same = by_id.get(action[1:])
            if same is None:
                raise LookupError(
                    f"tui/keys/keys.csv, {id_}: no line above it is called {action[1:]}; say the "
                    "action itself, its label and its help"
                )
            key = replace(same, id=id_, keys=keys, label=label or same.label, footer=bool(bar))
        else:
            key = KeyAction(id_, keys, action, label, help_, bool(bar), *_page_of(action))
        by_id[id_] = key
        yield key


_OPENERS = {"app.open_page": False, "open_client_page": True}
"""Actions that open the screen between their brackets -> whether it takes the client."""


def _page_of(action: str) -> tuple[str, bool]:
    """The screen that an action opens, "" = none, and whether it takes the client."""
    opener, _, screen = action.partition("(")
    return (screen.strip("')"), _OPENERS[opener]) if opener in _OPENERS else ("", False)


GROUPS: Mapping[str, str] = {row[0]: row[3] for row in _ROWS if "." not in row[0]}
"""Place -> what it is called."""
KEYS: tuple[KeyAction, ...] = tuple(_keys())
CLIENT_PAGES: Mapping[str, str] = {key.page: key.action for key in KEYS if key.page_for_client}
"""Screens about one client that a key opens without code -> the action on that key."""
