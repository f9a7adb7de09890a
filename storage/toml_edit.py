"""One value of a TOML file changed, everything else left as the user wrote it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from storage.errors import BadSetting
from triage.codec import whole_text

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_NAMES = rf"({_PART}(?:\s*\.\s*{_PART})*)"
_TABLE = re.compile(rf"\s*\[\s*{_NAMES}\s*\]\s*(?:#.*)?$")
_SETS = re.compile(rf"\s*{_NAMES}\s*=")
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def line_of(text: str, key: str) -> int | None:
    """The line (from 1) on which a key such as `limits.risk_note` is set, or None."""
    lines = text.splitlines(keepends=True)
    if span := _span(lines, key):
        return span[0] + 1
    heads = (_name_of(_TABLE, line) for line in lines)
    return next((at for at, head in enumerate(heads, 1) if head == key), None)


def with_value(text: str, key: str, value: Any) -> str:
    """The text with a key set; None takes it out.

    `key` is a name, or a table and a name with a dot between; what follows that dot is one name,
    dots and all. Raises BadSetting when the text is written in a way that this cannot change
    safely; it is then to be changed by hand.
    """
    before = tomllib.loads(text, parse_float=Decimal)
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    table, dot, name = key.partition(".")
    if not dot:
        table, name = "", key
    if span := _span(lines, key):
        head = _table_at(lines, span[0])
        lines[span[0] : span[1]] = _line(head, table, key, value)
    elif table and _span(lines, table):
        # The whole table stands in one line, as in keys = { review = "w" }.
        inner = {**before.get(table, {}), name: value}
        return with_value(text, table, {n: part for n, part in inner.items() if part is not None})
    elif value is not None:
        at, head = _end_of(lines, table)
        if at is None:
            lines += [*(["\n"] if lines else []), f"[{table}]\n"]
            at = len(lines)
        lines[at:at] = _line(head, table, key, value)
    changed = "".join(lines)
    if not _says(changed, _set(_flat(before), key, value)):
        raise BadSetting(
            f"{key} is written in a way that cannot be changed here.",
            "Change it in the settings file by hand.",
        )
    return changed


def _line(head: str, table: str, key: str, value: Any) -> list[str]:
    """A key's line below the table `head` ("" = above all tables); none for no value."""
    if value is None:
        return []
    if head or not table:
        return [f"{_name(key.removeprefix(f'{head}.'))} = {toml(value)}\n"]
    return [f"{_name(table)}.{_name(key.removeprefix(f'{table}.'))} = {toml(value)}\n"]


def _says(text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return _flat(tomllib.loads(text, parse_float=Decimal)) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _flat(values: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Every value under its whole name: however tables are written, they then say the same."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{above}{name}.")
        else:
            found[f"{above}{name}"] = value
    return found


def _set(flat: Mapping[str, Any], key: str, value: Any) -> dict[str, Any]:
    """What the file should say afterwards, in the types TOML has."""
    kept = {n: part for n, part in flat.items() if n != key and not n.startswith(f"{key}.")}
    if value is None:
        return kept
    return kept | _flat({key: tomllib.loads(f"x = {toml(value)}", parse_float=Decimal)["x"]})


def _span(lines: list[str], key: str) -> tuple[int, int] | None:
    """First line and the line after the last one of a key's value."""
    for start, line in enumerate(lines):
        name, table = _name_of(_SETS, line), _table_at(lines, start)
        if name is not None and key == (f"{table}.{name}" if table else name):
            for end in range(start + 1, len(lines) + 1):
                if _is_whole("".join(lines[start:end])):
                    return start, end
    return None


def _name_of(pattern: re.Pattern[str], line: str) -> str | None:
    """The whole name that a line sets, or begins a table for; quotes around its parts removed."""
    found = pattern.match(line)
    if found is None:
        return None
    try:
        (name,) = _flat(tomllib.loads(f"{found[1]} = 0"))
    except tomllib.TOMLDecodeError:
        return None
    return name


def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _table_at(lines: list[str], at: int) -> str:
    for line in reversed(lines[:at]):
        if (head := _name_of(_TABLE, line)) is not None:
            return head
    return ""


def _end_of(lines: list[str], table: str) -> tuple[int | None, str]:
    """Where a further line of a table goes, and below which table that is; None = nowhere yet."""
    heads = [at for at, line in enumerate(lines) if _TABLE.match(line)]
    first = heads[0] if heads else len(lines)
    dotted = [
        at for at in range(first) if (_name_of(_SETS, lines[at]) or "").startswith(f"{table}.")
    ]
    if table and dotted:
        # TOML takes no [table] beside a line such as table.name = 1.
        return dotted[-1] + 1, ""
    keys = [
        at
        for at, line in enumerate(lines)
        if at not in heads and line.strip()[:1] not in ("", "#") and _table_at(lines, at) == table
    ]
    if keys:
        return keys[-1] + 1, table
    if not table:
        return 0, ""
    own = [at for at in heads if _name_of(_TABLE, lines[at]) == table]
    return (own[0] + 1 if own else None), table


def toml(value: Any) -> str:
    """A value in TOML. Raises TypeError for what TOML cannot hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value) if isinstance(value, int) else f"{value:f}"
    if isinstance(value, str):
        quoted = json.dumps(whole_text(value), ensure_ascii=False)
        return quoted.replace("\x7f", "\\u007f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_name(name)} = {toml(part)}" for name, part in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml(part) for part in value)}]"
    raise TypeError(f"TOML has no {type(value).__name__}")


def _name(name: str) -> str:
    return name if _BARE.match(name) else toml(name)
