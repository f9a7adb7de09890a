"""Several names in one cell."""

from __future__ import annotations

from functools import lru_cache

CLIENT = ("client", "customer")
"""What a tag or a field is called in which somebody keeps whose an entry is."""
LISTED = "\x01"
"""Stands behind each name where names may have commas. It is no blank, so nothing cuts it off."""


def listed(names: list[str]) -> str:
    """Names as one cell that `tags_in` takes apart again."""
    return "".join(f"{name}{LISTED}" for name in names)


@lru_cache(maxsize=1024)
def tags_in(cell: str) -> tuple[str, ...]:
    """The names in a cell, as other programs write them: with commas between."""
    tags = cell.split(LISTED if LISTED in cell else ",")
    return tuple(tag.strip() for tag in tags if tag.strip())


def taken_out(names: list[str], *keys: str) -> tuple[str, list[str]]:
    """What the first name like `client:Acme` says of one of the keys, and the other names."""
    for at, name in enumerate(names):
        key, _, value = name.partition(":")
        if value and key.strip().casefold() in keys:
            return value.strip(), names[:at] + names[at + 1 :]
    return "", names
