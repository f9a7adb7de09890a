"""The clock on the wall."""

from __future__ import annotations

from datetime import datetime

from storage.platform import follow_time_zone


def wall_clock() -> datetime:
    """The moment, in the time zone that holds now: also after that was changed under a running
    program, on a journey for one."""
    follow_time_zone()
    return datetime.now().astimezone()
