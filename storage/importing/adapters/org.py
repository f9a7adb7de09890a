"""Org mode: the CLOCK lines of a file, and a clock table with a part for each day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.importing.adapters.adapter import Adapter, Entries, Entry, Start, numbered_lines
from storage.importing.errors import ImportTrouble
from storage.importing.table import Skip
from storage.importing.tags import CLIENT, listed
from storage.importing.text_source import Source

_STAMP = r"\[(\d{4}-\d\d-\d\d)[^\]\d]*(\d{1,2}:\d\d)\]"
_CLOCK = re.compile(rf"\s*CLOCK:\s*{_STAMP}(?:--{_STAMP})?.*")
_LENGTH_ONLY = re.compile(r"\s*CLOCK:\s*=>\s*\d+:\d\d\s*")
_HEADING = re.compile(r"(\*+)\s+(.*?)(?:\s+:([\w@#%:]+):)?\s*")
_KEYWORD = re.compile(r"(?:[A-Z]{2,}\s+)?(?:\[#\w\]\s+)?(.*)")
_PROPERTY = re.compile(r"\s*:(\w+):\s+(.*?)\s*")
_TABLE = re.compile(r"\s*#\+begin:\s*clocktable\b.*", re.IGNORECASE)
_REPORT = re.compile(r"\s*Daily report: \[(\d{4}-\d\d-\d\d)[^\]]*\]\s*")
_CELLS = re.compile(r"\s*\|(.*)\|\s*")
_LENGTH = re.compile(r"(?:(\d{1,4})d\s*)?(\d{1,4}):(\d\d)")
_INDENT = re.compile(r"(?:\\_|\\emsp|\s)+")


@dataclass
class _Heading:
    # A heading with what goes for everything below it.
    title: str
    tags: list[str]
    client: str


def _has_clock_lines(start: Start) -> bool:
    return any(_CLOCK.fullmatch(line) for line in start.lines) and any(
        _HEADING.fullmatch(line) for line in start.lines
    )


def _read_clock_lines(source: Source) -> Entries:
    headings: list[_Heading] = []
    for number, line in numbered_lines(source):
        if heading := _HEADING.fullmatch(line):
            del headings[len(heading[1]) - 1 :]
            keyword = _KEYWORD.fullmatch(heading[2])
            tags = [tag for tag in (heading[3] or "").split(":") if tag]
            above = headings[-1] if headings else _Heading("", [], "")
            title = keyword[1] if keyword else heading[2]
            headings.append(_Heading(title, [*above.tags, *tags], above.client))
        elif (named := _PROPERTY.fullmatch(line)) and headings:
            if named[1].casefold() in CLIENT:
                headings[-1].client = named[2]
        elif clock := _CLOCK.fullmatch(line):
            if clock[3] is None:
                yield Skip(number, "still running")
                continue
            here = headings[-1] if headings else _Heading("", [], "")
            yield Entry(
                number,
                {
                    "on": clock[1],
                    "start_time": clock[2],
                    "end_on": clock[3],
                    "end_time": clock[4],
                    "client": here.client,
                    "project": " / ".join(each.title for each in headings[:-1]) or here.title,
                    "tags": listed(here.tags),
                    "text": here.title,
                },
            )

        elif _LENGTH_ONLY.fullmatch(line):
            yield Skip(number, "a length without a day", bad=True)


def _has_table(start: Start) -> bool:
    return any(_TABLE.fullmatch(line) for line in start.lines)


@dataclass(frozen=True)
class _Row:
    # A headline of a clock table, and its time with that of the headlines below it.
    line: int
    day: str
    level: int
    title: str
    minutes: int


def _read_table(source: Source) -> Entries:
    project = ""
    rows = list(_table_rows(source))
    for at, row in enumerate(rows):
        project = row.title if row.level == 0 else project
        own = row.minutes - sum(each.minutes for each in _directly_below(rows, at))
        if own == 0:
            yield Skip(row.line, "a total of the lines below it")
            continue
        yield Entry(
            row.line,
            {"on": row.day, "minutes": str(own), "project": project, "text": row.title},
        )


def _table_rows(source: Source) -> Iterator[_Row]:
    day = ""
    for number, line in numbered_lines(source):
        if report := _REPORT.fullmatch(line):
            day = report[1]
        cells = _CELLS.fullmatch(line)
        title, *lengths = [part.strip() for part in cells[1].split("|")] if cells else [""]
        level = next((at for at, text in enumerate(lengths) if _LENGTH.fullmatch(text)), None)
        if level is None or not title or title.startswith(("*", "-")):
            continue
        if not day:
            raise ImportTrouble(
                f"{source.path}:{number}: this clock table has no days.",
                "Import the org file with its CLOCK lines, or add :step day to the table.",
            )
        title = _INDENT.sub("", title, count=1) if title.startswith("\\") else title
        yield _Row(number, day, level, title, _minutes(lengths[level]))


def _directly_below(rows: Sequence[_Row], at: int) -> Iterator[_Row]:
    above = rows[at]
    for row in rows[at + 1 :]:
        if row.day != above.day or row.level <= above.level:
            return
        if row.level == above.level + 1:
            yield row


def _minutes(text: str) -> int:
    match = _LENGTH.fullmatch(text)
    assert match is not None
    return (int(match[1] or 0) * 24 + int(match[2])) * 60 + int(match[3])


ORG = Adapter("org", _has_clock_lines, _read_clock_lines)
ORG_CLOCKTABLE = Adapter("org-clocktable", _has_table, _read_table)
