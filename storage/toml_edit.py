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

_TABLE = re.compile(r"\s*\[([^\[\]]+)\]\s*(#.*)?$")
_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def line_of(text: str, key: str) -> int | None:
    """The line (from 1) on which a key such as `limits.risk_note` is set, or None."""
    lines = text.splitlines(keepends=True)
    if span := _span(lines, key):
        return span[0] + 1
    heads = (_TABLE.match(line) for line in lines)
    return next((at for at, head in enumerate(heads, 1) if head and head[1].strip() == key), None)


def with_value(text: str, key: str, value: Any) -> str:
    """The text with a key set; None takes it out.

    `key` is a name, or a table and a name with a dot between. Raises BadSetting when the text is
    written in a way that this cannot change safely; it is then to be changed by hand.
    """
    before = tomllib.loads(text, parse_float=Decimal)
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    table, _, name = key.rpartition(".")
    new = [] if value is None else [f"{_name(name)} = {toml(value)}\n"]
    if span := _span(lines, key):
        lines[span[0] : span[1]] = new
    elif new:
        at = _end_of(lines, table)
        if at is None:
            gap = ["\n"] if lines else []
            lines += [*gap, f"[{table}]\n", *new]
        else:
            lines[at:at] = new
    changed = "".join(lines)
    if not _is(changed, _set(before, table, name, value)):
        raise BadSetting(
            f"{key} is written in a way that cannot be changed here.",
            "Change it in the settings file by hand.",
        )
    return changed


def _is(text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(text, parse_float=Decimal) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _set(values: Mapping[str, Any], table: str, name: str, value: Any) -> dict[str, Any]:
    """What the file should say afterwards, in the types TOML has."""
    whole = dict(values)
    inner = dict(whole.get(table, {})) if table else whole
    inner.pop(name, None)
    if value is not None:
        inner[name] = tomllib.loads(f"x = {toml(value)}", parse_float=Decimal)["x"]
    if table and (inner or table in whole):
        whole[table] = inner
    return whole


def _span(lines: list[str], key: str) -> tuple[int, int] | None:
    """First line and the line after the last one of a key's value."""
    table, _, name = key.rpartition(".")
    for start, line in enumerate(lines):
        if _table_at(lines, start) == table and re.match(_key_pattern(name), line):
            for end in range(start + 1, len(lines) + 1):
                if _is_whole("".join(lines[start:end])):
                    return start, end
    return None


def _key_pattern(name: str) -> str:
    return rf"\s*(?:{re.escape(name)}|{re.escape(json.dumps(name))}|'{re.escape(name)}')\s*="


def _is_whole(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _table_at(lines: list[str], at: int) -> str:
    for line in reversed(lines[:at]):
        if found := _TABLE.match(line):
            return found[1].strip()
    return ""


def _end_of(lines: list[str], table: str) -> int | None:
    """Where a further line of a table goes; None when the table is not there."""
    heads = [at for at, line in enumerate(lines) if _TABLE.match(line)]
    keys = [
        at
        for at, line in enumerate(lines)
        if at not in heads and line.strip()[:1] not in ("", "#") and _table_at(lines, at) == table
    ]
    if keys:
        return keys[-1] + 1
    if table:
        own = [at for at in heads if _table_at(lines, at + 1) == table]
        return own[0] + 1 if own else None
    return 0


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
