"""Words and signs that the screens and the command line share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

HEALTH_ORDER = ("stop", "act", "watch", "unknown", "good", "resting", "ended")
"""Worst first."""

GLYPHS: Mapping[str, Mapping[str, str]] = {
    "unicode": {
        "good": "✓",
        "watch": "~",
        "act": "▲",
        "stop": "■",
        "unknown": "?",
        "resting": "z",
        "ended": "·",
    },
    "ascii": {
        "good": "+",
        "watch": "~",
        "act": "^",
        "stop": "#",
        "unknown": "?",
        "resting": "z",
        "ended": ".",
    },
}
"""Never an exclamation mark: that is the safety key, and only that."""

STEP_LABELS: Mapping[str, str] = {
    "adapt": "1 Meet halfway",
    "train": "2 Explain",
    "renegotiate": "3 New terms",
    "redirect": "4 Another way",
    "part": "5 Goodbye",
}


def health_word(health: str, glyphs: str = "unicode") -> str:
    """Sign and word of a verdict, `▲ act`; colour is never the only sign."""
    return f"{GLYPHS[glyphs][health]} {health}"


def day(when: date, today: date) -> str:
    """A date in words when near: today, tomorrow, Mon, in 9 d, 20 Mar, 20 Mar 2027."""
    ahead = (when - today).days
    if ahead == 0:
        return "today"
    if ahead == 1:
        return "tomorrow"
    if ahead == -1:
        return "yesterday"
    if 1 < ahead < 7:
        return f"{when:%a}"
    if -7 < ahead < -1:
        return f"last {when:%a}"
    text = f"{when.day} {when:%b}"
    return text if when.year == today.year else f"{text} {when.year}"


def long_day(when: date) -> str:
    """A date for a heading: Friday 13 March."""
    return f"{when:%A} {when.day} {when:%B}"


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 client`, `12 clients`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


_BARS = "▁▂▃▄▅▆▇█"


def sparkline(values: list[float | None], glyphs: str = "unicode") -> str:
    """One character a value, lowest to highest from nought; a gap where nothing is known."""
    top = max((v for v in values if v), default=0.0)
    bars = _BARS if glyphs == "unicode" else "_.-=+*#@"
    if not top:
        return " " * len(values)
    return "".join(" " if v is None else bars[min(7, int(v / top * 7.999))] for v in values)
