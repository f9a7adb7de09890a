"""The sample year: thirteen invented clients, dated so that it always ends today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from storage.demo.others import OTHERS
from storage.demo.stories import STORIES
from triage.records import Record


def sample_year(today: date) -> Iterator[Record]:
    """Every record of the sample year as of `today`."""
    for life in (*STORIES, *OTHERS):
        yield from life(today).records()
