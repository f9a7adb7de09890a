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

    @property
    def group(self) -> str:
        """The place where the key works: the part of the id before the dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done: its method, the help's words, and the bar's when those are not
    the method's name.
    """

    method: str
    help: str
    label: str = ""

    def at(self, id: str, keys: str, *, label: str = "", footer: bool = True) -> KeyAction:  # noqa: A002
        """The action on a key; `label` where the bar of one place calls it otherwise."""
        name = self.method.removeprefix("app.").partition("(")[0]
        return KeyAction(id, keys, self.method, label or self.label or name, self.help, footer)
