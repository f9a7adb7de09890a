"""Random lives, dense and on the edges: `random_client(seed)` gives records and days to judge.

Almost everything happens a whole window before an anchor day, or a day off it. Odd things that
the exchange format allows are in: dates in the wrong order, unknown engagements, overpaid invoices.
"""

from __future__ import annotations

from datetime import date, timedelta

from .life import Record
from .random_dice import Dice
from .random_events import add_events
from .random_money import add_money
from .random_work import add_engagements, add_gifts, add_time
from .verdict import RULES

FACTS = ("terms", "hours", "money", "contact", "energy")
STATES = ("paused", "dormant", "leaving", "closing", "closed", "left_well", "returned")


def past_values(dice: Dice, amounts: tuple[str, ...]) -> list[Record]:
    """What a rate or floor was up to some day; most of these days end a window."""
    days = {dice.before(0, 1, 27, 28, 29, 55, 56, 90, 200) for _ in range(dice.randint(1, 3))}
    if dice.often(0.1):
        days.add(dice.after(1, 5, 40))
    rows: list[Record] = [{"until": day, "value": dice.choice(amounts)} for day in sorted(days)]
    if dice.often(0.2):
        rows.reverse()
    return rows


def add_client(dice: Dice) -> Record:
    client = dice.add("client", name="Client")
    client["currency"] = dice.choice(("EUR", "EUR", "GBP"))
    if dice.often(0.93):
        client["rate"] = dice.choice(("50.00", "50.00", "60.00", "37.50"))
    if dice.often(0.88):
        client["floor"] = dice.choice(("40.00", "40.00", "50.00", "45.50"))
    if dice.often(0.9):
        client["since"] = dice.before(800, 800, 800, 89, 90, 91, 28, 29, 30, 31, 0, -1, -5)
    if dice.often(0.15):
        client["past_rates"] = past_values(dice, ("50.00", "30.00", "80.00", "20.00"))
    if dice.often(0.15):
        client["past_floors"] = past_values(dice, ("40.00", "30.00", "55.00", "90.00"))
    if dice.often(0.25):
        client["pay_grace_days"] = dice.choice((1, 5, 10))
    if dice.often(0.2):
        client["earns"] = "invoices"
    if dice.often(0.15):
        client["not_tracked"] = sorted({dice.choice(FACTS[1:]) for _ in range(2)})
    if dice.often(0.04):
        client["pays_through"] = "payer"
    if dice.often(0.08):
        client["season"] = sorted(dice.sample(range(1, 13), dice.randint(6, 11)))
    if dice.often(0.3):
        client["reply_days"] = dice.randint(0, 4)
    if dice.often(0.35):
        client["exposure_limit"] = dice.choice(("500.00", "1000.00", "0.00", "250.00"))
    if dice.often(0.3):
        client["state"] = dice.choice(STATES)
    if dice.often(0.1):
        client["closed_on"] = dice.before(-1, 0, 1, 30, 45, 90)
        if dice.often(0.6):
            client["returned_on"] = dice.before(-1, 0, 1, 28, 29, 30, 31, 45, 90)
    elif dice.often(0.05):
        client["returned_on"] = dice.before(0, 28, 29, 30, 31)
    if dice.often(0.3):
        client["quirks"] = [
            {"flag": dice.choice(tuple(RULES)), "until": dice.before(-30, -1, 0, 1)}
            for _ in range(dice.randint(1, 4))
        ]
    return client


def add_confirmed(dice: Dice) -> None:
    for _ in range(dice.randint(0, 3) if dice.often(0.4) else 0):
        until = dice.before(-60, -10, -1, 0, 1)
        dice.add("confirmed", fact=dice.choice(FACTS), on=dice.before(0, 5, 89, 90), until=until)


def random_client(seed: int) -> tuple[list[Record], list[str]]:
    """The records of one client, and three to six days (ISO) on which to judge it."""
    dice = Dice(seed)
    client = add_client(dice)
    engagements = add_engagements(dice)
    add_gifts(dice)
    add_time(dice, engagements)
    add_money(dice, client)
    add_confirmed(dice)
    add_events(dice, engagements)
    dice.shuffle(dice.records)
    days = {dice.anchor}
    while len(days) < 3:
        days.add(dice.anchor + timedelta(dice.choice((-1, 1, 2, 7, dice.randint(-120, 60)))))
    for _ in range(dice.randint(0, 3)):
        days.add(dice.anchor + timedelta(dice.randint(-60, 60)))
    return dice.records, [date.isoformat(day) for day in sorted(days)]
