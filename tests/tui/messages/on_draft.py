"""A draft on a stage: its blanks, the lines beside it, and all that is read there."""

from __future__ import annotations

from tests.tui.message_stage import screen
from tests.tui.stage import Stage
from tui.messages.lines import PartKey
from tui.ui.line_list import LineList


def state_of(on: Stage, slot: str) -> str:
    """How a part of the outline stands: open, done or left out; it has its line."""
    part = next(part for part in screen(on).drafting.parts() if part.slot.id == slot)
    assert PartKey(slot) in on.items()
    return part.state


def lines(on: Stage) -> LineList:
    return screen(on).query_one(LineList)


def everything(on: Stage) -> str:
    """All lines of the list, also those that are scrolled out of sight."""
    prompts = [lines(on).get_option_at_index(n).prompt for n in range(lines(on).option_count)]
    return " ".join(" ".join(str(line) for line in prompts).split())
