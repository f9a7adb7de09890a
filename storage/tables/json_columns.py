"""Many rows as JSON at once, column by column.

The texts are those of `canonical`, letter by letter, in less than half of its time: most columns
hold one type, and then one look does for all their values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from types import NoneType
from typing import Any

from storage.tables.mapping import canonical


def lists(columns: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Each row as a list: `canonical([...])`. There is at least one column."""
    texts = [_texts(column, set(map(type, column))) for column in columns]
    return (f"[{row}]" for row in map(",".join, zip(*texts, strict=True)))


def objects(columns: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Each row as an object of what is known in it: `canonical({...})` without what is None."""
    kinds = {name: set(map(type, columns[name])) for name in sorted(columns)}
    known = {name: types for name, types in kinds.items() if types - {NoneType}}
    if any(NoneType in types for types in known.values()):
        return _with_gaps({name: columns[name] for name in known})
    if not known:
        return iter(["{}"] * max(map(len, columns.values()), default=0))
    form = ",".join(f"{_name(name).replace('%', '%%')}%s" for name in known)
    texts = [_texts(columns[name], types) for name, types in known.items()]
    return map(f"{{{form}}}".__mod__, zip(*texts, strict=True))


def _with_gaps(columns: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    parts = [
        ["" if value is None else before + _text(value) for value in column]
        for before, column in zip(map(_name, columns), columns.values(), strict=True)
    ]
    return (f"{{{','.join(filter(None, row))}}}" for row in zip(*parts, strict=True))


def _name(name: str) -> str:
    return f"{canonical(name)}:"


def _texts(column: Sequence[Any], kinds: set[type]) -> Iterable[str]:
    if kinds == {str}:
        return map(encode_basestring, column)
    if kinds == {int}:
        return map(str, column)
    return map(_text, column)


def _text(value: Any) -> str:
    return encode_basestring(value) if type(value) is str else canonical(value)
