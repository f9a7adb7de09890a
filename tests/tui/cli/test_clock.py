"""The clock on the wall goes by the time zone of now, not by that of the start."""

from __future__ import annotations

import sys
import time
from datetime import timedelta

import pytest

from tui.cli.clock import wall_clock


@pytest.mark.skipif(sys.platform == "win32", reason="its zone is not one of the environment")
def test_another_zone_is_noticed_while_the_program_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    try:
        with monkeypatch.context() as journey:
            for zone, hours in (("Asia/Tokyo", 9), ("Asia/Kolkata", 5.5), ("UTC", 0)):
                journey.setenv("TZ", zone)
                assert wall_clock().utcoffset() == timedelta(hours=hours)
    finally:
        time.tzset()
