"""Random engagements, gifts and hours: steady, fading, pausing, or just about a limit."""

from __future__ import annotations

from .life import Record
from .random_dice import Dice

WORK = ("admin", "rev", "oos", "own", "chase", "free")


def add_engagements(dice: Dice) -> list[str]:
    """The ids of engagements that a time may name: own ones, and two that do not exist."""
    ids = []
    for _ in range(dice.choice((0, 0, 1, 1, 1, 2, 2, 3))):
        mode = dice.choice(("hourly", "hourly", "fixed", "retainer"))
        start = dice.edge(700, 700, 300, 168, 112, 111, 110, 56, 28, 20, 0, -3)
        fields: Record = {"start": dice.day(start)}
        if dice.often(0.4):
            fields["end"] = dice.before(-20, -1, 0, 1, 26, 27, 28, 60, 112, start + 9)
        if mode == "hourly" and dice.often(0.4):
            fields["rate"] = dice.choice(("50.00", "45.00", "20.00", "80.00"))
        if mode == "fixed":
            fields["fee"] = dice.choice(("1000.00", "4000.00", "800.00"))
            fields["quoted_hours"] = dice.choice((None, 0, 10, 20, 50, 12.5, 100))
        if mode == "retainer":
            fields["fee"] = dice.choice(("200.00", "400.00", "900.00"))
        if dice.often(0.4):
            fields["included_rounds"] = dice.randint(0, 3)
        ids.append(dice.add("engagement", name="Work", mode=mode, **fields)["id"])
    return [*ids, "nowhere"]


def add_gifts(dice: Dice) -> None:
    if not dice.often(0.12):
        return
    for _ in range(dice.choice((1, 1, 1, 2))):
        begin = dice.before(-1, 0, 10, 27, 28, 60)
        until = dice.before(-30, -30, -1, 0, 1)
        dice.add("gift", from_=begin, until=until, hours_per_month=dice.choice((1, 2.5, 4, 10)))


def _add(dice: Dice, engagements: list[str], before: int, minutes: int, work: str) -> None:
    fields: Record = {"on": dice.day(before), "minutes": max(1, minutes)}
    if work != "bill" or dice.often(0.5):
        fields["work"] = work
    if dice.often(0.5):
        fields["engagement"] = dice.choice(engagements)
    dice.add("time", **fields)


def _about_a_share(dice: Dice, engagements: list[str]) -> None:
    """The 28 days before the anchor, the 28 before these: some share of them is not billed."""
    for begin in (0, 28):
        hours = dice.choice((4, 6, 8, 10, 20))
        work = dice.choice(WORK)
        percent = dice.choice((0, 15, 20, 25, 30, 50, 60, 100))
        unbilled = hours * 60 * percent // 100 + dice.choice((0, 0, 1, -1))
        billed = hours * 60 * (100 - percent) // 100
        if unbilled > 0:
            _add(dice, engagements, begin + dice.choice((0, 27, 5)), unbilled, work)
        if billed > 0:
            _add(dice, engagements, begin + dice.choice((0, 27, 14)), billed, "bill")


def _steady(dice: Dice, engagements: list[str]) -> None:
    hours = dice.choice((1, 2, 5, 8))
    weeks = dice.choice((12, 30, 64))
    off = dice.choice((0, 0, dice.randint(4, 60)))
    odd = dice.choice((0, 0, 0.1, 0.3))
    for week in range(weeks):
        if not off <= week < off + dice.choice((0, 5)):
            work = dice.choice(WORK) if dice.often(odd) else "bill"
            _add(dice, engagements, 7 * week + dice.choice((0, 2, 6)), hours * 60, work)


def _falling(dice: Dice, engagements: list[str]) -> None:
    """Hours by windows of 56 days, the newest first, each about a limit of the one before."""
    hours: list[float] = [dice.choice((5, 9, 10, 18, 20, 27, 30, 40, 50, 60)) for _ in range(9)]
    way = dice.choice(("half", "tenth", "tenth", "any"))
    for k in range(1, 9):
        if way == "tenth":
            hours[9 - k - 1] = hours[9 - k] * dice.choice((9, 9, 9, 8, 10)) / 10
    if way == "half":
        usual = dice.choice((10, 20, 30))
        hours[1:] = [usual * dice.choice((1, 1, 1, 2, 0.5)) for _ in range(8)]
        hours[0] = usual / dice.choice((1, 2, 2, 2, 4))
    if dice.often(0.3):
        hours = hours[: dice.randint(2, 7)]
    for k, window in enumerate(hours):
        minutes = round(window * 60) + dice.choice((0, 0, 0, 1, -1))
        at = dice.choice((0, 55, 20, 30))
        half = minutes // 2
        _add(dice, engagements, 56 * k + at, minutes - half, "bill")
        if half > 0:
            _add(dice, engagements, 56 * k + dice.choice((at, 0, 55, 40)), half, "bill")


def _last_year(dice: Dice, engagements: list[str]) -> None:
    _add(dice, engagements, dice.edge(420, 420, 440), 60, "bill")
    for _ in range(dice.randint(0, 2)):
        _add(dice, engagements, dice.edge(364, 400, 419), dice.choice((4, 8, 16)) * 60, "bill")


def _gaps(dice: Dice, engagements: list[str]) -> None:
    """Work in bursts with silences of about the same length."""
    gap = dice.choice((22, 23, 27, 28, 29, 32, 35, 40))
    before = dice.choice((0, 3, gap, 10))
    for _ in range(dice.randint(4, 8)):
        for day in range(dice.choice((1, 1, 4))):
            _add(dice, engagements, before + day, dice.choice((2, 6, 10)) * 60, "bill")
        before += dice.choice((gap, gap, gap * 5 // 4, gap * 5 // 4 + 1, gap * 4 // 5, 10))


def _single_days(dice: Dice, engagements: list[str]) -> None:
    for _ in range(dice.randint(1, 6)):
        before = dice.edge(0, 13, 27, 28, 34, 35, 55, 56, 69, 70, 71, 89, 90, 104, 105, 111, 112)
        minutes = dice.choice((60, 180, 240, 480, 600, 1200))
        _add(dice, engagements, before, minutes, dice.choice(("bill", "bill", *WORK)))


def add_time(dice: Dice, engagements: list[str]) -> None:
    named = dice.choice((engagements, ["nowhere"], engagements[:1]))
    ways = (_about_a_share, _steady, _falling, _falling, _gaps, _single_days)
    for way in dice.sample(ways, dice.choice((0, 1, 1, 1, 1, 2, 2))):
        way(dice, named)
    if dice.often(0.15):
        _last_year(dice, named)
