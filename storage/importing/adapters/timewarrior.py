"""Timewarrior: what `timew export` writes. Its ids number from the newest, so they are no keys."""

from __future__ import annotations

import re

from storage.importing.adapters.adapter import (
    Adapter,
    Entries,
    Entry,
    Start,
    objects,
    text_of,
    texts_of,
)
from storage.importing.table import Skip
from storage.importing.tags import CLIENT, listed, taken_out
from storage.importing.text_source import Source

_INSTANT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z")


def instant(text: str) -> str:
    """`20260901T090000Z` as `2026-09-01T09:00:00Z`; anything else as it is."""
    match = _INSTANT.fullmatch(text)
    return "{}-{}-{}T{}:{}:{}Z".format(*match.groups()) if match else text


def _recognizes(start: Start) -> bool:
    return start.has_keys("id", "start") and any(
        _INSTANT.fullmatch(text_of(entry["start"])) for entry in start.objects
    )


def _read(source: Source) -> Entries:
    for item in objects(source):
        if isinstance(item, Skip):
            yield item
            continue
        line, entry = item
        if "end" not in entry:
            yield Skip(line, "still running")
            continue
        client, tags = taken_out(texts_of(entry.get("tags")), *CLIENT)
        yield Entry(
            line,
            {
                "on": instant(text_of(entry.get("start"))),
                "end_on": instant(text_of(entry["end"])),
                "client": client,
                "tags": listed(tags),
                "text": text_of(entry.get("annotation")) or ", ".join(tags),
            },
        )


TIMEWARRIOR = Adapter("timewarrior", _recognizes, _read)
