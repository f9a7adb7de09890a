"""What walking a life along the ladder needs: its records, and where the client stands."""

from __future__ import annotations

import json
from pathlib import Path

from tests.triage.playbook.scene import Desk, day
from triage.health import assess
from triage.records.codec import parse


def story(stories: Path, name: str, *, without: str = "") -> Desk:
    """The records of one life; the client is still with us, whatever the end of the story."""
    lines = (stories / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    desk = Desk(*(parse(json.loads(line)) for line in lines), client=name.lower())
    desk.change("client", desk.client, closed_on=None)
    for record in desk.of_kind(without):
        del desk.records[record.kind, record.id]
    return desk


def screens(desk: Desk) -> dict[str, str | None]:
    """Every attempt's screen and outcome, the newest of each screen."""
    attempts = sorted(desk.of_kind("attempt"), key=lambda a: (a.taken_on or a.on, a.on))
    return {attempt.screen: attempt.outcome for attempt in attempts}


def state(desk: Desk) -> str:
    """The state of the client."""
    (client,) = desk.of_kind("client")
    return str(client.state)


def severity(desk: Desk, on: str, code: str) -> int:
    """How severe a flag is on a day; 0 when it is not raised."""
    flags = assess(desk.book.ledgers[desk.client], day(on)).flags
    return next((flag.severity for flag in flags if flag.code == code), 0)
