"""Where in a TOML text each value stands: tomllib tells values, not lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

TomlPath = tuple[str | int, ...]
"""Names of keys and places in lists from the top of the file down; () = the file."""

_TOKEN = re.compile(
    r'''
    [^\S\n]+ | \#[^\n]*
  | (?P<string> """(?:\\.|[^\\])*?"{3,5} | \'{3}.*?\'{3,5} | "(?:\\.|[^"\\])*" | '[^']*' )
  | (?P<mark> [\[\]{},=.\n] )
  | (?P<bare> [^\s\[\]{},=.\#"']+ )
    ''',
    re.VERBOSE | re.DOTALL,
)
_END = "\n"


def positions(text: str) -> dict[TomlPath, int]:
    """The line, from 1, of every table, key and list item of a text that tomllib reads."""
    return _Scan(text).lines


class _Scan:
    def __init__(self, text: str) -> None:
        self.lines: dict[TomlPath, int] = {(): 1}
        self._tokens = _tokens(text)
        self._counts: dict[TomlPath, int] = {}
        self._table: TomlPath = ()
        self._token, self._line = next(self._tokens)
        while self._token:
            if self._token == "[":
                self._header()
            elif self._token == _END:
                self._next()
            else:
                self._pair(self._table)

    def _next(self) -> None:
        self._token, self._line = next(self._tokens)

    def _header(self) -> None:
        line = self._line
        self._next()
        is_list = self._token == "["
        if is_list:
            self._next()
        names = self._names()
        path: TomlPath = ()
        for name in names[:-1]:
            path = self._inside((*path, name))
        path = (*path, names[-1])
        if is_list:
            self.lines.setdefault(path, line)
            self._counts[path] = self._counts.get(path, 0) + 1
        self._table = self._inside(path)
        self.lines[self._table] = line
        while self._token == "]":
            self._next()

    def _inside(self, path: TomlPath) -> TomlPath:
        """The table itself, or the newest one of a list of tables."""
        self.lines.setdefault(path, self._line)
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _names(self) -> list[str]:
        names = []
        while self._token not in ("]", "="):
            if self._token != ".":
                names.append(_unquoted(self._token))
            self._next()
        return names

    def _pair(self, above: TomlPath) -> None:
        line = self._line
        path = above
        for name in self._names():
            path = (*path, name)
            self.lines.setdefault(path, line)
        self._next()
        self._value(path)

    def _value(self, path: TomlPath) -> None:
        if self._token not in ("[", "{"):
            while self._token not in (",", "]", "}", _END, ""):
                self._next()
            return
        is_list = self._token == "["
        place = 0
        self._next()
        while self._token not in ("]", "}"):
            if self._token in (",", _END):
                self._next()
            elif is_list:
                self.lines[*path, place] = self._line
                self._value((*path, place))
                place += 1
            else:
                self._pair(path)
        self._next()


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Strings, marks and words with their lines; "" at the end, again and again."""
    line = 1
    for match in _TOKEN.finditer(text):
        token = match[0]
        if match.lastgroup:
            yield token, line
        line += token.count("\n")
    while True:
        yield "", line


def _unquoted(name: str) -> str:
    if name[0] not in "\"'":
        return name
    plain: str = tomllib.loads(f"name = {name}")["name"]
    return plain
