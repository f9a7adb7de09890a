"""klog: its text files, and what `klog json` writes.

A break (`-30m Lunch`) is taken off the entry before it, as klog takes it off the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from storage.importing.adapters.adapter import (
    Adapter,
    Entries,
    Entry,
    Start,
    document,
    iso_day,
    numbered_lines,
    text_of,
    texts_of,
)
from storage.importing.spans import DAY, clock_seconds
from storage.importing.table import Skip
from storage.importing.tags import CLIENT, listed
from storage.importing.text_source import Source

_DAY = re.compile(r"(\d{4}([-/])\d\d\2\d\d)(?:\s+\([^)]*!\))?\s*")
_TIME = r"<?(\d{1,2}):(\d\d)(am|pm)?>?"
_RANGE = re.compile(rf"({_TIME})\s*-\s*({_TIME}|\?+)(?:\s+(.*))?")
_LENGTH = re.compile(r"([-+]?)(?=\d)(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:\s+(.*))?")
_INDENTED = re.compile(r"( {2,4}|\t)(\S.*)")
_TAG = re.compile(r"""#([\w-]+)(?:=(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+)))?""")
_PROJECT = "project"
_DAY_MINUTES = DAY // 60


@dataclass(frozen=True)
class _Piece:
    # An entry of a record; its minutes are None while it is open, and below 0 for a break.
    line: int
    minutes: int | None
    start: str
    text: str


@dataclass
class _Record:
    day: str
    summary: str = ""
    indent: str = ""
    pieces: list[_Piece] = field(default_factory=list)


def _is_text(start: Start) -> bool:
    lines = start.lines
    return bool(
        lines
        and _DAY.fullmatch(lines[0])
        and any(_piece(0, line[2]) for line in map(_INDENTED.fullmatch, lines) if line)
    )


def _read_text(source: Source) -> Entries:
    record: _Record | None = None
    for number, line in numbered_lines(source):
        day = _DAY.fullmatch(line)
        if not line.strip() or day:
            if record is not None:
                yield from _entries(record)
            record = _Record(iso_day(day[1])) if day else None
        elif record is None:
            yield Skip(number, "no date above it", bad=True)
        elif not line[0].isspace():
            record.summary += f" {line}"
        elif skip := _indented(record, number, line):
            yield skip
    if record is not None:
        yield from _entries(record)


def _indented(record: _Record, number: int, line: str) -> Skip | None:
    """Take an entry into its record, or more of the text of the one before."""
    match = _INDENTED.match(line)
    if match and not record.indent:
        record.indent = match[1]
    below = line.removeprefix(record.indent)
    if record.pieces and below[:1].isspace():
        last = record.pieces[-1]
        record.pieces[-1] = replace(last, text=f"{last.text} {line.strip()}".strip())
        return None
    piece = _piece(number, below)
    if piece is None:
        return Skip(number, "no time and no length", bad=True)
    record.pieces.append(piece)
    return None


def _piece(line: int, text: str) -> _Piece | None:
    if match := _RANGE.fullmatch(text):
        start, end = match[1], match[5]
        clock = "" if start.startswith("<") else start
        if end.startswith("?"):
            return _Piece(line, None, clock, (match[9] or "").strip())
        began, ended = _minute(start), _minute(end)
        if began is None or ended is None or ended < began:
            return None
        return _Piece(line, ended - began, clock, (match[9] or "").strip())
    match = _LENGTH.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        return None
    minutes = int(match[2] or 0) * 60 + int(match[3] or 0)
    return _Piece(line, -minutes if match[1] == "-" else minutes, "", (match[4] or "").strip())


def _minute(text: str) -> int | None:
    """Minutes from the midnight the day began with; None when there is no such time."""
    clock = text.strip("<>")
    seconds = DAY if clock == "24:00" else clock_seconds(clock)
    if seconds is None:
        return None
    return seconds // 60 + (text.endswith(">") - text.startswith("<")) * _DAY_MINUTES


def _entries(record: _Record) -> Entries:
    kept: list[_Piece] = []
    for piece in record.pieces:
        if piece.minutes is None:
            yield Skip(piece.line, "still running")
        elif piece.minutes >= 0:
            kept.append(piece)
        else:
            at = _interrupted(record, kept, piece)
            left = (kept[at].minutes or 0) + piece.minutes if at is not None else -1
            if at is None or left < 0:
                yield Skip(piece.line, "a break longer than the entry before it", bad=True)
            else:
                kept[at] = replace(kept[at], minutes=left)
    for piece in kept:
        client, tags = _client(record, piece)
        project = tags.pop(_PROJECT, "")
        names = [f"{name}={value}" if value else name for name, value in tags.items()]
        yield Entry(
            piece.line,
            {
                "on": record.day,
                "start_time": piece.start,
                "minutes": str(piece.minutes),
                "client": client,
                "project": project,
                "tags": listed(names),
                "text": piece.text or record.summary.strip(),
            },
        )


def _interrupted(record: _Record, before: Sequence[_Piece], pause: _Piece) -> int | None:
    """Which of the entries before it a break is of: the last one, of its client if it has one."""
    client, _ = _client(record, pause)
    for at in reversed(range(len(before))):
        if not client or _client(record, before[at])[0] == client:
            return at
    return None


def _client(record: _Record, piece: _Piece) -> tuple[str, dict[str, str]]:
    """Whose an entry is, by its own tag or by that of its day, and the other tags."""
    tags = dict(_tags(f"{record.summary} {piece.text}"))
    return next((tags.pop(name) for name in CLIENT if tags.get(name)), ""), tags


def _tags(text: str) -> Iterator[tuple[str, str]]:
    for name, *values in _TAG.findall(text):
        yield name.casefold(), "".join(values)


def _is_json(start: Start) -> bool:
    return bool(
        re.match(r'\s*\{\s*"records"\s*:', start.text) and '"should_total_mins"' in start.text
    )


def _read_json(source: Source) -> Entries:
    value = document(source)
    for number, item in enumerate(_dicts(value.get("records")), start=1):
        record = _Record(text_of(item.get("date")), text_of(item.get("summary")))
        for each in _dicts(item.get("entries")):
            total = text_of(each.get("total_mins"))
            is_open = each.get("type") == "open_range"
            if not is_open and not re.fullmatch(r"-?\d{1,9}", total):
                yield Skip(number, "no length", bad=True)
                continue
            start = text_of(each.get("start"))
            record.pieces.append(
                _Piece(
                    number,
                    None if is_open else int(total),
                    "" if start.startswith("<") else start,
                    _with_tags(text_of(each.get("summary")), texts_of(each.get("tags"))),
                )
            )
        yield from _entries(record)


def _with_tags(summary: str, tags: list[str]) -> str:
    return " ".join([summary, *(tag for tag in tags if tag not in summary)]).strip()


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


KLOG = Adapter("klog", _is_text, _read_text)
KLOG_JSON = Adapter("klog-json", _is_json, _read_json)
