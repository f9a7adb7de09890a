"""What must be known before a client is called good."""

from __future__ import annotations

from .contact import CONTACT
from .life import Life


def in_first_thirty_days(life: Life) -> bool:
    since = life.client.get("since")
    if since is None:
        return False
    start = max(since, life.client.get("returned_on", since))
    return bool(life.D - start < 30)


def known(life: Life, fact: str) -> bool:
    D = life.D
    if life.covered(fact):
        return True
    if fact == "terms":
        earning = life.rate(D) is not None or life.engagements or life.earns == "invoices"
        return life.floor(D) is not None and bool(earning)
    if fact == "hours":
        is_open = not life.engagements or any(life.is_open(row, D) for row in life.engagements)
        return any(time["on"] >= D - 34 for time in life.times) or not is_open
    if fact == "money":
        return any(invoice["issued"] >= D - 119 for invoice in life.invoices)
    if fact == "contact":
        return life.count(60, *CONTACT) >= 1
    return any(mark["on"] >= D - 34 for mark in life.marks)


def needed(life: Life) -> list[str]:
    if life.ended or life.resting:
        return []
    if life.leaving:
        facts = ["money"]
    elif in_first_thirty_days(life):
        facts = ["terms"]
    else:
        facts = ["terms", "hours", "money", "contact", "energy"]
    if not life.tracked("hours") and "terms" in facts:
        facts.remove("terms")
    return [fact for fact in facts if life.tracked(fact)]


def missing(life: Life) -> list[str]:
    return sorted(fact for fact in needed(life) if not known(life, fact))
