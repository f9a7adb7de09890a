"""hledger: timeclock and timedot files, and what `hledger print -O json` makes of them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

from storage.importing.adapters.adapter import (
    Adapter,
    Entries,
    Entry,
    Start,
    account_cells,
    iso_day,
    numbered_lines,
    objects,
    tag_value,
    text_of,
)
from storage.importing.table import Skip
from storage.importing.tags import CLIENT
from storage.importing.text_source import Source

_DATE = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_CLOCK_LINE = re.compile(rf"([iohbO]) ({_DATE}) (\d{{1,2}}:\d\d(?::\d\d)?)\S*(?:\s+(.*))?")
_PARTS = re.compile(r"(.*?)(?:\s{2,}([^;]*?))?(?:\s*;(.*))?")
_DAY_LINE = re.compile(rf"(?:\*+ )?({_DATE})(?:\s+(.*))?")
_ORG_HEADING = re.compile(r"\*+ +")
_DOTS = re.compile(r"(\S.*?)(?:\s{2,}|\t+)([. ]+|[\d.,]+ ?(?:s|m|h|d|w|mo|y)?)(?:\s*;(.*))?")
_MINUTES = {
    unit: Decimal(minutes)
    for unit, minutes in {"m": 1, "": 60, "h": 60, "d": 1440, "w": 10080}.items()
} | {"s": Decimal(1) / 60}
_QUARTER = 15
_COMMENT = ("#", ";", "*")


class _ClockedIn(NamedTuple):
    line: int
    day: str
    clock: str
    account: str
    text: str
    comment: str


def _is_timeclock(start: Start) -> bool:
    lines = [line for line in start.lines if not line.startswith(_COMMENT)]
    return bool(lines and (match := _CLOCK_LINE.fullmatch(lines[0].rstrip())) and match[1] in "ih")


def _read_timeclock(source: Source) -> Entries:
    running: list[_ClockedIn] = []
    for number, line in numbered_lines(source):
        match = _CLOCK_LINE.fullmatch(line.rstrip())
        if match is None:
            if line.strip() and not line.startswith(_COMMENT):
                yield Skip(number, "not a timeclock line", bad=True)
            continue
        code, day, clock, rest = match.groups()
        account, text, comment = _parts(rest or "")
        if code == "i":
            running.append(_ClockedIn(number, iso_day(day), clock, account, text, comment))
        elif code in "oO":
            began = _taken(running, account)
            if began is None:
                yield Skip(number, "clocked out without clocking in", bad=True)
                continue
            cells = {
                "on": began.day,
                "start_time": began.clock,
                "end_on": iso_day(day),
                "end_time": clock,
                "client": tag_value(began.comment, *CLIENT),
                "text": began.text,
            }
            yield Entry(began.line, cells | account_cells(began.account))
    for began in running:
        yield Skip(began.line, "still running")


def _taken(running: list[_ClockedIn], account: str) -> _ClockedIn | None:
    """What a clock-out ends: that of its account, else the latest."""
    for at in reversed(range(len(running))):
        if not account or running[at].account == account:
            return running.pop(at)
    return running.pop() if running else None


def _parts(text: str) -> tuple[str, str, str]:
    match = _PARTS.fullmatch(text)
    account, description, comment = match.groups("") if match else (text, "", "")
    return account.strip(), description.strip(), comment


def _is_timedot(start: Start) -> bool:
    lines = [line for line in start.lines if not line.startswith(("#", ";"))]
    return (
        len(lines) > 1
        and _DAY_LINE.fullmatch(lines[0].rstrip()) is not None
        and _DOTS.fullmatch(_without_stars(lines[1])) is not None
    )


def _without_stars(line: str) -> str:
    return _ORG_HEADING.sub("", line, count=1).strip()


def _read_timedot(source: Source) -> Entries:
    day, about = "", ""
    for number, line in numbered_lines(source):
        dated = _DAY_LINE.fullmatch(line.rstrip())
        if dated:
            day, about = iso_day(dated[1]), (dated[2] or "").partition(";")[0].strip()
            continue
        if not line.strip() or line.startswith(("#", ";")):
            continue
        match = _DOTS.fullmatch(_without_stars(line))
        if match is None:
            # Headings and lines with an account alone hold no time.
            yield Skip(number, "no time in this line", bad=not line.startswith("*"))
            continue
        account, amount, comment = match.groups("")
        cells = {
            "on": day,
            "minutes": _timedot_minutes(amount),
            "client": tag_value(comment, *CLIENT),
            "text": comment.strip() or about,
        }
        yield Entry(number, cells | account_cells(account))


def _timedot_minutes(amount: str) -> str:
    if not amount.strip(". "):
        return str(amount.count(".") * _QUARTER)
    match = re.fullmatch(r"(\d{1,9}(?:[.,]\d{0,9})?) ?(\w*)", amount.strip())
    if match is None or match[2] not in _MINUTES:
        return amount
    return _minutes(Decimal(match[1].replace(",", ".")) * _MINUTES[match[2]])


def _minutes(value: Decimal) -> str:
    return str(int(value.quantize(Decimal(1))))


def _is_json(start: Start) -> bool:
    return start.has_keys("tdate", "tpostings", "tdescription")


def _read_json(source: Source) -> Entries:
    for item in objects(source):
        if isinstance(item, Skip):
            yield item
            continue
        line, transaction = item
        text, _, comment = text_of(transaction.get("tdescription")).partition(";")
        comment += f" {text_of(transaction.get('tcomment'))}"
        postings = transaction.get("tpostings")
        for posting in postings if isinstance(postings, list) else []:
            minutes = _posted(posting)
            if minutes is None:
                yield Skip(line, "no hours: an amount of money")
                continue
            cells = {
                "on": text_of(transaction.get("tdate")),
                "minutes": _minutes(minutes),
                "client": tag_value(f"{text_of(posting.get('pcomment'))} {comment}", *CLIENT),
                "text": text.strip(),
            }
            yield Entry(line, cells | account_cells(text_of(posting.get("paccount"))))


def _posted(posting: Any) -> Decimal | None:
    """The minutes of a posting; None when it is of anything but time."""
    amounts = posting.get("pamount") if isinstance(posting, dict) else None
    if not isinstance(amounts, list) or len(amounts) != 1 or not isinstance(amounts[0], dict):
        return None
    quantity = amounts[0].get("aquantity")
    factor = _MINUTES.get(text_of(amounts[0].get("acommodity")))
    if factor is None or not isinstance(quantity, dict):
        return None
    digits, places = (text_of(quantity.get(key)) for key in ("decimalMantissa", "decimalPlaces"))
    if not re.fullmatch(r"-?\d{1,12}", digits) or not re.fullmatch(r"\d{1,2}", places):
        return None
    return Decimal(digits).scaleb(-int(places)) * factor


TIMECLOCK = Adapter("timeclock", _is_timeclock, _read_timeclock)
TIMEDOT = Adapter("timedot", _is_timedot, _read_timedot)
HLEDGER_JSON = Adapter("hledger-json", _is_json, _read_json)
