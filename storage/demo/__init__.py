"""The sample year: thirteen invented clients, dated so that it always ends today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from storage.demo.decisions import DECISIONS, Diary
from storage.demo.life import Life
from storage.demo.others import OTHERS
from storage.demo.stories import STORIES
from storage.store import Store
from triage.records import KINDS, Record

LIVES: tuple[Callable[[date], Life], ...] = (*STORIES, *OTHERS)


def sample_year(today: date) -> Iterator[Record]:
    """Every record of the sample year as of `today`, in an order the store can take."""
    records = [record for write in LIVES for record in _whole(write(today))]
    order = {kind: place for place, kind in enumerate(KINDS)}
    yield from sorted(records, key=lambda record: order[record.kind])


def _whole(life: Life) -> list[Record]:
    """A life with the decisions that were taken in it."""
    decide = DECISIONS.get(life.id)
    if decide is None:
        return life.records()
    diary = Diary(life.id, life.records())
    decide(life, diary)
    return diary.records()


def build(path: Path, today: date, *, now: Callable[[], datetime]) -> None:
    """Writes the sample year into a new data file. Raises StorageError."""
    with Store.open(path, now=now) as store:
        store.import_batch(
            "Sample year", file="sample year", fingerprint="", new=sample_year(today)
        )
