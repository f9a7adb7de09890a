"""FADING: hours that go without a reason."""

from __future__ import annotations

from fractions import Fraction

from .life import Life, median


def H(life: Life, k: int) -> Fraction:
    return life.hours(life.D - 56 * k - 55, life.D - 56 * k)


def new_engagement(life: Life) -> bool:
    """The oldest engagement open on D is young, and one that began before it has ended."""
    open_starts = [row["start"] for row in life.engagements if life.is_open(row, life.D)]
    if not open_starts or min(open_starts) <= life.D - 111:
        return False
    return any("end" in row and row["start"] < min(open_starts) for row in life.engagements)


def as_last_year(life: Life) -> bool:
    if not any(time["on"] < life.D - 419 for time in life.times):
        return False
    last_year = life.hours(life.D - 419, life.D - 364)
    return H(life, 0) >= Fraction(75, 100) * last_year


def quiet_before(life: Life) -> bool:
    days = sorted({time["on"] for time in life.times})
    if not days:
        return False
    longest_inside = 0
    longest_before = 0
    for begin, end in zip(days, [*days[1:], life.D], strict=True):
        if end >= life.D - 55:
            longest_inside = max(longest_inside, end - begin)
        else:
            longest_before = max(longest_before, end - begin)
    return 28 <= longest_inside <= Fraction(125, 100) * longest_before


def calm(life: Life, days_away: int, days_since_terms: int) -> bool:
    D = life.D
    return (
        life.resting
        or any(life.away(day) for day in range(D - days_away, D + 1))
        or any(life.off_season(D - 7 * k) for k in range(12))
        or new_engagement(life)
        or any(day >= D - days_since_terms for day in life.days_of("terms_agreed"))
        or as_last_year(life)
        or quiet_before(life)
    )


def sharp_fall(life: Life) -> bool:
    if H(life, 1) < 10:
        return False
    first_day = min(time["on"] for time in life.times)
    earlier = [H(life, k) for k in range(2, 7) if life.D - 56 * k - 55 >= first_day]
    usual = H(life, 1)
    if earlier:
        usual = min(usual, median(earlier))
    return H(life, 0) <= usual / 2


def slow_fade(life: Life) -> bool:
    best = max(life.hours(life.D - 7 * j - 55, life.D - 7 * j) for j in range(46))
    return (
        best >= 20
        and H(life, 0) <= Fraction(60, 100) * best
        and H(life, 0) <= Fraction(90, 100) * H(life, 1)
        and H(life, 1) <= Fraction(90, 100) * H(life, 2)
    )


def fading(life: Life) -> int:
    if life.count(28, "leave_sign") >= 1:
        return 2
    if not life.tracked("hours") or life.gifts_running():
        return 0
    if life.engagements and not any(life.is_open(row, life.D) for row in life.engagements):
        return 0
    if sharp_fall(life) and not calm(life, 56, 111):
        return 2
    if slow_fade(life) and not calm(life, 111, 167):
        return 2
    return 0
