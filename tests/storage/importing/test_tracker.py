"""A tracker in which somebody edits, renames, deletes and travels between two exports: after each
import the hours here are those that it last exported.

Each client has one entry that stays as it is at either end of the time, so that every export names
the client and reaches over all days.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from typing_extensions import override

from storage.importing import ImportOptions, Result, inspect, write
from storage.store import Store
from tests.examples import examples
from tests.storage.conftest import noon
from triage.records import Time

HEAD = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags\n"
)
CLIENTS = (0, 1)
SLOTS_A_DAY = 4
_DAYS = 6
_BEGAN = datetime(2026, 9, 1, 8, 0)
_SLOT = timedelta(hours=3)

slots = st.integers(SLOTS_A_DAY, (_DAYS - 1) * SLOTS_A_DAY - 1)
minutes = st.integers(1, 120)
words = st.sampled_from(("call", "draft", "review"))


@dataclass
class Entry:
    client: int
    start: datetime
    minutes: int
    text: str
    project: str = "Site"
    billable: bool = True


class TrackerMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = Store.open(self.folder / "goodterms.db", now=noon)
        self.names = {client: f"Client {client}" for client in CLIENTS}
        self.offset = timedelta(0)
        self.renames = 0
        self.entries: dict[int, Entry] = {}
        self.fixed = [
            Entry(client, _at(slot + client), 60, f"stays {client} {slot}")
            for client in CLIENTS
            for slot in (0, _DAYS * SLOTS_A_DAY)
        ]

    @override
    def teardown(self) -> None:
        findings = self.store.verify()
        self.store.close()
        shutil.rmtree(self.folder)
        assert findings == []

    @rule(slot=slots, client=st.sampled_from(CLIENTS), minutes=minutes, text=words)
    def add(self, slot: int, client: int, minutes: int, text: str) -> None:
        self.entries.setdefault(slot, Entry(client, _at(slot), minutes, text))

    @rule(slot=slots, minutes=minutes)
    def change_length(self, slot: int, minutes: int) -> None:
        if entry := self.entries.get(slot):
            entry.minutes = minutes

    @rule(slot=slots, text=words, project=st.sampled_from(("Site", "Shop")), billable=st.booleans())
    def change_words(self, slot: int, text: str, project: str, billable: bool) -> None:
        if entry := self.entries.get(slot):
            entry.text, entry.project, entry.billable = text, project, billable

    @rule(slot=slots, by=st.integers(0, 50))
    def change_start(self, slot: int, by: int) -> None:
        if entry := self.entries.get(slot):
            entry.start = _at(slot) + timedelta(minutes=by)

    @rule(slot=slots, client=st.sampled_from(CLIENTS))
    def give_to(self, slot: int, client: int) -> None:
        if entry := self.entries.get(slot):
            entry.client = client

    @rule(slot=slots)
    def delete(self, slot: int) -> None:
        self.entries.pop(slot, None)

    @rule(client=st.sampled_from(CLIENTS))
    def rename(self, client: int) -> None:
        self.renames += 1
        self.names[client] = f"Client {client} of {self.renames}"

    @rule(hours=st.integers(-6, 6))
    def travel(self, hours: int) -> None:
        self.offset = timedelta(hours=hours)

    @rule(backwards=st.booleans())
    def export(self, backwards: bool) -> None:
        everything = [*self.fixed, *self.entries.values()]
        rows = [self._row(entry) for entry in everything]
        path = self.folder / "export.csv"
        path.write_text(HEAD + "".join(reversed(rows) if backwards else rows), encoding="utf-8")
        self._take(path)
        assert self._hours() == self._tracked()
        again = self._take(path)
        assert (again.new, again.updated, again.removed) == (0, 0, 0)

    def _take(self, path: Path) -> Result:
        options = ImportOptions(
            on=date(2026, 9, 30), billable="as-marked", gone="remove", older="go-back"
        )
        return write(inspect(path, self.store, options), self.store)

    def _row(self, entry: Entry) -> str:
        start = entry.start + self.offset
        end = start + timedelta(minutes=entry.minutes)
        length = f"{entry.minutes // 60:02}:{entry.minutes % 60:02}:00"
        billable = "Yes" if entry.billable else "No"
        return (
            f"A,a@b.example,{self.names[entry.client]},{entry.project},,{entry.text},{billable},"
            f"{start:%Y-%m-%d,%H:%M:%S},{end:%Y-%m-%d,%H:%M:%S},{length},\n"
        )

    def _tracked(self) -> Counter[tuple[int, str]]:
        hours: Counter[tuple[int, str]] = Counter()
        for entry in (*self.fixed, *self.entries.values()):
            hours[entry.client, "bill" if entry.billable else "admin"] += entry.minutes
        return hours

    def _hours(self) -> Counter[tuple[int, str]]:
        times = [record for record in self.store.of_kind("time") if isinstance(record, Time)]
        owners = {
            time.client: client
            for time in times
            for client in CLIENTS
            if time.text == f"stays {client} 0"
        }
        hours: Counter[tuple[int, str]] = Counter()
        for time in times:
            hours[owners[time.client], time.work] += time.minutes
        return hours


def _at(slot: int) -> datetime:
    day, part = divmod(slot, SLOTS_A_DAY)
    return _BEGAN + timedelta(days=day) + part * _SLOT


TrackerMachine.TestCase.settings = examples(
    20, stateful_step_count=20, suppress_health_check=[HealthCheck.too_slow]
)
TestTracker = TrackerMachine.TestCase
