"""Trouble is shown in time, and decent people are left in peace, on lives of our own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.triage.own_lives.lives import LIVES, OwnLife
from tests.triage.own_lives.year import friday
from triage.health import ClientHistory, assess

ALARM = 2
"""A note alarms nobody."""
LONGEST_ALARM = 2
"""Weeks for which somebody decent may be under suspicion."""
TROUBLES = [name for name, life in LIVES.items() if life.trouble is not None]


def alarms(life: OwnLife) -> Iterator[tuple[int, frozenset[str]]]:
    """Week -> the flags that alarm on its Friday."""
    history = ClientHistory(life.year.ledger)
    for week in range(life.weeks):
        flags = assess(history, friday(week)).flags
        yield week, frozenset(flag.code for flag in flags if flag.severity >= ALARM)


@pytest.mark.parametrize("name", TROUBLES)
def test_no_trouble_is_missed(name: str) -> None:
    life = LIVES[name]
    assert life.trouble is not None
    shown = [week for week, flags in alarms(life) if flags & life.trouble.flags]
    first = next((week for week in shown if week >= life.trouble.begins), None)
    assert first is not None and first <= life.trouble.shown_by, f"{life.story} {shown}"


@pytest.mark.parametrize("name", LIVES)
def test_nobody_decent_is_alarmed_for_more_than_two_weeks(name: str) -> None:
    life = LIVES[name]
    wrong = []
    for week, flags in alarms(life):
        allowed = {code for code, weeks in life.whatever.items() if week in weeks}
        if life.trouble is not None and life.trouble.lasts_in(week):
            allowed |= life.trouble.flags
        if flags - allowed:
            wrong.append((week, sorted(flags - allowed)))
    assert len(wrong) <= LONGEST_ALARM, f"{life.story} {wrong}"


def test_there_are_enough_of_both() -> None:
    assert len(LIVES) >= 20 and 10 <= len(TROUBLES) <= len(LIVES) - 10
