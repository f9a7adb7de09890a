"""A step that was decided, and what became of it."""

from __future__ import annotations

from tests.tui.guided import CHANGE, guide_to
from tests.tui.stage import Stage
from triage.records import Attempt


async def decided(on: Stage, expect: str = "two changes at most") -> None:
    """Adjust, decided today, and the page that asks how it went."""
    guide = guide_to(on, "adapt", **CHANGE)
    taken = guide.take({"expect": expect})
    on.app.workspace.apply(taken.changes)


def attempt(on: Stage, screen: str = "adapt") -> Attempt:
    return next(a for a in on.store.ledger("north").attempt if a.screen == screen)
