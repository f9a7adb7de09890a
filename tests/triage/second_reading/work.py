"""What the hours earn: RATE_FLOOR, UNBILLED_SHARE, NON_REVENUE, SCOPE_CREEP, OVER_SERVICE."""

from __future__ import annotations

from fractions import Fraction

from .life import Life, Record

MONTH = Fraction("30.4375")


def earned(life: Life, first: int, last: int) -> Fraction:
    total = Fraction(0)
    for _, hours, rate in life.hourly_bill(first, last):
        total += hours * (rate or 0)
    for engagement in life.engagements:
        if engagement["mode"] == "fixed":
            in_window = life.project_hours(engagement, first, last)
            to_date = life.project_hours(engagement, 1, life.D)
            expected = max(engagement.get("quoted_hours", Fraction(0)), to_date)
            if expected > 0:
                total += engagement["fee"] * in_window / expected
        if engagement["mode"] == "retainer":
            begin = max(first, engagement["start"])
            end = min(last, engagement.get("end", last))
            total += engagement["fee"] * max(0, end - begin + 1) / MONTH
    return total


def rate_floor(life: Life) -> int:
    floor = life.floor(life.D)
    if floor is None or not life.tracked("hours") or life.gifts_running():
        return 0
    if life.earns == "invoices":
        return floor_of_invoices(life, floor)
    return floor_of_hours(life, floor)


def floor_of_hours(life: Life, floor: Fraction) -> int:
    D = life.D
    if any(rate is None for _, _, rate in life.hourly_bill(D - 55, D)):
        return 0

    def below(first: int, last: int, least_hours: int, limit: Fraction) -> bool:
        hours = life.hours(first, last)
        return hours >= least_hours and earned(life, first, last) / hours < limit

    if not below(D - 27, D, 4, floor):
        return 0
    if below(D - 55, D, 8, floor / 2):
        return 4
    floor_before = life.floor(D - 28)
    if floor_before is not None and below(D - 55, D - 28, 4, floor_before):
        return 3
    return 2


def floor_of_invoices(life: Life, floor: Fraction) -> int:
    begin = life.D - 90
    inside = [invoice["issued"] for invoice in life.invoices if invoice["issued"] >= begin]
    before = [invoice["issued"] for invoice in life.invoices if invoice["issued"] < begin]
    if not inside:
        return 0
    billed = Fraction(0)
    for invoice in life.invoices + life.credit_notes:
        if invoice["issued"] >= begin:
            if life.currency(invoice) != life.own_currency:
                return 0
            billed += invoice["amount"]
    hours = life.hours(max(before) + 1 if before else 1, max(inside))
    if hours < 8:
        return 0
    if billed / hours < floor / 2:
        return 4
    if billed / hours < floor:
        return 2
    return 0


def unbilled_share(life: Life) -> int:
    if life.earns != "hours" or not life.tracked("hours") or life.gifts_running():
        return 0
    first = life.D - 27
    hours = life.hours(first, life.D)
    if hours < 6:
        return 0
    share = life.hours_not_bill(first, life.D) / hours
    if share > Fraction(50, 100):
        return 3
    if share > Fraction(30, 100):
        return 2
    return 0


def non_revenue(life: Life) -> int:
    if not life.tracked("hours"):
        return 0
    D = life.D
    gifts = life.gifts_running()
    for gift in gifts:
        hours = life.hours_not_bill(max(gift["from"], D - 27), D)
        if hours > Fraction(125, 100) * gift["hours_per_month"] * 28 / MONTH:
            return 3
    if gifts or not life.tracked("money"):
        return 0
    if "since" not in life.client or D - life.client["since"] < 90:
        return 0
    if life.hours(D - 27, D) < 3:
        return 0
    if any(invoice["issued"] >= D - 89 for invoice in life.invoices):
        return 0
    if life.hours(D - 89, D, ("bill",)) > 0:
        return 0
    return 3


def over_the_quote(life: Life, engagement: Record) -> int:
    quoted = engagement.get("quoted_hours", Fraction(0))
    if engagement["mode"] != "fixed" or quoted <= 0:
        return 0
    hours = life.project_hours(engagement, 1, life.D)
    if hours > quoted * 150 / 100:
        return 3
    if hours > quoted * 120 / 100:
        return 2
    return 0


def scope_creep(life: Life) -> int:
    first = life.D - 27
    requests = 0
    for event in life.happened("request"):
        if event["on"] >= first and event["outcome"] in ("absorbed", "pending"):
            requests += 1
    severity = 0
    if requests >= 3:
        severity = 2
    if requests >= 5:
        severity = 3
    for engagement in life.engagements:
        if "end" in engagement and engagement["end"] < first:
            continue
        severity = max(severity, over_the_quote(life, engagement))
        rounds = 0
        for event in life.happened("revision_round"):
            if event["engagement"] == engagement["id"]:
                rounds += 1
        if "included_rounds" in engagement and rounds > engagement["included_rounds"]:
            severity = max(severity, 2)
    return severity


def over_service(life: Life) -> int:
    if not life.tracked("hours"):
        return 0
    first = life.D - 27
    hours = life.hours(first, life.D)
    if hours < 6:
        return 0
    share = life.hours(first, life.D, ("own",)) / hours
    if share > Fraction(25, 100):
        return 2
    if share > Fraction(15, 100):
        return 1
    return 0
