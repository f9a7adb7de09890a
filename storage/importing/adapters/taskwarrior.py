"""Taskwarrior: what `task export` writes.

The time of a task is what its annotations say (`journal.time=on`: Started task, Stopped task), else
a field of the user's own that holds a duration, such as `totalactivetime`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from storage.importing.adapters.adapter import (
    Adapter,
    Entries,
    Entry,
    Start,
    objects,
    text_of,
    texts_of,
)
from storage.importing.adapters.timewarrior import instant
from storage.importing.table import Skip
from storage.importing.tags import CLIENT, listed
from storage.importing.text_source import Source

_DURATIONS = ("totalactivetime", "activetime", "timespent", "time_spent", "timetracked", "tracked")
_ISO_DURATION = re.compile(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7})S)?)?")
_STARTED, _STOPPED = "Started task", "Stopped task"


def _recognizes(start: Start) -> bool:
    return start.has_keys("uuid", "description", "entry", "status")


def _read(source: Source) -> Entries:
    for item in objects(source):
        if isinstance(item, Skip):
            yield item
            continue
        line, task = item
        common = {
            "client": next((name for key in CLIENT if (name := text_of(task.get(key)))), ""),
            "project": text_of(task.get("project")),
            "tags": listed(texts_of(task.get("tags"))),
            "text": text_of(task.get("description")),
        }
        sessions = list(_sessions(task))
        for began, ended in sessions:
            cells = {"id": f"{text_of(task.get('uuid'))} {began}", "on": began, "end_on": ended}
            yield Entry(line, common | cells)
        if not sessions:
            yield _in_all(line, task, common)


def _sessions(task: dict[str, Any]) -> Iterator[tuple[str, str]]:
    notes = task.get("annotations")
    began = ""
    for note in notes if isinstance(notes, list) else []:
        if not isinstance(note, dict):
            continue
        what, when = text_of(note.get("description")), instant(text_of(note.get("entry")))
        if what == _STARTED:
            began = when
        elif what == _STOPPED and began:
            yield began, when
            began = ""
    # A task that is done while it runs gets no annotation: it ends when it is done.
    if began and task.get("end"):
        yield began, instant(text_of(task["end"]))


def _in_all(line: int, task: dict[str, Any], common: dict[str, str]) -> Entry | Skip:
    length = next((text for key in _DURATIONS if (text := text_of(task.get(key)))), "")
    if not length:
        return Skip(line, "no time recorded for this task")
    day = next(
        (text for key in ("end", "modified", "entry") if (text := text_of(task.get(key)))), ""
    )
    return Entry(
        line,
        common
        | {"id": text_of(task.get("uuid")), "on": instant(day), "duration": _spelled(length)},
    )


def _spelled(text: str) -> str:
    """`PT1H30M` as `1:30:00`; anything else as it is."""
    match = _ISO_DURATION.fullmatch(text)
    if match is None:
        return text
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    minutes += seconds // 60
    return f"{days * 24 + hours + minutes // 60}:{minutes % 60:02}:{seconds % 60:02}"


TASKWARRIOR = Adapter("taskwarrior", _recognizes, _read)
