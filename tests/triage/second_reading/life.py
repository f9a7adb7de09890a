"""What exists of one client on one day, and the words that all rules share.

A day is a number (`date.toordinal`), money and hours are exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

Record = dict[str, Any]

DAYS = {
    *("on", "issued", "due", "start", "end", "since", "until", "agreed", "from"),
    *("closed_on", "returned_on", "answered_on", "solved_on", "kept_on"),
    *("disputed_on", "dispute_settled_on"),
}
NUMBERS = {
    *("amount", "rate", "floor", "fee", "value", "exposure_limit"),
    *("quoted_hours", "hours_per_month"),
}
NULL_WHEN_LATER = {
    *("answered_on", "solved_on", "kept_on", "closed_on", "returned_on"),
    *("disputed_on", "dispute_settled_on", "end"),
}
EXISTS_FROM = {
    **dict.fromkeys(("time", "event", "energy", "payment", "confirmed"), "on"),
    **{"invoice": "issued", "engagement": "start", "plan": "agreed", "gift": "from"},
}
PROJECT_WORK = ("bill", "oos", "rev")


def day_number(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def read(value: Any, field: str = "") -> Any:
    """That value of a record with its days as numbers and its money as fractions."""
    if isinstance(value, dict):
        return {name: read(part, name) for name, part in value.items() if part is not None}
    if isinstance(value, list):
        return [read(part) if isinstance(part, dict) else part for part in value]
    if field in DAYS:
        return day_number(value)
    if field in NUMBERS:
        return Fraction(str(value))
    return value


def median(values: Iterable[Fraction | int]) -> Fraction:
    ordered = sorted(Fraction(value) for value in values)
    middle = len(ordered) // 2
    if len(ordered) % 2 == 1:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


class Life:
    """The records of one client that exist at the end of day D."""

    def __init__(self, records: list[Record], D: int) -> None:
        self.records = records
        self.D = D
        every: list[Record] = [read(record) for record in records]
        for record in every:
            for field in NULL_WHEN_LATER:
                if field in record and record[field] > D:
                    del record[field]
        self.client: Record = next(record for record in every if record["kind"] == "client")
        # Payments before the day of issue, kept plans and credit notes ask for these too.
        self.issued_or_not: list[Record] = [
            record for record in every if record["kind"] == "invoice"
        ]

        def existing(kind: str) -> list[Record]:
            return [
                record
                for record in every
                if record["kind"] == kind and record[EXISTS_FROM[kind]] <= D
            ]

        self.times = existing("time")
        self.events = existing("event")
        self.marks = existing("energy")
        self.payments = existing("payment")
        self.confirmed = existing("confirmed")
        self.engagements = existing("engagement")
        self.plans = existing("plan")
        self.gifts = existing("gift")
        counting = [
            invoice
            for invoice in existing("invoice")
            if invoice.get("state", "sent") not in ("draft", "void")
        ]
        self.invoices = [invoice for invoice in counting if invoice["amount"] > 0]
        self.credit_notes = [invoice for invoice in counting if invoice["amount"] <= 0]

    # The client

    @property
    def ended(self) -> bool:
        closed_on = self.client.get("closed_on")
        returned_on = self.client.get("returned_on")
        if closed_on is None:
            return False
        return not (returned_on is not None and closed_on < returned_on)

    @property
    def resting(self) -> bool:
        return self.client.get("state") in ("paused", "dormant")

    @property
    def leaving(self) -> bool:
        return self.client.get("state") in ("leaving", "closing")

    @property
    def earns(self) -> str:
        return str(self.client.get("earns", "hours"))

    def tracked(self, fact: str) -> bool:
        if fact == "money" and self.client.get("pays_through"):
            return False
        return fact not in self.client.get("not_tracked", [])

    def _of_day(self, own: str, past: str, day: int) -> Fraction | None:
        ends_later = [row for row in self.client.get(past, []) if row["until"] >= day]
        if ends_later:
            earliest: Record = min(ends_later, key=lambda row: row["until"])
            return Fraction(earliest["value"])
        return self.client.get(own)

    def rate(self, day: int) -> Fraction | None:
        return self._of_day("rate", "past_rates", day)

    def floor(self, day: int) -> Fraction | None:
        return self._of_day("floor", "past_floors", day)

    # Events

    def happened(self, *what: str) -> list[Record]:
        return [event for event in self.events if event["what"] in what]

    def days_of(self, *what: str) -> list[int]:
        return sorted(event["on"] for event in self.happened(*what))

    def count(self, days: int, *what: str) -> int:
        """How many of these events lie in last(days)."""
        return sum(self.D - (days - 1) <= day for day in self.days_of(*what))

    def pauses(self, *by: str) -> list[tuple[int, int]]:
        """First and last day of each pause."""
        spans = []
        for pause in self.happened("pause"):
            if pause["by"] not in by:
                continue
            begin = pause["on"]
            if "until" in pause:
                end = pause["until"]
            else:
                end = begin + 180
                for time in self.times:
                    if time.get("work", "bill") == "bill" and time["on"] > begin:
                        end = min(end, time["on"] - 1)
            spans.append((begin, end))
        return spans

    def away(self, day: int) -> bool:
        return any(begin <= day <= end for begin, end in self.pauses("us", "them"))

    def off_season(self, day: int) -> bool:
        season = self.client.get("season", [])
        return bool(season) and date.fromordinal(day).month not in season

    def covered(self, fact: str) -> bool:
        """Whether a confirmed record says so on D, at most 90 days after its day."""
        return any(
            record["fact"] == fact and record["until"] >= self.D and record["on"] + 90 >= self.D
            for record in self.confirmed
        )

    # Engagements and hours

    def is_open(self, engagement: Record, day: int) -> bool:
        if engagement["start"] > day:
            return False
        return "end" not in engagement or day < engagement["end"]

    def engagement_of(self, time: Record) -> Record | None:
        for engagement in self.engagements:
            if engagement["id"] == time.get("engagement"):
                return engagement
        open_then = [item for item in self.engagements if self.is_open(item, time["on"])]
        return open_then[0] if len(open_then) == 1 else None

    def hours(self, first: int, last: int, work: Iterable[str] | None = None) -> Fraction:
        """Hours of all work, or of these kinds, on the days first..last."""
        minutes = 0
        for time in self.times:
            if first <= time["on"] <= last and (work is None or time.get("work", "bill") in work):
                minutes += time["minutes"]
        return Fraction(minutes, 60)

    def hours_not_bill(self, first: int, last: int) -> Fraction:
        return self.hours(first, last) - self.hours(first, last, ("bill",))

    def hourly_bill(self, first: int, last: int) -> list[tuple[int, Fraction, Fraction | None]]:
        """Day, hours and rate of each hourly `bill` time on the days first..last."""
        rows = []
        for time in self.times:
            if not first <= time["on"] <= last or time.get("work", "bill") != "bill":
                continue
            engagement = self.engagement_of(time)
            rate = self.rate(time["on"])
            if engagement is not None:
                if engagement["mode"] != "hourly":
                    continue
                rate = engagement.get("rate", rate)
            rows.append((time["on"], Fraction(time["minutes"], 60), rate))
        return rows

    def project_hours(self, engagement: Record, first: int, last: int) -> Fraction:
        minutes = 0
        for time in self.times:
            if first <= time["on"] <= last and time.get("work", "bill") in PROJECT_WORK:
                mine = self.engagement_of(time)
                if mine is not None and mine["id"] == engagement["id"]:
                    minutes += time["minutes"]
        return Fraction(minutes, 60)

    def gifts_running(self) -> list[Record]:
        return [gift for gift in self.gifts if gift["until"] >= self.D]

    # Invoices

    def currency(self, invoice: Record) -> str:
        return str(invoice.get("currency") or self.own_currency)

    @property
    def own_currency(self) -> str:
        return str(self.client.get("currency", "EUR"))
