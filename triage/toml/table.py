"""TOML texts read with the line of every mistake: each key once, with its type, none left over."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any, NoReturn

from triage.toml.positions import TomlPath, positions

_REQUIRED: Any = object()
_AT_LINE = re.compile(r"at line (\d+)")


class TomlError(ValueError):
    """A TOML text that cannot be used; `line` is where the wrong thing stands."""

    def __init__(self, name: str, line: int, what: str):
        super().__init__(f"{name}:{line}: {what}")
        self.name = name
        self.line = line
        self.what = what


class TomlText:
    """The values of a text and their lines; `name` is what messages call it.

    Raises TomlError for what is no TOML.
    """

    def __init__(self, text: str, name: str, *, parse_float: Callable[[str], Any] = float):
        self.text = text
        self.name = name
        try:
            self.values = tomllib.loads(text, parse_float=parse_float)
        except (ValueError, RecursionError) as error:
            # No TOML, or TOML that Python cannot hold: a number too long, a list too deep.
            named = _AT_LINE.search(str(error))
            line = int(named[1]) if named else text.count("\n") + 1
            raise TomlError(name, line, f"not readable as TOML: {error}") from error

    @cached_property
    def _lines(self) -> dict[TomlPath, int]:
        return positions(self.text)

    @cached_property
    def _keys(self) -> dict[str, int]:
        return {".".join(map(str, path)): line for path, line in reversed(self._lines.items())}

    def line(self, *path: str | int) -> int:
        """The line of a table, key or list item, else of the nearest thing around it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def line_of_key(self, key: str) -> int | None:
        """The line of a key such as `keys.clients.note`, whichever of its dots make tables."""
        return self._keys.get(key)

    def fail(self, why: str, *path: str | int) -> NoReturn:
        """Raises TomlError at the line of what lies at `path`."""
        raise TomlError(self.name, self.line(*path), why)

    def table(self, values: Any, what: str, *path: str | int) -> Table:
        """The table at `path`; `what` names it in messages."""
        return Table(values, self.name, lambda key: self.line(*path, *([key] if key else [])), what)


class Table:
    """The values of one TOML table, taken key by key.

    `line_of` finds the line of a key, or of the table itself when given None. `what` names the
    table in messages: "question cause of adapt".
    """

    def __init__(self, values: Any, name: str, line_of: Callable[[str | None], int], what: str):
        self.name = name
        self._line_of = line_of
        self.what = what
        if not isinstance(values, Mapping):
            self.fail(None, f"{what} must be a table")
        self._left: dict[str, Any] = dict(values)

    def fail(self, key: str | None, why: str) -> NoReturn:
        """Raise TomlError at the line of `key`."""
        raise TomlError(self.name, self._line_of(key), why)

    def line(self, key: str | None = None) -> int:
        return self._line_of(key)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def any(self, key: str, default: Any = _REQUIRED) -> Any:
        """The value as it is."""
        if key in self._left:
            return self._left.pop(key)
        if default is _REQUIRED:
            self.fail(None, f"{self.what} has no {key}")
        return default

    def text(self, key: str, default: Any = _REQUIRED, *, longest: int | None = None) -> Any:
        """A text that is not empty, of at most `longest` characters."""
        value = self.any(key, default)
        if value is default:
            return value
        if not isinstance(value, str) or not value.strip():
            self.fail(key, f"{self.what}: {key} must be text in quotes")
        if longest is not None and len(value) > longest:
            self.fail(key, f"{self.what}: {key} has {len(value)} characters; at most {longest} fit")
        return value

    def one_of(self, key: str, allowed: Collection[str], default: Any = _REQUIRED) -> Any:
        """A text out of a closed list."""
        value = self.text(key, default)
        if value is not default and value not in allowed:
            listed = ", ".join(sorted(allowed))
            self.fail(key, f"{self.what}: {key} is {value!r}, but must be one of {listed}")
        return value

    def some_of(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        """A list of texts out of a closed list; empty when it is not there."""
        values = self.items(key, ())
        for value in values:
            if value not in allowed:
                listed = ", ".join(sorted(allowed))
                self.fail(key, f"{self.what}: {key} contains {value!r}; allowed are {listed}")
        return tuple(values)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when it is not there."""
        values = self.items(key, ())
        if not all(isinstance(value, str) and value.strip() for value in values):
            self.fail(key, f"{self.what}: {key} must be a list of texts in quotes")
        return tuple(values)

    def integer(self, key: str, default: Any = _REQUIRED, *, least: int = 0) -> Any:
        """A whole number, at least `least` on."""
        value = self.any(key, default)
        if value is default:
            return value
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.fail(key, f"{self.what}: {key} must be a whole number, {least} or more")
        return value

    def days_or_name(self, key: str) -> int | str | None:
        """A whole number, a text that names a date, or None when it is not there."""
        if isinstance(self._left.get(key), str):
            return str(self.text(key))
        number: int | None = self.integer(key, None)
        return number

    def boolean(self, key: str) -> bool:
        """True or false; false when it is not there."""
        value = self.any(key, False)
        if not isinstance(value, bool):
            self.fail(key, f"{self.what}: {key} must be true or false")
        return value

    def items(self, key: str, default: Any = _REQUIRED) -> list[Any]:
        """A list."""
        value = self.any(key, default)
        if not isinstance(value, list | tuple):
            self.fail(key, f"{self.what}: {key} must be a list")
        return list(value)

    def rest(self) -> list[tuple[str, Any]]:
        """Every key that was not taken yet, with its value."""
        left, self._left = list(self._left.items()), {}
        return left

    def done(self) -> None:
        """Nothing may be left: a misspelt key must not be ignored in silence."""
        for key in self._left:
            self.fail(key, f"{self.what} has an unknown key {key!r}")
