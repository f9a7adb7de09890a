from __future__ import annotations

from decimal import Decimal

import pytest

from storage.importing.spans import clock_seconds, span_seconds, whole_minutes


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("10:23", 37380),
        ("10:23:52", 37432),
        ("10:23 AM", 37380),
        ("10:23:52 AM", 37432),
        ("12:05 am", 300),
        ("12:05 PM", 43500),
        ("1:05p.m.", 47100),
        ("14:00 PM", 50400),
    ],
)
def test_clocks_of_12_and_24_hours(text: str, seconds: int) -> None:
    assert clock_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "24:00", "9:5", "14:00 AM", "10:60", "noon"])
def test_no_clock(text: str) -> None:
    assert clock_seconds(text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *(("01:30:00", 5400), ("1:30", 5400), ("100:00:00", 360000), ("1h 30m", 5400)),
        *(("90 min", 5400), ("8h30", 30600), ("1h30m", 5400), ("1,5 Std.", 5400), ("1.5 h", 5400)),
    ],
)
def test_lengths(text: str, seconds: int) -> None:
    assert span_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "1.5", "1:75", "m", "a while"])
def test_no_length(text: str) -> None:
    assert span_seconds(text) is None


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [(0, 0), (1, 1), (29, 1), (89, 1), (90, 2), (150, 3), (3601, 60), (-60, 0)],
)
def test_seconds_are_rounded_half_up_and_at_least_one_minute(seconds: int, minutes: int) -> None:
    assert whole_minutes(seconds) == minutes


def test_parts_of_a_second() -> None:
    assert whole_minutes(Decimal("0.01") * 3600) == 1
    assert whole_minutes(Decimal("0.025") * 3600) == 2
