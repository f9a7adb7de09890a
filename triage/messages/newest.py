"""The newest record of those that fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol, TypeVar


class DatedFact(Protocol):
    """A record with a day."""

    @property
    def on(self) -> date: ...


D = TypeVar("D", bound=DatedFact)


def newest(records: Iterable[D], on: date, accepts: Callable[[D], bool]) -> D | None:
    """The record of the latest day up to `on` that is wanted; of one day, the last given."""
    newest_record = None
    for record in records:
        if (
            record.on <= on
            and accepts(record)
            and (newest_record is None or record.on >= newest_record.on)
        ):
            newest_record = record
    return newest_record
