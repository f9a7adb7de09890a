"""A small pen for writing one invented client's life, week by week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from triage.records import (
    Client,
    Energy,
    Engagement,
    Event,
    Invoice,
    Note,
    Payment,
    Record,
    Time,
)

MON, TUE, WED, THU, FRI = range(5)


class Life:
    """Records of one client. Weeks are counted from this week (0) backwards: -1 is last week.

    Whatever would lie after `today` is left out: the sample year ends now.
    """

    def __init__(self, today: date, client: Client) -> None:
        self._today = today
        self._monday = today - timedelta(days=(today.weekday() - FRI) % 7 + FRI)
        self._client = client
        self._records: list[Record] = []
        self._numbers: dict[str, int] = {}

    @property
    def id(self) -> str:
        """The client's id."""
        return self._client.id

    def day(self, week: int, weekday: int = WED) -> date:
        """The calendar day of a weekday in a week; Friday of week 0 is never after today."""
        return self._monday + timedelta(days=7 * week + weekday)

    def records(self) -> list[Record]:
        """The client and everything written so far."""
        return [self._client, *self._records]

    def is_now(self, **fields: Any) -> None:
        """Facts of the client that depend on the calendar."""
        self._client = replace(self._client, **fields)

    def _id(self, kind: str) -> str:
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return f"{self._client.id}-{kind}-{self._numbers[kind]}"

    def _add(self, day: date, record: Record) -> None:
        if day <= self._today:
            self._records.append(record)

    def agreed(self, start: date, **fields: Any) -> str:
        """An engagement; its id."""
        id_ = self._id("engagement")
        self._records.append(Engagement(id=id_, client=self._client.id, start=start, **fields))
        return id_

    def worked(
        self,
        first_week: int,
        hours: Iterable[float],
        work: str = "bill",
        *,
        text: str | None = None,
        engagement: str | None = None,
        weekday: int = WED,
    ) -> None:
        """Hours week by week from `first_week` on; 0 leaves a week out."""
        for offset, amount in enumerate(hours):
            on = self.day(first_week + offset, weekday)
            if amount:
                self._add(
                    on,
                    Time(
                        id=self._id("time"),
                        client=self._client.id,
                        on=on,
                        minutes=round(amount * 60),
                        work=work,  # type: ignore[arg-type]  # one of records.Work, checked by the store
                        text=text,
                        engagement=engagement,
                    ),
                )

    def billed(
        self,
        issued: tuple[int, int],
        amount: str,
        *,
        paid_after: int | None = None,
        paid: Sequence[tuple[tuple[int, int], str]] = (),
    ) -> None:
        """An invoice on the client's terms, paid `paid_after` days after its issue or in parts."""
        on = self.day(*issued)
        id_ = self._id("invoice")
        invoice = Invoice(
            id=id_,
            client=self._client.id,
            number=f"{on:%Y-%m}-{self._numbers['invoice']:02}",
            issued=on,
            due=on + timedelta(days=self._client.payment_days),
            amount=Decimal(amount),
        )
        self._add(on, invoice)
        parts = [(self.day(*when), part) for when, part in paid]
        if paid_after is not None:
            parts.append((on + timedelta(days=paid_after), amount))
        for when, part in parts:
            self._add(
                when, Payment(id=self._id("payment"), invoice=id_, on=when, amount=Decimal(part))
            )

    def happened(self, week: int, weekday: int, what: str, text: str = "", **fields: Any) -> None:
        """One event."""
        on = self.day(week, weekday)
        event = Event(
            id=self._id("event"),
            client=self._client.id,
            on=on,
            what=what,  # type: ignore[arg-type]  # one of records.What, checked by the store
            text=text or None,
            **fields,
        )
        self._add(on, event)

    def met(self, *weeks: int) -> None:
        """A meeting on the Wednesday of each week."""
        for week in weeks:
            self.happened(week, WED, "meeting")

    def felt(self, first_week: int, marks: Iterable[int]) -> None:
        """The Friday mark, week by week."""
        for offset, mark in enumerate(marks):
            on = self.day(first_week + offset, FRI)
            self._add(on, Energy(id=self._id("energy"), client=self._client.id, on=on, mark=mark))

    def noted(self, week: int, weekday: int, text: str) -> None:
        """A private note."""
        on = self.day(week, weekday)
        self._add(on, Note(id=self._id("note"), client=self._client.id, on=on, text=text))
