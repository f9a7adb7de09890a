"""How kinds, fields and values of records are called on the screen, as labels.toml says."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

_LABELS = tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))
KINDS: Mapping[str, str] = _LABELS["kinds"]
ADDED_BY_HAND: Mapping[str, str] = _LABELS["added_by_hand"]
"""Kinds that `a` offers, the most used first."""
_FIELDS: Mapping[str, str] = _LABELS["fields"]
_HINTS: Mapping[str, str] = _LABELS["hints"]
_VALUES: Mapping[str, Mapping[str, str]] = _LABELS["values"]


def kind_word(kind: str) -> str:
    """What a record kind is called: `work_item` -> open work."""
    return KINDS.get(kind, kind.replace("_", " "))


def field_label(name: str) -> str:
    """What a field is called; a dotted name reaches into a nested object."""
    return _FIELDS.get(name) or name.rpartition(".")[2].replace("_", " ")


def field_hint(name: str) -> str:
    """One sentence on what to type; empty when the label says it all."""
    return _HINTS.get(name, "")


def value_word(field: str, value: str) -> str:
    """What a value of a closed list is called."""
    return _VALUES.get(field, {}).get(value) or value.replace("_", " ")
