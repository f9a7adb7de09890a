"""What `note` and `log` say when they are done, and what their changes are called."""

from __future__ import annotations

from datetime import date


def noted(client: str, id_: str) -> str:
    """What `note` says."""
    return f"Noted for {client} ({id_})"


def noted_label() -> str:
    """What comes after the client's name in the journal."""
    return "note"


def logged(client: str, on: date, words: str, id_: str) -> str:
    """What `log` says; `words` tell what happened as the screens do."""
    return f"Logged for {client} on {on}: {words} ({id_})"
