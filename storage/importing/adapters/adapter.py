"""What the readers of files without columns have in common: each entry becomes a row of fields."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from storage.importing.errors import ImportTrouble
from storage.importing.table import Skip
from storage.importing.tags import listed
from storage.importing.text_source import Source

_START = 1 << 16
_LONGEST_LINE = 4000
"""Characters looked at: day, times and account stand at the beginning of a line."""
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)


class Entry(NamedTuple):
    """The line (from 1) an entry begins on, and its fields of formats.toml as text."""

    line: int
    cells: Mapping[str, str]


Entries = Iterator[Entry | Skip]


@dataclass(frozen=True)
class Start:
    """The beginning of a file, which tells what it is."""

    text: str

    @cached_property
    def objects(self) -> list[dict[str, Any]]:
        """The first object of a JSON list, in a list; empty for anything else."""
        match = re.match(r"\s*\[\s*(?=\{)", self.text)
        if match:
            with suppress(ValueError, RecursionError):
                return [_DECODER.raw_decode(self.text, match.end())[0]]
        return []

    def has_keys(self, *keys: str) -> bool:
        """Whether the first object of a JSON list has all these keys."""
        return any(object_.keys() >= set(keys) for object_ in self.objects)

    @property
    def lines(self) -> list[str]:
        """The lines that hold something."""
        lines = (line[:_LONGEST_LINE] for line in self.text.split("\n"))
        return [line for line in lines if line.strip()]


@dataclass(frozen=True)
class Adapter:
    """Reads one kind of file; `name` is that of its format in formats.toml.

    `recognizes` looks at the beginning of a file, `read` goes through all of it.
    """

    name: str
    recognizes: Callable[[Start], bool]
    read: Callable[[Source], Entries]


def start_of(source: Source) -> Start:
    """The beginning of a file."""
    with changed_meanwhile(source), source.path.open(encoding=source.encoding) as stream:
        return Start(stream.read(_START))


@contextmanager
def changed_meanwhile(source: Source) -> Iterator[None]:
    """Raises ImportTrouble when a file that could be read a moment ago no longer can."""
    try:
        yield
    except (OSError, UnicodeDecodeError):
        raise ImportTrouble(
            f"{source.path} changed while it was being read.", "Import it again."
        ) from None


def numbered_lines(source: Source) -> Iterator[tuple[int, str]]:
    """The lines of a text, each with its number; of a very long line only its beginning."""
    with changed_meanwhile(source), source.path.open(encoding=source.encoding) as stream:
        for number, line in enumerate(stream, start=1):
            yield number, line.rstrip("\n")[:_LONGEST_LINE]


def document(source: Source) -> Any:
    """A whole JSON file, its numbers as text. Raises ImportTrouble for broken JSON."""
    text = _text(source)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise _broken(source, error.lineno) from None
    except RecursionError:
        raise _broken(source, 1) from None


def objects(source: Source) -> Iterator[tuple[int, dict[str, Any]] | Skip]:
    """The objects of a JSON list with the line each begins on; anything else as `Skip`.

    Raises ImportTrouble where the JSON breaks off.
    """
    text = _text(source)
    line, counted = 1, 0
    at = _past_blanks(text, 0)
    if text[at : at + 1] != "[":
        raise _broken(source, line)
    at = _past_blanks(text, at + 1)
    while text[at : at + 1] != "]":
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise _broken(source, line) from None
        yield (line, value) if isinstance(value, dict) else Skip(line, "no entry", bad=True)
        at = _past_blanks(text, at)
        if text[at : at + 1] == ",":
            at = _past_blanks(text, at + 1)
        elif text[at : at + 1] != "]":
            raise _broken(source, line + text.count("\n", counted, at))


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _text(source: Source) -> str:
    with changed_meanwhile(source):
        return source.path.read_text(encoding=source.encoding)


def _broken(source: Source, line: int) -> ImportTrouble:
    return ImportTrouble(
        f"{source.path}:{line}: the JSON breaks off or has a mistake here.",
        "Export the file again.",
    )


def text_of(value: Any) -> str:
    """A text or number of a JSON file as text; "" for anything else."""
    return value if isinstance(value, str) else ""


def texts_of(value: Any) -> list[str]:
    """The texts in a list of a JSON file."""
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def iso_day(text: str) -> str:
    """`2026/3/2` or `2026.03.02` as `2026-03-02`; anything else as it is."""
    match = _ISO_DAY.fullmatch(text)
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" if match else text


def account_cells(account: str) -> dict[str, str]:
    """An account of plain text accounting: all of it is the project, each part may be a client."""
    parts = [part for part in account.split(":") if part]
    return {"project": account, "tags": listed(parts if len(parts) > 1 else [])}


def tag_value(comment: str, *names: str) -> str:
    """The value of the first tag called so in a comment, as in `client:Acme Ltd, x:1`."""
    for name in names:
        match = re.search(rf"(?:^|[\s,;]){name}:\s*([^,\n]+)", comment)
        if match:
            return match[1].strip()
    return ""
