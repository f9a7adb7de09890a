"""The clock on the wall."""

from __future__ import annotations

import sys
import time
from datetime import datetime


def wall_clock() -> datetime:
    """The moment, in the time zone that holds now: also after that was changed under a running
    program, on a journey for one."""
    if sys.platform != "win32":
        time.tzset()  # else the zone of the start holds until the end
    return datetime.now().astimezone()
