"""A Toggl export of any length: ten years of somebody's hours."""

from __future__ import annotations

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path

ROWS = 100_000
CLIENTS = 15
BEGAN = datetime(2016, 1, 2, 8, 0)
_HEADER = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount (EUR)"
)


def client_name(number: int) -> str:
    """The name of one of the clients."""
    return f"Client {number}"


def write_export(path: Path, rows: int = ROWS) -> None:
    """Writes an export in the shape that Toggl has; the same each time."""
    chance = random.Random(3)
    began = BEGAN
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADER.split(","))
        for number in range(rows):
            began += timedelta(minutes=chance.randint(45, 60))
            length = timedelta(minutes=chance.randint(5, 40), seconds=chance.randint(0, 59))
            ended = began + length
            writer.writerow(
                [
                    "Me",
                    "me@example.org",
                    client_name(chance.randrange(CLIENTS)),
                    chance.choice(["Site", "Shop", "Care"]),
                    "",
                    f"Work on ticket {number % 997}",
                    "Yes" if number % 5 else "No",
                    began.date(),
                    began.time(),
                    ended.date(),
                    ended.time(),
                    f"0{length}",
                    chance.choice(["", "web", "bug"]),
                    "0.00",
                ]
            )
