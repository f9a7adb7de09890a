"""What a screen may have beside its widgets: the client it is about, and keys of a part of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from tui.keys.action import KeyAction

if TYPE_CHECKING:
    from triage.ledger import Ledger
    from triage.overview import Overview
    from tui.ui.base_screen import BaseScreen


class ShownClient:
    """The one client that a screen is about.

    `draw` draws the screen. It is called for every size, when the screen is on top again, and after
    the records changed, never for a client who is gone: then the screen is left.
    """

    def __init__(self, screen: BaseScreen[Any], client_id: str, draw: Callable[[], None]) -> None:
        self._screen = screen
        screen.shown_client = self
        self.client_id = client_id
        self._draw = draw

    @property
    def there(self) -> bool:
        """Whether the client is still there."""
        return self.client_id in self._screen.workspace.overviews

    @property
    def overview(self) -> Overview:
        """The client as judged today. Raises KeyError for one who is gone."""
        return self._screen.workspace.overviews[self.client_id]

    @property
    def ledger(self) -> Ledger:
        """The client's records. Raises KeyError for one who is gone."""
        return self.overview.ledger

    def refresh(self) -> None:
        """Draw the screen again, or leave it when the client is gone."""
        if self.there:
            self._draw()
        else:
            self._screen.client_gone()


class KeyRows(Protocol):
    """A part of a screen that has keys of its own, in a row above the bar."""

    def first_row(self, keys: Sequence[KeyAction]) -> list[KeyAction]:
        """Those of the keys that belong into the bar."""

    def show_second_row(self) -> None:
        """Draw the row above it."""

    def key_name(self, key: KeyAction) -> str:
        """A key as the rows name it."""
