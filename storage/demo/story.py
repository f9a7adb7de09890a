"""One client of the sample year, from its table in sample_year.toml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from itertools import cycle, islice
from typing import Any

from triage.changes import ChangeSet, Put, RecordIds, Remove
from triage.ledger import book
from triage.playbook.after.sending import sent
from triage.playbook.decide.commit import commit_decision
from triage.playbook.decide.outcomes import record_outcome
from triage.playbook.errors import DecisionRefused
from triage.playbook.gates.gates import GateKey
from triage.playbook.state.situation import situation
from triage.records import KINDS, Client, Record
from triage.records.codec import parse
from triage.records.schema import schema

Table = Mapping[str, Any]

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")
_FRIDAY = 4
_IN_A_WEEK = re.compile(rf"(-?\d+) ({'|'.join(_WEEKDAYS)})\Z")
_NEXT = re.compile(r"next (\d\d)-(\d\d)\Z")
_NEXT_AT_LEAST = timedelta(days=14)
_NO_FIELDS = ("on", "every", "times", "from", "weeks", "hours", "marks", "paid", "paid_after")
"""What an entry says about when and how often, not about its records."""


class Calendar:
    """Days as sample_year.toml writes them, seen from one day."""

    def __init__(self, today: date) -> None:
        self.today = today
        # The Friday of week 0 is never after today.
        last_friday = today - timedelta(days=(today.weekday() - _FRIDAY) % 7)
        self._monday = last_friday - timedelta(days=_FRIDAY)

    def day(self, text: str) -> date:
        """The day of "-1 Fri" or "next 06-01". Raises ValueError."""
        if in_a_week := _IN_A_WEEK.match(text):
            days = 7 * int(in_a_week[1]) + _WEEKDAYS.index(in_a_week[2])
            return self._monday + timedelta(days=days)
        if coming := _NEXT.match(text):
            this_year = date(self.today.year, int(coming[1]), int(coming[2]))
            soon = this_year <= self.today + _NEXT_AT_LEAST
            return this_year.replace(year=this_year.year + 1) if soon else this_year
        raise ValueError(f"no day of the sample year: {text!r}")

    def days(self, entry: Table) -> list[date]:
        """The days of an entry's `on`, with `every` and `times`."""
        on = entry["on"]
        firsts = [self.day(text) for text in ([on] if isinstance(on, str) else on)]
        steps = [timedelta(weeks=entry.get("every", 1) * n) for n in range(entry.get("times", 1))]
        return [first + step for first in firsts for step in steps]

    def weeks(self, entry: Table, values: str, weekday: str) -> Iterator[tuple[date, Any]]:
        """Each day and value of an entry that goes week by week."""
        weeks = entry.get("weeks", len(entry[values]))
        for week, value in enumerate(islice(cycle(entry[values]), weeks), entry["from"]):
            yield self.day(f"{week} {weekday}"), value


class Story:
    """The records of one client as they grow. Raises BadValue for what is no record."""

    def __init__(self, calendar: Calendar, table: Table) -> None:
        self._calendar = calendar
        self._records: dict[tuple[str, str], Record] = {}
        self._numbers: dict[str, int] = {}
        writers: dict[str, Callable[[Table], None]] = {
            "engagement": self._engagement,
            "time": self._time,
            "invoice": self._invoice,
            "event": partial(self._dated, "event"),
            "energy": self._energy,
            "note": partial(self._dated, "note"),
            "diary": self._diary,
        }
        client = self._parsed("client", {n: v for n, v in table.items() if n not in writers})
        assert isinstance(client, Client)
        self._client = client
        self._keep(client)
        for name, write in writers.items():
            for entry in table.get(name, ()):
                write(entry)

    def records(self) -> list[Record]:
        """Everything."""
        return list(self._records.values())

    def _keep(self, record: Record) -> None:
        self._records[record.kind, record.id] = record

    def _parsed(self, kind: str, fields: Table) -> Record:
        dates = {spec.name for spec in schema(KINDS[kind]) if spec.shape == "date"}
        return parse(
            {
                name: self._calendar.day(value)
                if name in dates and isinstance(value, str)
                else value
                for name, value in fields.items()
            },
            kind,
        )

    def _add(self, kind: str, day: date, fields: Table) -> str:
        """A record of that day, when it is not after today; its id either way."""
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        id_ = f"{self._client.id}-{kind}-{self._numbers[kind]}"
        if day <= self._calendar.today:
            self._keep(self._parsed(kind, {"id": id_, **fields}))
        return id_

    def _of_client(self, kind: str, day: date, entry: Table, **fields: Any) -> str:
        own = {name: value for name, value in entry.items() if name not in _NO_FIELDS}
        return self._add(kind, day, {"client": self._client.id, **own, **fields})

    def _engagement(self, entry: Table) -> None:
        self._of_client("engagement", self._calendar.day(entry["start"]), entry)

    def _time(self, entry: Table) -> None:
        for on, hours in self._calendar.weeks(entry, "hours", "Wed"):
            self._of_client("time", on, entry, on=on, minutes=round(hours * 60))

    def _energy(self, entry: Table) -> None:
        for on, mark in self._calendar.weeks(entry, "marks", "Fri"):
            self._of_client("energy", on, entry, on=on, mark=mark)

    def _dated(self, kind: str, entry: Table) -> None:
        for on in self._calendar.days(entry):
            self._of_client(kind, on, entry, on=on)

    def _invoice(self, entry: Table) -> None:
        for on in self._calendar.days(entry):
            number = f"{on:%Y-%m}-{self._numbers.get('invoice', 0) + 1:02}"
            due = on + timedelta(days=self._client.payment_days)
            id_ = self._of_client("invoice", on, entry, number=number, issued=on, due=due)
            parts = [(self._calendar.day(p["on"]), p["amount"]) for p in entry.get("paid", ())]
            if "paid_after" in entry:
                parts.append((on + timedelta(days=entry["paid_after"]), entry["amount"]))
            for day, amount in parts:
                self._add("payment", day, {"invoice": id_, "on": day, "amount": amount})

    def _diary(self, page: Table) -> None:
        """What was decided, sent or ended on a day, done by the playbook as on that day."""
        day = self._calendar.day(page["on"])
        now = situation(book(self._records.values()), self._client.id, day)
        if "decide" in page:
            ids = RecordIds(f"{self._client.id} {page['decide']} {day}")
            key = GateKey(flag=page["flag"])
            values = {n: self._typed(value) for n, value in page["values"].items()}
            try:
                taken = commit_decision(
                    now, page["decide"], page["answers"], ids, values=values, key=key
                )
            except DecisionRefused as refused:
                refused.add_note(
                    f"Add the answer to storage/demo/sample_year.toml, {self._client.name}: in the "
                    f"diary of {page['on']}, where its answers stand."
                )
                raise
            self._write(taken.changes)
        elif "end" in page:
            self._write(record_outcome(now, page["end"], page["outcome"]))
        else:
            ids = RecordIds(f"{self._client.id} {page['send']} {day}")
            self._write(sent(now, page["send"], ids, day=day))

    def _typed(self, value: str) -> str:
        return self._calendar.day(value).isoformat() if _IN_A_WEEK.match(value) else value

    def _write(self, written: ChangeSet) -> None:
        for change in written.changes:
            if isinstance(change, Put):
                self._keep(change.record)
            elif isinstance(change, Remove):
                del self._records[change.kind, change.id]
