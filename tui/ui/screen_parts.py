"""What a screen may have beside its widgets: the client it is about, and keys of a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tui.keys.action import KeyAction


class ShownClient(Protocol):
    """The one client that a screen is about, and how the screen is drawn for them."""

    client_id: str

    def refresh(self) -> None:
        """Draw the screen again, or leave it when the client is gone."""


class KeyRows(Protocol):
    """A part of a screen that has keys of its own, in a row above the bar."""

    def first_row(self, keys: Sequence[KeyAction]) -> list[KeyAction]:
        """Those of the keys that belong into the bar."""

    def show_second_row(self) -> None:
        """Draw the row above it."""

    def key_name(self, key: KeyAction) -> str:
        """A key as the rows name it."""
