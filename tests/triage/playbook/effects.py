"""What the tests of effects share."""

from __future__ import annotations

from tests.triage.playbook.scene import Desk
from triage.playbook.gates.gates import GateKey
from triage.records import Client

ON = "2026-03-20"


KEY = GateKey(override="There is no other way left, and I have thought about it for long")


def client(desk: Desk) -> Client:
    (stored,) = desk.of_kind("client")
    assert isinstance(stored, Client)
    return stored
