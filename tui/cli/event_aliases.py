"""How events are called at the keyboard: short names beside those of the record format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ALIASES: Mapping[str, Mapping[str, Any]] = {
    "rude": {"what": "message_in", "tone": -2},
    "talked": {"what": "call"},
    "extra": {"what": "request", "outcome": "pending"},
    "extra-free": {"what": "request", "outcome": "absorbed"},
    "pushy": {"what": "false_urgent"},
    "quiet": {"what": "message_out", "asks": True},
    "late-night": {"what": "after_hours"},
}

PICKER: tuple[tuple[str, str], ...] = (
    ("talked", "talked"),
    ("extra", "extra work asked"),
    ("extra-free", "extra work done free"),
    ("late-night", "pushy hours"),
    ("no_show", "no-show"),
    ("rude", "rude"),
    ("quiet", "went quiet"),
    ("thanks", "thanks"),
    ("pushy", "false alarm: urgent, and was not"),
    ("message_in", "they wrote"),
    ("message_out", "I wrote"),
    ("meeting", "met"),
    ("price_ask", "asked for a lower price"),
    ("cash_short", "said that money is short"),
)
"""Name and words, in the order of the numbers that pick them."""


def event_fields(what: str) -> dict[str, Any]:
    """The fields that a name stands for: an alias's own, or the `what` itself."""
    alias = ALIASES.get(what.casefold().replace("_", "-"))
    if alias is not None:
        return dict(alias)
    name = what.casefold().replace("-", "_")
    return {"what": name, "outcome": "pending"} if name == "request" else {"what": name}
