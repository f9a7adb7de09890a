"""Attributes of anything as JSON, under their own names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def named(value: object, *names: str) -> dict[str, Any]:
    """Some attributes, under their own names."""
    return {name: getattr(value, name) for name in names}


def all_named(values: Iterable[object], *names: str) -> list[dict[str, Any]]:
    """The same attributes of several."""
    return [named(value, *names) for value in values]
