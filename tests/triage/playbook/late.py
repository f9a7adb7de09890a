"""A client whose invoice is late."""

from __future__ import annotations

from tests.triage.playbook.scene import Desk

STAGE = {"got": "yes", "dispute": "no"}


def late(due: str = "2026-03-01") -> Desk:
    desk = Desk.of()
    desk.add("invoice", id="inv1", number="2026-01", issued="2026-02-01", due=due, amount="900.00")
    return desk
