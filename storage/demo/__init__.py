"""The sample year: invented clients, dated so that it always ends today."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from importlib import resources
from pathlib import Path

from storage.demo.story import Calendar, Story
from storage.store import Store
from triage.records import KINDS, Record


def sample_year(today: date) -> Iterator[Record]:
    """Every record of the sample year as of `today`, in an order the store can take."""
    source = resources.files("storage.demo").joinpath("sample_year.toml")
    tables = tomllib.loads(source.read_text(encoding="utf-8"))["client"]
    calendar = Calendar(today)
    records = [record for table in tables for record in Story(calendar, table).records()]
    order = {kind: place for place, kind in enumerate(KINDS)}
    yield from sorted(records, key=lambda record: order[record.kind])


def build(path: Path, today: date, *, now: Callable[[], datetime]) -> None:
    """Writes the sample year into a new data file. Raises StorageError."""
    with Store.open(path, now=now) as store:
        store.import_batch(
            "Sample year", file="sample year", fingerprint="", new=sample_year(today)
        )
