"""The key table as Textual bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.keys.keymap import in_group, shown


def bindings(*groups: str) -> list[BindingType]:
    """Bindings of some groups; each keeps its id, so that settings can remap it."""
    return [
        Binding(
            key.keys,
            key.action,
            key.label,
            id=key.id,
            show=key.footer,
            key_display=shown(key.keys.partition(",")[0]),
            tooltip=key.help,
        )
        for group in groups
        for key in in_group(group)
    ]
