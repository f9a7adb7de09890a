"""How they treat us and how that feels: DISRESPECT, BOUNDARY, DRAIN, SAFETY."""

from __future__ import annotations

from fractions import Fraction

from .life import Life, median


def disrespect(life: Life) -> int:
    theirs = [row for row in life.events if row["what"] not in ("message_out", "our_promise")]
    abusive = sum(row.get("tone", 0) == -2 and row["on"] >= life.D - 89 for row in theirs)
    below_zero = sum(row.get("tone", 0) < 0 and row["on"] >= life.D - 27 for row in theirs)
    if abusive >= 2 or below_zero >= 3:
        return 3
    if abusive >= 1 or below_zero >= 2:
        return 2
    return 0


def boundary(life: Life) -> int:
    pushes = life.days_of("after_hours", "false_urgent")
    weeks = 0
    for k in range(8):
        if any(life.D - 7 * k - 6 <= day <= life.D - 7 * k for day in pushes):
            weeks += 1
    in_two_weeks = life.count(14, "after_hours", "false_urgent")
    if in_two_weeks >= 5 or weeks >= 6 or life.count(28, "no_show") >= 2:
        return 2
    return 1 if in_two_weeks >= 3 else 0


def drain(life: Life) -> int:
    lowest: dict[int, int] = {}
    for row in life.marks:
        lowest[row["on"]] = min(row["mark"], lowest.get(row["on"], 5))
    days = sorted(lowest, reverse=True)
    marks = [lowest[day] for day in days]
    if not days or days[0] < life.D - 34:
        return 0
    if len(marks) >= 6 and all(mark <= 2 for mark in marks[:6]):
        return 3
    if len(marks) >= 3 and all(mark <= 2 for mark in marks[:3]):
        return 2
    if sum(mark <= 2 for mark in marks[:8]) >= 5:
        return 2
    newest, before = marks[:4], marks[4:12]
    if len(before) >= 4:
        now = median(newest)
        if now <= Fraction(5, 2) and median(before) - now >= Fraction(3, 2):
            return 2
    return 0


def safety(life: Life) -> int:
    return 5 if any("closed_on" not in row for row in life.happened("incident")) else 0
