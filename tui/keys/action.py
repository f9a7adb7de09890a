"""What a key does, and the key it stands on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyAction:
    """An action on a key in one place.

    `id` is stable: settings remap by it. `keys` are Textual key names, comma-separated, the first
    one is shown. `action` is the screen's or app's action method. `footer` says whether the bar at
    the bottom names it; the help always does.
    """

    id: str
    keys: str
    action: str
    label: str
    help: str
    footer: bool = True
    page: str = ""
    """The screen that it opens without code of its own, as `Page` names it; "" = none."""
    page_for_client: bool = False
    """Whether that screen is about the client that the keys act on."""

    @property
    def group(self) -> str:
        """The place where the key works: the part of the id before the dot."""
        return self.id.partition(".")[0]
