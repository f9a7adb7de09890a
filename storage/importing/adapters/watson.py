"""Watson: what `watson log` writes, as JSON or as text."""

from __future__ import annotations

import re

from storage.importing.adapters.adapter import (
    Adapter,
    Entries,
    Entry,
    Start,
    numbered_lines,
    objects,
    text_of,
    texts_of,
)
from storage.importing.table import Skip
from storage.importing.tags import listed
from storage.importing.text_source import Source

_DAY = re.compile(r"\w+ (\d{2} \w+ \d{4}) \(.*\)")
_FRAME = re.compile(
    r"\t([0-9a-f]{7})  (\d\d:\d\d) to (\d\d:\d\d) +((?:\d+h )?(?:\d+m )?\d+s)  (.*?)(?:  \[(.*)\])?"
)


def _is_json(start: Start) -> bool:
    return start.has_keys("id", "project", "start", "stop")


def _read_json(source: Source) -> Entries:
    for item in objects(source):
        if isinstance(item, Skip):
            yield item
            continue
        line, frame = item
        tags = texts_of(frame.get("tags"))
        yield Entry(
            line,
            {
                "id": text_of(frame.get("id")),
                "on": text_of(frame.get("start")),
                "end_on": text_of(frame.get("stop")),
                "project": text_of(frame.get("project")),
                "tags": listed(tags),
                "text": ", ".join(tags),
            },
        )


def _is_log(start: Start) -> bool:
    day, frame = (*start.lines[:2], "", "")[:2]
    return bool(_DAY.fullmatch(day.strip()) and _FRAME.fullmatch(frame.rstrip()))


def _read_log(source: Source) -> Entries:
    day = ""
    for number, line in numbered_lines(source):
        heading, frame = _DAY.fullmatch(line.strip()), _FRAME.fullmatch(line.rstrip())
        if heading:
            day = heading[1]
        elif frame:
            yield Entry(
                number,
                {
                    "on": day,
                    "start_time": frame[2],
                    "duration": frame[4],
                    "project": frame[5],
                    "tags": listed([tag for tag in (frame[6] or "").split(", ") if tag]),
                    "text": frame[6] or "",
                },
            )
        elif line.strip():
            yield Skip(number, "not a line of `watson log`", bad=True)


WATSON = Adapter("watson", _is_json, _read_json)
WATSON_LOG = Adapter("watson-log", _is_log, _read_log)
