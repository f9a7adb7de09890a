"""The sample year: invented clients, dated so that it always ends today.

It opens as a program does that has been in use: reviewed every Friday up to last week's, with the
hours imported a while ago, and with steps whose day has come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from storage.demo.reviews import Reviews
from storage.demo.story import Calendar, Story
from storage.store import Store
from triage.changes import Put
from triage.records import KINDS, Record, Review, Time
from triage.shipped import toml_beside

_HOUR = time(16)
"""When on a Friday a review is held."""


def sample_year(today: date) -> Iterator[Record]:
    """Every client with its records as of `today`, in an order the store can take."""
    calendar = Calendar(today)
    records = [
        record for table in _tables()["client"] for record in Story(calendar, table).records()
    ]
    order = {kind: place for place, kind in enumerate(KINDS)}
    yield from sorted(records, key=lambda record: order[record.kind])


def past_reviews(today: date, records: Iterable[Record]) -> list[Review]:
    """The finished reviews of these records, up to last Friday's."""
    return Reviews(Calendar(today), records, _tables()["review"]).records()


def build(path: Path, today: date, *, now: Callable[[], datetime]) -> None:
    """Writes the sample year into a new data file. Raises StorageError."""
    source = _tables()["import"]
    imported_on = Calendar(today).day(source["on"])
    typed: list[Record] = []
    imported: list[Record] = []
    for record in sample_year(today):
        if isinstance(record, Time) and record.on <= imported_on:
            imported.append(replace(record, source=source["format"], source_key=record.id))
        else:
            typed.append(record)
    reviews = past_reviews(today, [*typed, *imported])
    clock = _Clock(reviews[0].on, now)
    with Store.open(path, now=clock) as store:
        before = [*typed, *reviews[:-1]]
        store.import_batch("Sample year", file="sample year", fingerprint="", new=before)
        clock.day = imported_on
        label = f"Import of {source['file']}"
        store.import_batch(label, file=source["file"], fingerprint="", new=imported)
        clock.day = reviews[-1].on
        store.apply("Weekly review", [Put(reviews[-1])])


def _tables() -> Mapping[str, Any]:
    return toml_beside(__file__, "sample_year.toml")


class _Clock:
    """The afternoon of `day`, in the time zone of the clock that is running."""

    def __init__(self, day: date, running: Callable[[], datetime]) -> None:
        self.day = day
        self._zone = running().tzinfo

    def __call__(self) -> datetime:
        return datetime.combine(self.day, _HOUR, self._zone)
