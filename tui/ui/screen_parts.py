"""What a screen may have beside its widgets: the client it is about, and keys of a part of it.

So that no part has to know the screen, it asks what `PartOwner` says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from tui.keys.action import KeyAction

if TYPE_CHECKING:
    from triage.clients.overview import Overview
    from triage.ledger import Ledger
    from tui.ui.host import Host
    from tui.workspace.workspace import Workspace


class PartOwner(Protocol):
    """A screen, as its parts see it."""

    shown_client: ShownClient | None

    @property
    def host(self) -> Host:
        """The app, by what it does for screens."""

    @property
    def workspace(self) -> Workspace:
        """The app's workspace."""

    @property
    def is_over(self) -> bool:
        """Whether the screen was left or the program ends."""

    def client_gone(self) -> None:
        """Leave: the client was taken out."""

    def notify_user(self, text: str, *, bad: bool = False, seconds: float = 5) -> None:
        """A toast."""

    def say_of_draft(self, text: str) -> None:
        """What keeps the draft from the disk; "" = nothing does."""


class ShownClient:
    """The one client that a screen is about.

    `draw` draws the screen. It is called for every size, when the screen is on top again, and after
    the records changed, never for a client who is gone: then the screen is left.
    """

    def __init__(self, screen: PartOwner, client_id: str, draw: Callable[[], None]) -> None:
        self._owner = screen
        screen.shown_client = self
        self.client_id = client_id
        self._draw = draw

    @property
    def there(self) -> bool:
        """Whether the client is still there."""
        return self.client_id in self._owner.workspace.overviews

    @property
    def overview(self) -> Overview:
        """The client as judged today. Raises KeyError for one who is gone."""
        return self._owner.workspace.overviews[self.client_id]

    @property
    def ledger(self) -> Ledger:
        """The client's records. Raises KeyError for one who is gone."""
        return self.overview.ledger

    def refresh(self) -> None:
        """Draw the screen again, or leave it when the client is gone."""
        if self.there:
            self._draw()
        else:
            self._owner.client_gone()


class KeyRows(Protocol):
    """A part of a screen that has keys of its own, in a row above the bar."""

    def first_row(self, keys: Sequence[KeyAction]) -> list[KeyAction]:
        """Those of the keys that belong into the bar."""

    def show_second_row(self) -> None:
        """Draw the row above it."""

    def key_name(self, key: KeyAction) -> str:
        """A key as the rows name it."""
