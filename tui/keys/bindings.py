"""The key table as Textual bindings."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from tui.keys.action import KeyAction
from tui.keys.keymap import in_group, shown


def bindings(*groups: str) -> list[BindingType]:
    """Bindings of some groups; each keeps its id, so that settings can remap it."""
    return [_binding(key, key.action) for group in groups for key in in_group(group)]


def over_a_screen(keys: Iterable[KeyAction]) -> list[BindingType]:
    """Keys of the app as bindings of a dialog: Textual looks for none of the app's own there."""
    return [_binding(key, f"app.{key.action}") for key in keys]


def _binding(key: KeyAction, action: str) -> Binding:
    return Binding(
        key.keys,
        action,
        key.label,
        id=key.id,
        show=key.footer,
        key_display=shown(key.keys.partition(",")[0]),
        tooltip=key.help,
    )
