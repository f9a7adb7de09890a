"""What a restore brought back, in words."""

from __future__ import annotations

from tui.wording.formatting import count


def later_line(done: int) -> str:
    """How many changes came back that were saved after the copy was made."""
    was = "was" if done == 1 else "were"
    return f"{count(done, 'change')} saved after that backup {was} brought back from the journal."
